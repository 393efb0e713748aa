"""An import of the desk, carried out: its row hears how far it is, and how it ended."""

import csv
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from django.db import DatabaseError, OperationalError, connection, connections

from cases.desk.import_runs import end, file_of, heard_of, reports_of
from cases.desk.models import ImportRun
from cases.imports.load import AlreadyRunning, Result, load
from cases.imports.reports import FLAG_COLUMNS, REFUSED_COLUMNS, LoadRefused, Refusal, Reports
from cases.models import State

EVERY_SECONDS = 1.0
RULES_KEPT = 100
NO_LADDERS = Refusal(
    file="offense ladders",
    line=0,
    rule="No state is known yet, and every charge would be refused.",
    what_to_do="Let whoever runs this server load them: manage.py load_ladders.",
)
STAYS = {
    "CHECK": "A check loads nothing. Check it again.",
    "LOAD": "What was loaded stays, in whole batches. Load it again to carry on.",
}


class Stopped(Exception):
    """Somebody wanted the import to stop."""


class WatchedReports(Reports):
    """Reports that tell the import's row how far it is. They do so by a connection of their
    own: nobody would see what a check writes by the same one as its trial."""

    def __init__(self, run: ImportRun, folder: Path) -> None:
        super().__init__(folder)
        self.run = run
        self.rows_done = 0
        self.rows_all: int | None = None
        self.is_to_stop = False
        self._ended = Event()
        self._teller = Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Self:
        self._teller.start()
        return super().__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._teller.join()
        super().__exit__(kind, error, trace)

    def count(self, file: str) -> None:
        super().count(file)
        self._go_on()

    def progress(self, done: int, of: int) -> None:
        """Told after each batch."""
        self.rows_done, self.rows_all = done, of
        self._go_on()

    def _go_on(self) -> None:
        if self.is_to_stop:
            raise Stopped

    def _tell(self) -> None:
        while not self._ended.wait(EVERY_SECONDS):
            done = self.rows_done if self.rows_all is not None else self.read.total()
            # A database that is away for a moment is told the next time.
            with suppress(DatabaseError):
                self.is_to_stop = heard_of(self.run, done, self.rows_all) or self.is_to_stop
        connections.close_all()


def carry_out(run: ImportRun) -> None:
    """Check or load the file of an import, as its row says."""
    folder = reports_of(run)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        result = _result(run, folder)
    except LoadRefused as refused:
        end(run, "FAULTY", said=f"Nothing was loaded.\n{refused}", counts=_told(folder))
    except AlreadyRunning:
        end(run, "STOPPED", said="Another load is under way; wait until it is done.")
    except Stopped:
        end(run, "STOPPED", said=f"It was stopped. {STAYS[run.step]}", counts=_told(folder))
    except OperationalError as error:
        connection.close()
        end(run, "STOPPED", said=f"The database broke off: {error}. {STAYS[run.step]}")
        raise
    except Exception:
        end(run, "STOPPED", said=f"It broke off by a fault of the program. {STAYS[run.step]}")
        raise
    else:
        end(run, "DONE", counts={**_told(folder), **asdict(result)})


def _result(run: ImportRun, folder: Path) -> Result:
    with WatchedReports(run, folder) as reports:
        try:
            if not State.objects.exists():
                raise LoadRefused(NO_LADDERS)
            return load(
                run.format,
                file_of(run),
                reports,
                dry_run=run.step == "CHECK",
                progress=reports.progress,
                asked_by=run.loaded_by,
            )
        except LoadRefused as refused:
            for refusal in refused.refusals:
                reports.refuse(refusal)
            raise


def _told(folder: Path) -> dict[str, Any]:
    """How often each rule refused or flagged rows of each file, the most frequent first."""
    told = {}
    for name, column in (("refused", "rule"), ("flags", "note")):
        counted = _rules(folder / f"{name}.csv", column).most_common(RULES_KEPT)
        told[name] = [[file, rule, count] for (file, rule), count in counted]
    return told


def _rules(report: Path, column: str) -> Counter[tuple[str, str]]:
    columns = REFUSED_COLUMNS if column in REFUSED_COLUMNS else FLAG_COLUMNS
    file, rule = columns.index("file"), columns.index(column)
    with report.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows, None)
        return Counter((row[file], row[rule]) for row in rows)
