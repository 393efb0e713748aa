"""Five failures in a quarter of an hour lock an account, for every way in and every server."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.db import connection
from django.forms import CheckboxSelectMultiple
from django.test import Client

from cases.accounts.adapters import REFUSED
from cases.accounts.lockout import MOST_FROM_ONE_PLACE
from tests.accounts.people import (
    PASSWORD,
    SECOND,
    code_now,
    entries,
    is_in,
    minutes_pass,
    sign_in,
    staff,
    with_app,
)

pytestmark = pytest.mark.django_db


def fail(times, name="vesna", **further):
    for number in range(times):
        Client(**further).post(
            "/admin/account/sign-in/", {"login": name, "password": f"guess {number}"}
        )


def may_sign_in(name="vesna", **further):
    client = Client(**further)
    sign_in(client, name)
    return is_in(client)


def test_four_failures_are_forgiven():
    staff()
    fail(4)
    assert may_sign_in()


def test_after_five_the_right_password_does_not_help_either():
    staff()
    fail(5)
    assert not may_sign_in()
    assert [entry.whom for entry in entries("LOCKED_OUT")] == ["vesna"]
    assert [entry.whom for entry in entries("STILL_LOCKED")] == ["vesna"]


def test_nobody_else_is_locked_with_them():
    staff(), staff("anouk")
    fail(5)
    assert may_sign_in("anouk")


def test_a_name_in_other_letters_is_the_same_account():
    staff()
    fail(3, "vesna"), fail(2, "VESNA")
    assert not may_sign_in()


def test_a_name_that_no_account_has_is_locked_alike():
    fail(5, "nobody")
    assert REFUSED in sign_in(Client(), "nobody").content.decode()
    assert len(entries("LOCKED_OUT")) == 1


def test_a_quarter_of_an_hour_opens_it():
    staff()
    fail(5)
    minutes_pass(16)
    assert may_sign_in()


def test_failures_that_are_long_past_do_not_count():
    staff()
    fail(4)
    minutes_pass(16)
    fail(1)
    assert may_sign_in()


def test_trying_on_while_it_is_locked_does_not_lengthen_it():
    staff()
    fail(5)
    minutes_pass(10)
    fail(3)
    minutes_pass(6)
    assert may_sign_in()


def test_a_user_administrator_opens_it_sooner():
    user = staff()
    keeper = Client()
    keeper.force_login(staff("keeper", "User administrators"))
    fail(5)
    address = f"/admin/auth/user/{user.pk}/standing/"
    assert "Locked after five failures" in keeper.get(address).content.decode()
    keeper.post(address, {"do": "release"})
    assert may_sign_in()
    (entry,) = entries("RELEASED")
    assert (entry.who, entry.whom) == ("keeper", "vesna")


def test_codes_of_the_second_factor_are_counted_too(settings):
    settings.REQUIRE_MFA = True
    with_app(staff())
    client = Client()
    sign_in(client, "vesna")
    for _ in range(5):
        client.post(SECOND, {"code": "000000"})
    client.post(SECOND, {"code": code_now()})
    assert not is_in(client)
    assert len(entries("CODE_WRONG")) == 5


def test_guessing_the_present_password_in_a_session_is_counted():
    staff()
    client = Client()
    sign_in(client, "vesna")
    new = "another maple lantern"
    for number in range(5):
        given = {"oldpassword": f"guess {number}", "password1": new, "password2": new}
        client.post("/admin/account/password/", given)
    client.post(
        "/admin/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert not may_sign_in()


def test_one_place_that_tries_many_names_is_stopped():
    staff()
    for number in range(MOST_FROM_ONE_PLACE):
        fail(1, f"name {number}", REMOTE_ADDR="192.0.2.9")
    assert not may_sign_in(REMOTE_ADDR="192.0.2.9")
    assert may_sign_in(REMOTE_ADDR="192.0.2.10")


def test_one_network_of_ipv6_is_one_place():
    staff()
    for number in range(MOST_FROM_ONE_PLACE):
        fail(1, f"name {number}", REMOTE_ADDR=f"2001:db8::{number + 1:x}")
    assert not may_sign_in(REMOTE_ADDR="2001:db8::ffff")
    assert may_sign_in(REMOTE_ADDR="2001:db8:1::1")


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_counted_one_by_one():
    """Each thread has a connection of its own, as each server process has."""
    staff()
    guesses = 12

    def guess(number):
        try:
            sign_in(Client(), "vesna", f"guess {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=guesses) as pool:
        list(pool.map(guess, range(guesses)))
    assert len(entries("PASSWORD_WRONG")) == 5
    assert len(entries("STILL_LOCKED")) == guesses - 5
    assert not may_sign_in()


def test_the_list_of_users_tells_who_is_locked(admin_client, django_assert_max_num_queries):
    staff(), staff("anouk")
    fail(5)
    with django_assert_max_num_queries(12):
        listed = admin_client.get("/admin/auth/user/").context["cl"].result_list
    assert [user.username for user in listed if user.is_locked] == ["vesna"]
    minutes_pass(16)
    listed = admin_client.get("/admin/auth/user/").context["cl"].result_list
    assert not any(user.is_locked for user in listed)


def test_each_role_is_a_box_to_be_ticked(admin_client, admin_user):
    request = admin_client.get("/admin/auth/user/").wsgi_request
    form = site._registry[User].get_form(request, admin_user, change=True)
    assert isinstance(form.base_fields["groups"].widget.widget, CheckboxSelectMultiple)
