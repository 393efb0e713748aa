"""A filled and published record to ask: made when it is not there, kept for the next run.

The publication is made set-wise by several connections, without the indexes that only reading
needs; those are remembered in a table and made at the end. A run that was stopped is gone on
with: cases that have a guard have been published.
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from django.db import connection, transaction
from rich.console import Console
from rich.progress import Progress

from tests.bench import own_database
from tests.bench.fill import fill

SLICE = 1000
WORKERS = os.cpu_count() or 2
CONNECTS_BY = ("dbname", "host", "port", "user", "password", "options")
# Publishing itself finds rows through unique indexes and through those of a case's rows.
SECONDARY = """
    SELECT c.oid::regclass::text, pg_get_indexdef(c.oid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    WHERE t.relname LIKE 'published\\_%' AND NOT i.indisunique
      AND pg_get_indexdef(c.oid, 1, false) <> 'case_key'
"""
KEPT = "CREATE TABLE IF NOT EXISTS bench_kept (name text PRIMARY KEY, make_it text NOT NULL)"
LEFT = """
    SELECT id FROM court_case c
    WHERE NOT EXISTS (SELECT FROM case_guard g WHERE g.case_id = c.id) ORDER BY id
"""
PUBLICATION = r"""
    SELECT string_agg(format('%I', tablename), ', ') FROM pg_tables
    WHERE schemaname = 'public' AND (tablename ~ '^published_' AND tablename <> 'published_court'
        OR tablename = 'case_guard')
"""


def say(line: str) -> None:
    """Progress, where nobody takes it for a figure."""
    Console(stderr=True).print(line)


@contextmanager
def published(size: int) -> Iterator[None]:
    """The benchmark's database with this many cases, published, its tables looked at."""
    with own_database():
        fill(size, say)
        publish_what_is_left()
        yield


def publish_what_is_left() -> float:
    """Publish every case that is not; give the cases published per second, 0 if none was."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT)
        ids = [row[0] for row in cursor]
        cursor.execute("SELECT to_regclass('bench_kept') IS NOT NULL")
        is_begun = cursor.fetchone()[0]
        if not ids and not is_begun:
            return 0.0
        # Filled past every trigger; this one publishes all courts, whichever is written.
        cursor.execute("UPDATE court SET name = name WHERE false")
        began = time.perf_counter()
        put_aside(cursor)
        publish(ids)
        # As `publish --all` does at its end: what each slice counted is counted anew.
        cursor.execute("SELECT recount_publication()")
        put_back(cursor)
        took = time.perf_counter() - began
        # What was counted slice by slice leaves these far larger than what stands in them.
        cursor.execute("VACUUM (FULL) published_kind, published_statute, published_alike")
        cursor.execute("VACUUM (ANALYZE)")
    say(f"{len(ids):,} cases published in {took:,.0f} seconds.")
    return len(ids) / took


def empty_publication() -> None:
    """Take every published row out, as if nothing had ever been published."""
    with connection.cursor() as cursor:
        cursor.execute(PUBLICATION)
        cursor.execute(f"TRUNCATE {cursor.fetchone()[0]}")


def put_aside(cursor: Any) -> None:
    with transaction.atomic():
        cursor.execute(KEPT)
        cursor.execute(SECONDARY)
        for name, make_it in cursor.fetchall():
            cursor.execute(
                "INSERT INTO bench_kept VALUES (%s, %s) ON CONFLICT DO NOTHING", [name, make_it]
            )
            cursor.execute(f"DROP INDEX {name}")


def put_back(cursor: Any) -> None:
    cursor.execute("SET maintenance_work_mem = '512MB'")
    cursor.execute("SELECT name, make_it FROM bench_kept ORDER BY name")
    for name, make_it in cursor.fetchall():
        cursor.execute("SELECT to_regclass(%s) IS NULL", [name])
        if cursor.fetchone()[0]:
            cursor.execute(make_it)
    cursor.execute("RESET maintenance_work_mem")
    cursor.execute("DROP TABLE bench_kept")


def publish(ids: list[int]) -> None:
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
    plain = {name: parameters[name] for name in CONNECTS_BY if name in parameters}
    with closing(psycopg.connect(**plain, autocommit=True)) as own:
        own.execute("SET synchronous_commit = off")
        for ids in slices:
            own.execute("SELECT publish_cases(%s)", [ids])
            done(len(ids))
