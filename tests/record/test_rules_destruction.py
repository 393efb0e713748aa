"""A record is destroyed by two people, by its own function, and in no other way."""

from typing import Any

import pytest
from django.db import connection

from cases.actions.refusal import Refused
from cases.desk.destroying import destroy
from cases.desk.done import sign_off
from cases.desk.models import Done, Request
from cases.models import Case, Charge, ChargeChange, Destruction, SealedLine
from cases.models.fields import RecordNow
from tests import world
from tests.destruction import TOKEN, approved, juvenile, standing
from tests.rules import refuses, settle_now

pytestmark = pytest.mark.django_db

BY_LAW: dict[str, Any] = {"basis": "JUVENILE", "order_reference": f"Order in JV-{TOKEN}-1"}


def test_of_a_destroyed_case_nothing_stands_anywhere(settle, django_user_model):
    user = django_user_model.objects.create_user("typist")
    case = juvenile(user)
    settle()
    kept = standing(TOKEN, str(case.key))
    assert len(kept) > 25
    destroy(approved(case), **BY_LAW)
    settle()
    left = standing(TOKEN)
    # What waits for the sealed list is forgotten when it is written there.
    left.pop("sealed_line", None)
    assert left == {}
    SealedLine.objects.all().delete()
    assert standing(TOKEN, str(case.key)) == {}


def test_papers_that_quote_the_number_go_and_others_stay(settle):
    case, other = juvenile(), world.case()
    settle()
    for said in (f"Linked to JV {TOKEN} 1.", "Linked to JV 1."):
        sign_off(other, case=other, act="change", said=said, by="clerk")
    destroy(approved(case), **BY_LAW)
    assert [done.said for done in Done.objects.all()] == ["Linked to JV 1."]


def test_one_row_that_counts_stays_and_tells_nothing(settle):
    case = juvenile()
    settle()
    destroy(approved(case), **BY_LAW)
    told = Destruction.objects.get()
    assert (told.basis, told.asked_by, told.approved_by) == ("JUVENILE", "clerk", "judge")
    assert len(told.order_digest) == 64
    assert {field.name for field in Destruction._meta.fields} == {
        "id", "destroyed_on", "basis", "order_digest", "asked_by", "approved_by",
    }  # fmt: skip


def test_what_is_not_of_the_case_stays(settle):
    case = juvenile()
    other = world.case(visibility="PUBLIC")
    shared = case.parties.get(role="DEF").person
    world.charge(world.defendant(other, shared), label="Arson")
    world.relate(case, other)
    settle()
    destroy(approved(case), **BY_LAW)
    settle()
    shared.refresh_from_db()
    assert shared.names.count() == 1
    assert list(Charge.objects.values_list("label", flat=True)) == ["Arson"]
    assert not other.relations.exists()
    assert set(standing(f"JV-{TOKEN}")) <= {"sealed_line"}


def test_nothing_is_destroyed_that_is_not_approved():
    asked = Request.objects.create(
        act="destroy", table="court_case", row_id=juvenile().pk, given={}, said="", asked_by="clerk"
    )
    with refuses("destruction_is_approved"), connection.cursor() as cursor:
        cursor.execute("SELECT destroy_record(%s, '{}', '{}', '{}')", [asked.pk])


def test_a_request_for_another_act_destroys_nothing():
    case = juvenile()
    asked = Request.objects.create(
        act="seal", table="court_case", row_id=case.pk, given={}, said="", asked_by="clerk"
    )
    Request.objects.filter(pk=asked.pk).update(
        decision="APPROVED", decided_by="judge", decided_at=RecordNow()
    )
    with refuses("destruction_is_approved"), connection.cursor() as cursor:
        cursor.execute("SELECT destroy_record(%s, '{}', '{}', '{}')", [asked.pk])


@pytest.mark.parametrize("visibility", ["PUBLIC", "DRAFT"])
def test_only_what_is_hidden_is_destroyed(visibility):
    case = world.case(visibility=visibility)
    with pytest.raises(Refused, match="Seal it first") as refused:
        destroy(approved(case), **{**BY_LAW, "basis": "ORDER"})
    assert refused.value.rule == "destruction_is_of_what_is_hidden"


def test_only_a_juvenile_case_is_destroyed_by_the_juvenile_code():
    case = world.sealed(world.case())
    with pytest.raises(Refused) as refused:
        destroy(approved(case), **BY_LAW)
    assert refused.value.rule == "destruction_has_its_law"
    destroy(approved(case), **{**BY_LAW, "basis": "ORDER"})
    assert not Case.objects.filter(pk=case.pk).exists()


def bound_over(juvenile_is_first):
    case, other = juvenile(), world.case()
    world.relate(case, other, "TRANSFERRED")
    there = world.defendant(other, case.parties.get(role="DEF").person)
    here = case.parties.get(role="DEF")
    parties = (here, there) if juvenile_is_first else (there, here)
    was, becomes = (world.charge(party, label="Arson") for party in parties)
    world.change("BOUND_OVER", [was], [becomes])
    settle_now()
    return case, other


def test_a_charge_bound_over_from_it_stands_by_itself(settle):
    case, other = bound_over(juvenile_is_first=True)
    destroy(approved(case), **BY_LAW)
    settle()
    assert other.charges.get().label == "Arson"
    assert not ChargeChange.objects.exists()


def test_no_charge_of_another_case_is_left_as_if_it_were_pending():
    case, _ = bound_over(juvenile_is_first=False)
    with pytest.raises(Refused) as refused:
        destroy(approved(case), **BY_LAW)
    assert refused.value.rule == "destruction_leaves_no_charge_pending"


def test_a_merger_that_loses_a_charge_is_an_amendment(settle):
    case, other = juvenile(), world.case()
    world.relate(case, other, "TRANSFERRED")
    here = case.parties.get(role="DEF")
    there = world.defendant(other, here.person)
    world.change("MERGED", [world.charge(here), world.charge(there)], [world.charge(there)])
    settle()
    destroy(approved(case), **BY_LAW)
    settle()
    assert ChargeChange.objects.get().kind == "AMENDED"


def test_a_destruction_is_not_recorded_by_hand():
    with refuses("destruction_is_carried_out"):
        counted()


def counted(**given):
    signed = {"asked_by": "clerk", "approved_by": "judge", "basis": "ORDER"}
    return Destruction.objects.create(destroyed_on="2024-05-02", **{**signed, **given})


def noted(case, table="court_case"):
    with connection.cursor() as cursor:
        cursor.execute('INSERT INTO destroying ("table", row_id) VALUES (%s, %s)', [table, case.pk])


@pytest.mark.parametrize("table", ["court_case", "charge"])
def test_nobody_notes_rows_to_be_deleted_by_hand(table):
    with refuses("destruction_is_approved"):
        noted(world.case(), table)


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("destruction_has_two_people", {"approved_by": "Clerk"}),
        ("destruction_has_two_people", {"asked_by": ""}),
        ("destruction_basis_is_known", {"basis": "WHIM"}),
    ],
)
def test_a_destruction_says_by_what_law_and_by_which_two_people(rule, given):
    case = juvenile()
    approved(case)
    noted(case)
    assert counted().pk
    with refuses(rule):
        counted(**given)


def test_a_destruction_is_told_once_and_for_ever():
    destroy(approved(juvenile()), **BY_LAW)
    with refuses("destruction_is_written_once"):
        Destruction.objects.update(asked_by="nobody")
    with refuses("destruction_is_voided_not_deleted"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM destruction")


def test_after_a_destruction_the_same_transaction_deletes_nothing_more():
    other = world.case()
    destroy(approved(juvenile()), **BY_LAW)
    with refuses("court_case_is_voided_not_deleted"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM court_case WHERE id = %s", [other.pk])


def test_a_request_is_not_born_decided():
    with refuses("request_is_asked_first"):
        Request.objects.create(
            act="destroy", table="court_case", row_id=1, given={}, said="", asked_by="clerk",
            decision="APPROVED", decided_by="judge", decided_at=RecordNow(),
        )  # fmt: skip


@pytest.mark.parametrize(
    "changed", [{"row_id": 2}, {"given": {"a": 1}}, {"said": "else"}, {"asked_by": "other"}]
)
def test_what_was_asked_stays_as_it_was_read(changed):
    asked = Request.objects.create(
        act="destroy", table="court_case", row_id=1, given={}, said="", asked_by="clerk"
    )
    with refuses("request_stays_as_asked"):
        Request.objects.filter(pk=asked.pk).update(**changed)


def test_a_request_is_decided_once():
    asked = approved(world.case())
    with refuses("request_stays_as_asked"):
        Request.objects.filter(pk=asked.pk).update(decided_by="another")


def test_a_line_of_the_sealed_list_is_of_a_known_act():
    SealedLine.objects.create(act="DESTROY", table="court_case", told={})
    with refuses("sealedline_act_is_known"):
        SealedLine.objects.create(act="FORGET", table="court_case", told={})
