"""Deletes old entries of the access log: the one way there is, and never within a year."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from cases.accounts.log import note
from cases.grants.owner import become_owner

# CJIS AU-11, and the trigger of the log, which knows no exception.
SHORTEST = 365


def days(text: str) -> int:
    """A number of days that the log may be cut to."""
    if not text.isdecimal() or int(text) < SHORTEST:
        raise ArgumentTypeError(
            f"{text!r} is too few: the access log is kept for {SHORTEST} days at least"
        )
    return int(text)


class Command(BaseCommand):
    help = "Delete entries of the access log, as in: python3 manage.py trim_access_log --keep 730"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--keep",
            type=days,
            default=730,
            metavar="DAYS",
            help=f"delete what is older than so many days (default: 730, least: {SHORTEST})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        become_owner()
        kept = options["keep"]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL courtledger.trim_access_log = 'on'")
            cursor.execute(
                "DELETE FROM access_log WHERE at < clock_timestamp()"
                " - greatest(make_interval(days => %s), interval '1 year 1 second')",
                [kept],
            )
            count = cursor.rowcount
            note("TRIMMED", None, what=f"{count} entries older than {kept} days")
        self.stdout.write(f"Deleted: {count:,} entries older than {kept} days.")
