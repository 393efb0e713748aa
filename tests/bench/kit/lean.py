"""Many cases published on a small disk: the record is there chunk by chunk, the publication whole.

A chunk is written and published, and taken out of the record when the next is written; the last
one stays. What was published of it is set aside in plain tables: keys come in no order, and an
index over millions of them would be rewritten page by page with every chunk. At the end all is
brought back, and the indexes are made once. A run that was stopped goes on where it stood.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from tests.bench import Measured, Stopped, fill
from tests.bench.kit.aside import bring_back, set_aside
from tests.bench.kit.goals import told
from tests.bench.kit.indexes import SECONDARY, put_aside, put_back
from tests.bench.kit.publishing import publish, publish_courts, recount, tidy, unpublished
from tests.bench.kit.space import LEAN, refuse_small_disk

# Not logged: after a crash it is as empty as what was set aside, and all begins anew.
CHUNKS = """
    CREATE UNLOGGED TABLE bench_chunk (
        first_case bigint PRIMARY KEY, last_case bigint NOT NULL,
        is_filled boolean NOT NULL DEFAULT false, is_aside boolean NOT NULL DEFAULT false,
        published bigint NOT NULL DEFAULT 0, seconds double precision NOT NULL DEFAULT 0
    )
"""


def publish_lean(cases: int, say: Callable[[str], None]) -> None:
    """Have this many generated cases published, and the last of them in the record."""
    fill.refuse_other_databases()
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('court_case'::regclass)")
        if cursor.fetchone()[0] == marker(cases):
            return
        refuse_small_disk(cases, LEAN)
        refuse_company(cursor)
        if not is_begun(cursor, cases):
            begin(cursor, cases)
        while chunk := next_chunk(cursor):
            put_aside(cursor, SECONDARY)
            do(cursor, *chunk)
            say(f"{chunk[1]:,} of {cases:,} cases filled and published.")
        finish(cursor)
        cursor.execute(f"COMMENT ON TABLE court_case IS '{marker(cases)}'")


def refuse_company(cursor: Any) -> None:
    """Two runs would take the tables from under each other; held until the connection is closed."""
    cursor.execute("SELECT pg_try_advisory_lock(hashtext('bench_chunk'))")
    if not cursor.fetchone()[0]:
        raise Stopped("Another run is filling this database. Wait until it is done, or stop it.")


def marker(cases: int) -> str:
    return fill.marker(cases).replace(" cases.", " cases, the last of them in the record.")


def is_begun(cursor: Any, cases: int) -> bool:
    cursor.execute("SELECT to_regclass('bench_chunk') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return False
    cursor.execute("SELECT obj_description('bench_chunk'::regclass), count(*) FROM bench_chunk")
    said, chunks = cursor.fetchone()
    return bool(said == marker(cases) and chunks)


def begin(cursor: Any, cases: int) -> None:
    """An empty database with all that the chunks are drawn with."""
    fill.empty(cursor)
    with transaction.atomic():
        fill.switch_off_triggers(cursor)
        fill.prepare(cursor, cases, defaultdict(float), is_lean=True)
        cursor.execute(CHUNKS)
        cursor.execute(f"COMMENT ON TABLE bench_chunk IS '{marker(cases)}'")
        cursor.execute(
            "INSERT INTO bench_chunk (first_case, last_case) SELECT n, least(n + %s - 1, %s) "
            "FROM generate_series(1, %s, %s) n",
            [fill.AT_ONCE, cases, cases, fill.AT_ONCE],
        )
    publish_courts(cursor)


def next_chunk(cursor: Any) -> tuple[int, int, bool] | None:
    cursor.execute(
        "SELECT first_case, last_case, is_filled FROM bench_chunk WHERE NOT is_aside "
        "ORDER BY first_case LIMIT 1"
    )
    found: tuple[int, int, bool] | None = cursor.fetchone()
    return found


def do(cursor: Any, first: int, last: int, is_filled: bool) -> None:
    """One chunk: each of its steps is done wholly or not at all."""
    if not is_filled:
        with transaction.atomic():
            write_alone(cursor, first, last)
            cursor.execute("UPDATE bench_chunk SET is_filled = true WHERE first_case = %s", [first])
    # Never looked at, tables are taken for what they are not, and slices last minutes.
    cursor.execute(f"ANALYZE {tables()}")
    ids = unpublished(cursor)
    with counted(cursor, first, len(ids)):
        publish(ids)
    with counted(cursor, first), transaction.atomic():
        set_aside(cursor, first)
        cursor.execute("UPDATE bench_chunk SET is_aside = true WHERE first_case = %s", [first])


def write_alone(cursor: Any, first: int, last: int) -> None:
    """These cases in the record, and no others."""
    spent: fill.Spent = defaultdict(float)
    fill.switch_off_triggers(cursor)
    cursor.execute(f"TRUNCATE {tables()}, case_guard CASCADE")
    fill.drop_indexes(cursor)
    fill.execute(cursor, "fill_staff", spent)
    fill.write_some(cursor, first, last, spent)
    fill.make_indexes(cursor, spent, is_followed=True)


def tables() -> str:
    return ", ".join(model._meta.db_table for model in fill.FILLED)


@contextmanager
def counted(cursor: Any, first: int, published: int = 0) -> Iterator[None]:
    """Remember what publishing took; of a step that is broken off, nothing."""
    began = time.perf_counter()
    yield
    cursor.execute(
        "UPDATE bench_chunk SET published = published + %s, seconds = seconds + %s "
        "WHERE first_case = %s",
        [published, time.perf_counter() - began, first],
    )


def finish(cursor: Any) -> None:
    """Everything in its place again, with its indexes; of the record, the last chunk."""
    cursor.execute("SELECT to_regclass('bench.kept') IS NOT NULL")
    if cursor.fetchone()[0]:
        for step in (bring_back, recount, put_back):
            with counted(cursor, 1):
                step(cursor)
        with transaction.atomic():
            fill.put_down(cursor)
            fill.count_on(cursor)
            cursor.execute("ALTER TABLE bench_chunk SET LOGGED")
    tidy(cursor)


def kept(size: int) -> list[Measured]:
    """A line for whatever works on the record, where that is not all there."""
    if not fill.is_lean(size):
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM court_case")
        return [told("lean: the record holds the last cases alone", cursor.fetchone()[0], "cases")]


def rate() -> float:
    """Cases published each second while the database was made, indexes with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(published) / sum(seconds) FROM bench_chunk")
        return float(cursor.fetchone()[0])
