"""One case, entered from nothing, through the desk alone."""

import pytest
from django.urls import reverse

from cases.actions.charges import current_charges, direction
from cases.models import Case, ChargeChange, Correction, Court, Person, ProtectiveOrder
from cases.public.models import PublishedCase
from tests import world
from tests.clerk.hands import do, file_page, filled_in, page

pytestmark = pytest.mark.django_db


def add(desk, noun, **said):
    address = reverse(f"admin:cases_{noun}_add")
    response = desk.post(address, filled_in(desk, address, **said))
    assert response.status_code == 302, response.context["errors"]


def person(desk, full_name):
    add(desk, "person", full_name=full_name, kind="PERSON")
    return Person.objects.get(full_name=full_name)


@pytest.mark.slow
def test_a_case_is_entered_changed_and_published_through_the_desk(desk):
    case = opened(desk)
    enter_docket_and_hearing(desk, case)
    do(desk, case, "change-status", status="FILED", effective_date="2024-08-19")
    order_issued(desk, case)
    charges_merged(desk, case)
    (murder,) = current_charges(case)
    do(
        desk, murder, "correct", field="label", value="Capital Murder", reason="Mistyped",
        authority="Amended information",
    )  # fmt: skip
    do(desk, murder, "dispose", outcome="CONV_TRIAL", plea="NOT_GUILTY", date_from="2025-05-02")
    do(desk, murder, "sentence", kind="PRISON", unit="LIFE", amount="1")
    do(desk, case, "change-status", status="DISPOSED", effective_date="2025-05-02")
    do(desk, case, "publish")

    assert direction(ChargeChange.objects.get()) == "UNDETERMINED"
    assert (Correction.objects.count(), ProtectiveOrder.objects.count()) == (1, 1)
    assert PublishedCase.objects.get(number="66CR-24-101").defendants == ["Darío Ibáñez-Quintero"]
    shown = desk.get(file_page(case)).content.decode()
    assert "Capital Murder" in shown
    assert "Convicted at trial" in shown


def opened(desk):
    world.state()
    add(
        desk, "court", code="ouachita-bend", name="Circuit Court of Ouachita Bend", state="AR",
        kind="CIRCUIT", timezone="America/Chicago", order_publication="WITHHELD",
    )  # fmt: skip
    accused, victim = person(desk, "Darío Ibáñez-Quintero"), person(desk, "Tove Marisdatter")
    add(
        desk, "case", court=Court.objects.get().pk, number="66CR-24-101", case_type="CR",
        caption="State v. Ibáñez-Quintero", filed_date="2024-08-19",
        **{
            "parties-TOTAL_FORMS": 2,
            "parties-0-person": accused.pk, "parties-0-role": "DEF",
            "parties-1-person": victim.pk, "parties-1-role": "VIC",
        },
    )  # fmt: skip
    return Case.objects.get()


def order_issued(desk, case):
    victim = Person.objects.get(full_name="Tove Marisdatter")
    do(
        desk, case, "issue-order", kind="NCO_PRE", restrained=case.parties.get(role="DEF").pk,
        protects=[victim.pk], terms=["04", "05"], places="An invented street",
        issued_date="2024-08-19", until_further_order="on",
    )  # fmt: skip


def charges_merged(desk, case):
    filed = {"instrument": "INFORMATION", "filed_date": "2024-08-19"}
    do(desk, case, "file-charge", label="Domestic battering", level="F-B", **filed)
    do(desk, case, "file-charge", label="Violating a no-contact order", **filed)
    battering, no_contact = case.charges.order_by("count")
    do(
        desk, case, "change-charges", kind="MERGED", instrument="AMENDED_INFORMATION",
        authority="PROSECUTOR", date_from="2024-09-03", docket_entry=case.docket.get().pk,
        a_label="Capital murder", a_statute="5-10-101", a_level="CAPITAL",
        **{f"effect_{battering.pk}": "REPLACED", f"effect_{no_contact.pk}": "REPLACED"},
    )  # fmt: skip


def enter_docket_and_hearing(desk, case):
    response = desk.post(
        page(case),
        filled_in(
            desk, page(case), why="From the paper file",
            **{
                "docket-TOTAL_FORMS": 1, "docket-0-kind": "INFORMATION_FILED",
                "docket-0-filed_date": "2024-08-19", "docket-0-text": "Information",
                "docket-0-visibility": "PUBLIC",
                "hearings-TOTAL_FORMS": 1, "hearings-0-kind": "ARRAIGNMENT",
                "hearings-0-status": "SET",
                "hearings-0-starts_at_0": "2024-08-26", "hearings-0-starts_at_1": "09:00",
            },
        ),
    )  # fmt: skip
    assert response.status_code == 302
    assert case.docket.get().recorded_by == "clerk"
    # Nine in the morning in Chicago.
    assert case.hearings.get().starts_at.isoformat() == "2024-08-26T14:00:00+00:00"
