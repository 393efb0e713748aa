from datetime import date
from typing import Any

import pytest

from cases.actions.charges import (
    NewCharge,
    change_charges,
    compute_direction,
    current_charges,
    direction,
    file_charge,
    reinstate,
)
from cases.actions.corrections import void
from cases.actions.refusal import Refused
from cases.models import Charge, ChargeChange, Offense
from tests import world
from tests.clerk.committing import committed

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": "clerk"}


def test_a_charge_is_filed_with_the_next_count_and_the_rank_of_its_level():
    accused = world.defendant()
    world.charge(accused, count=4)
    filed = file_charge(accused.case, NewCharge(label="Theft", level="F-A"), **BY)
    assert (filed.party, filed.count, filed.rank, filed.ladder) == (accused, 5, 180, "AR")


def test_a_count_is_not_reused_after_its_charge_was_voided():
    accused = world.defendant()
    first = file_charge(accused.case, NewCharge(label="Theft"), **BY)
    void(first, by="clerk", reason="Entered in the wrong case")
    assert file_charge(accused.case, NewCharge(label="Theft"), **BY).count == first.count + 1


def test_a_charge_takes_statute_label_and_level_from_its_offense():
    accused = world.defendant()
    offense = Offense.objects.create(
        state=accused.case.court.state, statute="5-10-102", title="Murder", level="F-Y"
    )
    filed = file_charge(accused.case, NewCharge(offense=offense), **BY)
    assert (filed.statute, filed.label, filed.level) == ("5-10-102", "Murder", "F-Y")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"label": ""}, "label"),
        ({"label": "Theft", "level": "F-9"}, "level"),
        ({"label": "Theft" * 100}, "label"),
        ({"label": "Theft", "instrument": "RUMOR"}, "instrument"),
        ({"label": "Theft", "rests_on": "NEWS_OWN"}, "rests_on"),
        (
            {"label": "T", "offense_from": date(2024, 2, 2), "offense_to": date(2024, 2, 1)},
            "offense_from",
        ),
        ({"label": "Theft", "count": 1}, "count"),
    ],
)
def test_a_charge_that_cannot_be_filed_is_refused_at_its_field(said, field):
    accused = world.defendant()
    world.charge(accused)
    with pytest.raises(Refused) as refused:
        file_charge(accused.case, NewCharge(**said), **BY)
    assert refused.value.field == field
    assert Charge.objects.filter(party=accused).count() == 1


def test_the_defendant_must_be_named_where_there_are_two():
    case = world.defendant().case
    world.defendant(case)
    with pytest.raises(Refused, match="more than one defendant"):
        file_charge(case, NewCharge(label="Theft"), **BY)


def test_a_witness_cannot_be_charged():
    witness = world.party(world.case(), "WIT")
    with pytest.raises(Refused, match="against a defendant") as refused:
        file_charge(witness.case, NewCharge(party=witness, label="Theft"), **BY)
    assert refused.value.field == "party"


def test_two_counts_become_capital_murder(settle):
    accused = world.defendant()
    battering, no_contact = world.charge(accused), world.charge(accused, level="M-A")
    change = change_charges(
        accused.case,
        kind="MERGED",
        before=[(battering, "REPLACED"), (no_contact, "REPLACED")],
        after=[NewCharge(label="Capital murder", statute="5-10-101", level="CAPITAL")],
        date_from=date(2024, 9, 1),
        date_to=date(2024, 9, 30),
        instrument="AMENDED_INFORMATION",
        authority="PROSECUTOR",
        **BY,
    )
    settle()
    assert direction(change) == "UPGRADE"
    assert [charge.label for charge in current_charges(accused.case)] == ["Capital murder"]


def test_what_became_of_a_count_may_be_unknown(settle):
    accused = world.defendant()
    battering, no_contact = world.charge(accused), world.charge(accused, level="")
    change = change_charges(
        accused.case,
        kind="AMENDED",
        before=[(battering, "REPLACED"), (no_contact, "UNKNOWN")],
        after=[NewCharge(label="Capital murder", level="CAPITAL")],
        **BY,
    )
    settle()
    assert direction(change) == "UNDETERMINED"
    assert no_contact in current_charges(accused.case)


def test_a_charge_is_bound_over_to_a_related_case_under_its_defendant(settle):
    held = world.charge()
    circuit = world.case()
    world.defendant(circuit, held.party.person)
    other = world.defendant(circuit)
    world.relate(circuit, held.case, "TRANSFERRED")
    change = change_charges(
        circuit,
        kind="BOUND_OVER",
        before=[(held, "REPLACED")],
        after=[NewCharge(label="Theft", level="F-B")],
        **BY,
    )
    settle()
    result = Charge.objects.get(change_items__change=change, change_items__side="AFTER")
    assert result.party.person == held.party.person != other.person


@pytest.mark.parametrize(
    ("kind", "effect", "words"),
    [
        ("NOLLE", "REPLACED", "ends a charge"),
        ("AMENDED", "GONE", "Say what became"),
        ("AMENDED", "REPLACED", "no charge results"),
        ("UPGRADED", "REPLACED", "no kind of change"),
    ],
)
def test_an_effect_that_contradicts_the_act_is_refused(kind, effect, words):
    charge = world.charge()
    with pytest.raises(Refused, match=words):
        change_charges(charge.case, kind=kind, before=[(charge, effect)], **BY)
    assert not ChargeChange.objects.exists()


def test_a_charge_is_replaced_once():
    first, second, third = charges_of_one_defendant(3)
    amend(first, second)
    with pytest.raises(Refused, match="already been replaced") as refused:
        amend(first, third)
    assert refused.value.field == "before"
    assert ChargeChange.objects.count() == 1


def test_a_rule_over_several_rows_is_told_in_words_at_the_commit(settle):
    first, second = charges_of_one_defendant(2)
    with pytest.raises(Refused, match="two or more") as refused, committed():
        amend(first, second, kind="MERGED")
    assert (refused.value.rule, refused.value.field) == ("charge_change_merges_into_one", "kind")
    assert not ChargeChange.objects.exists()


def test_a_dismissal_needs_its_docket_entry(settle):
    charge = world.charge()
    with pytest.raises(Refused, match="docket entry"), committed():
        change_charges(charge.case, kind="NOLLE", before=[(charge, "DISMISSED")], **BY)


def test_the_direction_is_told_before_anything_is_saved():
    first, second = charges_of_one_defendant(2)
    graver = NewCharge(label="Capital murder", level="CAPITAL")
    assert compute_direction(first.case, before=[first], after=[graver]) == "UPGRADE"
    assert compute_direction(first.case, before=[first], after=[second]) == "LATERAL"
    assert compute_direction(first.case, before=[first], after=[]) is None
    unranked = NewCharge(label="Violating an order")
    assert compute_direction(first.case, before=[first], after=[unranked]) == "UNDETERMINED"
    assert Charge.objects.filter(case=first.case).count() == 2


def test_a_preview_of_what_cannot_be_is_refused():
    charge = world.charge()
    with pytest.raises(Refused, match="not on the ladder"):
        compute_direction(charge.case, before=[charge], after=[NewCharge(label="T", level="F-9")])


def test_a_reinstated_charge_is_pending_again_and_its_successor_is_not(settle):
    first, second = charges_of_one_defendant(2)
    amend(first, second)
    reinstate(first, before=[(second, "REPLACED")], reason="Plea withdrawn", **BY)
    settle()
    assert current_charges(first.case) == [first]


def test_a_reinstated_charge_may_be_replaced_again(settle):
    first, second, third = charges_of_one_defendant(3)
    amend(first, second)
    reinstate(first, before=[(second, "REPLACED")], **BY)
    amend(first, third)
    settle()
    assert current_charges(first.case) == [third]


def test_a_standing_charge_cannot_be_reinstated():
    with pytest.raises(Refused, match="nothing to reinstate"):
        reinstate(world.charge(), **BY)


def test_who_acts_must_be_said():
    charge = world.charge()
    with pytest.raises(Refused) as refused:
        file_charge(charge.case, NewCharge(label="Theft"), by="")
    assert refused.value.field == "by"


def test_an_act_tells_the_audit_who_and_why():
    accused = world.defendant()
    filed = file_charge(accused.case, NewCharge(label="Theft"), by="clerk", reason="Information")
    audit = Charge.pgh_event_model  # type: ignore[attr-defined]
    context = audit.objects.get(pgh_obj=filed).pgh_context
    assert (context["user"], context["reason"]) == ("clerk", "Information")


def charges_of_one_defendant(how_many):
    accused = world.defendant()
    return [world.charge(accused) for _ in range(how_many)]


def amend(before, after, kind="AMENDED"):
    return change_charges(
        before.case, kind=kind, before=[(before, "REPLACED")], after=[after], **BY
    )
