"""A row of the bundle as columns of the record: what is said, and what follows from it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cases.imports import ids
from cases.imports.cells import Value
from cases.imports.check import Checked
from cases.imports.record import TARGETS, attribute
from cases.imports.schema import Column, Type

Attributes = dict[str, Value]
_NOT_IN_A_CODE = re.compile(r"[^a-z0-9]+")
_NEEDS_AN_ENTRY = ("NOLLE", "DISM_WO", "DISM_W", "DISM_U")


@dataclass(frozen=True, slots=True)
class Unresolved(Exception):
    """A cell names a row that neither load nor record has, or that was refused."""

    column: str
    named: str


def shaped(told: Checked, known: Mapping[str, int]) -> Attributes:
    """The columns of the record that this row speaks of. What it leaves unsaid is not there."""
    table = told.table.name
    target = TARGETS[table]
    attributes: Attributes = {}
    if not target.has_id:
        attributes["source"] = ids.parted(str(told.values[told.table.key[0]]))[0]
    for column in told.table.columns:
        if column.name not in told.values:
            continue
        value = told.values[column.name]
        if target.has_id and told.table.key == (column.name,):
            attributes["source"], attributes["source_id"] = ids.parted(str(value))
        elif column.refers:
            attributes[attribute(table, column.name)] = _found(
                column.name, told.refers_to(column), known
            )
        elif not (_unsaid(value) and _has_default(column)):
            attributes[attribute(table, column.name)] = value
    if table in _FURTHER:
        _FURTHER[table](attributes)
    return attributes


def _found(column: str, named: str, known: Mapping[str, int]) -> int | None:
    if named and named not in known:
        raise Unresolved(column, named)
    return known.get(named)


def _unsaid(value: Value) -> bool:
    return value is None or value == ""


def _has_default(column: Column) -> bool:
    """Where an empty cell is no answer, the record's own default stands (or what is there)."""
    if column.type is Type.BOOLEAN or column.name == "count":
        return True
    words = column.vocabulary
    return column.type is Type.CODE and words is not None and "" not in words


def court_code(source_id: str) -> str:
    """The court's short name in addresses, from the sender's id of it."""
    return _NOT_IN_A_CODE.sub("-", source_id.lower()).strip("-")[:60] or "court"


def _court(attributes: Attributes) -> None:
    attributes["code"] = court_code(str(attributes["source_id"]))


def _party(attributes: Attributes) -> None:
    if attributes.get("public_name") == "SHOW":
        # The bundle has no column for the decision itself.
        attributes["public_name_basis"] = f"As sent by {attributes['source']}"


def _disposition(attributes: Attributes) -> None:
    if "date_from" in attributes:
        attributes["date_to"] = attributes["date_from"]
    if attributes.get("outcome") in _NEEDS_AN_ENTRY and not attributes.get("docket_entry_id"):
        attributes["rests_on"] = "COURT_ORDER"


_FURTHER: dict[str, Callable[[Attributes], None]] = {
    "courts": _court,
    "parties": _party,
    "dispositions": _disposition,
}
