"""Into and out of a seal only by an order recorded in the same transaction (rule 22)."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from cases.actions.sealing import noun
from cases.models import Charge, Party, Seal
from tests import world
from tests.rules import refuses
from tests.worlds.rows import make

pytestmark = pytest.mark.django_db


def entry(**given):
    return world.entry(world.case(), **given)


GUARDED = [
    ("court_case_visibility_follows_an_order", world.case),
    ("charge_visibility_follows_an_order", world.charge),
    ("party_visibility_follows_an_order", world.defendant),
    ("docket_entry_visibility_follows_an_order", entry),
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
    [
        ("sealed_case_has_its_order", world.case),
        ("sealed_charge_has_its_order", world.charge),
        ("sealed_party_has_its_order", world.defendant),
        ("sealed_entry_has_its_order", entry),
    ],
)
def test_a_row_entered_as_sealed_needs_its_order_as_well(settle, rule, make_row):
    with refuses(rule):
        make_row(visibility="SEALED")
    order_of(make_row(visibility="SEALED"))
    settle()


def order_of(row, act="SEAL", **given):
    return make(Seal, act=act, **{"case": None, noun(row): row, **given})


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


def test_a_seal_is_of_one_row():
    charge = world.charge()
    for name, row in sealable(charge).items():
        assert make(Seal, **{"case": None, name: row}).pk
        other: dict[str, Any] = {"charge": charge} if name != "charge" else {"case": charge.case}
        with refuses("seal_is_of_one_row"):
            make(Seal, **{"case": None, name: row, **other})
    with refuses("seal_is_of_one_row"):
        make(Seal, case=None)


def sealable(charge: Any) -> dict[str, Any]:
    return {
        "case": charge.case,
        "charge": charge,
        "party": charge.party,
        "docket_entry": world.entry(charge.case),
    }


@pytest.mark.parametrize("second", ["", "registrar", "REGISTRAR"])
def test_a_seal_is_of_two_people(second):
    with refuses("seal_has_two_people"):
        make(Seal, approved_by=second)


@pytest.mark.parametrize("origin", ["SCHEDULED", "IMPORTED", "RESTORED"])
def test_what_no_two_people_ordered_says_so(origin):
    assert make(Seal, origin=origin, approved_by="").pk


@pytest.mark.parametrize("origin", ["SCHEDULED", "IMPORTED"])
def test_only_an_order_opens_a_seal(origin):
    assert make(Seal, act="UNSEAL").pk
    with refuses("seal_is_opened_by_order"):
        make(Seal, act="UNSEAL", origin=origin)


@pytest.mark.parametrize("seen", ["PUBLIC", "STAFF"])
def test_a_sealed_entry_comes_out_neither_to_the_public_nor_to_the_staff(seen):
    sealed = world.sealed(entry())
    with refuses("docket_entry_visibility_follows_an_order"):
        see(sealed, seen)


def test_an_entry_is_kept_to_the_staff_without_an_order():
    assert see(entry(), "STAFF") == 1


def test_a_sealed_party_is_not_taken_out_to_be_entered_anew():
    sealed = world.sealed(world.party(world.case(), "ATTY_DEF"))
    with pytest.raises(ProtectedError):
        Party.objects.filter(pk=sealed.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM party WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE", [sealed.pk]
        )


def test_sealing_one_charge_leaves_the_others_as_they_were(settle):
    sealed = world.sealed(world.charge())
    other = world.charge(sealed.party)
    settle()
    assert Charge.objects.get(pk=other.pk).visibility == "PUBLIC"
