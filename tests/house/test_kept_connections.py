"""Connections that are kept from one request to the next."""

import select
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(db: None) -> Iterator[Any]:
    another: Any = connection.copy()
    another.ensure_connection()
    yield another
    another.close()


def test_a_connection_is_used_again(kept: Any) -> None:
    with kept.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert kept.is_usable()


def test_a_connection_that_the_server_ended_is_not_used_again(kept: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [kept.connection.info.backend_pid])
    select.select([kept.connection], [], [], 10)
    assert not kept.is_usable()


def test_a_connection_that_was_closed_is_not_used_again(kept: Any) -> None:
    kept.connection.close()
    assert not kept.is_usable()
