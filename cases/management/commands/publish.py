"""Keep and prove the publication."""

from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from rich.console import Console
from rich.progress import track

from cases.grants.owner import become_owner, take_time

SLICE = 1000
FEW = 20


class Command(BaseCommand):
    """Publication follows every write by itself; this rebuilds it, or proves it right."""

    help = (
        "Prove (--check) or rebuild (--all) the publication.\n\n"
        "  python3 manage.py publish --check    say where tables and views differ; writes nothing\n"
        "  python3 manage.py publish --all      publish every case anew, a thousand at a time\n\n"
        "Every write publishes by itself at commit, so --all is needed only after the publication\n"
        "tables were lost or a view was changed. It may be interrupted and run again."
    )

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help="prove that views and tables agree")
        what.add_argument("--all", action="store_true", help="publish every case anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            become_owner()
        take_time()
        if options["all"]:
            self.publish_all()
        else:
            self.check_all()

    def publish_all(self) -> None:
        count = 0
        for ids in self.slices("Publishing"):
            with transaction.atomic(), connection.cursor() as cursor:
                # As at a commit: no case may change between the reading and the writing.
                cursor.execute(
                    "SELECT FROM court_case WHERE id = ANY (%s) ORDER BY id FOR NO KEY UPDATE",
                    [ids],
                )
                cursor.execute("SELECT publish_in_slices(%s)", [ids])
            count += len(ids)
        with connection.cursor() as cursor:
            cursor.execute("SELECT recount_publication()")
        self.stdout.write(f"{count} cases of the record looked at; the publication is as they say.")

    def check_all(self) -> None:
        found: list[tuple[int, str]] = []
        for ids in self.slices("Checking"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT * FROM publication_differences(%s)", [ids])
                found += cursor.fetchall()
        with connection.cursor() as cursor:
            cursor.execute("SELECT publication_strays()")
            strays = cursor.fetchone()[0]
        for case_id, difference in found[:FEW]:
            self.stderr.write(f"case {case_id}: {difference}")
        if found or strays:
            raise CommandError(
                f"{len(found)} differences, {strays} rows without a case. The first {FEW} stand "
                "above. `manage.py publish --all` makes the publication anew."
            )
        self.stdout.write("Views and tables agree, and no version tells more than it may.")

    def slices(self, doing: str) -> Iterator[list[int]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(id), 0) FROM court_case")
            last = cursor.fetchone()[0]
        console = Console(stderr=True)
        starts = range(0, last, SLICE)
        for start in track(starts, doing, console=console, disable=not console.is_terminal):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT id FROM court_case WHERE id > %s AND id <= %s ORDER BY id",
                    [start, start + SLICE],
                )
                yield [row[0] for row in cursor]
