"""Rows of one table into the record: new ones in bulk, differing ones one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import DataError, IntegrityError, models, transaction

from cases.actions.sealed_list import keep
from cases.imports import faults, ids
from cases.imports.check import Checked
from cases.imports.record import CORRECTED, TARGETS, attribute
from cases.imports.reports import Refusal
from cases.imports.shape import Attributes
from cases.models import Correction, Seal

BY = "import"
REFUSED_BY_DATABASE = (IntegrityError, DataError)
# Told when a row is made; a row that stands keeps its own.
_MADE_ONCE = ("source", "source_id", "code", "public_name_basis")
_MAY_BECOME_PUBLIC = ("DRAFT", "STAFF")
# Tables whose rows a sender may have sealed, and what a seal calls them.
_SEALED = {"cases": "case", "charges": "charge", "parties": "party", "docket": "docket_entry"}


@dataclass(slots=True)
class Waiting:
    """One row of a batch on its way: what it says, and what the record would hold."""

    seq: int
    me: str
    told: Checked
    case_key: str = ""
    attributes: Attributes | None = None
    saved: models.Model | None = None

    def said(self) -> Attributes:
        return self.attributes or {}


Refuse = Callable[[Waiting, Refusal], None]


def create(model: type[models.Model], rows: list[Waiting], refuse: Refuse) -> None:
    """Insert rows together; where the database refuses, halve until the guilty row is found."""
    if not rows:
        return
    names = {field.attname for field in model._meta.concrete_fields}
    made = [_made(model, row, names) for row in rows]
    try:
        with transaction.atomic():
            model._default_manager.bulk_create(made)
            if sealed := [_seal(row, saved) for row, saved in _sealed(rows, made)]:
                Seal.objects.bulk_create(sealed)
                transaction.on_commit(keep, robust=True)
    except REFUSED_BY_DATABASE as error:
        if len(rows) == 1:
            refuse(rows[0], faults.by_database(rows[0].told, error))
            return
        middle = len(rows) // 2
        create(model, rows[:middle], refuse)
        create(model, rows[middle:], refuse)
    else:
        for row, saved in zip(rows, made, strict=True):
            row.saved = saved


def _sealed(
    rows: list[Waiting], made: list[models.Model]
) -> Iterator[tuple[Waiting, models.Model]]:
    for row, saved in zip(rows, made, strict=True):
        if row.told.table.name in _SEALED and row.said().get("visibility") == "SEALED":
            yield row, saved


def _seal(row: Waiting, sealed: models.Model) -> Seal:
    """The sender's word stands for the order of the court, which no bundle carries."""
    sent = f"As sent by {row.said().get('source') or 'the sender'}"
    what = _SEALED[row.told.table.name]
    return Seal(act="SEAL", order_reference=sent, origin="IMPORTED", sealed_by=BY, **{what: sealed})


def _made(model: type[models.Model], row: Waiting, names: set[str]) -> models.Model:
    attributes: dict[str, Any] = {
        name: value for name, value in row.said().items() if name in names
    }
    if "recorded_by" in names:
        attributes["recorded_by"] = BY
    return model(**attributes)


def update(row: Waiting, standing: models.Model, refuse: Refuse) -> bool:
    """Change what differs; whether anything did. What a load may not change is refused."""
    row.saved = standing
    changes = {} if _is_anothers(row, standing) else _differences(row, standing)
    if "public_name" in changes and not getattr(standing, "public_name_basis", ""):
        changes["public_name_basis"] = row.said().get("public_name_basis", "")
    refusal = _not_by_a_load(row, standing, changes)
    if refusal is not None:
        refuse(row, refusal)
        return False
    if changes:
        try:
            with transaction.atomic():
                _record_acts(row, standing, changes)
                type(standing)._default_manager.filter(pk=standing.pk).update(**changes)
        except REFUSED_BY_DATABASE as error:
            refuse(row, faults.by_database(row.told, error))
            return False
    return bool(changes)


def _differences(row: Waiting, standing: models.Model) -> Attributes:
    changes = {
        name: value
        for name, value in row.said().items()
        if name not in _MADE_ONCE and getattr(standing, name) != value
    }
    if row.told.table.name == "dispositions" and "date_from" not in changes:
        # The bundle has one day where the record may have two: the second is not denied.
        changes.pop("date_to", None)
    return changes


def _is_anothers(row: Waiting, standing: models.Model) -> bool:
    """A row that stands under another id is left as it is: a court that several senders
    share, an offense of the ladder, the person whom a clerk merged this one into."""
    said = (row.said().get("source"), row.said().get("source_id"))
    stands = (getattr(standing, "source", ""), getattr(standing, "source_id", ""))
    typed_here = said[0] == ids.OURS and not stands[1]
    return said[1] is not None and said != stands and not typed_here


def _not_by_a_load(row: Waiting, standing: models.Model, changes: Attributes) -> Refusal | None:
    table = row.told.table.name
    for column in row.told.table.names():
        words = TARGETS[table].settled.get(column)
        if words and attribute(table, column) in changes:
            return faults.settled(row.told, column, words)
    if "visibility" in changes and table in _SEALED:
        stands = getattr(standing, "visibility", "")
        wanted = changes["visibility"]
        if (wanted == "PUBLIC" and stands not in _MAY_BECOME_PUBLIC) or stands == "SEALED":
            words = (
                "What is sealed or confidential is not opened by a load. "
                "Open it at the clerk's desk, by the order of the court."
            )
            return faults.settled(row.told, "visibility", words)
    return None


def _record_acts(row: Waiting, standing: models.Model, changes: Attributes) -> None:
    """The acts without which the record does not let itself be changed."""
    table = row.told.table.name
    if changes.get("visibility") == "SEALED" and table in _SEALED:
        _seal(row, standing).save()
        transaction.on_commit(keep, robust=True)
    Correction.objects.bulk_create(
        Correction(
            table=standing._meta.db_table,
            row_id=standing.pk,
            field=name,
            old_value=_as_text(getattr(standing, name)),
            new_value=_as_text(changes[name]),
            reason="The sender's newer file says otherwise.",
            authority=f"{row.told.row.file}, line {row.told.row.line}",
            corrected_by=BY,
        )
        for name in CORRECTED.get(table, ())
        if name in changes
    )


def _as_text(value: object) -> str:
    """A value as the record's triggers spell it."""
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)
