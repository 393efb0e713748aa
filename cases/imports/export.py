"""The whole record as a bundle, for staff: what it may not say is what a bundle cannot hold.

Void facts, people merged into others and what has no table in the bundle (statements, places
and acts of orders, corrections, seals) are not in it. Loading it into an empty record and
exporting that gives the same files, byte for byte.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Case as Choice
from django.db.models import F, Q, TextField, Value, When
from django.db.models.functions import MD5, Cast, Collate, Concat

from cases.imports import ids
from cases.imports.cells import write
from cases.imports.package import datapackage
from cases.imports.record import TARGETS, attribute
from cases.imports.schema import Column, Table, Type
from cases.imports.tables import TABLES

CHUNK = 2000
TEXT: "TextField[str, str]" = TextField()

# What of each table is in force: a bundle has no void facts and nobody who was merged away.
_IN_FORCE = {
    "people": Q(merged_into=None),
    "names": Q(person__merged_into=None),
    "case_statuses": Q(voided_at=None),
    "charges": Q(voided_at=None),
    "charge_changes": Q(voided_at=None),
    "charge_change_items": Q(change__voided_at=None, charge__voided_at=None),
    "dispositions": Q(voided_at=None, charge__voided_at=None),
    "sentences": Q(voided_at=None, charge__voided_at=None),
    "orders": Q(voided_at=None),
    "order_protected": Q(order__voided_at=None),
    "order_terms": Q(order__voided_at=None, until_date=None),
}


Progress = Callable[[str, int], None]


def export_full(folder: Path, progress: Progress = lambda name, rows: None) -> None:
    """Write everything that a bundle can hold into a folder that only its owner may read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in TABLES:
            progress(table.name, _write(folder / table.file, table))
    title = "Courtledger, the whole record: confidential"
    package = folder / "datapackage.json"
    package.touch(mode=0o600)
    package.write_text(datapackage(ids.FULL_EXPORT, title, list(TABLES)), encoding="utf-8")


def _write(file: Path, table: Table) -> int:
    file.touch(mode=0o600)
    written = 0
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(table.names())
        for row in rows(table):
            writer.writerow([write(value) for value in row])
            written += 1
    return written


def rows(table: Table) -> Iterator[tuple[Any, ...]]:
    """The record's rows of a table in the bundle's columns, in an order that never varies."""
    told = {f"told_{column.name}": _expression(table, column) for column in table.columns}
    in_force = TARGETS[table.name].model._default_manager.filter(_IN_FORCE.get(table.name, Q()))
    ordered = in_force.annotate(**told).order_by(*(_order(table.column(key)) for key in table.key))
    return iter(ordered.values_list(*told).iterator(chunk_size=CHUNK))


def _expression(table: Table, column: Column) -> Any:
    if column.refers:
        return _id_of(column.refers, attribute(table.name, column.name).removesuffix("_id") + "__")
    if TARGETS[table.name].has_id and table.key == (column.name,):
        return _id_of(table.name, "")
    return F(attribute(table.name, column.name))


def _id_of(table: str, prefix: str) -> Any:
    """A row's id with its sender; a row typed here has its own key."""
    typed = Concat(Value(f"{ids.OURS}:"), _typed(table, prefix), output_field=TEXT)
    sent = Concat(F(f"{prefix}source"), Value(":"), F(f"{prefix}source_id"), output_field=TEXT)
    nobody = {f"{prefix}pk": None} if prefix else {"pk": None}
    return Choice(
        When(**nobody, then=Value("")),
        When(**{f"{prefix}source_id": ""}, then=typed),
        default=sent,
        output_field=TEXT,
    )


def _typed(table: str, prefix: str) -> Any:
    if table == "courts":
        return F(f"{prefix}code")
    if table == "offenses":
        parts = [F(f"{prefix}{name}") for name in ("state_id", "statute", "valid_from")]
        return Concat(*_spaced([*parts, MD5(f"{prefix}title")]), output_field=TEXT)
    return Cast(F(f"{prefix}key"), TEXT)


def _spaced(parts: Iterable[Any]) -> Iterator[Any]:
    for number, part in enumerate(parts):
        if number:
            yield Value(" ")
        yield part


def _order(column: Column) -> Any:
    told = F(f"told_{column.name}")
    if column.type in (Type.DATE, Type.TIME):
        return told.asc(nulls_first=True)
    return Collate(told, "C").asc()
