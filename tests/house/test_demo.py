"""The demo command, up to the point where it serves."""

import socket
from collections.abc import Iterator

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from cases.desk.roles import make_roles
from cases.management.commands.demo import STAFF, make_staff


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_taken_port_is_said_before_the_long_work(taken_port: int) -> None:
    with pytest.raises(CommandError, match=f"Cannot serve at 127.0.0.1:{taken_port}: .* in use"):
        call_command("demo", f"127.0.0.1:{taken_port}")


@pytest.mark.parametrize("address", ["court", "127.0.0.1:http", "127.0.0.1:70000", ""])
def test_an_address_that_is_none_is_named(address: str) -> None:
    with pytest.raises(CommandError, match="is not ADDRESS:PORT"):
        call_command("demo", address)


@override_settings(DEMO=False)
def test_a_real_installation_gets_no_fictional_cases() -> None:
    with pytest.raises(CommandError, match="This is a real installation"):
        call_command("demo", "--no-serve")


@pytest.fixture
def staff(db: None) -> None:
    make_roles()
    make_staff()


@pytest.mark.parametrize("name", STAFF)
def test_each_role_has_somebody_and_nobody_is_a_superuser(name: str, staff: None) -> None:
    user = authenticate(username=name, password=f"{name}-demo")
    assert isinstance(user, User)
    assert user.is_staff
    assert not user.is_superuser


def test_the_clerk_keeps_the_record_and_no_users(staff: None) -> None:
    clerk = User.objects.get(username="clerk")
    assert clerk.has_module_perms("cases")
    assert not clerk.has_module_perms("auth")


def test_a_changed_password_outlives_the_next_start(staff: None) -> None:
    clerk = User.objects.get(username="clerk")
    clerk.set_password("my own")
    clerk.save()
    make_staff()
    assert authenticate(username="clerk", password="my own")


@pytest.mark.django_db
def test_a_demonstration_of_an_earlier_release_says_what_to_do() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'cases' AND name ~ '^0009'")
    with pytest.raises(CommandError, match="delete the folder"):
        call_command("demo", "--no-serve")
