"""Every page of the desk in a real browser: for everybody, by day and night, on every screen."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, expect

from cases.desk.models import Request
from tests import world
from tests.browser.conftest import Open
from tests.browser.desk import objections, sideways, signed_in
from tests.clerk.every_page import every_page
from tests.clerk.hands import act_page, do, file_page
from tests.clerk.hands import page as change_page
from tests.clerk.long_case import long_case, rows_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "public"])]

# Pages of which there are many alike: one of them is looked at.
ALIKE = ("list, ", "choose ")
# A page of a long case takes its time on a machine that has much to do.
PATIENCE = 60_000


@pytest.fixture
def clerk(public_db: Any) -> Client:
    return signed_in()


@pytest.fixture
def pages(clerk: Client, settle: Callable[[], None]) -> dict[str, str]:
    """Every kind of page of the desk, of a court that has everything."""
    case = long_case()
    rows = rows_of(case, User.objects.get())
    settle()
    return dict(kinds_of_pages(clerk, rows))


def kinds_of_pages(clerk: Client, rows: Any) -> Iterator[tuple[str, str]]:
    for what, address in every_page(clerk, rows):
        if not any(each in what for each in ALIKE):
            answer = clerk.get(address)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                yield what, address


@pytest.fixture
def few(clerk: Client) -> dict[str, str]:
    """The pages where a clerk spends the day."""
    case = long_case()
    return {
        "the case file": file_page(case),
        "an act": act_page(case, "file-charge"),
        "a list": "/admin/cases/case/",
        "a form with rows": change_page(case),
    }


def faults(page: Page) -> list[Any]:
    """What is wrong with a page, by day and by night, and on the smallest screen."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    found = objections(page)
    if wider := sideways(page):
        found.append(("wider than 1280 px", wider))
    page.emulate_media(color_scheme="dark")
    found += [("dark", *each) for each in objections(page, runOnly=["color-contrast"])]
    page.set_viewport_size({"width": 320, "height": 640})
    if wider := sideways(page):
        found.append(("wider than 320 px", wider))
    return found


def heard(message: ConsoleMessage, complaints: list[str]) -> None:
    """What the browser holds against a page; what it would merely advise is passed by."""
    if message.type in ("error", "warning"):
        complaints.append(f"{message.location['url']}: {message.text}")


def test_where_a_clerk_works_all_day_there_is_nothing_to_object_to(
    opened: Open, clerk: Client, few: dict[str, str]
) -> None:
    page = opened("/admin/", client=clerk)
    page.set_default_timeout(PATIENCE)
    found = {}
    for what, address in few.items():
        page.goto(address)
        found[what] = faults(page)
    assert {what: wrong for what, wrong in found.items() if wrong} == {}


@pytest.mark.slow
def test_no_page_of_the_desk_has_anything_to_object_to(
    opened: Open, clerk: Client, pages: dict[str, str]
) -> None:
    page = opened("/admin/", client=clerk)
    page.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    page.on("console", lambda message: heard(message, complaints))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    found = {}
    for what, address in pages.items():
        page.goto(address)
        found[what] = faults(page)
    assert {what: wrong for what, wrong in found.items() if wrong} == {}
    assert complaints == []


def test_a_stranger_is_asked_to_sign_in_on_a_page_for_everybody(
    opened: Open, public_db: Any
) -> None:
    assert faults(opened("/admin/account/sign-in/")) == []


def test_the_page_works_without_scripts(opened: Open, clerk: Client, few: dict[str, str]) -> None:
    page = opened(few["the case file"], client=clerk, java_script_enabled=False)
    page.get_by_text("As the public sees it").last.click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_text("Keyboard shortcuts").first.click()
    expect(page.get_by_text("Next and previous row")).to_be_visible()


def test_what_is_found_has_nothing_to_object_to(opened: Open, clerk: Client) -> None:
    for letter in "abcdefghijkl":
        world.defendant(world.case(), world.person(f"Valk {letter}"))
    page = opened("/admin/find/?q=valk", client=clerk)
    expect(page.get_by_text("There are more.").first).to_be_visible()
    assert objections(page) == []
    page.goto("/admin/cases/case/?q=valk")
    assert objections(page) == []


def test_what_a_seal_changes_fits_a_telephone_and_its_buttons_a_finger(
    opened: Open, clerk: Client, settle: Callable[[], None]
) -> None:
    case = world.case(visibility="PUBLIC")
    world.hearing(case, starts_at=datetime(2099, 6, 1, 14, tzinfo=UTC))
    settle()
    do(clerk, case, "seal", order_reference="Order of June 1")
    page = opened(act_page(case, "seal"), client=clerk)
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("[name=order_reference]").fill("Order of June 1")
    expect(page.get_by_text("/api/v1/hearings/")).to_be_visible()
    assert sideways(page) == 0
    page.goto(f"/admin/desk/request/{Request.objects.get().pk}/change/")
    assert page.locator(".submit-row button").first.evaluate("each => each.offsetHeight") >= 30


def test_a_request_fits_a_telephone(
    opened: Open, clerk: Client, settle: Callable[[], None]
) -> None:
    waiting = rows_of(long_case(), User.objects.get())[Request]
    settle()
    page = opened(f"/admin/desk/request/{waiting.pk}/change/", client=clerk)
    expect(page.locator("dl.asked")).to_be_visible()
    assert faults(page) == []
