"""Guided acts of correction, sealing, merging, and upon orders."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.admin.acts import page_of
from cases.desk.models import Request
from cases.models import (
    Correction,
    Offense,
    OrderEvent,
    PersonMerge,
    ProtectiveOrder,
)
from tests import world
from tests.clerk.hands import act_page, decided, do, page, refusals

pytestmark = pytest.mark.django_db

WHY: dict[str, Any] = {"reason": "Paper file"}
TYPO: dict[str, Any] = {"reason": "Mistyped", "authority": "Information"}


def test_a_label_is_corrected_without_a_second_person(desk):
    charge = world.charge(label="Teft")
    do(desk, charge, "correct", field="label", value="Theft", **TYPO)
    charge.refresh_from_db()
    assert (charge.label, Correction.objects.get().approved_by) == ("Theft", "")


def test_a_kind_is_corrected_by_its_name(desk):
    charge = world.charge()
    do(desk, charge, "correct", field="instrument", value="information", **TYPO)
    charge.refresh_from_db()
    assert charge.instrument == "INFORMATION"


def test_a_court_is_corrected_by_its_name(desk):
    case, meant = world.case(), world.court(name="District Court of Bend")
    do(desk, case, "correct", field="court", value="district court of bend", **TYPO)
    case.refresh_from_db()
    assert case.court == meant
    refused = do(desk, case, "correct", field="court", value="No Such Court", **TYPO)
    assert "No court has the name “No Such Court”" in str(refusals(refused)["value"])


def test_what_can_be_corrected_is_told_in_words_and_not_in_codes(desk):
    shown = desk.get(act_page(world.charge(instrument="INFORMATION"), "correct")).content.decode()
    assert "Instrument: Information" in shown
    assert "INFORMATION" not in shown


GRAVE: dict[str, Any] = {"field": "level", "value": "F-D", **TYPO}


@pytest.fixture
def second(judge: Any) -> Client:
    client = Client()
    client.force_login(judge)
    return client


def test_a_level_is_corrected_once_a_second_person_approves(desk, second):
    charge = world.charge(level="F-B")
    do(desk, charge, "correct", **GRAVE)
    charge.refresh_from_db()
    assert charge.level == "F-B"
    decided(second, "APPROVED")
    charge.refresh_from_db()
    corrected = Correction.objects.get()
    assert (charge.level, corrected.corrected_by, corrected.approved_by) == (
        "F-D",
        "clerk",
        "judge",
    )


def test_nobody_approves_without_reading_what_would_be_done_now(desk, second):
    do(desk, world.charge(level="F-B"), "correct", **GRAVE)
    address = page_of(Request.objects.get())
    assert "Approve and record" not in second.get(address).content.decode()
    shown = second.post(address, {"decision": "APPROVED", "note": "Seen"}).content.decode()
    assert "Read it again below" in shown
    assert 'value="Seen"' in shown
    assert not Correction.objects.exists()


def test_nobody_approves_what_they_asked_for(desk):
    do(desk, world.charge(level="F-B"), "correct", **GRAVE)
    assert decided(desk, "APPROVED").status_code == 403
    assert not Correction.objects.exists()


def test_whoever_asked_may_withdraw(desk):
    do(desk, world.charge(level="F-B"), "correct", **GRAVE)
    decided(desk, "WITHDRAWN")
    assert Request.objects.get().decision == "WITHDRAWN"


def test_a_refusal_says_why_and_corrects_nothing(desk, second):
    do(desk, world.charge(level="F-B"), "correct", **GRAVE)
    decided(second, "REFUSED", note="The information says Class B.")
    waiting = Request.objects.get()
    assert (waiting.decision, waiting.note) == ("REFUSED", "The information says Class B.")
    assert not Correction.objects.exists()


def test_what_was_decided_is_not_decided_again(desk, second):
    do(desk, world.charge(level="F-B"), "correct", **GRAVE)
    decided(second, "REFUSED")
    assert decided(second, "APPROVED").status_code == 403
    assert not Correction.objects.exists()


def test_what_cannot_be_done_any_more_is_told_and_not_approved(desk, second):
    charge = world.charge(level="F-B")
    do(desk, charge, "correct", **GRAVE)
    do(desk, charge, "void", reason="Entered twice")
    shown = second.post(page_of(Request.objects.get()), {"decision": "READ"})
    assert "outcome" not in shown.context
    assert shown.context["refused"]
    decided(second, "APPROVED")
    assert not Correction.objects.exists()


def test_an_offense_is_corrected_by_its_statute(desk, second):
    charge = world.charge()
    theft = Offense.objects.create(state=charge.case.court.state, statute="5-36-103", title="Theft")
    said = {"field": "offense", **TYPO}
    refused = do(desk, charge, "correct", value="1-2-3", **said)
    assert "0 offenses of this state" in str(refusals(refused))
    do(desk, charge, "correct", value="5-36-103", **said)
    decided(second, "APPROVED")
    charge.refresh_from_db()
    assert charge.offense == theft


def test_a_correction_and_a_void_say_why(desk):
    charge = world.charge()
    assert "reason" in refusals(do(desk, charge, "correct", field="label", value="Theft 2"))
    assert "reason" in refusals(do(desk, charge, "void"))
    do(desk, charge, "void", **WHY)
    charge.refresh_from_db()
    assert charge.voided_by == "clerk"


def test_a_case_is_published_and_withdrawn(desk):
    case = world.case()
    do(desk, case, "publish")
    assert case.__class__.objects.get().visibility == "PUBLIC"
    assert "reason" in refusals(do(desk, case, "withdraw"))
    do(desk, case, "withdraw", **WHY)
    assert case.__class__.objects.get().visibility == "DRAFT"


def test_two_records_are_merged_and_parted_again(desk):
    survivor, absorbed = world.person(), world.person("Rowan Achterberg-Ibáñez")
    world.defendant(who=absorbed)
    assert "reason" in refusals(do(desk, survivor, "merge", absorbed=absorbed.pk))
    do(desk, survivor, "merge", absorbed=absorbed.pk, reason="Same birth date")
    merge = PersonMerge.objects.get()
    assert survivor.parties.count() == 1
    do(desk, merge, "unmerge", reason="Father and son")
    assert (survivor.parties.count(), absorbed.parties.count()) == (0, 1)


def test_an_order_goes_its_way(desk):
    accused = world.defendant()
    case = accused.case
    do(
        desk,
        case,
        "issue-order",
        kind="FOP",
        status="PETITIONED",
        restrained=accused.pk,
        protects=[world.person().pk],
        terms=["04", "08"],
        further="As written",
        places="One place\n\nAnother place",
        petitioned_date="2024-05-01",
    )
    order = ProtectiveOrder.objects.get()
    assert order.places.count() == 2
    do(desk, order, "grant", issued_date="2024-05-02", expires_date="2024-12-01")
    do(desk, order, "serve", service="PERSONAL", served_date="2024-05-03")
    do(desk, order, "modify", day="2024-06-01", end_terms=["04"], add_terms=["05"])
    do(desk, order, "extend", day="2024-06-02", expires_date="2025-01-01")
    do(desk, order, "expire")
    acts = OrderEvent.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["PETITIONED", "ISSUED", "SERVED", "MODIFIED", "EXTENDED", "EXPIRED"]


def test_an_order_is_ended_and_that_is_voided(desk):
    order = world.order()
    OrderEvent.objects.create(order=order, act="ISSUED", rests_on="COURT_ORDER")
    do(desk, order, "end", ending="VACATED", day="2024-06-01")
    order.refresh_from_db()
    assert order.status == "VACATED"
    do(desk, OrderEvent.objects.get(act="VACATED"), "void", **WHY)
    order.refresh_from_db()
    assert (order.status, order.ended_date) == ("ISSUED", None)


def test_an_order_protects_nobody_whom_it_restrains(desk):
    accused = world.defendant()
    refused = do(
        desk,
        accused.case,
        "issue-order",
        kind="FOP",
        restrained=accused.pk,
        protects=[accused.person.pk],
    )
    assert "Mutual protection" in str(refusals(refused))
    assert not ProtectiveOrder.objects.exists()


def test_only_acts_that_make_sense_are_offered(desk):
    draft, sealed = world.case(), world.sealed(world.case())
    offered = {case: slugs(desk.get(page(case))) for case in (draft, sealed)}
    assert {"publish", "seal"} <= offered[draft]
    assert "unseal" in offered[sealed]
    assert not {"publish", "seal"} & offered[sealed]


def test_an_act_nobody_knows_is_not_found(desk):
    response = desk.get(act_page(world.case(), "fly"))
    assert response.url == reverse("admin:index")


def slugs(response):
    return {each.page.rstrip("/").split("/")[-1] for each in response.context["act_links"]}
