from datetime import date
from typing import Any

import pytest

from cases.actions.charges import change_charges, current_charges
from cases.actions.dispositions import dispose, sentence, vacate
from cases.actions.refusal import Refused
from cases.actions.status import change_status
from cases.models import CaseStatus, Disposition, Sentence
from tests import world
from tests.clerk.committing import committed

pytestmark = pytest.mark.django_db

BY: dict[str, Any] = {"by": "clerk"}
MAY, JUNE = date(2024, 5, 1), date(2024, 6, 1)


def test_a_charge_is_disposed_of_and_sentenced_on(settle):
    charge = world.charge()
    dispose(charge, outcome="CONV_PLEA", plea="GUILTY", date_from=MAY, date_to=MAY, **BY)
    part = sentence(charge, kind="PRISON", amount=10, unit="YEARS", effective_date=MAY, **BY)
    settle()
    assert current_charges(charge.case) == []
    assert part.amount == 10
    assert part.recorded_by == "clerk"


def test_a_second_disposition_is_refused_until_the_first_is_vacated(settle):
    charge = world.charge()
    first = dispose(charge, outcome="CONV_TRIAL", **BY)
    with pytest.raises(Refused, match="already has a disposition"):
        dispose(charge, outcome="ACQ", **BY)
    vacate(first, date_from=JUNE, date_to=JUNE, **BY)
    assert current_charges(charge.case) == [charge]
    dispose(charge, outcome="ACQ", **BY)
    settle()
    assert Disposition.objects.filter(charge=charge).count() == 3


def test_a_disposition_is_vacated_once():
    charge = world.charge()
    first = dispose(charge, outcome="CONV_TRIAL", **BY)
    vacating = vacate(first, **BY)
    for gone in (first, vacating):
        with pytest.raises(Refused, match="not in force any more"):
            vacate(gone, **BY)


def test_vacated_is_not_an_outcome_to_choose():
    with pytest.raises(Refused) as refused:
        dispose(world.charge(), outcome="VACATED", **BY)
    assert refused.value.field == "outcome"


def test_a_plea_that_the_state_does_not_know_is_refused_at_its_field():
    with pytest.raises(Refused, match="knows no plea ALFORD") as refused:
        dispose(world.charge(), outcome="CONV_PLEA", plea="ALFORD", **BY)
    assert refused.value.field == "plea"


def test_a_replaced_charge_gets_no_disposition(settle):
    accused = world.defendant()
    first, second = world.charge(accused), world.charge(accused)
    change_charges(accused.case, kind="AMENDED", before=[(first, "REPLACED")], after=[second], **BY)
    with pytest.raises(Refused, match="its successor does"), committed():
        dispose(first, outcome="CONV_PLEA", **BY)


def test_a_sentence_without_a_conviction_is_refused_at_the_commit(settle):
    with pytest.raises(Refused, match="needs a conviction"), committed():
        sentence(world.charge(), kind="JAIL", amount=5, unit="DAYS", **BY)
    assert not Sentence.objects.exists()


def test_an_amount_needs_its_unit():
    with pytest.raises(Refused) as refused:
        sentence(world.charge(), kind="JAIL", amount=5, **BY)
    assert refused.value.field == "unit"


def test_a_new_status_ends_the_one_before_on_its_day(settle):
    accused = world.defendant()
    change_status(accused.case, party=accused, status="FILED", effective_date=MAY, **BY)
    change_status(accused.case, party=accused, status="STAYED", effective_date=JUNE, **BY)
    settle()
    told = CaseStatus.objects.filter(party=accused).order_by("effective_date")
    assert [(each.status, each.effective_date, each.until_date) for each in told] == [
        ("FILED", MAY, JUNE),
        ("STAYED", JUNE, None),
    ]


def test_the_first_day_of_the_first_status_may_be_unknown(settle):
    case = world.case()
    change_status(case, status="FILED", **BY)
    change_status(case, status="INACTIVE", effective_date=MAY, **BY)
    settle()
    assert CaseStatus.objects.get(case=case, until_date=None).status == "INACTIVE"


@pytest.mark.parametrize(
    ("status", "day", "field"),
    [
        ("FILED", JUNE, "status"),
        ("STAYED", None, "effective_date"),
        ("STAYED", MAY, "effective_date"),
    ],
)
def test_a_status_out_of_order_is_refused(status, day, field):
    case = world.case()
    change_status(case, status="FILED", effective_date=MAY, **BY)
    with pytest.raises(Refused) as refused:
        change_status(case, status=status, effective_date=day, **BY)
    assert refused.value.field == field
    assert CaseStatus.objects.get(case=case).until_date is None


def test_a_case_with_a_pending_charge_cannot_be_closed(settle):
    charge = world.charge()
    change_status(charge.case, party=charge.party, status="FILED", effective_date=MAY, **BY)
    with pytest.raises(Refused, match="still pending") as refused, committed():
        change_status(charge.case, party=charge.party, status="DISPOSED", effective_date=JUNE, **BY)
    assert refused.value.field == "status"


def test_two_defendants_of_one_case_have_a_status_each(settle):
    one = world.defendant()
    other = world.defendant(one.case)
    change_status(one.case, party=one, status="DISPOSED", effective_date=MAY, **BY)
    change_status(one.case, party=other, status="FILED", effective_date=MAY, **BY)
    settle()
    assert CaseStatus.objects.filter(case=one.case, until_date=None).count() == 2
