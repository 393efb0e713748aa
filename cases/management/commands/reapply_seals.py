"""After a backup was restored: seal and destroy anew what was sealed and destroyed since."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.actions.refusal import Refused
from cases.actions.sealed_list import ListFault, keep
from cases.desk.restoring import reapply


class Command(BaseCommand):
    """Stops at the first line that cannot be carried out; run again, it goes on there."""

    help = (
        "Carry out every line of the sealed list that this database does not know, and write what "
        "waits for the list. Example: python3 manage.py reapply_seals /var/lib/court/sealed.list"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="", help="the list; without it, the one SEALED_LIST names"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["file"] or settings.SEALED_LIST
        if not name:
            raise CommandError("Name the list, or set SEALED_LIST: see docs/sealing.md.")
        try:
            applied = reapply(Path(name))
            written = keep() if name == settings.SEALED_LIST else 0
        except (ListFault, Refused) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"{applied.known} lines were known here. Of the others {applied.done} were carried "
            f"out, {applied.stood} stood so already, {applied.missing} are of rows that this "
            f"backup does not hold. {written} lines were written."
        )
