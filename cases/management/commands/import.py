"""Load a file or folder of records into the record."""

from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from django.utils import timezone
from psycopg.errors import UndefinedTable
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from cases.desk.import_runs import tidy
from cases.desk.models import ImportRun
from cases.grants.owner import take_time
from cases.imports.formats import FORMATS
from cases.imports.load import AlreadyRunning, Count, Result, load
from cases.imports.load import Progress as Told
from cases.imports.reports import LoadRefused, Reports
from cases.imports.running import carry_out
from cases.models import State

EPILOG = """
Example: manage.py import bundle /srv/incoming/county-2024-08 --dry-run

Rows that break a rule are refused one by one and listed in refused.csv; what is odd but lawful
goes in as given and is listed in flags.csv. Both files are written beside PATH, or into the
folder that --report names. Loading the same files again changes nothing; a load that was cut
off is carried on by running it again.

Exit status: 0 when the load ran to its end, whether or not single rows were refused (their
number is printed); 1 when a whole file cannot be read, every row was refused, or no offense
ladder is known, and then nothing is loaded; 130 when it was stopped with Ctrl-C.
"""


class Command(BaseCommand):
    help = "Load records: a bundle, or files in a foreign format."

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        kwargs |= {"epilog": EPILOG, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(*args, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        known = "; ".join(f"{name}: {each.about}" for name, each in FORMATS.items())
        parser.add_argument("format", nargs="?", choices=FORMATS, metavar="FORMAT", help=known)
        parser.add_argument(
            "path", nargs="?", type=Path, metavar="PATH", help="the file or folder to load"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="write the same reports, and load nothing"
        )
        parser.add_argument(
            "--report", type=Path, metavar="DIR", help="where refused.csv and flags.csv are written"
        )
        parser.add_argument(
            "--run", type=int, metavar="ID", help="carry out an import of the clerk's desk"
        )
        parser.add_argument(
            "--tidy",
            action="store_true",
            help="remove uploaded files and their reports after IMPORT_KEEP_DAYS",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        take_time()
        if options["tidy"]:
            self.stdout.write(f"Removed the files of {tidy(timezone.now())} imports.")
        elif options["run"] is not None:
            self._carry_out(options["run"])
        else:
            self._load_files(options)

    def _carry_out(self, number: int) -> None:
        run = ImportRun.objects.filter(pk=number).first()
        if run is None or run.state != "RUNNING":
            raise CommandError(f"No import {number} waits to be carried out. Start it at the desk.")
        tidy(timezone.now())
        carry_out(run)

    def _load_files(self, options: dict[str, Any]) -> None:
        path: Path | None = options["path"]
        if path is None:
            raise CommandError("Give a FORMAT and a PATH; --help says more.")
        if not path.exists():
            raise CommandError(f"{path}: there is no such file or folder. Check the path.")
        folder: Path = options["report"] or path.resolve().parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with Reports(folder) as reports, self._bar() as told:
                result = self._load(options, reports, told)
        except OSError as error:
            raise CommandError(
                f"{error.filename or folder}: {error.strerror}. "
                "Name a folder for the reports with --report."
            ) from error
        self._print(result, reports, dry_run=options["dry_run"])
        taken = sum(count.loaded + count.updated + count.unchanged for count in result.files)
        if not taken and any(reports.refused.values()):
            raise CommandError(f"Every row was refused; {reports.folder}/refused.csv says why.")

    def _hold_ladders(self) -> None:
        """Without them every charge would be refused, one by one."""
        if not State.objects.exists():
            raise CommandError("No state is known yet: run manage.py load_ladders first.")

    def _load(self, options: dict[str, Any], reports: Reports, told: Told) -> Result:
        try:
            self._hold_ladders()
            return load(
                options["format"],
                options["path"],
                reports,
                dry_run=options["dry_run"],
                progress=told,
            )
        except LoadRefused as refused:
            for refusal in refused.refusals:
                reports.refuse(refusal)
            raise CommandError(f"Nothing was loaded.\n{refused}") from refused
        except AlreadyRunning as other:
            raise CommandError("Another load is under way; wait until it is done.") from other
        except ProgrammingError as error:
            if not isinstance(error.__cause__, UndefinedTable):
                raise
            raise CommandError("The record has no tables yet: run manage.py migrate.") from error
        except OperationalError as error:
            raise CommandError(
                f"The database broke off: {error}. What was loaded stays; run it again to carry on."
            ) from error
        except KeyboardInterrupt as stopped:
            raise CommandError(
                "Stopped. Whole batches that were loaded stay; run it again to carry on.",
                returncode=130,
            ) from stopped

    @contextmanager
    def _bar(self) -> Iterator[Told]:
        columns = (TextColumn("Loading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("rows", total=None)

            def told(done: int, of: int) -> None:
                bar.update(task, completed=done, total=of)

            yield told

    def _print(self, result: Result, reports: Reports, *, dry_run: bool) -> None:
        console = Console(file=cast(IO[str], self.stdout), width=100)
        console.print(_table("File", result.files, flagged=True))
        if [count.name for count in result.tables] != [
            count.name.removesuffix(".csv") for count in result.files
        ]:
            console.print(_table("Table of the record", result.tables, flagged=False))
        refused, flagged = sum(reports.refused.values()), sum(reports.flagged.values())
        said = "Dry run: nothing was loaded." if dry_run else "Loaded."
        self.stdout.write(
            f"{said} {refused} rows refused, {flagged} flags; see {reports.folder}/refused.csv "
            f"and {reports.folder}/flags.csv."
        )


def _table(title: str, counts: Iterable[Count], *, flagged: bool) -> Table:
    table = Table()
    table.add_column(title)
    names = ["read", "loaded", "updated", "unchanged", "refused", *(["flagged"] * flagged)]
    for name in names:
        table.add_column(name.capitalize() if name != "read" else "In", justify="right")
    for count in counts:
        table.add_row(count.name, *(f"{getattr(count, name):,}" for name in names))
    return table
