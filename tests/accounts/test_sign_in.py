"""Signing in: who comes in, who does not, and that nobody learns why not."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.urls import NoReverseMatch, get_resolver, reverse

from cases.accounts.adapters import REFUSED
from tests.accounts.people import PASSWORD, SIGN_IN, entries, is_in, sign_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return Client()


def refusal(client, name, password):
    """The page that answers, without what is different on every page."""
    shown = sign_in(client, name, password)
    assert shown.status_code == 200
    page = re.sub(r'(csrfmiddlewaretoken"|name="login") value="[^"]*"', "", shown.content.decode())
    assert REFUSED in page
    return page


def test_staff_sign_in_and_come_to_the_page_they_wanted(client):
    staff()
    sent_away = client.get("/admin/cases/case/")
    asked = client.get(sent_away["Location"])
    assert asked["Location"].startswith(SIGN_IN)
    answer = client.post(
        SIGN_IN, {"login": "vesna", "password": PASSWORD, "next": "/admin/cases/case/"}
    )
    assert answer["Location"] == "/admin/cases/case/"
    assert client.get("/admin/cases/case/").status_code == 200


def test_nobody_is_led_to_another_site(client):
    staff()
    answer = sign_in(client, "vesna", next="https://elsewhere.example/")
    assert answer["Location"] == "/admin/"


def test_the_answer_is_the_same_whatever_was_wrong(client):
    staff()
    User.objects.create_user("off", password=PASSWORD, is_staff=True, is_active=False)
    User.objects.create_user("stranger", password=PASSWORD)
    pages = {
        refusal(client, "vesna", "wrong"),
        refusal(client, "nobody", "wrong"),
        refusal(client, "off", PASSWORD),
        refusal(client, "stranger", PASSWORD),
    }
    assert len(pages) == 1


@pytest.mark.parametrize("name", ["vesna", "nobody"])
def test_a_password_is_hashed_once_whether_the_account_exists_or_not(name, client, monkeypatch):
    staff()
    hashed, encode = [], MD5PasswordHasher.encode

    def counted(*given):
        hashed.append(1)
        return encode(*given)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    sign_in(client, name, "wrong")
    assert len(hashed) == 1


def test_a_session_that_was_there_before_is_another_after(client):
    staff()
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    sign_in(client, "vesna")
    assert client.session.session_key != planted
    other = Client()
    other.cookies["sessionid"] = planted
    assert not is_in(other)


def test_every_form_of_sign_in_wants_a_token(settings):
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(staff())
    for pattern in get_resolver("cases.accounts.urls").url_patterns[-1].url_patterns:
        address = reverse(pattern.name, kwargs={"pk": 1} if "pk" in str(pattern.pattern) else {})
        assert guarded.post(address, {}).status_code == 403, address


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_reset_password", "account_set_password",
     "socialaccount_connections", "socialaccount_signup"],
)  # fmt: skip
def test_what_is_not_used_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_signing_out_ends_the_session_and_is_logged(client):
    staff()
    sign_in(client, "vesna")
    client.post("/admin/logout/")
    assert not is_in(client)
    assert [entry.whom for entry in entries("SIGNED_OUT")] == ["vesna"]


def test_a_sign_in_is_logged_with_who_where_and_how(client):
    staff()
    client.post(SIGN_IN, {"login": "vesna", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    (entry,) = entries("SIGNED_IN")
    assert (entry.who, entry.address, entry.what) == ("vesna", "192.0.2.7", "password")


def test_a_password_typed_as_a_name_is_kept_nowhere(client):
    sign_in(client, "my secret lantern", "wrong")
    (entry,) = entries("PASSWORD_WRONG")
    assert entry.whom.startswith("unknown ")
    assert "lantern" not in entry.whom


def test_the_demo_says_that_it_asks_for_no_second_factor(client):
    assert "Nobody is asked for a second factor" in client.get(SIGN_IN).content.decode()
    with override_settings(DEMO=False):
        assert "demonstration" not in client.get(SIGN_IN).content.decode()


def test_the_page_of_sign_in_has_no_script_but_its_files(client):
    scripts = re.findall(r"<script([^>]*)>([^<]*)", client.get(SIGN_IN).content.decode())
    assert scripts
    assert all("src=" in given and not body.strip() for given, body in scripts)


@pytest.mark.django_db(databases=["default", "public"])
def test_public_pages_set_no_cookie(client, public_db):
    for address in ("/", "/about/", "/courts/"):
        assert not client.get(address).cookies, address


def test_first_password_has_to_be_changed_before_anything_else(client):
    keeper, keepers_client = staff("keeper", "User administrators"), Client()
    keepers_client.force_login(keeper)
    keepers_client.post(
        "/admin/auth/user/add/",
        {"username": "anouk", "usable_password": "true", "password1": PASSWORD,
         "password2": PASSWORD},
    )  # fmt: skip
    User.objects.filter(username="anouk").update(is_staff=True)
    sign_in(client, "anouk")
    answer = client.get("/admin/")
    assert answer["Location"] == "/admin/account/password/"
    assert "Somebody else chose the password" in client.get(answer["Location"]).content.decode()
    new = "another maple lantern"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post("/admin/account/password/", given)
    assert is_in(client)
    second = Client()
    sign_in(second, "anouk", new)
    assert is_in(second)


def test_the_same_password_again_is_no_change(client):
    staff()
    sign_in(client, "vesna")
    given = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    shown = client.post("/admin/account/password/", given)
    assert "Choose another" in shown.content.decode()
