"""Measurements, run by `manage.py bench NAME`: ratios side by side in one run, no tests.

A benchmark is a module here with a function `run(size) -> list[Measured]`, and works in a
database of its own, made and kept for the next run. What several of them need is in `kit`.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

DATABASE = "courtledger_bench"
# What questions, names and edits are drawn from; `--seed` gives another, never tuned on.
SEEDS = {"seed": 20261122}
# The database of publish.py, which holds the demonstration's cases, not generated ones.
DEMO = "_demo"
MADE_BY = ("cases/**/migrations/*.py", "cases/**/sql/*.sql")


class Stopped(Exception):
    """A benchmark cannot go on; the message says why and the way out."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One line of a result: what, the figure in its unit, and the goal it is held against."""

    what: str
    figure: float
    unit: str
    goal: str = ""
    is_met: bool | None = None
    # Its line in the table of goals in docs/performance.md.
    number: int | None = None


@contextmanager
def own_database(suffix: str = "") -> Iterator[None]:
    """Point every connection at the benchmark's database, migrated; the real one is not touched."""
    database = DATABASE + suffix
    kept = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    connections.close_all()
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{database}"')
    try:
        for alias in connections:
            connections[alias].settings_dict["NAME"] = database
        call_command("migrate", verbosity=0, interactive=False)
        hold_migrations()
        yield
    finally:
        connections.close_all()
        for alias, name in kept.items():
            connections[alias].settings_dict["NAME"] = name


def hold_migrations() -> None:
    """Refuse a database that other migrations made than those that stand in the files now."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT obj_description('django_migrations'::regclass)")
        made_by = cursor.fetchone()[0]
        if made_by is None:
            cursor.execute(f"COMMENT ON TABLE django_migrations IS '{migrations()}'")
        elif made_by != migrations():
            raise Stopped(
                "The benchmark's database was made by other migrations than there are now. "
                "Add --anew to drop it, with all that it was filled with."
            )


def migrations() -> str:
    """A short hash of all that makes the database what it is."""
    base = Path(settings.BASE_DIR)
    digest = hashlib.sha256()
    for file in sorted(file for pattern in MADE_BY for file in base.glob(pattern)):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def drop_databases() -> None:
    """Forget what earlier runs have filled."""
    connections.close_all()
    with connections["default"]._nodb_cursor() as cursor:
        for suffix in ("", DEMO):
            cursor.execute(f'DROP DATABASE IF EXISTS "{DATABASE}{suffix}"')
