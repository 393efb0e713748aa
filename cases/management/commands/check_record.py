"""Holds the whole record against its rules, and keeps what is lawful but odd for the desk."""

from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from shutil import get_terminal_size
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import track
from rich.table import Table

from cases.desk.duplicates import flag_duplicates
from cases.desk.flags import keep
from cases.grants.owner import take_time
from cases.integrity import BATCH, Finding, batches, broken
from cases.integrity.odd import warnings
from cases.models import Case

SHOWN = 200
# Two nights: one that was missed is made up for.
LOOKED_BACK = timedelta(days=2)


@dataclass
class Tally:
    """How many there are, and the first of them: a million cases may have very many."""

    count: int = 0
    shown: list[Finding] = field(default_factory=list)

    def add(self, findings: Iterable[Finding]) -> None:
        listed = list(findings)
        self.count += len(listed)
        self.shown += listed[: SHOWN - len(self.shown)]


class Command(BaseCommand):
    help = (
        "List every row that breaks a rule of the record, and fail if there is one.\n\n"
        "  python3 manage.py check_record --warnings\n\n"
        "What is lawful but odd is kept besides, as flags for the clerks' desk, and so are people\n"
        "written in the last two days who may be in the record already. Run it every night; it\n"
        "may be interrupted and run again."
    )

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--case", metavar="NUMBER", help="only the cases with this number, in any court"
        )
        parser.add_argument(
            "--warnings", action="store_true", help="also list what is lawful but odd"
        )
        parser.add_argument(
            "--no-keep", action="store_true", help="write nothing: leave the flags as they are"
        )
        parser.add_argument(
            "--people-since",
            metavar="DATE",
            type=day,
            help="hold people written since that day against all others, as in 2026-01-31",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        take_time()
        cases = self.wanted(options["case"])
        wrong, odd = Tally(), Tally()
        is_odd_wanted = options["warnings"] or not options["no_keep"]
        for batch in self.shown_batches(cases):
            wrong.add(broken(batch))
            if is_odd_wanted:
                odd.add(looked_through(batch, is_kept=not options["no_keep"]))
        self.show("What breaks a rule", wrong)
        if options["warnings"]:
            self.show("What is lawful but odd", odd)
        if not options["no_keep"]:
            self.stdout.write(f"{odd.count} things noticed are kept as flags for the desk.")
            if cases is None:
                self.flag_people(options["people_since"])
        if wrong.count:
            raise CommandError(f"{wrong.count} rows break a rule.")
        self.stdout.write("Every rule holds.")

    def flag_people(self, since: date | None) -> None:
        begun = datetime.combine(since, datetime.min.time(), UTC) if since else None
        raised = flag_duplicates(begun or timezone.now() - LOOKED_BACK)
        self.stdout.write(f"{raised} new pairs of records may be of one person.")

    def shown_batches(self, cases: Sequence[int] | None) -> Iterator[Sequence[int]]:
        console = Console(stderr=True)
        total = -(-(Case.objects.count() if cases is None else len(cases)) // BATCH)
        return iter(
            track(
                batches(cases), "Checking", total, console=console,
                disable=not console.is_terminal,
            )
        )  # fmt: skip

    def wanted(self, number: str | None) -> list[int] | None:
        if number is None:
            return None
        cases = list(Case.objects.filter(number__iexact=number).values_list("pk", flat=True))
        if not cases:
            raise CommandError(f"No court has a case {number}. Give it as the court writes it.")
        return cases

    def show(self, title: str, tally: Tally) -> None:
        if not tally.count:
            return
        cases = {finding.case_id for finding in tally.shown}
        numbers = dict(Case.objects.filter(pk__in=cases).values_list("pk", "number"))
        table = Table("Case", "Row", title=title)
        # A rule's name is looked up in docs/rules.md: it stays whole however narrow the screen.
        table.add_column("Rule", no_wrap=True)
        table.add_column("What to do")
        for finding in tally.shown:
            row = f"{finding.subject} {finding.row_id}"
            table.add_row(numbers[finding.case_id], row, finding.rule, finding.words)
        console = Console(width=get_terminal_size((120, 24)).columns)
        with console.capture() as drawn:
            console.print(table)
        self.stdout.write(drawn.get())
        if tally.count > SHOWN:
            self.stdout.write(f"… and {tally.count - SHOWN} more.")


def looked_through(batch: Sequence[int], *, is_kept: bool) -> list[Finding]:
    """What is lawful but odd in these cases, kept as flags or not."""
    today = timezone.now().date()
    return keep(batch, today=today, is_sweep=True) if is_kept else warnings(batch, today=today)


def day(text: str) -> date:
    """A day as the command takes it."""
    return date.fromisoformat(text)
