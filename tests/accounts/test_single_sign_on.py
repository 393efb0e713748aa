"""Single sign-on by OpenID Connect, against a provider that really answers."""

from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse

# Imported before a test names a provider, as a site without one imports its addresses.
from tests.accounts import urls_with_provider
from tests.accounts.openid_provider import CLIENT, SECRET, provider
from tests.accounts.people import SECOND, SIGN_IN, entries, is_in, staff, with_app

pytestmark = pytest.mark.django_db
START = "/admin/account/single-sign-on/court/"


def test_without_a_provider_there_is_no_address_and_no_button():
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", kwargs={"provider_id": "court"})
    assert "single-sign-on" not in Client().get(SIGN_IN).content.decode()


@pytest.fixture
def known_as(settings):
    """A provider that vouches for somebody of a name, and the site that trusts it."""

    def served(name):
        settings.ROOT_URLCONF = urls_with_provider.__name__
        running = provider(name)
        server = running.__enter__()
        opened.append(running)
        settings.OIDC_ISSUER = server.issuer
        app = {
            "provider_id": "court",
            "name": "the court",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": server.issuer, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        return server

    opened: list[Any] = []
    yield served
    for each in opened:
        each.__exit__(None, None, None)


def come_back(client):
    """What a browser does: to the provider, and back with what it gives."""
    away = client.post(START)
    assert away.status_code == 302, away.content
    answer = requests.get(away["Location"], allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def test_whoever_has_an_account_comes_in_by_it(known_as):
    known_as("vesna")
    staff()
    client = Client()
    assert "single-sign-on" in client.get(SIGN_IN).content.decode()
    come_back(client)
    assert is_in(client)
    assert entries("SIGNED_IN")[0].what == "socialaccount"


def test_an_account_without_a_password_comes_in_and_is_asked_for_none(known_as):
    known_as("anouk")
    keeper = Client()
    keeper.force_login(staff("keeper", "User administrators"))
    keeper.post("/admin/auth/user/add/", {"username": "anouk", "usable_password": "false"})
    User.objects.filter(username="anouk").update(is_staff=True)
    client = Client()
    come_back(client)
    assert is_in(client)
    answer = client.get("/admin/account/password/", follow=True)
    assert "Your account has no password here" in answer.content.decode()


@pytest.mark.parametrize("name", ["nobody", "VESNA", "", "off"])
def test_whoever_has_none_gets_none(name, known_as):
    known_as(name)
    staff()
    User.objects.create_user("off", is_staff=True, is_active=False)
    client = Client()
    answer = come_back(client)
    assert answer["Location"] == SIGN_IN
    assert "nobody of your name has an account here" in client.get(SIGN_IN).content.decode()
    assert not is_in(client)
    assert User.objects.count() == 2


def test_the_second_factor_is_asked_for_unless_the_provider_asks(known_as, settings):
    known_as("vesna")
    with_app(staff())
    settings.REQUIRE_MFA = True
    assert come_back(Client())["Location"] == SECOND
    settings.OIDC_DOES_MFA = True
    client = Client()
    come_back(client)
    assert is_in(client)


def test_whoever_has_no_factor_and_comes_by_a_provider_without_makes_one(known_as, settings):
    known_as("vesna")
    staff()
    settings.REQUIRE_MFA = True
    client = Client()
    come_back(client)
    assert client.get("/admin/")["Location"] == "/admin/account/second-factor/"


def test_an_answer_that_nobody_asked_for_lets_nobody_in(known_as):
    known_as("vesna")
    staff()
    client = Client()
    answer = client.get(f"{START}back/?code=known&state=planted")
    assert answer["Location"] == SIGN_IN
    assert not is_in(client)
