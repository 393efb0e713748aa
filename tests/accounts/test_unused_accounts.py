"""Accounts that nobody has used for ninety days: off by themselves, told, and switched on again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import Client

from cases.accounts.models import Session
from tests.accounts.people import PASSWORD, SIGN_IN, entries, is_in, minutes_pass, sign_in, staff

pytestmark = pytest.mark.django_db


def days_ago(days):
    return datetime.now(UTC) - timedelta(days=days)


def used(name, days, role="Clerks"):
    """Somebody who signed in last so many days ago, a year after the account was made."""
    user = staff(name, role)
    User.objects.filter(pk=user.pk).update(
        last_login=days_ago(days), date_joined=days_ago(days + 365)
    )
    return user


def switched_off(*given):
    before = on()
    call_command("disable_unused_accounts", *given)
    return before - on()


def on():
    return set(User.objects.filter(is_active=True).values_list("username", flat=True))


@pytest.fixture
def keeper():
    return used("keeper", 1, "User administrators")


def test_ninety_days_without_a_sign_in_switch_it_off(keeper, capsys):
    used("vesna", 91), used("anouk", 89)
    assert switched_off() == {"vesna"}
    assert "vesna: switched off\nAccounts not used for 90 days and switched off: 1." in (
        capsys.readouterr().out
    )


def test_an_account_that_was_never_used_is_as_old_as_it_is(keeper):
    for name, days in (("vesna", 91), ("anouk", 89)):
        staff(name)
        User.objects.filter(username=name).update(date_joined=days_ago(days))
    assert switched_off() == {"vesna"}


def test_a_sign_in_by_the_page_is_a_use(keeper):
    used("vesna", 91)
    sign_in(Client(), "vesna")
    assert switched_off() == set()


def test_its_sessions_end_with_it_and_nobody_signs_in(keeper):
    user, client = used("vesna", 1), Client()
    sign_in(client, "vesna")
    User.objects.filter(pk=user.pk).update(last_login=days_ago(91))
    assert Session.objects.filter(user=user).exists()
    switched_off()
    assert not Session.objects.filter(user=user).exists()
    assert not is_in(client)
    again = Client()
    again.post(SIGN_IN, {"login": "vesna", "password": PASSWORD})
    assert not is_in(again)


def test_the_log_tells_it_and_since_when(keeper):
    used("vesna", 91)
    switched_off()
    (entry,) = entries("ACCOUNT_UNUSED")
    assert (entry.who, entry.whom) == ("", "vesna")
    assert entry.what.startswith(f"not used since {days_ago(91):%Y-%m-%d}; by a command")
    assert not entries("ACCOUNT_OFF")


def test_whoever_is_switched_on_again_has_ninety_days_more(keeper):
    user = used("vesna", 200)
    switched_off()
    client = Client()
    client.force_login(keeper)
    sent = {"username": "vesna", "is_active": "on", "is_staff": "on", "password": "x"}
    client.post(f"/admin/auth/user/{user.pk}/change/", sent)
    assert "vesna" in on()
    assert switched_off() == set()
    minutes_pass(91 * 24 * 60)
    assert switched_off() == {"vesna"}


@pytest.mark.parametrize("role", ["User administrators", "superuser", "a permission of their own"])
def test_the_last_who_could_let_the_others_in_stays(role, capsys):
    used("vesna", 91)
    last, before = used("judit", 100), used("ilse", 101, "User administrators")
    if role == "superuser":
        User.objects.filter(pk=last.pk).update(is_superuser=True)
    elif role == "User administrators":
        last.groups.set(before.groups.all())
    else:
        last.user_permissions.add(Permission.objects.get(codename="change_user"))
    assert switched_off() == {"vesna", "ilse"}
    assert "judit: not used either, and stays on" in capsys.readouterr().out
    assert switched_off() == set()


def test_an_administrator_who_is_switched_off_already_keeps_nobody_safe():
    off = used("ilse", 1, "User administrators")
    User.objects.filter(pk=off.pk).update(is_active=False)
    used("judit", 100, "User administrators")
    assert switched_off() == set()


def test_a_trial_switches_nobody_off(keeper, capsys):
    used("vesna", 91)
    assert switched_off("--dry-run") == set()
    assert capsys.readouterr().out == f"vesna: not used since {days_ago(91):%Y-%m-%d}\n"


@pytest.mark.parametrize("given", ["0", "-1", "soon", "9999"])
def test_a_number_of_days_that_is_none_is_refused_by_name(given):
    with pytest.raises(CommandError, match="is no number of days from 1 to 3650"):
        call_command("disable_unused_accounts", f"--days={given}")


def test_the_weekly_review_counts_them_and_says_who_is_on_unused():
    used("vesna", 91), used("anouk", 95)
    auditor, address = Client(), "/admin/accounts/review/week/"
    auditor.force_login(used("ida", 1, "Auditors"))
    User.objects.filter(username="ida").update(last_login=days_ago(1))
    assert (
        "2 accounts are on that nobody has used for 90 days"
        in auditor.get(address).content.decode()
    )
    used("keeper", 1, "User administrators")
    switched_off()
    this_week = {"week": f"{datetime.now(UTC):%Y-%m-%d}"}
    told = auditor.get(address, this_week).content.decode()
    assert "2 accounts switched off because nobody used them" in told
    assert "that nobody has used for 90 days" not in told
