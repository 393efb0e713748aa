"""One row against its columns: every cell read, ids with their sender, or the refusal."""

from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

from cases.imports import ids
from cases.imports.cells import BadCell, Value, parse
from cases.imports.reports import Refusal, Row
from cases.imports.schema import ID_LENGTH, Column, Table, Type
from cases.imports.tables import BY_NAME

Values = dict[str, Value]


@dataclass(slots=True)
class Checked:
    """A row with its values, or with the refusal of the first cell that does not fit."""

    table: Table
    row: Row
    values: Values
    refusal: Refusal | None = None

    def key(self) -> str:
        """What tells this row from the others of its table."""
        parts = (self.values.get(name) for name in self.table.key)
        return mention(self.table.name, ids.BETWEEN.join(str(part or "") for part in parts))

    def refers_to(self, column: Column) -> str:
        """The row that a cell of this row names, or nothing."""
        value = self.values.get(column.name)
        return mention(column.refers, str(value)) if value else ""


def mention(table: str, known_as: str) -> str:
    """A row of a table, as other rows name it."""
    return f"{table}|{known_as}"


def parent(told: Checked) -> str:
    """The row with which this one goes in, or not at all; empty where there is none."""
    if told.table.name in ("charge_change_items", "order_protected"):
        return told.refers_to(told.table.columns[0])
    return ""


def checked(row: Row, sender: str) -> Checked:
    """Read every cell of a row. Columns that the file does not have stay unsaid."""
    table = BY_NAME[row.table]
    told = Checked(table, row, {})
    for column in table.columns:
        if column.name in row.values or column.required:
            _read(told, column, sender)
    if "full_name" in table.names():
        _name(told)
    return told


def _read(told: Checked, column: Column, sender: str) -> None:
    given = told.row.values.get(column.name, "")
    try:
        value = parse(column, given)
        if column.type is Type.ID and isinstance(value, str):
            value = _with_sender(sender, value)
        if column.name == "timezone" and value and value not in _time_zones():
            raise BadCell("There is no such time zone.", "Write it as America/Chicago.")
        told.values[column.name] = value
    except BadCell as fault:
        told.refusal = told.refusal or refusal_of(told.row, column.name, fault)


@cache
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _with_sender(sender: str, given: str) -> str:
    known_as = ids.qualified(sender, given)
    if len(ids.parted(known_as)[1]) > ID_LENGTH:
        raise BadCell(f"An id has at most {ID_LENGTH} characters.", "Use a shorter id, always.")
    return known_as


def _name(told: Checked) -> None:
    """A name that is given in parts only is spelled from them."""
    parts = (told.values.get(part) for part in ("given", "middle", "surname", "suffix"))
    spelled = told.values.get("full_name") or " ".join(str(part) for part in parts if part)
    told.values["full_name"] = spelled
    if not spelled:
        fault = BadCell("A name is missing.", "Fill in full_name, or the parts of the name.")
        told.refusal = told.refusal or refusal_of(told.row, "full_name", fault)


def refusal_of(row: Row, column: str, fault: BadCell) -> Refusal:
    """The refusal of a row because of one cell."""
    return Refusal(
        file=row.file,
        line=row.line,
        column=column,
        value=row.values.get(column, ""),
        rule=fault.rule,
        what_to_do=fault.what_to_do,
    )
