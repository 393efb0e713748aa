"""How long a session lasts, what ends it at once, and that nothing typed is lost with it."""

import json

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client

from cases.accounts.models import Session
from cases.desk.models import Draft
from cases.models import Seal
from tests import world
from tests.accounts.people import PASSWORD, SIGN_IN, entries, is_in, sign_in, staff
from tests.clerk.hands import act_page, asked, confirmed

pytestmark = pytest.mark.django_db

NOON = "2026-03-02T12:00:00Z"


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def vesna(clock):
    staff("vesna", "Supervisors")
    client = Client()
    sign_in(client, "vesna")
    return client


def user_of(name):
    return User.objects.get(username=name)


def test_half_an_hour_without_a_request_ends_it(vesna, clock):
    clock.shift(29 * 60)
    assert is_in(vesna)
    clock.shift(30 * 60)
    answer = vesna.get("/admin/cases/case/?p=1")
    assert answer["Location"] == f"{SIGN_IN}?next=%2Fadmin%2Fcases%2Fcase%2F%3Fp%3D1"
    assert not is_in(vesna)
    assert [entry.whom for entry in entries("LAPSED")] == ["vesna"]


def test_twelve_hours_end_it_however_busy_somebody_is(vesna, clock):
    for _ in range(12 * 3 - 1):
        clock.shift(20 * 60)
        assert is_in(vesna)
    clock.shift(20 * 60)
    assert not is_in(vesna)


def test_a_session_that_does_not_say_when_it_began_is_over(vesna):
    session = vesna.session
    del session["begun_at"]
    session.save()
    assert not is_in(vesna)


def test_a_page_that_asks_by_itself_keeps_no_session_alive(vesna, clock):
    for _ in range(3):
        clock.shift(11 * 60)
        vesna.get("/admin/desk/importrun/1/progress/")
    assert not is_in(vesna)


def test_a_form_sent_too_late_is_kept_and_put_back(vesna, clock):
    address = act_page(world.charge(), "dispose")
    sent = {**asked(vesna, address), "outcome": "ACQ", "date_text": "early in May"}
    clock.shift(31 * 60)
    answer = vesna.post(address, sent)
    signed_in = vesna.post(
        SIGN_IN, {"login": "vesna", "password": PASSWORD, "next": f"{address}?draft=1"}
    )
    assert f"next={address.replace('/', '%2F')}%3Fdraft%3D1" in answer["Location"]
    form = vesna.get(signed_in["Location"]).context["form"]
    assert form["outcome"].value() == "ACQ"
    assert form["date_text"].value() == "early in May"


def test_what_keeps_drafts_is_told_plainly_that_it_is_too_late(vesna, clock):
    clock.shift(31 * 60)
    answer = vesna.post(
        "/admin/draft/",
        {"page": "/admin/", "typed": json.dumps([])},
        headers={"Sec-Fetch-Dest": "empty"},
    )
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE auth_user SET is_active = false WHERE username = 'vesna'",
        "UPDATE auth_user SET is_staff = false WHERE username = 'vesna'",
        "UPDATE auth_user SET password = 'x' WHERE username = 'vesna'",
        "DELETE FROM auth_user_groups",
    ],
)
def test_a_statement_that_takes_the_ground_away_ends_every_session(vesna, statement):
    assert Session.objects.filter(user__username="vesna").exists()
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert not Session.objects.filter(user__username="vesna").exists()
    assert not is_in(vesna)


def test_nobody_elses_session_ends_with_it(vesna):
    staff("anouk")
    other = Client()
    sign_in(other, "anouk")
    user_of("vesna").groups.remove(Group.objects.get(name="Supervisors"))
    assert is_in(other)
    assert not is_in(vesna)


def test_a_changed_password_ends_the_other_sessions_and_not_this_one(vesna):
    elsewhere = Client()
    sign_in(elsewhere, "vesna")
    new = "another maple lantern"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    vesna.post("/admin/account/password/", given)
    assert is_in(vesna)
    assert not is_in(elsewhere)


def test_a_user_administrator_ends_all_sessions_of_somebody(vesna):
    keeper = Client()
    keeper.force_login(staff("keeper", "User administrators"))
    keeper.post(f"/admin/auth/user/{user_of('vesna').pk}/standing/", {"do": "end-sessions"})
    assert not is_in(vesna)


def test_sealing_asks_again_after_ten_minutes_and_loses_nothing(vesna, clock):
    charge = world.charge()
    address = act_page(charge, "seal")
    shown = vesna.post(address, {**asked(vesna, address), "order_reference": "Order of 2 May"})
    clock.shift(11 * 60)
    answer = vesna.post(address, confirmed(shown))
    assert answer["Location"].startswith("/admin/account/again/password/?next=")
    assert not Seal.objects.exists()
    again = vesna.post(
        "/admin/account/again/password/", {"password": PASSWORD, "next": f"{address}?draft=1"}
    )
    form = vesna.get(again["Location"]).context["form"]
    assert form["order_reference"].value() == "Order of 2 May"


def test_sealing_does_not_ask_who_has_just_signed_in(vesna):
    assert vesna.get(act_page(world.charge(), "seal")).status_code == 200


def test_other_acts_never_ask_again(vesna, clock):
    clock.shift(25 * 60)
    assert vesna.get(act_page(world.charge(), "dispose")).status_code == 200


def test_a_wrong_password_is_no_proof(vesna, clock):
    clock.shift(11 * 60)
    vesna.post("/admin/account/again/password/", {"password": "guess", "next": "/admin/"})
    assert vesna.get(act_page(world.charge(), "seal")).status_code == 302


def test_users_are_managed_only_by_who_has_proved_it_and_what_was_typed_comes_back(clock):
    staff("keeper", "User administrators")
    user, client = staff("anouk"), Client()
    sign_in(client, "keeper")
    address = f"/admin/auth/user/{user.pk}/change/"
    assert client.get(address).status_code == 200
    clock.shift(11 * 60)
    sent = {"username": "anouk", "first_name": "Anouk", "is_active": "on", "password": "x"}
    answer = client.post(address, sent)
    assert answer["Location"].startswith("/admin/account/again/password/")
    user.refresh_from_db()
    assert user.first_name == ""
    again = client.post(
        "/admin/account/again/password/", {"password": PASSWORD, "next": f"{address}?draft=1"}
    )
    form = client.get(again["Location"]).context["adminform"].form
    assert form["first_name"].value() == "Anouk"
    assert not form["is_staff"].value()
    assert not Draft.objects.filter(typed__icontains="password").exists()


@pytest.mark.parametrize("page", ["add/", "1/password/", "1/standing/"])
def test_no_page_of_user_management_opens_without_a_proof(page, clock):
    staff("keeper", "User administrators")
    user, client = staff("anouk"), Client()
    sign_in(client, "keeper")
    clock.shift(11 * 60)
    answer = client.get(f"/admin/auth/user/{page.replace('1', str(user.pk))}")
    assert answer["Location"].startswith("/admin/account/again/password/")
