"""Measurements, run by `manage.py bench NAME`: ratios side by side in one run, no tests.

A benchmark is a module here with a function `run(size) -> list[Measured]`, and works in a
database of its own, made and kept for the next run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connections

DATABASE = "courtledger_bench"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One line of a result: what, the figure in its unit, and the goal it is held against."""

    what: str
    figure: float
    unit: str
    goal: str = ""
    is_met: bool | None = None


@contextmanager
def own_database() -> Iterator[None]:
    """Point every connection at the benchmark's database, migrated; the real one is not touched."""
    kept = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    connections.close_all()
    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f'CREATE DATABASE "{DATABASE}"')
    try:
        for alias in connections:
            connections[alias].settings_dict["NAME"] = DATABASE
        call_command("migrate", verbosity=0, interactive=False)
        yield
    finally:
        connections.close_all()
        for alias, name in kept.items():
            connections[alias].settings_dict["NAME"] = name
