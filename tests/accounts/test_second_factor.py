"""The second factor: nobody goes without one, and none is used twice."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from cases.accounts.models import Session
from tests.accounts.people import (
    SECOND,
    SECRET,
    SIGN_IN,
    code_now,
    entries,
    is_in,
    sign_in,
    staff,
    with_app,
)

pytestmark = pytest.mark.django_db
FACTORS = "/admin/account/second-factor/"


@pytest.fixture(autouse=True)
def a_real_installation(settings):
    settings.REQUIRE_MFA = True


@pytest.fixture
def client():
    return Client()


def test_whoever_has_none_is_led_to_make_one_before_anything_else(client):
    staff()
    sign_in(client, "vesna")
    for address in ("/admin/", "/admin/cases/case/", "/admin/find/?q=x", "/admin/draft/"):
        assert client.get(address)["Location"] == FACTORS, address
    shown = client.get(FACTORS).content.decode()
    assert "your account needs a second factor" in shown
    assert "desk-find" not in shown


def test_an_app_is_enrolled_and_asked_for_at_the_next_sign_in(client):
    staff()
    sign_in(client, "vesna")
    asked = client.get(f"{FACTORS}app/")
    secret = asked.context["form"].secret
    client.post(f"{FACTORS}app/", {"code": code_now(secret)})
    codes = re.findall(r"<code>(\d+)</code>", client.get(f"{FACTORS}codes/").content.decode())
    assert len(codes) == 10
    assert is_in(client)
    assert [entry.what for entry in entries("FACTOR_ADDED")] == [
        "authenticator app", "recovery codes",
    ]  # fmt: skip
    again = Client()
    assert sign_in(again, "vesna")["Location"] == SECOND
    assert not is_in(again)
    again.post(SECOND, {"code": codes[0]})
    assert is_in(again)


def test_the_code_of_the_app_lets_somebody_in_once(client):
    with_app(staff())
    sign_in(client, "vesna")
    code = code_now()
    client.post(SECOND, {"code": code})
    assert is_in(client)
    again = Client()
    sign_in(again, "vesna")
    again.post(SECOND, {"code": code})
    assert not is_in(again)


def test_each_step_gives_another_session_and_another_token(client):
    """Whatever somebody planted before, or saw between the two steps, opens nothing."""
    with_app(staff())
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["sessionid"] = session.session_key
    seen = [held(client)]
    sign_in(client, "vesna")
    seen.append(held(client))
    client.post(SECOND, {"code": code_now()})
    assert is_in(client)
    seen.append(held(client))
    keys, tokens = zip(*seen, strict=True)
    assert len(set(keys)) == 3
    assert tokens[2] not in tokens[:2]
    for key in keys[:2]:
        other = Client()
        other.cookies["sessionid"] = key
        assert not is_in(other)
    assert not Session.objects.filter(pk__in=keys[:2]).exists()


def held(client):
    """The session and the token of forms that a browser has just now."""
    client.get(SIGN_IN)
    return client.cookies["sessionid"].value, client.cookies["csrftoken"].value


def test_a_recovery_code_works_once(client):
    user = staff()
    with_app(user)
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for client, is_let_in in ((Client(), True), (Client(), False)):
        sign_in(client, "vesna")
        client.post(SECOND, {"code": code})
        assert is_in(client) == is_let_in


def test_the_password_alone_opens_nothing(client):
    with_app(staff())
    sign_in(client, "vesna")
    assert not is_in(client)
    assert not entries("SIGNED_IN")
    for address in (FACTORS, "/admin/account/password/"):
        assert client.get(address).status_code == 302


def test_secrets_are_not_stored_as_they_are(client):
    with_app(staff())
    assert SECRET not in str(Authenticator.objects.get().data)


def test_somebody_who_removes_their_last_one_makes_another_at_once(client):
    with_app(staff())
    sign_in(client, "vesna")
    client.post(SECOND, {"code": code_now()})
    Authenticator.objects.all().delete()
    assert client.get("/admin/")["Location"] == FACTORS


def test_a_user_administrator_removes_the_factors_of_a_lost_phone(client, settings):
    user = staff()
    with_app(user)
    settings.REQUIRE_MFA = False
    keeper = Client()
    keeper.force_login(staff("keeper", "User administrators"))
    address = f"/admin/auth/user/{user.pk}/standing/"
    keeper.post(address, {"do": "remove-factors"})
    (entry,) = entries("FACTOR_REMOVED")
    assert (entry.who, entry.whom, entry.what) == ("keeper", "vesna", "authenticator app")
    settings.REQUIRE_MFA = True
    sign_in(client, "vesna")
    assert client.get("/admin/")["Location"] == FACTORS


def test_a_proof_by_code_is_a_proof(client):
    with_app(staff("vesna", "Supervisors"))
    sign_in(client, "vesna")
    client.post(SECOND, {"code": code_now()})
    assert entries("SIGNED_IN")[0].what == "password and totp"
    answer = client.get("/admin/account/again/code/")
    assert answer.status_code == 200
