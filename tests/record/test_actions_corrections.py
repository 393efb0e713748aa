from datetime import date
from typing import Any

import pytest

from cases.actions.charges import change_charges, current_charges, direction, reinstate
from cases.actions.corrections import correct, correctable, void
from cases.actions.dispositions import dispose, sentence, vacate
from cases.actions.refusal import Refused
from cases.actions.status import change_status
from cases.models import ChargeChange, Correction, Offense
from tests import world

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": "clerk"}
TYPO: dict[str, Any] = {"reason": "Mistyped", "authority": "Information", "by": "clerk"}
MAY, JUNE, JULY = date(2024, 5, 1), date(2024, 6, 1), date(2024, 7, 1)


def test_a_typing_mistake_is_set_right_and_both_values_are_kept(settle):
    charge = world.charge(label="Teft")
    correct(charge, field="label", value="Theft", **TYPO)
    settle()
    kept = Correction.objects.get(row_id=charge.pk)
    assert (charge.label, kept.old_value, kept.new_value) == ("Theft", "Teft", "Theft")


def test_a_correction_makes_no_charge_change_and_a_change_no_correction():
    first, second = charges_of_one_defendant(2)
    correct(first, field="label", value="Burglary", **TYPO)
    assert not ChargeChange.objects.exists()
    amend(first, second)
    assert Correction.objects.count() == 1
    first.refresh_from_db()
    assert first.label == "Burglary"


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        (world.charge, "filed_date", JUNE),
        (world.charge, "offense_from", "2024-05-01"),
        (world.charge, "count", "7"),
        (lambda: world.sentence(convicted(), amount=5, unit="DAYS"), "amount", "12.5"),
        (lambda: world.sentence(convicted(), amount=5, unit="DAYS"), "amount", ""),
        (lambda: world.order(), "hearing_after_notice", True),
        (lambda: world.hearing(world.case()), "starts_at", "2024-05-01T09:00:00Z"),
        (lambda: world.entry(world.case()), "text", "Information filed"),
        (lambda: world.person(), "full_name", "Rowan Achterberg-Ibáñez"),
    ],
)
def test_values_of_every_type_are_corrected(row, field, value, settle):
    correct(row(), field=field, value=value, **TYPO)
    settle()
    kept = Correction.objects.get()
    assert kept.old_value != kept.new_value


def test_a_level_is_corrected_by_two_people_with_a_document_and_the_rank_follows(settle):
    first, second = charges_of_one_defendant(2)
    change = amend(first, second)
    correct(first, field="level", value="F-D", approved_by="judge", **TYPO)
    settle()
    assert (first.level, first.rank) == ("F-D", 150)
    assert direction(change) == "UPGRADE"


def test_an_offense_is_corrected_by_its_statute():
    charge = world.charge()
    cited = Offense.objects.create(state=charge.case.court.state, statute="5-36-103", title="Theft")
    correct(charge, field="offense", value=cited, approved_by="judge", **TYPO)
    assert charge.offense == cited


@pytest.mark.parametrize("approver", ["", "clerk"])
def test_one_person_alone_cannot_correct_a_level(approver):
    charge = world.charge()
    with pytest.raises(Refused, match="second person") as refused:
        correct(charge, field="level", value="F-D", approved_by=approver, **TYPO)
    assert refused.value.field == "approved_by"


def test_nothing_is_corrected_without_the_document_that_shows_the_mistake():
    with pytest.raises(Refused, match="record that as a new fact") as refused:
        correct(world.charge(), field="label", value="Theft", **{**TYPO, "authority": ""})
    assert refused.value.field == "authority"


def test_an_amendment_does_not_pass_as_a_correction_of_the_instrument():
    with pytest.raises(Refused, match="new charge"):
        correct(world.charge(), field="instrument", value="AMENDED_INFORMATION", **TYPO)


def test_the_instrument_of_a_charge_that_came_by_a_change_can_be_corrected():
    first, second = charges_of_one_defendant(2)
    amend(first, second)
    correct(second, field="instrument", value="AMENDED_INFORMATION", **TYPO)
    assert second.instrument == "AMENDED_INFORMATION"


def test_a_recorded_change_is_not_erased_by_a_correction():
    accused = world.defendant()
    first = world.charge(accused, label="Battery")
    second = world.charge(accused, label="Capital murder", level="CAPITAL")
    amend(first, second)
    with pytest.raises(Refused, match="would erase"):
        correct(first, field="label", value="Capital murder", **TYPO)
    with pytest.raises(Refused, match="would erase"):
        correct(first, field="level", value="CAPITAL", approved_by="judge", **TYPO)


@pytest.mark.parametrize("field", ["case", "party", "rank", "key", "voided_at", "nonsense", ""])
def test_what_ties_or_signs_a_fact_is_not_corrected(field):
    with pytest.raises(Refused, match="cannot be corrected") as refused:
        correct(world.charge(), field=field, value="1", **TYPO)
    assert refused.value.field == "field"


def test_a_correction_changes_something_and_says_why():
    charge = world.charge(label="Theft")
    with pytest.raises(Refused, match="same as the old"):
        correct(charge, field="label", value="Theft", **TYPO)
    with pytest.raises(Refused) as refused:
        correct(charge, field="label", value="Burglary", **{**TYPO, "reason": ""})
    assert refused.value.field == "reason"


def test_a_value_that_its_column_cannot_hold_is_refused():
    with pytest.raises(Refused) as refused:
        correct(world.charge(), field="filed_date", value="31 Feb", **TYPO)
    assert refused.value.field == "value"


def test_the_columns_that_can_be_corrected_are_named():
    named = {column.name for column in correctable(world.case())}
    assert {"number", "caption", "filed_date"} <= named
    assert not named & {"visibility", "key", "number_key", "court_id"}


def test_a_void_change_leaves_the_charge_before_as_it_was(settle):
    first, second = charges_of_one_defendant(2)
    void(amend(first, second), reason="Wrong case", **BY)
    settle()
    assert current_charges(first.case) == [first, second]


def test_a_void_reinstatement_leaves_the_replacement_standing(settle):
    first, second = charges_of_one_defendant(2)
    amend(first, second)
    back = reinstate(first, before=[(second, "REPLACED")], **BY)
    void(back, reason="Not so ordered", **BY)
    settle()
    assert current_charges(first.case) == [second]


def test_a_void_vacatur_leaves_the_disposition_in_force(settle):
    charge = convicted()
    vacating = vacate(charge.dispositions.get(), **BY)
    void(vacating, reason="Not so ordered", **BY)
    settle()
    assert current_charges(charge.case) == []


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_void_status_leaves_no_gap(which, settle):
    case = world.case()
    told = [
        change_status(case, status=status, effective_date=day, **BY)
        for status, day in (("FILED", MAY), ("INACTIVE", JUNE), ("REVIEW", JULY))
    ]
    void(told[which], reason="Mistaken", **BY)
    settle()
    standing = case.statuses.filter(voided_at=None)
    assert standing.count() == 2
    assert standing.filter(until_date=None).count() == 1


def test_a_charge_in_use_is_not_voided():
    charge = convicted()
    sentence(charge, kind="FINE", amount=100, unit="USD", **BY)
    with pytest.raises(Refused, match="a disposition and a sentence"):
        void(charge, reason="Wrong", **BY)


def test_a_fact_is_voided_once_and_with_a_reason():
    charge = world.charge()
    with pytest.raises(Refused) as refused:
        void(charge, reason="", **BY)
    assert refused.value.field == "reason"
    void(charge, reason="Wrong case", **BY)
    assert (charge.voided_by, charge.void_reason) == ("clerk", "Wrong case")
    with pytest.raises(Refused, match="already voided by clerk"):
        void(charge, reason="Wrong case", **BY)


def convicted():
    charge = world.charge()
    dispose(charge, outcome="CONV_PLEA", **BY)
    return charge


def charges_of_one_defendant(how_many):
    accused = world.defendant()
    return [world.charge(accused) for _ in range(how_many)]


def amend(before, after):
    return change_charges(
        before.case, kind="AMENDED", before=[(before, "REPLACED")], after=[after], **BY
    )
