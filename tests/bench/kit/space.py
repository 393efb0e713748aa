"""Room on the disk: what a size takes, and whether it is there before anything is begun."""

import shutil
from pathlib import Path

from django.db import connection

from tests.bench import Stopped

# Bytes for each case, as measured, with room to sort in for the largest index.
WHOLE = 11_500
LEAN = 7_000
# Logs, and what is written before anything is thrown away.
BESIDE = 1_000_000_000


def refuse_small_disk(size: int, each: int) -> None:
    """Stop where the server's disk, as far as it can be seen from here, cannot hold this many."""
    folder = data_folder()
    if folder is not None:
        refuse(size, each, folder)


def refuse(size: int, each: int, folder: Path) -> None:
    """Stop where the disk of this folder cannot hold so many cases of so many bytes."""
    wanted = size * each + BESIDE
    free = shutil.disk_usage(folder).free
    if taken() + free < wanted:
        raise Stopped(
            f"{size:,} cases take some {wanted / 1e9:,.0f} GB, and the disk of {folder} has "
            f"{free / 1e9:,.0f} GB free beside the {taken() / 1e9:,.1f} GB of this database. "
            "Make room, or give a smaller --size."
        )


def taken() -> int:
    """Bytes of the connected database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def data_folder() -> Path | None:
    """Where the server keeps its files; None where that is another machine, or not told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting FROM pg_settings WHERE name = 'data_directory'")
        row = cursor.fetchone()
    folder = Path(row[0]) if row else None
    return folder if folder and folder.exists() else None
