"""A benchmark's database for tests: beside the tests' own, made once and dropped at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from tests import bench


class BrokenOff(Exception):
    """Somebody pressed Ctrl-C."""


@contextmanager
def bench_database(blocker: Any, purpose: str) -> Iterator[pytest.MonkeyPatch]:
    """Benchmarks of this worker have a database of this purpose; what is patched is undone."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = f"{connection.settings_dict['TEST']['NAME']}_{purpose}{worker}"
    with (
        blocker.unblock(),
        pytest.MonkeyPatch.context() as patch,
        connection._nodb_cursor() as beside,
    ):
        patch.setattr(bench, "DATABASE", name)
        beside.execute(f'DROP DATABASE IF EXISTS "{name}"')
        with bench.own_database():
            yield patch
        beside.execute(f'DROP DATABASE "{name}"')


def rows(query: str, given: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())
