"""The record's SQL: each file is run by the migration that names it, and not edited after."""

from pathlib import Path

from django.db.migrations import RunSQL

HERE = Path(__file__).parent


def run(*names: str, folder: Path = HERE) -> list[RunSQL]:
    """Migration operations that run these files in order; they are not reversed."""
    return [
        RunSQL((folder / f"{name}.sql").read_text(encoding="utf-8"), reverse_sql=RunSQL.noop)
        for name in names
    ]
