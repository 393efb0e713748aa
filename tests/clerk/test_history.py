"""The history of everything: who changed what, when and why, and how it once stood."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.actions.charges import NewCharge, change_charges
from cases.actions.corrections import correct, void
from cases.models import (
    Case,
    Hearing,
    RelatedCase,
)
from tests import world
from tests.clerk.hands import filled_in, history_page, page
from tests.clerk.histories import acts_of, first_event, sign_in, words_of
from tests.clerk.long_case import long_case
from tests.public_role import as_owner

pytestmark = pytest.mark.django_db

MOST = 12


def test_the_history_of_a_case_tells_of_all_its_rows_in_words(desk):
    charge = world.charge(label="Theft")
    case = charge.case
    world.entry(case, kind="MOTION", entry_number=7)
    world.hearing(case)
    world.status(case, party=charge.party)
    world.dispose(charge)
    world.sentence(charge)
    shown = words_of(desk, case)
    for words in (
        f"Case {case.number} recorded",
        "Defendant Rowan Achterberg added",
        "Count 1 (Theft) against Rowan Achterberg filed",
        "Docket entry 7 (Motion) recorded",
        "Status “Filed” for Rowan Achterberg recorded",
    ):
        assert words in shown
    assert "Outcome “Convicted on a plea of guilty” on Count 1" in " ".join(shown)


def test_what_one_act_wrote_is_told_as_one_act_with_its_parts(desk):
    charge = world.charge()
    change_charges(
        charge.case,
        kind="AMENDED",
        before=[(charge, "REPLACED")],
        after=[NewCharge(party=charge.party, label="Robbery", level="F-A")],
        by="clerk",
        reason="Amended information",
    )
    told = next(act for act in acts_of(desk, charge.case) if act.user == "clerk")
    assert told.reason == "Amended information"
    assert [part.words for part in told.parts] == [
        "Count 2 (Robbery) against Rowan Achterberg filed",
        "Charge change “Amended” recorded",
        "Before: Count 1 (Theft) against Rowan Achterberg, replaced; recorded",
        "After: Count 2 (Robbery) against Rowan Achterberg; recorded",
    ]


def test_a_correction_is_told_with_what_stood_there_and_by_what_document(desk):
    charge = world.charge(label="Teft")
    correct(
        charge, field="label", value="Theft", authority="Information", by="clerk", reason="Mistyped"
    )
    shown = words_of(desk, charge.case)
    assert "Correction of the label, “Teft” to “Theft”, by Information, recorded" in shown


def test_a_void_fact_is_told_as_voided(desk):
    charge = world.charge()
    void(charge, by="clerk", reason="Wrong case")
    assert "Count 1 (Theft) against Rowan Achterberg voided" in words_of(desk, charge.case)


def test_a_row_that_was_taken_out_is_in_the_history_of_its_case(desk):
    case = world.case()
    world.party(case, "WIT", world.person("Ines Valk")).delete()
    assert "Witness Ines Valk taken out" in words_of(desk, case)


def test_the_history_is_narrowed_to_a_person_however_their_name_is_typed(desk):
    case = world.case(caption="Old")
    desk.post(page(case), filled_in(desk, page(case), caption="New", why="Discovered"))
    asked = desk.get(history_page(case), {"who": "CLERK"})
    assert [part.done for part in asked.context["events"]["rows"]] == ["Changed"]
    assert words_of(desk, case, who="nobody") == []


def test_the_history_is_narrowed_to_days(desk):
    case = world.case()
    world.entry(case, kind="MOTION")
    moved("cases_caseauditevent", "2024-03-01 23:59:59+00")
    moved("cases_docketentryauditevent", "2024-03-02 00:00:00+00")
    assert words_of(desk, case, until="2024-03-01") == [f"Case {case.number} recorded"]
    assert words_of(desk, case, since="2024-03-02") == ["Docket entry (Motion) recorded"]


def test_the_history_is_narrowed_to_a_kind(desk):
    case = world.case()
    world.entry(case, kind="MOTION")
    assert words_of(desk, case, kind="Docket") == ["Docket entry (Motion) recorded"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"since": "yesterday"}, "since"),
        ({"since": "2024-03-02", "until": "2024-03-01"}, "until"),
        ({"kind": "Rumors"}, "kind"),
        ({"before": "long ago"}, "before"),
    ],
)
def test_what_cannot_be_asked_for_is_said_at_its_field_and_nothing_is_listed(desk, given, field):
    shown = desk.get(history_page(world.case()), given)
    assert list(shown.context["asked"].errors) == [field]
    assert shown.context["events"]["rows"] == []


def test_a_long_history_is_paged_without_a_gap(desk):
    hearing = world.hearing(world.case(), reason="0")
    for number in range(1, 60):
        Hearing.objects.filter(pk=hearing.pk).update(reason=str(number))
    with as_owner() as cursor:
        cursor.execute(
            "UPDATE cases_hearingauditevent SET pgh_created_at = "
            "'2024-03-01'::timestamptz + pgh_id * interval '1 microsecond'"
        )
    latest = desk.get(history_page(hearing)).context["events"]
    earliest = desk.get(f"{history_page(hearing)}?{latest['earlier']}").context["events"]
    told = [each.differences[0].was for each in [*latest["rows"], *earliest["rows"]][:-1]]
    assert told == [str(number) for number in range(58, -1, -1)]
    assert earliest["earlier"] == ""


def test_the_history_of_a_long_case_asks_a_dozen_questions_at_most(desk):
    case = long_case()
    desk.get(history_page(case))
    with CaptureQueriesContext(connection) as asked:
        desk.get(history_page(case))
    assert len(asked) <= MOST


def test_the_history_of_a_sealed_case_is_for_those_who_may_read_seals(client):
    case = world.sealed(world.case())
    sign_in(client, "view_case")
    assert client.get(history_page(case)).status_code == 302


def test_a_sealed_case_is_not_told_of_in_the_history_of_another(client):
    case, sealed = world.case(), world.case(number="SEALED-1")
    RelatedCase.objects.create(case=case, other_case=sealed)
    world.sealed(sealed)
    sign_in(client, "view_case")
    assert "SEALED-1" not in client.get(history_page(case)).content.decode()
    sign_in(client, "view_case", "view_seal")
    assert "SEALED-1" in client.get(history_page(case)).content.decode()


def test_whom_an_order_protects_is_told_to_those_who_may_read_orders(client):
    accused = world.defendant()
    shielded = world.person("Tove Marisdatter")
    world.order(accused.case, accused, shielded)
    world.party(accused.case, "VIC", shielded)
    sign_in(client, "view_case")
    shown = client.get(history_page(accused.case)).content.decode()
    assert "Tove Marisdatter" not in shown
    assert "Victim a protected person added" in shown
    sign_in(client, "view_case", "view_protectiveorder", "view_orderplace")
    shown = client.get(history_page(accused.case)).content.decode()
    assert "Protected person Tove Marisdatter" in shown


def test_no_page_of_a_history_carries_a_script_or_style_of_its_own(desk):
    case = world.case(caption="Old")
    Case.objects.filter(pk=case.pk).update(caption="New")
    key = first_event(desk, case)
    for given in ({}, {"event": key}, {"event": key, "put_back": 1}):
        shown = desk.get(history_page(case), given).content.decode()
        assert not re.search(r"<script(?![^>]* src=)[^>]*>|<style| style=| onclick=", shown)


def moved(audit, moment):
    with as_owner() as cursor:
        cursor.execute(f"UPDATE {audit} SET pgh_created_at = %s", [moment])
