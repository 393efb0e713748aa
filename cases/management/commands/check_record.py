"""Holds the whole record against its rules."""

from datetime import date
from shutil import get_terminal_size
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from cases.integrity import Finding, batches, broken
from cases.integrity.odd import warnings
from cases.models import Case

SHOWN = 200


class Command(BaseCommand):
    help = (
        "List every row that breaks a rule of the record, and fail if there is one, as in: "
        "python3 manage.py check_record --warnings"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--case", metavar="NUMBER", help="only the cases with this number, in any court"
        )
        parser.add_argument(
            "--warnings", action="store_true", help="also list what is lawful but odd"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        cases = self.wanted(options["case"])
        found = list(broken(cases))
        self.show("What breaks a rule", found)
        if options["warnings"]:
            self.show("What is lawful but odd", odd(cases, timezone.now().date()))
        if found:
            raise CommandError(f"{len(found)} rows break a rule.")
        self.stdout.write("Every rule holds.")

    def wanted(self, number: str | None) -> list[int] | None:
        if number is None:
            return None
        cases = list(Case.objects.filter(number__iexact=number).values_list("pk", flat=True))
        if not cases:
            raise CommandError(f"No court has a case {number}. Give it as the court writes it.")
        return cases

    def show(self, title: str, findings: list[Finding]) -> None:
        if not findings:
            return
        numbers = dict(
            Case.objects.filter(
                pk__in={finding.case_id for finding in findings[:SHOWN]}
            ).values_list("pk", "number")
        )
        table = Table("Case", "Row", title=title)
        # A rule's name is looked up in docs/rules.md: it stays whole however narrow the screen.
        table.add_column("Rule", no_wrap=True)
        table.add_column("What to do")
        for finding in findings[:SHOWN]:
            row = f"{finding.subject} {finding.row_id}"
            table.add_row(numbers[finding.case_id], row, finding.rule, finding.words)
        console = Console(width=get_terminal_size((120, 24)).columns)
        with console.capture() as drawn:
            console.print(table)
        self.stdout.write(drawn.get())
        if len(findings) > SHOWN:
            self.stdout.write(f"… and {len(findings) - SHOWN} more.")


def odd(cases: list[int] | None, today: date) -> list[Finding]:
    return [finding for batch in batches(cases) for finding in warnings(batch, today=today)]
