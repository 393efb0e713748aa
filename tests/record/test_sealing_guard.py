"""Into and out of a seal only by an order recorded in the same transaction (rule 22)."""

import pytest
from django.db import connection, transaction

from cases.models import Case, Charge, Seal
from tests import world
from tests.rules import refuses
from tests.worlds.rows import make

pytestmark = pytest.mark.django_db

GUARDED = [
    ("court_case_visibility_follows_an_order", world.case),
    ("charge_visibility_follows_an_order", world.charge),
]


def see(row, visibility):
    return type(row).objects.filter(pk=row.pk).update(visibility=visibility)


@pytest.mark.parametrize(("rule", "make_row"), GUARDED)
def test_a_row_is_sealed_and_unsealed_by_recorded_orders(settle, rule, make_row):
    row = make_row(visibility="PUBLIC")
    world.sealed(row)
    settle()
    world.sealed(row, "UNSEAL")
    settle()
    row.refresh_from_db()
    assert row.visibility == "PUBLIC"


@pytest.mark.parametrize(("rule", "make_row"), GUARDED)
def test_a_row_is_not_sealed_without_an_order(rule, make_row):
    row = make_row(visibility="PUBLIC")
    with refuses(rule):
        see(row, "SEALED")


@pytest.mark.parametrize(("rule", "make_row"), GUARDED)
def test_a_sealed_row_does_not_come_out_without_an_order(rule, make_row):
    row = world.sealed(make_row(visibility="PUBLIC"))
    with refuses(rule):
        see(row, "PUBLIC")


@pytest.mark.parametrize("wanted", ["PUBLIC", "DRAFT", "JUVENILE"])
def test_a_sealed_case_comes_out_to_nothing_else_either(wanted):
    case = world.sealed(world.case(visibility="PUBLIC"))
    with refuses("court_case_visibility_follows_an_order"):
        see(case, wanted)


@pytest.mark.parametrize(
    ("was", "becomes"), [("DRAFT", "PUBLIC"), ("PUBLIC", "DRAFT"), ("PUBLIC", "JUVENILE")]
)
def test_a_visibility_that_is_no_seal_changes_without_an_order(was, becomes):
    assert see(world.case(visibility=was), becomes) == 1


@pytest.mark.parametrize(
    ("rule", "make_row"),
    [("sealed_case_has_its_order", world.case), ("sealed_charge_has_its_order", world.charge)],
)
def test_a_row_entered_as_sealed_needs_its_order_as_well(settle, rule, make_row):
    with refuses(rule):
        make_row(visibility="SEALED")
    order_of(make_row(visibility="SEALED"))
    settle()


def order_of(row, act="SEAL", **given):
    kind = "case" if isinstance(row, Case) else "charge"
    return make(Seal, act=act, **{"case": None, kind: row, **given})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("rule", "make_row"), GUARDED)
def test_an_order_of_an_earlier_transaction_does_not_serve(rule, make_row):
    with transaction.atomic():
        row = make_row(visibility="PUBLIC")
        order_of(row)
        world.sealed(row, "UNSEAL")
    with refuses(rule):
        see(row, "SEALED")


@pytest.mark.parametrize(("rule", "make_row"), GUARDED)
def test_an_order_cannot_be_written_for_a_later_transaction(rule, make_row):
    row = make_row(visibility="PUBLIC")
    order = order_of(row, transaction="999999999")
    order.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        assert (order.transaction,) == cursor.fetchone()


@pytest.mark.parametrize(("rule", "make_row"), GUARDED)
def test_an_order_upon_another_row_does_not_serve(rule, make_row):
    row = make_row(visibility="PUBLIC")
    order_of(make_row())
    with refuses(rule):
        see(row, "SEALED")


@pytest.mark.parametrize(("rule", "make_row"), GUARDED)
def test_an_order_to_unseal_does_not_seal(rule, make_row):
    row = make_row(visibility="PUBLIC")
    order_of(row, "UNSEAL")
    with refuses(rule):
        see(row, "SEALED")


def test_an_order_upon_a_case_does_not_seal_its_charge():
    charge = world.charge()
    order_of(charge.case)
    with refuses("charge_visibility_follows_an_order"):
        see(charge, "SEALED")


@pytest.mark.parametrize("missing", ["order_reference", "sealed_by"])
def test_a_seal_names_its_order_and_who_acts_on_it(missing):
    with refuses("seal_names_its_order"):
        make(Seal, **{missing: ""})


def test_a_seal_is_of_a_case_or_of_a_charge():
    charge = world.charge()
    assert make(Seal, case=None, charge=charge).pk
    with refuses("seal_is_of_a_case_or_a_charge"):
        make(Seal, case=charge.case, charge=charge)
    with refuses("seal_is_of_a_case_or_a_charge"):
        make(Seal, case=None)


def test_sealing_one_charge_leaves_the_others_as_they_were(settle):
    sealed = world.sealed(world.charge())
    other = world.charge(sealed.party)
    settle()
    assert Charge.objects.get(pk=other.pk).visibility == "PUBLIC"
