"""The demo command, up to the point where it serves."""

import socket
from collections.abc import Iterator

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import override_settings

from cases.management.commands.demo import make_clerk


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


@pytest.mark.django_db
def test_the_clerk_may_keep_the_record_and_nothing_else() -> None:
    make_clerk()
    clerk = authenticate(username="clerk", password="clerk-demo")
    assert isinstance(clerk, User)
    assert clerk.is_staff
    assert not clerk.is_superuser
    assert clerk.has_module_perms("cases")
    assert not clerk.has_module_perms("auth")


@pytest.mark.django_db
def test_a_changed_password_outlives_the_next_start() -> None:
    make_clerk()
    clerk = User.objects.get(username="clerk")
    clerk.set_password("my own")
    clerk.save()
    make_clerk()
    assert authenticate(username="clerk", password="my own")
