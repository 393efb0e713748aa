"""One batch of a load: all of it or none, less the rows that break a rule.

A batch is tried; if the record refuses rows, the trial is undone and made again without them
(and without what hangs on them), so that a refused row leaves no trace.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction

from cases.imports import faults
from cases.imports.check import checked, parent
from cases.imports.noticed import keep_noticed
from cases.imports.reports import Flag, Refusal
from cases.imports.staging import Staging
from cases.imports.trial import Trial
from cases.imports.writing import REFUSED_BY_DATABASE, Waiting

_MAY_HIDE_A_NAME = ("parties", "orders", "order_protected")


class _TryAgain(Exception):
    pass


@dataclass
class Done:
    """What became of a batch."""

    outcomes: dict[int, str] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)


def load_batch(staging: Staging, number: int, today: dt.date) -> Done:
    """Load one batch in one transaction (or, in a dry run, in one savepoint)."""
    rows: list[Waiting] = []
    refused: list[Waiting] = []
    for staged in staging.batch(number):
        told = checked(staged.row, staging.sender)
        row = Waiting(staged.seq, told.key(), told, staged.case_key)
        (refused if staged.outcome else rows).append(row)
    done = Done()
    _load(rows, _held(refused), staging, staging.known(number), today, done)
    return done


def _load(
    rows: list[Waiting],
    held: set[str],
    staging: Staging,
    known: dict[str, int],
    today: dt.date,
    done: Done,
) -> None:
    refusals: dict[int, Refusal] = {}
    while True:
        going = [row for row in rows if row.seq not in refusals]
        trial = Trial(going, dict(known), staging, today, held)
        try:
            with transaction.atomic():
                trial.run()
                if trial.guilty:
                    raise _TryAgain
                keep_noticed(going, trial.noticed, staging.reports.of_lines, trial.outcomes)
                _settle()
                trial.outcomes |= dict.fromkeys(refusals, "refused")
                staging.settle(trial.outcomes, trial.found)
        except _TryAgain:
            refusals |= trial.guilty
            held = held | _held(row for row in rows if row.seq in trial.guilty)
        except REFUSED_BY_DATABASE as error:
            # Refused as a commit would be, and no row is named: look for it case by case.
            if len({_group(row) for row in going}) > 1:
                for half in _halves(going):
                    _load(half, held, staging, known, today, done)
                rows = [row for row in rows if row.seq in refusals]
            else:
                refusals |= {row.seq: faults.by_database(row.told, error) for row in going}
        else:
            break
    done.outcomes |= trial.outcomes
    done.refusals.extend(refusals.values())
    done.flags.extend(flag for _, flag in trial.noticed)


def _halves(rows: list[Waiting]) -> Iterable[list[Waiting]]:
    groups = list(dict.fromkeys(_group(row) for row in rows))
    first = set(groups[: len(groups) // 2])
    yield [row for row in rows if _group(row) in first]
    yield [row for row in rows if _group(row) not in first]


def _group(row: Waiting) -> str:
    """What must go in together: a case, else a row with its parts."""
    return row.case_key or parent(row.told) or row.me


def _held(rows: Iterable[Waiting]) -> set[str]:
    """The cases to hold back from the public for a row that was refused."""
    return {row.case_key for row in rows if row.told.table.name in _MAY_HIDE_A_NAME}


def _settle() -> None:
    """Do now what a commit does: hold the rules, publish. A dry run never commits."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
