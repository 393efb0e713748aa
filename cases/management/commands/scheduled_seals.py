"""List what the law lets be sealed by now, for two people to decide."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cases.actions.refusal import Refused
from cases.actions.sealed_list import ListFault, keep
from cases.desk.scheduled import carry_out, eligible
from cases.schedules import schedules


class Command(BaseCommand):
    """Run it each night. What was listed once is not listed again, whatever was decided."""

    help = (
        "List charges that the law lets be sealed as requests on the desk. "
        "Example: python3 manage.py scheduled_seals --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="list here, ask nobody")
        parser.add_argument("--most", type=int, default=1000, help="so many of each rule at once")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.now().date()
        try:
            for rule in schedules():
                found = list(eligible(rule, today=today, most=options["most"]))
                sealed = 0 if options["dry_run"] else sum(carry_out(each) for each in found)
                doubt = "" if rule.confirmed_by else ", not confirmed by a lawyer"
                self.stdout.write(
                    f"{rule.code} ({rule.citation}{doubt}): {len(found)} charges, {sealed} sealed"
                )
            keep()
        except (Refused, ListFault) as problem:
            raise CommandError(str(problem)) from problem
