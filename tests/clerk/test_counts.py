"""The everyday changes of charges: few questions, and the rest follows from what stands."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from cases.models import ChargeChange, DocketEntry, Offense
from tests import world
from tests.clerk.hands import act_page, do, refusals

pytestmark = pytest.mark.django_db


def offense(case: Any, statute: str = "5-10-101", level: str = "CAPITAL") -> Offense:
    return Offense.objects.create(
        state=case.court.state, statute=statute, title="Capital murder", level=level
    )


def two_counts(**told: Any) -> tuple[Any, Any]:
    accused = world.defendant()
    return world.charge(accused, "F-B", **told), world.charge(accused, "F-D", **told)


def result() -> Any:
    return ChargeChange.objects.get().items.get(side="AFTER").charge


def test_two_counts_become_one_by_their_offense_alone(desk):
    first, second = two_counts(offense_from=date(2024, 8, 17), offense_to=date(2024, 8, 17))
    told = offense(first.case)
    with time_machine.travel(datetime(2024, 9, 5, 15, tzinfo=UTC)):
        do(desk, first.case, "merge", a_offense=told.pk)
    change = ChargeChange.objects.get()
    assert (change.kind, change.date_from, change.date_to) == (
        "MERGED",
        date(2024, 9, 5),
        date(2024, 9, 5),
    )
    assert {item.charge for item in change.items.filter(side="BEFORE", effect="REPLACED")} == {
        first,
        second,
    }
    assert result().offense == told


def test_the_day_of_the_offense_comes_along(desk):
    first, _ = two_counts(
        offense_from=date(2024, 8, 17),
        offense_to=date(2024, 8, 17),
        offense_date_text="Saturday, Aug. 17",
    )
    do(desk, first.case, "merge", a_offense=offense(first.case).pk)
    assert (result().offense_from, result().offense_to, result().offense_date_text) == (
        date(2024, 8, 17),
        date(2024, 8, 17),
        "Saturday, Aug. 17",
    )


def test_what_became_of_a_count_may_be_left_unsaid(desk):
    first, second = two_counts()
    do(desk, first.case, "merge", a_offense=offense(first.case).pk, unsaid=[second.pk])
    effects = dict(ChargeChange.objects.get().items.values_list("charge", "effect"))
    assert (effects[first.pk], effects[second.pk]) == ("REPLACED", "UNKNOWN")


def test_one_count_alone_is_not_merged(desk):
    first, _ = two_counts()
    answers = {"counts": [first.pk], "a_offense": offense(first.case).pk}
    assert list(refusals(do(desk, first.case, "merge", **answers))) == ["counts"]
    assert not ChargeChange.objects.exists()


def test_the_result_must_be_told(desk):
    charge = world.charge()
    assert list(refusals(do(desk, charge.case, "amend"))) == ["a_offense"]


def test_a_level_alone_keeps_the_words_of_the_charge(desk):
    charge = world.charge(level="F-D", statute="5-26-303", label="Domestic battering")
    do(desk, charge.case, "amend", kind="REGRADED", a_level="F-B", a_level_reason="Set right")
    assert (result().statute, result().label, result().level) == (
        "5-26-303",
        "Domestic battering",
        "F-B",
    )


def test_what_is_no_reduction_is_refused_as_one(desk):
    charge = world.charge(level="F-B")
    refused = do(desk, charge.case, "reduce", a_offense=offense(charge.case).pk)
    assert "amend the count instead" in str(refusals(refused)["a_offense"])
    assert not ChargeChange.objects.exists()


def test_a_count_is_split_in_two(desk):
    charge = world.charge(level="F-B")
    do(desk, charge.case, "split", a_label="Theft", b_label="Burglary")
    after = ChargeChange.objects.get().items.filter(side="AFTER")
    assert {item.charge.label for item in after} == {"Theft", "Burglary"}


def test_a_count_is_added_for_the_only_defendant(desk):
    charge = world.charge()
    do(desk, charge.case, "add-count", a_label="Fleeing")
    assert (result().label, result().party) == ("Fleeing", charge.party)


def test_the_docket_entry_is_made_with_the_act(desk):
    charge = world.charge()
    do(desk, charge.case, "amend", a_label="Theft", entry_text="Amended information filed.")
    entry = DocketEntry.objects.get()
    assert (entry.kind, entry.text, entry.filed_date) == (
        "CHARGE_CHANGE",
        "Amended information filed.",
        ChargeChange.objects.get().date_from,
    )
    assert ChargeChange.objects.get().docket_entry == entry


def test_an_entry_is_chosen_or_written_not_both(desk):
    charge = world.charge()
    entry = world.entry(charge.case)
    answers = {"a_label": "Theft", "docket_entry": entry.pk, "entry_text": "Amended."}
    assert list(refusals(do(desk, charge.case, "amend", **answers))) == ["entry_text"]


def test_the_only_count_is_chosen_already(desk):
    charge = world.charge()
    form = desk.get(act_page(charge.case, "amend")).context["form"]
    assert form["counts"].value() == [str(charge.pk)] or form["counts"].value() == str(charge.pk)
