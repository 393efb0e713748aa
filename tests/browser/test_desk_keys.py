"""The desk by keyboard alone."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests import world
from tests.browser.conftest import Open
from tests.browser.desk import objections, signed_in
from tests.browser.fingers import listens
from tests.clerk.hands import act_page, file_page
from tests.clerk.hands import page as change_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "public"])]


@pytest.fixture
def clerk(public_db: object) -> Client:
    return signed_in()


@pytest.fixture
def case(clerk: Client) -> object:
    """Two charges that stand, in a public case."""
    accused = world.defendant(world.case(visibility="PUBLIC", caption="State v. Achterberg"))
    world.charge(accused, label="Theft")
    world.charge(accused, label="Arson")
    return accused.case


@pytest.fixture
def at_the_file(opened: Open, clerk: Client, case: object) -> Page:
    page = opened(file_page(case), client=clerk)
    listens(page)
    return page


def focused(page: Page) -> str:
    words: str = page.evaluate("document.activeElement.textContent.trim()")
    return words


def edges(page: Page, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.eval_on_selector(
        selector, "element => element.getBoundingClientRect().toJSON()"
    )
    return found


def test_a_letter_opens_an_act_of_the_case(at_the_file: Page, case: object) -> None:
    at_the_file.keyboard.press("t")
    expect(at_the_file).to_have_url(f"http://localhost{act_page(case, 'change-status')}")


def test_a_letter_that_several_rows_offer_goes_from_one_to_the_next(at_the_file: Page) -> None:
    at_the_file.keyboard.press("x")
    assert "Void: Count 1: Theft" in focused(at_the_file)
    at_the_file.keyboard.press("x")
    assert "Void: Count 2: Arson" in focused(at_the_file)
    at_the_file.keyboard.press("Enter")
    expect(at_the_file.get_by_role("heading", level=1)).to_have_text("Void")


def test_a_letter_is_for_the_row_that_has_the_focus(at_the_file: Page, case: object) -> None:
    at_the_file.keyboard.press("j")
    at_the_file.keyboard.press("j")
    assert focused(at_the_file) == "Count 2: Arson, F-B"
    at_the_file.keyboard.press("Shift+J")
    assert focused(at_the_file) == "Count 1: Theft, F-B"
    at_the_file.keyboard.press("d")
    first = case.charges.get(count=1)  # type: ignore[attr-defined]
    expect(at_the_file).to_have_url(f"http://localhost{act_page(first, 'dispose')}")


def test_letters_are_only_typed_where_something_is_typed(at_the_file: Page) -> None:
    at_the_file.keyboard.press("/")
    box = at_the_file.get_by_label("Find a case, a person or an order")
    expect(box).to_be_focused()
    at_the_file.keyboard.type("gta?")
    expect(box).to_have_value("gta?")
    expect(at_the_file.get_by_role("dialog")).to_be_hidden()
    at_the_file.keyboard.press("Escape")
    expect(box).not_to_be_focused()


def test_g_and_a_letter_go_somewhere(at_the_file: Page) -> None:
    at_the_file.keyboard.press("g")
    at_the_file.keyboard.press("p")
    expect(at_the_file).to_have_url("http://localhost/admin/cases/person/")


def test_a_question_mark_lists_the_shortcuts_of_this_page(at_the_file: Page) -> None:
    at_the_file.keyboard.press("?")
    dialog = at_the_file.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_text("Change status", exact=True)).to_be_visible()
    assert objections(at_the_file) == []
    at_the_file.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_letters_can_be_switched_off_and_stay_off(at_the_file: Page, case: object) -> None:
    at_the_file.get_by_role("link", name="Keyboard", exact=True).click()
    at_the_file.get_by_label("Use single letters as shortcuts").uncheck()
    at_the_file.get_by_role("button", name="Close").click()
    at_the_file.reload()
    expect(at_the_file.locator(".acts kbd").first).to_be_hidden()
    at_the_file.keyboard.press("t")
    expect(at_the_file).to_have_url(f"http://localhost{file_page(case)}")


def test_after_an_act_the_focus_is_at_what_was_done(
    opened: Open, clerk: Client, case: object
) -> None:
    page = opened(act_page(case, "change-status"), client=clerk)
    page.get_by_label("Status:", exact=True).select_option("FILED")
    page.get_by_label("First day of this status").fill("2024-03-01")
    expect(page.locator(".told")).to_contain_text("Status for the whole case")
    page.keyboard.press("Control+Enter")
    said = page.get_by_role("status").filter(has_text="Status for the whole case")
    expect(said).to_be_focused()
    expect(page).to_have_url(f"http://localhost{file_page(case)}")


def test_alt_n_adds_a_row_and_goes_there(opened: Open, clerk: Client, case: object) -> None:
    page = opened(change_page(case), client=clerk)
    rows = page.locator("#parties-group tr.form-row:not(.empty-form)")
    expect(page.locator("#parties-group .add-row a")).to_be_visible()
    before = rows.count()
    page.keyboard.press("Alt+n")
    expect(rows).to_have_count(before + 1)
    expect(rows.last.get_by_role("combobox", name="Person")).to_be_focused()


def test_what_has_the_focus_can_be_seen(at_the_file: Page) -> None:
    for _ in range(12):
        at_the_file.keyboard.press("Tab")
        style = at_the_file.evaluate(
            "[getComputedStyle(document.activeElement).outlineStyle,"
            " getComputedStyle(document.activeElement).outlineWidth]"
        )
        assert style == ["solid", "3px"]


def test_the_public_page_opens_beside_the_file_where_there_is_room(at_the_file: Page) -> None:
    at_the_file.set_viewport_size({"width": 1600, "height": 900})
    at_the_file.keyboard.press("b")
    frame = at_the_file.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text("State v. Achterberg")
    assert edges(at_the_file, ".case-public")["left"] >= edges(at_the_file, ".case-told")["right"]
    at_the_file.set_viewport_size({"width": 800, "height": 900})
    assert edges(at_the_file, ".case-public")["top"] >= edges(at_the_file, ".case-told")["bottom"]


def test_of_a_case_that_is_not_public_the_frame_shows_what_anybody_gets(
    opened: Open, clerk: Client
) -> None:
    page = opened(file_page(world.case()), client=clerk)
    listens(page)
    page.keyboard.press("b")
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_have_text("Not found")
