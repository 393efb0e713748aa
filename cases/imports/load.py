"""A whole load: rows wait, are put into batches, and go into the record batch by batch."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pghistory
from django.db import DatabaseError, connection, transaction

from cases.imports.batch import load_batch
from cases.imports.formats import FORMATS
from cases.imports.reports import Reports, Row
from cases.imports.staging import Staging
from cases.imports.tables import TABLES
from cases.imports.writing import BY

OUTCOMES = ("loaded", "updated", "unchanged", "refused")
_LOCK = "courtledger import"


class AlreadyRunning(Exception):
    """Another load is under way in this record."""


@dataclass(frozen=True, slots=True)
class Count:
    """What became of the rows of one table, or of the lines of one file."""

    name: str
    read: int
    loaded: int
    updated: int
    unchanged: int
    refused: int
    flagged: int = 0

    def adds_up(self) -> bool:
        """Whether every row that was read is accounted for."""
        return self.read == self.loaded + self.updated + self.unchanged + self.refused


@dataclass(frozen=True, slots=True)
class Result:
    """A load's counts, by table of the bundle and by file of the sender."""

    tables: list[Count]
    files: list[Count]


Progress = Callable[[int, int], None]


def load(
    format_name: str,
    path: Path,
    reports: Reports,
    *,
    dry_run: bool = False,
    today: dt.date | None = None,
    progress: Progress = lambda done, of: None,
    asked_by: str = "",
) -> Result:
    """Load the files at `path`. A dry run writes the same reports and loads nothing.

    Raises `LoadRefused`, with nothing loaded, for a fault of a whole file.
    """
    reason = f"import {format_name} {path.name}" + (f", by {asked_by}" if asked_by else "")
    chosen = FORMATS[format_name]
    staging = Staging(chosen.sender(path), reports)
    day = today or dt.datetime.now(dt.UTC).date()
    rows = chosen.read(path, reports)
    with _alone(), pghistory.context(user=BY, reason=reason):
        if not dry_run:
            return _run(staging, rows, day, reports, progress)
        with transaction.atomic():
            result = _run(staging, rows, day, reports, progress)
            transaction.set_rollback(True)
        return result


def _run(
    staging: Staging,
    rows: Iterator[Row],
    today: dt.date,
    reports: Reports,
    progress: Progress,
) -> Result:
    total = staging.take(rows)
    settled = 0
    for number in range(1, staging.arrange() + 1):
        done = load_batch(staging, number, today)
        for refusal in done.refusals:
            reports.refuse(refusal, read=True)
        for flag in done.flags:
            reports.flag_row(flag)
        settled += len(done.outcomes)
        progress(settled, total)
    return _result(staging, reports)


def _result(staging: Staging, reports: Reports) -> Result:
    by_table = staging.counts("tbl")
    tables = [
        _count(table.name, by_table[table.name], sum(by_table[table.name].values()))
        for table in TABLES
        if table.name in by_table
    ]
    by_file = staging.counts("file")
    files = []
    for file in reports.read:
        outcomes = dict(by_file.get(file, {}))
        outcomes["refused"] = outcomes.get("refused", 0) + reports.unread[file]
        files.append(_count(file, outcomes, reports.read[file], reports.flagged[file]))
    return Result(tables, files)


def _count(name: str, outcomes: dict[str, int], read: int, flagged: int = 0) -> Count:
    told = {outcome: outcomes.get(outcome, 0) for outcome in OUTCOMES}
    return Count(name=name, read=read, flagged=flagged, **told)


@contextmanager
def _alone() -> Iterator[None]:
    """One load at a time: two would each find the other's rows missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [_LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning
        # A load that is killed must not hold its lock until a long statement ends. Not every
        # system can notice it.
        with suppress(DatabaseError), transaction.atomic():
            cursor.execute("SET client_connection_check_interval = '2s'")
    try:
        yield
    finally:
        # A session that is broken has lost its lock with everything else.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [_LOCK])
