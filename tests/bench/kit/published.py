"""A filled and published record to ask: made when it is not there, kept for the next run.

The publication is made without the indexes that only reading needs; they are made at the end. A
run that was stopped is gone on with: cases that have a guard have been published.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from rich.console import Console

from tests.bench import own_database
from tests.bench.fill import fill, is_lean
from tests.bench.kit.indexes import SECONDARY, put_aside, put_back
from tests.bench.kit.lean import publish_lean
from tests.bench.kit.publishing import publish, publish_courts, recount, tidy, unpublished
from tests.bench.kit.space import taken

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
        if is_lean(size):
            publish_lean(size, say)
        else:
            fill(size, say)
            publish_what_is_left()
        say(f"The benchmark's database takes {taken() / 1e9:.1f} GB.")
        yield


def publish_what_is_left() -> float:
    """Publish every case that is not; give the cases published per second, 0 if none was."""
    with connection.cursor() as cursor:
        ids = unpublished(cursor)
        cursor.execute("SELECT to_regclass('bench_kept') IS NOT NULL")
        is_begun = cursor.fetchone()[0]
        if not ids and not is_begun:
            return 0.0
        publish_courts(cursor)
        began = time.perf_counter()
        put_aside(cursor, SECONDARY)
        publish(ids)
        recount(cursor)
        put_back(cursor)
        took = time.perf_counter() - began
        tidy(cursor)
    say(f"{len(ids):,} cases published in {took:,.0f} seconds.")
    return len(ids) / took


def empty_publication() -> None:
    """Take every published row out, as if nothing had ever been published."""
    with connection.cursor() as cursor:
        cursor.execute(PUBLICATION)
        cursor.execute(f"TRUNCATE {cursor.fetchone()[0]}")
