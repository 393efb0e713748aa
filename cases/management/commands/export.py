"""Write the record out as a bundle."""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.accounts.log import note
from cases.imports.export import export_full
from cases.imports.ids import FULL_EXPORT
from cases.imports.read import sender

EPILOG = """
Example: manage.py export --full /srv/backup/record

A full export holds names and addresses that the law keeps from the public: the folder and its
files can be read by their owner only. Keep them so.
"""


class Command(BaseCommand):
    help = "Write the record as a bundle (docs/importing.md)."

    def create_parser(self, *args: Any, **kwargs: Any) -> CommandParser:
        kwargs |= {"epilog": EPILOG, "formatter_class": RawDescriptionHelpFormatter}
        return super().create_parser(*args, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--full",
            type=Path,
            metavar="DIR",
            required=True,
            help="everything that a bundle can hold, for staff; an empty folder or an earlier "
            "full export, which is replaced",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["full"]
        try:
            self._refuse_to_overwrite(folder)
            note("EXPORTED", None, what="everything, by manage.py export --full")
            export_full(folder, self._told)
        except OSError as error:
            raise CommandError(f"{error.filename or folder}: {error.strerror}.") from error
        except KeyboardInterrupt as stopped:
            words = f"Stopped. {folder} is not complete; run it again."
            raise CommandError(words, returncode=130) from stopped
        self.stdout.write(f"Written to {folder}. It is confidential: keep it from the public.")

    def _refuse_to_overwrite(self, folder: Path) -> None:
        if folder.exists() and not folder.is_dir():
            raise CommandError(f"{folder} is a file. Name a folder.")
        there = [path.name for path in folder.iterdir()] if folder.exists() else []
        if there and not ("datapackage.json" in there and sender(folder) == FULL_EXPORT):
            raise CommandError(f"{folder} holds other files. Name an empty folder.")

    def _told(self, table: str, rows: int) -> None:
        self.stdout.write(f"{table}: {rows:,}")
