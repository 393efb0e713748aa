"""People and histories of the desk in a real browser."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from cases.models import Case
from tests import world
from tests.browser.conftest import Open
from tests.browser.desk import objections, sideways, signed_in
from tests.clerk.hands import history_page, page
from tests.clerk.histories import first_event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "public"])]

ADD = "/admin/cases/person/add/"


@pytest.fixture
def clerk(public_db: object) -> Client:
    return signed_in()


def test_while_a_name_is_typed_its_likes_appear_under_it(opened: Open, clerk: Client) -> None:
    known = world.person("Darío Ibáñez-Quintero", birth_year=1980)
    form = opened(ADD, client=clerk)
    likely = form.get_by_role("region", name="Already in the record?")
    expect(likely).to_be_hidden()
    form.get_by_label("Full name:", exact=True).press_sequentially("Ibanez Quintero, Dario")
    link = likely.get_by_role("link", name="Darío Ibáñez-Quintero")
    expect(link).to_have_attribute("href", page(known))
    expect(likely).to_contain_text("born 1980, in no case")
    assert objections(form) == []


def test_somebody_else_is_added_when_the_clerk_has_said_so(opened: Open, clerk: Client) -> None:
    world.person("Rowan Achterberg")
    form = opened(ADD, client=clerk)
    form.get_by_label("Full name:", exact=True).press_sequentially("Rowan Achterberg")
    form.get_by_label("This is somebody else").check()
    form.get_by_role("button", name="Save", exact=True).first.click()
    expect(form.get_by_role("status")).to_contain_text("was added successfully")


def test_without_a_script_a_like_is_shown_once_and_nothing_typed_is_lost(
    opened: Open, clerk: Client
) -> None:
    world.person("Rowan Achterberg")
    form = opened(ADD, client=clerk, java_script_enabled=False)
    form.get_by_label("Full name:", exact=True).fill("Rowan Achterberg")
    form.get_by_label("Birth year").fill("1980")
    form.get_by_role("button", name="Save", exact=True).first.click()
    expect(form.get_by_role("region", name="Already in the record?")).to_be_visible()
    expect(form.get_by_label("Birth year")).to_have_value("1980")
    form.get_by_label("This is somebody else").check()
    form.get_by_role("button", name="Save", exact=True).first.click()
    expect(form.get_by_role("status")).to_contain_text("was added successfully")


def test_a_like_is_used_in_place_of_a_new_record(opened: Open, clerk: Client) -> None:
    world.person("Rowan Achterberg")
    case = world.case()
    form = opened(page(case), client=clerk)
    with form.expect_popup() as popup:
        form.locator("#add_id_parties-0-person").click()
    window = popup.value
    window.get_by_label("Full name:", exact=True).press_sequentially("Rowan Achterberg")
    use = window.get_by_role("button", name="Use this one")
    with window.expect_event("close"):
        # The window is gone before a click of Playwright's own would be over.
        use.evaluate("button => setTimeout(() => button.click())")
    chosen = form.locator("#id_parties-0-person option:checked")
    expect(chosen).to_have_text("Rowan Achterberg")


def test_histories_fit_the_smallest_screen_and_axe_has_nothing_against_them(
    opened: Open, clerk: Client
) -> None:
    charge = world.charge()
    Case.objects.filter(pk=charge.case.pk).update(caption="State v. Achterberg")
    key = first_event(clerk, charge.case)
    asked = ("", f"?event={key}", f"?event={key}&put_back=1", "?since=never")
    for question in asked:
        shown = opened(f"{history_page(charge.case)}{question}", client=clerk)
        assert objections(shown) == []
        shown.emulate_media(color_scheme="dark")
        assert objections(shown, runOnly=["color-contrast"]) == []
        shown.set_viewport_size({"width": 320, "height": 640})
        assert sideways(shown) == 0
