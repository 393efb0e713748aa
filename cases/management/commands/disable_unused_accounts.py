"""Switches off the accounts that nobody has used for ninety days (CJIS AC-2(3))."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cases.accounts.unused import DAYS, switch_off_unused, unused


def days(text: str) -> int:
    """A number of days without a sign-in."""
    if not text.isdecimal() or not 1 <= int(text) <= 3650:
        raise ArgumentTypeError(f"{text!r} is no number of days from 1 to 3650")
    return int(text)


class Command(BaseCommand):
    """Run it each night. Somebody who comes back is switched on at the desk, under Users."""

    help = (
        "Switch off accounts that nobody has used for 90 days, with their sessions. "
        "Example: python3 manage.py disable_unused_accounts --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--days",
            type=days,
            default=DAYS,
            metavar="DAYS",
            help=f"how long an account may lie unused (default: {DAYS}, which CJIS asks for)",
        )
        parser.add_argument("--dry-run", action="store_true", help="list them, switch off nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        since = options["days"]
        if options["dry_run"]:
            for user in unused(since):
                self.stdout.write(f"{user.get_username()}: not used since {user.used_at:%Y-%m-%d}")
            return
        off, staying = switch_off_unused(since)
        for name in off:
            self.stdout.write(f"{name}: switched off")
        if staying:
            self.stdout.write(
                f"{staying}: not used either, and stays on: nobody else could let anybody in again"
            )
        self.stdout.write(f"Accounts not used for {since} days and switched off: {len(off)}.")
