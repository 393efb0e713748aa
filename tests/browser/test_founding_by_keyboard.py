"""The founding scenario, entered from nothing by keyboard alone; the counts are printed."""

import sys
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from playwright.sync_api import expect

from cases.models import Case, ChargeChange, Offense, Person, ProtectiveOrder
from tests import world
from tests.browser.conftest import Open
from tests.browser.fingers import Clocked, Fingers
from tests.public.publication import document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "public"])]

MOST_KEYS, MOST_PAGES = 25, 2


@pytest.fixture
def clerk(public_db: Any) -> Clocked:
    user = User.objects.create_user("clerk", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label__in=("cases", "desk"))
    )
    client = Clocked()
    client.force_login(user)
    return client


@pytest.fixture
def courts(public_db: Any) -> None:
    """What stands before the first case is filed: two courts, and the statutes."""
    circuit = world.court(name="Circuit Court of Bend County", county="Bend", kind="CIRCUIT")
    world.court(name="District Court of Ouachita Bend", county="Bend", kind="DISTRICT")
    for statute, title, level in (
        ("5-26-303", "Domestic battering in the first degree", "F-B"),
        ("5-10-101", "Capital murder", "CAPITAL"),
    ):
        Offense.objects.create(state=circuit.state, statute=statute, title=title, level=level)


@pytest.mark.slow
def test_the_founding_scenario_is_entered_by_keyboard_alone(
    opened: Open, clerk: Clocked, courts: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with time_machine.travel(datetime(2024, 9, 5, 15, tzinfo=UTC)):
        page = opened("/admin/cases/case/", client=clerk)
        hands = Fingers(page)
        marisol_is_entered(hands)
        earlier_case(hands)
        order(hands)
        homicide(hands)
        before = hands.keys, clerk.pages
        amended(hands)
        keys, pages = hands.keys - before[0], clerk.pages - before[1]
        hands.press("p")
        hands.record("public")
    with capsys.disabled():
        sys.stdout.write(
            f"\nThe founding scenario: {hands.keys} keys beside {hands.typed} characters of text, "
            f"{clerk.pages} page loads, {clerk.seconds:.1f} s of server time. "
            f"Two counts into one: {keys} keys, {pages} page loads.\n"
        )
    assert keys <= MOST_KEYS
    assert pages <= MOST_PAGES
    case = Case.objects.get(number="CR-2024-118")
    change = ChargeChange.objects.get(case=case)
    assert change.kind == "MERGED"
    assert {item.effect for item in change.items.filter(side="BEFORE")} == {"REPLACED", "UNKNOWN"}
    assert ProtectiveOrder.objects.get().kind == "UNKNOWN"
    assert "Capital murder" in str(document(case))
    assert "Marisol" not in str(document(case))


def marisol_is_entered(hands: Fingers) -> None:
    """The person whom the order will protect."""
    hands.press("g", "p")
    hands.arrive("People")
    hands.press("n")
    hands.arrive("Add person")
    hands.fill("full_name", "Marisol Ibáñez-Quintero")
    hands.fill("given", "Marisol")
    hands.fill("surname", "Ibáñez-Quintero")
    hands.save()
    assert Person.objects.get().surname == "Ibáñez-Quintero"


def earlier_case(hands: Fingers) -> None:
    """Charged with assaulting her, by what statute is not stated."""
    file_a_case(hands, "OBD-24-1702", "District Court", "08/06/2024")
    hands.fill("given", "Darío")
    hands.fill("surname", "Ibáñez-Quintero")
    hands.unfold("Count 1: statute, other words, level")
    hands.fill("charge_1_label", "Assault")
    hands.tick("another") if likely(hands) else None
    hands.record("Case OBD-24-1702")


def file_a_case(hands: Fingers, number: str, court: str, day: str) -> None:
    hands.press("g", "c")
    hands.arrive("Cases")
    hands.press("f")
    hands.arrive("File a case")
    hands.fill("number", number)
    hands.find("court", court)
    hands.fill("filed_date", day)


def likely(hands: Fingers) -> bool:
    """Whether somebody of a like name was found."""
    expect(hands.page.locator(".told")).not_to_be_empty()
    return hands.page.locator("[name=another]").count() > 0


def order(hands: Fingers) -> None:
    """Told to stay away from her home and work; of what kind, and when, is not stated."""
    hands.press("o")
    hands.arrive("Record a protective order")
    hands.choose("kind", "Kind not")
    hands.choose("status", "Status not")
    hands.find("protects", "Marisol")
    hands.tick("terms", "04")
    hands.tick("terms", "05")
    hands.record("is recorded as")


def homicide(hands: Fingers) -> None:
    """Domestic battering, and the violation of a no-contact order."""
    file_a_case(hands, "CR-2024-118", "Circuit Court", "08/20/2024")
    hands.find("defendant", "Dario Ibanez")
    hands.find("charge_1_offense", "5-26-303")
    hands.fill("charge_1_offense_from", "08/17/2024")
    hands.unfold("Count 2")
    hands.fill("charge_2_offense_from", "08/17/2024")
    hands.fill("charge_2_label", "Violation of a no-contact order")
    hands.fill("charge_2_level", "M-A")
    hands.record("Case CR-2024-118")


def amended(hands: Fingers) -> None:
    """Two counts become one of capital murder; what became of the second is not stated."""
    hands.press("m")
    hands.arrive("Merge counts")
    hands.find("a_offense", "capital")
    second = Case.objects.get(number="CR-2024-118").charges.get(count=2)
    hands.unfold("Dates not known exactly, and the rest")
    hands.tick("unsaid", str(second.pk))
    hands.record("Capital murder")
