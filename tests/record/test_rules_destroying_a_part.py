"""One charge, party or docket entry of a case is destroyed, and the rest of the case stands."""

from typing import Any

import pytest

from cases.actions.refusal import Refused
from cases.desk.destroying import destroy
from cases.desk.done import sign_off
from cases.desk.models import Done, Draft, Flag, Request
from cases.models import (
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    Correction,
    Destruction,
    Disposition,
    DocketEntry,
    Party,
    Person,
    SealedLine,
)
from cases.models.fields import RecordNow
from tests import world
from tests.destruction import TOKEN, approved, standing
from tests.public.publication import documents

pytestmark = pytest.mark.django_db

BY_ORDER: dict[str, Any] = {"basis": "ORDER", "order_reference": f"Order in CR-{TOKEN}-1"}


def a_charge(case: Case) -> Charge:
    """One with all that a charge can have; every text of it holds the token."""
    charge = world.charge(case.parties.get(), label=f"Theft {TOKEN}")
    world.sentence(world.dispose(charge).charge, text=f"{TOKEN} hours")
    Correction.objects.create(
        table="charge", row_id=charge.pk, field="label", old_value=TOKEN, new_value="2",
        reason=TOKEN, authority=TOKEN, corrected_by="clerk",
    )  # fmt: skip
    return charge


def a_party(case: Case) -> Party:
    party = world.defendant(case, world.person(f"Tove {TOKEN.title()}"))
    party.person.names.create(full_name=f"{TOKEN} the younger", kind="ALIAS")
    world.charge(party, label=f"Robbery {TOKEN}")
    world.status(case, party=party, reason=TOKEN)
    order = world.order(case, party, [world.person(f"Una {TOKEN}")])
    order.places.create(text=f"{TOKEN} street")
    was = world.person(f"Was {TOKEN}")
    Party.objects.filter(pk=party.pk).update(person=was)
    Party.objects.filter(pk=party.pk).update(person=party.person)
    return party


def an_entry(case: Case) -> DocketEntry:
    entry = world.entry(case, "ORDER", text=f"Motion of {TOKEN}")
    world.dispose(case.charges.get(), docket_entry=entry)
    return entry


PARTS = {"charge": a_charge, "party": a_party, "docket_entry": an_entry}


@pytest.fixture
def case(db: None) -> Case:
    made = world.case(visibility="PUBLIC")
    world.status(made)
    world.charge(world.defendant(made), label="Arson")
    return made


def of_part(name: str, case: Case) -> Any:
    """A part, sealed, with what the desk says of it."""
    row = PARTS[name](case)
    world.sealed(row)
    said = f"{TOKEN.title()} was noted."
    sign_off(case, case=case, act="change", said=said, by="clerk")
    Flag.objects.create(
        case=case, table=row._meta.db_table, row_id=row.pk, rule="odd", words=said, found_by="clerk"
    )
    return row


@pytest.mark.parametrize("name", PARTS)
def test_of_a_destroyed_part_nothing_stands_anywhere(name, case, settle, django_user_model):
    row = of_part(name, case)
    page = f"/admin/cases/case/{case.pk}/act/amend/"
    user = django_user_model.objects.create_user("typist")
    Draft.objects.create(user=user, page=page, typed=[["value", TOKEN]])
    settle()
    told = documents(case)
    assert len(standing(str(row.key), TOKEN)) > 4
    destroy(approved(row), **BY_ORDER)
    settle()
    SealedLine.objects.all().delete()
    assert standing(str(row.key), TOKEN) == {}
    assert documents(case) == told
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_the_rest_of_a_case_stands_without_a_charge(case, settle):
    row = of_part("charge", case)
    settle()
    gone = destroy(approved(row), **BY_ORDER)
    settle()
    assert gone.rows == {
        "charge": 1, "disposition": 1, "sentence": 1, "seal": 1, "correction": 1,
    }  # fmt: skip
    assert case.charges.get().label == "Arson"
    assert Destruction.objects.count() == 1


def test_with_a_party_goes_what_is_theirs_alone(case, settle):
    row = of_part("party", case)
    shared = world.defendant(world.case(), row.person)
    settle()
    destroy(approved(row), **BY_ORDER)
    settle()
    assert CaseStatus.objects.get(case=case).party is None
    assert case.charges.get().label == "Arson"
    # Whoever is known by another case stays, with their names.
    assert Person.objects.get(pk=shared.person_id).names.count() == 1
    assert not Person.objects.filter(full_name=f"Una {TOKEN}").exists()


def test_what_rests_on_an_entry_stays_without_it(case, settle):
    row = of_part("docket_entry", case)
    settle()
    destroy(approved(row), **BY_ORDER)
    settle()
    assert Disposition.objects.get().docket_entry is None


@pytest.mark.parametrize("name", PARTS)
def test_a_part_that_is_not_hidden_is_sealed_first(name, case):
    row = PARTS[name](case)
    with pytest.raises(Refused, match="Seal it first") as refused:
        destroy(approved(row), **BY_ORDER)
    assert refused.value.rule == "destruction_is_of_what_is_hidden"


def test_a_part_of_a_hidden_case_is_hidden(case, settle):
    row = a_charge(case)
    world.sealed(case)
    settle()
    destroy(approved(row), **BY_ORDER)
    settle()
    assert case.charges.get().label == "Arson"


def test_only_a_juvenile_record_is_destroyed_by_the_juvenile_code(case):
    row = of_part("charge", case)
    with pytest.raises(Refused) as refused:
        destroy(approved(row), **{**BY_ORDER, "basis": "JUVENILE"})
    assert refused.value.rule == "destruction_has_its_law"


def test_no_charge_of_the_case_is_left_as_if_it_were_pending(case):
    was = case.charges.get()
    becomes = world.charge(was.party, label="Trespass")
    world.change("AMENDED", [was], [becomes])
    world.sealed(becomes)
    with pytest.raises(Refused) as refused:
        destroy(approved(becomes), **BY_ORDER)
    assert refused.value.rule == "destruction_leaves_no_charge_pending"


def test_a_charge_that_came_of_a_destroyed_one_stands_by_itself(case, settle):
    was = case.charges.get()
    becomes = world.charge(was.party, label="Trespass")
    world.change("AMENDED", [was], [becomes])
    world.sealed(was)
    settle()
    destroy(approved(was), **BY_ORDER)
    settle()
    assert case.charges.get().label == "Trespass"
    assert not ChargeChange.objects.exists()


def asked_for(row: Any, by: str) -> Request:
    return Request.objects.create(
        act="seal", table=row._meta.db_table, row_id=row.pk, case=row.case, given={},
        said=f"{TOKEN} is sealed.", asked_by=by,
    )  # fmt: skip


def test_what_else_is_asked_for_in_the_case_is_decided_first(case):
    row = of_part("charge", case)
    other = asked_for(case.charges.get(label="Arson"), "clerk")
    with pytest.raises(Refused, match="Decide that first") as refused:
        destroy(approved(row), **BY_ORDER)
    assert refused.value.rule == "destruction_waits_for_other_requests"
    other.decision, other.decided_by, other.decided_at = "WITHDRAWN", "clerk", RecordNow()
    other.save(update_fields=["decision", "decided_by", "decided_at"])
    destroy(approved(row), **BY_ORDER)
    assert not Request.objects.exists()


def test_what_a_schedule_has_listed_waits_on(case):
    row = of_part("charge", case)
    listed = asked_for(case.charges.get(label="Arson"), "schedule")
    destroy(approved(row), **BY_ORDER)
    assert Request.objects.get() == listed


def test_what_is_done_in_other_cases_stays_on_the_log(case):
    row, other = of_part("charge", case), world.case()
    sign_off(other, case=other, act="change", said="Linked to CR xyzzy 1.", by="clerk")
    destroy(approved(row), **BY_ORDER)
    assert Done.objects.get().case == other


def test_the_line_of_a_part_tells_no_number(case):
    row = of_part("charge", case)
    destroy(approved(row), **BY_ORDER)
    line = SealedLine.objects.get(act="DESTROY")
    assert (line.table, line.row_key, line.number) == ("charge", row.key, "")


def test_nothing_else_is_destroyed(case):
    with pytest.raises(Refused) as refused:
        destroy(approved(world.hearing(case)), **BY_ORDER)
    assert refused.value.rule == "destruction_is_approved"
