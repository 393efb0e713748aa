"""What is typed and not sent is kept; what nobody typed is not."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.desk.models import Draft
from tests import world
from tests.browser.conftest import Open
from tests.browser.desk import signed_in
from tests.clerk.hands import page as change_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "public"])]


@pytest.fixture
def form(opened: Open, public_db: Any) -> Page:
    """The form of a case with a party, as it is opened, and touched by a finger."""
    case = world.defendant(world.case(caption="State v. Achterberg")).case
    page = opened(change_page(case), client=signed_in())
    expect(page.locator("html")).to_have_attribute("data-keys", "on")
    page.get_by_label("Caption").click()
    return page


def left(page: Page) -> list[str]:
    """Leave the page, and say what was asked."""
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs me")
    return asked


def test_a_form_that_was_only_opened_is_left_without_being_asked(form: Page) -> None:
    assert left(form) == []
    assert not Draft.objects.exists()


def test_a_form_that_was_changed_asks_and_is_kept(form: Page) -> None:
    with form.expect_response("**/admin/draft/"):
        form.get_by_label("Caption").fill("State v. Valk")
    assert left(form) == ["beforeunload"]
    assert "State v. Valk" in str(Draft.objects.get().typed)


def test_a_form_that_is_as_it_was_again_is_left_without_being_asked(form: Page) -> None:
    form.get_by_label("Caption").fill("State v. Valk")
    form.get_by_label("Caption").fill("State v. Achterberg")
    assert left(form) == []


def test_a_new_person_that_nobody_typed_of_leaves_no_draft(opened: Open, public_db: Any) -> None:
    page = opened("/admin/cases/person/add/", client=signed_in())
    expect(page.locator("html")).to_have_attribute("data-keys", "on")
    # Longer than a form waits before it keeps what is typed.
    page.wait_for_timeout(4000)
    assert left(page) == []
    assert not Draft.objects.exists()
