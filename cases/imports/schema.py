"""What a table of the bundle is: its columns, their types, what they refer to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cases.kinds import Vocabulary

# The record's column of ids holds this much; an id of a full export has its sender before it.
ID_LENGTH, SENDER_LENGTH = 120, 40
_WITH_SENDER = SENDER_LENGTH + 1 + ID_LENGTH


class Type(StrEnum):
    """What a cell may hold; `cells` reads and writes each."""

    ID = "id"
    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. A required cell is never empty; `refers` names the table whose id it holds."""

    name: str
    type: Type = Type.TEXT
    required: bool = False
    vocabulary: Vocabulary[Any] | None = None
    refers: str = ""
    limit: int = 300


@dataclass(frozen=True, slots=True)
class Table:
    """One file of the bundle. `key` are the columns that tell its rows apart."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def must_have(self) -> list[str]:
        return [column.name for column in self.columns if column.required]

    def references(self) -> list[Column]:
        return [column for column in self.columns if column.refers]


def own(name: str) -> Column:
    return Column(name=name, type=Type.ID, required=True, limit=_WITH_SENDER)


def of(table: str, name: str, *, required: bool = True) -> Column:
    return Column(name=name, type=Type.ID, required=required, refers=table, limit=_WITH_SENDER)


def text(name: str, limit: int, *, required: bool = False) -> Column:
    return Column(name=name, limit=limit, required=required)


def code(name: str, vocabulary: Vocabulary[Any], *, required: bool = False) -> Column:
    return Column(name=name, type=Type.CODE, vocabulary=vocabulary, required=required)


def day(name: str) -> Column:
    return Column(name=name, type=Type.DATE)


def number(name: str) -> Column:
    return Column(name=name, type=Type.INTEGER)
