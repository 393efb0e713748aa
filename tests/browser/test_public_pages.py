"""Public pages in a real browser: for everybody, on every screen, without a script."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import world
from tests.browser.conftest import Open
from tests.public.reader import path_of
from tests.worlds.founding import founding

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "public"])]
PAGES = {
    "front": "/",
    "cases": "/cases/",
    "nothing found": "/cases/?q=nobody",
    "refused": "/cases/?status=bogus&filed_after=soon&bogus=1",
    "changes": "/changes/",
    "orders": "/orders/",
    "hearings": "/hearings/?sort=latest",
    "people": "/people/",
    "person": "{person}",
    "case": "{case}",
    "as of a day": "{case}at/{today}/?hash=000000000000",
    "no such time": "{case}at/soon/",
    "versions": "{case}versions/",
    "courts": "/courts/",
    "about": "/about/",
    "data": "/data/",
    "the API": "/data/api/",
    "not found": "/nowhere/",
}


@pytest.fixture
def paths(public_db: Any) -> Callable[[str], str]:
    """The address of each page, on a site that holds the founding scenario and more."""
    case = founding(no_contact_level="M-A").homicide
    world.hearing(case, kind="TRIAL", starts_at=datetime(2026, 12, 1, 15, tzinfo=UTC))
    world.entry(case, text="Marisol was heard.", filed_date=date(2024, 9, 2))
    other = world.case(number="CR-2024-" + "1234567890" * 4, visibility="PUBLIC")
    party = world.defendant(other, world.person("Bartholomew Featherstonehaugh-Cholmondeley"))
    charge = world.charge(party, statute="720 ILCS 5/24-1.6(a)(1)", label="Unlawful use " * 12)
    world.dispose(charge, "CONV_PLEA", plea="GUILTY", date_to=date(2024, 6, 3))
    world.sentence(charge, "PRISON", amount=18, unit="MONTHS")
    today = datetime.now(tz=UTC).date()
    person = f"/people/{party.person.key}/"
    return lambda name: PAGES[name].format(case=path_of(case), today=today, person=person)


def objections(page: Page, **options: Any) -> list[Any]:
    """What axe has against a page: each rule, with the first places that break it."""
    return [
        (violation["id"], [node["html"] for node in violation["nodes"]][:3])
        for violation in Axe().run(page, options=options).response["violations"]
    ]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_to_object_to_by_day_or_night(
    opened: Open, paths: Callable[[str], str], name: str
) -> None:
    page = opened(paths(name), color_scheme="light")
    assert objections(page) == []
    page.emulate_media(color_scheme="dark")
    assert objections(page, runOnly=["color-contrast"]) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_smallest_screen_need_not_scroll_sideways(
    opened: Open, paths: Callable[[str], str], name: str
) -> None:
    page = opened(paths(name), viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", ["front", "cases", "case"])
def test_the_browser_has_nothing_to_complain_of(
    opened: Open, paths: Callable[[str], str], name: str
) -> None:
    page = opened("/about/")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(paths(name))
    assert complaints == []


def test_a_reader_without_scripts_finds_the_upgrade(
    opened: Open, paths: Callable[[str], str]
) -> None:
    page = opened(paths("front"), java_script_enabled=False)
    page.get_by_label("Name or case number").fill("ibanez quintero")
    page.get_by_role("button", name="Search cases").click()
    page.get_by_text("More filters").click()
    page.get_by_label("Charge changes").select_option(label="Upgrade")
    page.get_by_role("button", name="Search").last.click()
    expect(page).to_have_url("http://localhost/cases/?q=ibanez+quintero&change=upgrade")
    page.get_by_role("rowheader").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("State v. Darío Ibáñez-Quintero")
    expect(page.get_by_text("Merged into one")).to_be_visible()
    page.get_by_role("link", name="All versions of this record").click()
    page.get_by_role("link", name="As it stood then").click()
    expect(page.get_by_text("This is the public record as it stood on")).to_be_visible()


def test_the_keyboard_can_skip_to_the_content(opened: Open, paths: Callable[[str], str]) -> None:
    page = opened(paths("cases"))
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_what_has_the_focus_can_be_seen(opened: Open, paths: Callable[[str], str]) -> None:
    page = opened(paths("cases"))
    page.get_by_label("Name or case number").focus()
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_a_refused_box_is_announced_with_its_reason(
    opened: Open, paths: Callable[[str], str]
) -> None:
    page = opened(paths("refused"))
    box = page.get_by_label("Filed on or after")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description("“soon” is not a day of the calendar. "
        "Write it as year-month-day, like 2026-03-31.")  # fmt: skip
    page.get_by_role("link", name="Filed on or after").click()
    expect(box).to_be_focused()


def test_on_paper_only_the_record_remains(opened: Open, paths: Callable[[str], str]) -> None:
    page = opened(paths("case"))
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("heading", name="How to cite")).to_be_visible()


def rows_of(page: Page) -> int:
    return page.get_by_role("table").get_by_role("row").count()


def test_tables_are_still_tables_on_a_phone(opened: Open, paths: Callable[[str], str]) -> None:
    page = opened(paths("changes"), viewport={"width": 375, "height": 700})
    assert rows_of(page) == 3
    expect(page.get_by_role("rowheader").last).to_contain_text("Darío Ibáñez-Quintero")
