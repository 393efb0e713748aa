"""Publishes many cases set-wise, on as many connections as there are processors."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import psycopg
from django.db import connection
from rich.console import Console
from rich.progress import Progress

SLICE = 1000
WORKERS = os.cpu_count() or 2
CONNECTS_BY = ("dbname", "host", "port", "user", "password", "options")
# Counted slice by slice while cases are published, and counted anew at the end.
COUNTED = ("published_kind", "published_statute", "published_alike")
LEFT = """
    SELECT id FROM court_case c
    WHERE NOT EXISTS (SELECT FROM case_guard g WHERE g.case_id = c.id) ORDER BY id
"""


def unpublished(cursor: Any) -> list[int]:
    """The cases of the record that were never published."""
    cursor.execute(LEFT)
    return [row[0] for row in cursor]


def publish_courts(cursor: Any) -> None:
    """Filled past every trigger; this one publishes all courts, whichever is written."""
    cursor.execute("UPDATE court SET name = name WHERE false")


def recount(cursor: Any) -> None:
    """As `publish --all` does at its end: what each slice counted is counted anew."""
    cursor.execute("SET work_mem = '256MB'")
    cursor.execute("SELECT recount_publication()")
    cursor.execute("RESET work_mem")


def tidy(cursor: Any) -> None:
    """What was counted slice by slice leaves tables far larger than what stands in them."""
    cursor.execute(f"VACUUM (FULL) {', '.join(COUNTED)}")
    cursor.execute("VACUUM (ANALYZE)")


def publish(ids: list[int]) -> None:
    """Publish these cases."""
    slices = [ids[start : start + SLICE] for start in range(0, len(ids), SLICE)]
    # Neighboring cases share people, and two connections at the same people would wait.
    hands = [slices[number::WORKERS] for number in range(WORKERS)]
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Publishing", total=len(ids))
        parameters = connection.get_connection_params()

        def work(slices: list[list[int]]) -> None:
            publish_slices(parameters, slices, lambda done: progress.advance(task, done))

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(work, hands))


def publish_slices(
    parameters: dict[str, Any], slices: list[list[int]], done: Callable[[int], None]
) -> None:
    """One connection's share."""
    plain = {name: parameters[name] for name in CONNECTS_BY if name in parameters}
    with closing(psycopg.connect(**plain, autocommit=True)) as own:
        own.execute("SET synchronous_commit = off")
        for ids in slices:
            own.execute("SELECT publish_cases(%s)", [ids])
            done(len(ids))
