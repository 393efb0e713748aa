"""Signing in in a real browser: a passkey made and used, and every page for everybody."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.accounts.people import PASSWORD, entries, is_in, staff, with_app
from tests.browser.conftest import Open
from tests.browser.desk import objections, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=["default", "public"])]
ACCOUNT = "/admin/account/"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def a_real_installation(settings: Any) -> None:
    settings.REQUIRE_MFA = True


def with_key(page: Page) -> str:
    """Plug a key into the browser."""
    cable = page.context.new_cdp_session(page)
    cable.send("WebAuthn.enable")
    plugged = cable.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    page.context.cable = cable  # type: ignore[attr-defined]
    number: str = plugged["authenticatorId"]
    return number


def by_password(page: Page) -> None:
    page.get_by_label("User name").fill("vesna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def enrolled(page: Page, *, alone: bool) -> None:
    """From the first sign-in to the desk, with a passkey made on the way."""
    by_password(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("My key")
    page.get_by_label("Sign in with it alone").set_checked(alone)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("heading", name="What needs me")).to_be_visible()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_label("User name")).to_be_visible()


def test_a_passkey_is_made_and_is_the_second_factor_from_then_on(opened: Open) -> None:
    staff()
    client = Client()
    page = opened("/admin/", client=client)
    with_key(page)
    enrolled(page, alone=False)
    sign_out(page)
    by_password(page)
    assert not is_in(client)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("vesna")).to_be_visible()
    assert is_in(client)
    assert entries("SIGNED_IN")[-1].what == "password and webauthn"


def test_a_passkey_alone_lets_its_owner_in(opened: Open) -> None:
    staff()
    client = Client()
    page = opened("/admin/", client=client)
    with_key(page)
    enrolled(page, alone=True)
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="What needs me")).to_be_visible()
    assert is_in(client)
    assert entries("SIGNED_IN")[-1].what == "webauthn"


def test_a_browser_without_the_key_says_so_and_lets_nobody_in(opened: Open) -> None:
    staff()
    client = Client()
    page = opened("/admin/", client=client)
    number = with_key(page)
    enrolled(page, alone=False)
    sign_out(page)
    page.context.cable.send(  # type: ignore[attr-defined]
        "WebAuthn.clearCredentials", {"authenticatorId": number}
    )
    by_password(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The browser gave no passkey")
    assert not is_in(client)


PAGES = [
    "second-factor/", "second-factor/app/remove/", "second-factor/keys/",
    "second-factor/keys/add/", "second-factor/codes/new/", "password/", "again/password/",
    "again/code/",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_there_is_nothing_to_object_to_in_the_pages_of_sign_in(name: str, opened: Open) -> None:
    user = staff()
    with_app(user)
    client = Client()
    client.force_login(user)
    assert faults(opened(f"{ACCOUNT}{name}", client=client)) == []


@pytest.mark.parametrize("name", ["sign-in/", "second-factor/", "second-factor/app/"])
def test_nor_in_those_before_somebody_is_in(name: str, opened: Open) -> None:
    client = Client()
    if name != "sign-in/":
        client.force_login(staff())
    assert faults(opened(f"{ACCOUNT}{name}", client=client)) == []


def faults(page: Page) -> list[Any]:
    """What is wrong with a page, by day, by night, and on the smallest screen."""
    found = objections(page)
    page.emulate_media(color_scheme="dark")
    found += [("dark", *each) for each in objections(page, runOnly=["color-contrast"])]
    page.set_viewport_size({"width": 320, "height": 640})
    if wider := sideways(page):
        found.append(("wider than 320 px", wider))
    return found
