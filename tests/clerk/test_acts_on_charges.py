"""Guided acts: asked, checked, confirmed; or refused in words, with nothing saved."""

from typing import Any

import pytest

from cases.actions.charges import change_charges, current_charges
from cases.admin.acts import page_of
from cases.desk.models import Done, Flag
from cases.models import (
    Charge,
    ChargeChange,
    Disposition,
    Offense,
)
from tests import world
from tests.clerk.hands import act_page, asked, confirmed, do, refusals

pytestmark = pytest.mark.django_db

WHY: dict[str, Any] = {"reason": "Paper file"}
TYPO: dict[str, Any] = {"reason": "Mistyped", "authority": "Information"}


def test_a_change_is_shown_with_its_direction_before_anything_is_saved(desk):
    first, second = charges_of_one_defendant(levels=("F-B", "F-A"))
    shown = desk.post(
        act_page(first.case, "change-charges"),
        {
            "kind": "AMENDED",
            "instrument": "UNKNOWN",
            "authority": "UNKNOWN",
            "rests_on": "DOCKET_ENTRY",
            f"effect_{first.pk}": "REPLACED",
            "a_existing": second.pk,
            "date_from": "2024-03-01",
        },
    )
    assert not shown.context["form"].errors
    assert "Direction: upgrade." in shown.context["outcome"].said
    assert "on March 1, 2024" in shown.context["outcome"].said
    assert not ChargeChange.objects.exists()


def test_what_is_odd_is_said_before_the_confirmation(desk):
    first, second = charges_of_one_defendant(levels=("F-B", "F-A"))
    answers = {
        "kind": "AMENDED",
        "instrument": "AMENDED_INFORMATION",
        "authority": "PROSECUTOR",
        "rests_on": "DOCKET_ENTRY",
        f"effect_{first.pk}": "REPLACED",
        "a_existing": second.pk,
    }
    address = act_page(first.case, "change-charges")
    shown = desk.post(address, answers)
    assert "16-85-407" in shown.content.decode()
    agreed = confirmed(shown)
    again = desk.post(address, {**agreed, "noted": []})
    assert "tick what is odd" in again.content.decode()
    assert not ChargeChange.objects.exists()
    done = desk.post(address, agreed)
    assert done.url == page_of(first.case)
    flag = Flag.objects.get()
    assert (flag.rule, flag.noted_by) == ("amendment_keeps_the_degree", "clerk")


def test_a_confirmed_act_says_what_was_done(desk):
    charge = world.charge()
    done = do(desk, charge, "dispose", outcome="ACQ", date_from="2025-05-02")
    said = desk.get(done.url).content.decode()
    assert "not guilty on May 2, 2025" in said
    assert Disposition.objects.get().recorded_by == "clerk"


def test_a_clerk_can_go_back_from_the_confirmation(desk):
    charge = world.charge()
    answers = {"outcome": "ACQ", "rests_on": "DOCKET_ENTRY", "date_from": "2025-05-02"}
    back = desk.post(act_page(charge, "dispose"), {**answers, "back": "1"})
    assert back.context["form"]["date_from"].value() == "2025-05-02"
    assert "outcome" not in back.context


def test_a_rule_at_the_commit_is_told_before_the_confirmation(desk):
    first, second = charges_of_one_defendant()
    refused = do(
        desk,
        first.case,
        "change-charges",
        kind="MERGED",
        a_existing=second.pk,
        **{f"effect_{first.pk}": "REPLACED"},
    )
    assert refusals(refused) == {"kind": ["A merger makes one charge of two or more."]}
    assert not ChargeChange.objects.exists()


def test_what_would_do_something_else_by_now_is_shown_again(desk):
    charge = world.charge()
    address = act_page(charge, "dispose")
    sent = {**asked(desk, address), "outcome": "ACQ", "date_from": "2025-05-02"}
    agreed = confirmed(desk.post(address, sent))
    charge.party.person.full_name = "Somebody Renamed"
    charge.party.person.save()
    shown = desk.post(address, agreed)
    assert "do something else than what you have read" in shown.content.decode()
    assert not Disposition.objects.exists()


def test_a_form_that_is_sent_twice_is_recorded_once(desk):
    charge = world.charge()
    address = act_page(charge.case, "add-count")
    sent = {**asked(desk, address), "a_label": "Fleeing", "party": charge.party_id}
    agreed = confirmed(desk.post(address, sent))
    for _ in range(2):
        desk.post(address, agreed)
    assert ChargeChange.objects.count() == Done.objects.count() == 1


def test_what_an_act_would_do_is_told_while_it_is_filled_in(desk):
    charge = world.charge()
    address = act_page(charge, "dispose")
    typed = {**asked(desk, address), "outcome": "ACQ", "date_from": "2025-05-02"}
    told = desk.post(address, typed, headers={"Rehearsal": "1"}).json()
    assert "not guilty on May 2, 2025" in told["told"]
    assert not Disposition.objects.exists()
    desk.post(address, {**typed, "digest": told["digest"]})
    assert Disposition.objects.exists()


def test_what_is_still_to_be_filled_in_is_told(desk):
    address = act_page(world.charge(), "dispose")
    told = desk.post(address, {}, headers={"Rehearsal": "1"}).json()
    assert "Outcome" in told["missing"]


def test_what_became_impossible_since_the_check_is_refused_at_the_confirmation(desk):
    charge = world.charge()
    world.dispose(charge)
    answers = {"outcome": "ACQ", "rests_on": "DOCKET_ENTRY", "confirm": "1"}
    refused = desk.post(act_page(charge, "dispose"), answers)
    assert "already has a disposition" in str(refusals(refused))


def test_a_new_charge_is_refused_at_its_question(desk):
    accused = world.defendant()
    refused = do(desk, accused.case, "file-charge", label="", level="F-A")
    assert list(refusals(refused)) == ["label"]
    assert not Charge.objects.exists()


def test_a_charge_is_filed_under_its_offense(desk):
    accused = world.defendant()
    offense = Offense.objects.create(
        state=accused.case.court.state, statute="5-10-102", title="Murder", level="F-Y"
    )
    do(desk, accused.case, "file-charge", offense=offense.pk)
    charge = Charge.objects.get()
    assert (charge.label, charge.rests_on) == ("Murder", "CHARGING_INSTRUMENT")


def test_a_charge_of_a_related_case_is_bound_over(desk):
    held = world.charge()
    circuit = world.case()
    world.defendant(circuit, held.party.person)
    world.relate(circuit, held.case, "TRANSFERRED")
    do(
        desk,
        circuit,
        "change-charges",
        kind="BOUND_OVER",
        a_label="Theft",
        a_level="F-B",
        **{f"effect_{held.pk}": "REPLACED"},
    )
    assert [charge.case for charge in current_charges(circuit)] == [circuit]


def test_a_result_is_either_filed_already_or_described(desk):
    first, second = charges_of_one_defendant()
    refused = do(
        desk,
        first.case,
        "change-charges",
        kind="AMENDED",
        a_existing=second.pk,
        a_label="Theft",
        **{f"effect_{first.pk}": "REPLACED"},
    )
    assert list(refusals(refused)) == ["a_existing"]


@pytest.mark.parametrize(
    ("kind", "level", "question"),
    [("AMENDED", "", "a_label"), ("WITHDRAWN", "", "effect")],
)
def test_refusals_about_either_side_stand_at_a_charge(kind, level, question, desk):
    first, _ = charges_of_one_defendant()
    refused = do(
        desk, first.case, "change-charges", kind=kind, **{f"effect_{first.pk}": "REPLACED"}
    )
    assert next(iter(refusals(refused))).startswith(question)


def test_a_replaced_charge_is_reinstated(desk):
    first, second = charges_of_one_defendant()
    amend(first, second)
    do(desk, first, "reinstate", falls=[second.pk], **WHY)
    assert current_charges(first.case) == [first]


def test_a_disposition_is_vacated(desk):
    charge = world.charge()
    disposition = world.dispose(charge)
    do(desk, disposition, "vacate", date_from="2025-06-01", date_is_open="on")
    vacating = Disposition.objects.get(outcome="VACATED")
    assert (str(vacating.date_from), vacating.date_to) == ("2025-06-01", None)


def test_a_latest_day_and_an_open_end_contradict_each_other(desk):
    refused = do(
        desk,
        world.charge(),
        "dispose",
        outcome="ACQ",
        date_from="2025-05-01",
        date_to="2025-05-02",
        date_is_open="on",
    )
    assert list(refusals(refused)) == ["date_to"]


def charges_of_one_defendant(levels=("F-B", "F-B")):
    accused = world.defendant()
    return [world.charge(accused, level=level) for level in levels]


def amend(before, after):
    return change_charges(
        before.case, kind="AMENDED", before=[(before, "REPLACED")], after=[after], by="clerk"
    )
