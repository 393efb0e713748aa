from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import DatabaseError, connection
from django.test import Client

from tests.rules import settle_now


@pytest.fixture(autouse=True)
def as_the_program(db: None) -> Iterator[None]:
    """The clerks' side never has more rights than court_app has, so neither do its tests."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE court_app")
    yield
    # A transaction that broke ends the role with everything else.
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


@pytest.fixture(autouse=True)
def commits(as_the_program: None) -> Iterator[None]:
    """Whatever would commit outside a test holds the rules and publishes inside it, and what is
    then refused is rolled back as at a commit."""
    depth = len(connection.savepoint_ids)

    def settle_first(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if sql.startswith("RELEASE SAVEPOINT") and len(connection.savepoint_ids) == depth:
            settle_now()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(settle_first):
        yield


@pytest.fixture
def clerk(db: None) -> User:
    """May do everything in the record, and is no superuser."""
    user = User.objects.create_user("clerk", password="clerk", is_staff=True)
    allowed = Permission.objects.filter(content_type__app_label__in=("cases", "desk"))
    user.user_permissions.set(allowed)
    return user


@pytest.fixture
def judge(db: None) -> User:
    """A second person, for what takes two."""
    user = User.objects.create_user("judge", password="gavel", is_staff=True)
    allowed = (
        "add_correction", "add_destruction", "add_seal", "view_case", "view_charge",
        "view_request", "view_seal", "change_request",
    )  # fmt: skip
    user.user_permissions.set(Permission.objects.filter(codename__in=allowed))
    return user


@pytest.fixture
def desk(clerk: User) -> Client:
    """The clerk, signed in."""
    client = Client()
    client.force_login(clerk)
    return client
