"""One cell of a bundle: from text to a value, from a value to the same text again."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from cases.imports.schema import Column, Type

Value = str | int | Decimal | bool | dt.date | dt.datetime | None

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"-?\d{1,9}")
_MONEY = re.compile(r"-?\d{1,10}(\.\d{1,2})?")


class BadCell(ValueError):
    """A cell that its column cannot hold: the rule it breaks, and the way out."""

    def __init__(self, rule: str, what_to_do: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.what_to_do = what_to_do


def parse(column: Column, text: str) -> Value:
    """The value of a cell; an empty cell is None (for a text, the empty text)."""
    if "\x00" in text:
        raise BadCell("A text cannot hold the character NUL.", "Remove it and send the row again.")
    plain = text if column.type is Type.TEXT else text.strip()
    if not plain.strip():
        return _empty(column)
    if len(plain) > column.limit:
        raise BadCell(
            f"At most {column.limit} characters fit here; this has {len(plain)}.",
            "Shorten it and send the row again.",
        )
    return _PARSERS[column.type](column, plain)


def _empty(column: Column) -> Value:
    if column.required:
        raise BadCell("This cell may not be empty.", f"Fill in {column.name}.")
    return "" if column.type in (Type.TEXT, Type.CODE) else None


def _as_given(column: Column, text: str) -> str:
    return text


def _code(column: Column, text: str) -> str:
    vocabulary = column.vocabulary
    if vocabulary is None or text not in vocabulary:
        known = ", ".join(filter(None, vocabulary.codes())) if vocabulary else ""
        raise BadCell(f"Unknown {vocabulary.name if vocabulary else ''}.", f"Use one of: {known}.")
    return text


def _integer(column: Column, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise BadCell("This is not a whole number.", "Write digits only, as 12.")
    return int(text)


def _decimal(column: Column, text: str) -> Decimal:
    try:
        if _MONEY.fullmatch(text):
            return Decimal(text)
    except InvalidOperation:
        pass
    raise BadCell("This is not a number with at most two decimals.", "Write it as 1250 or 1250.50.")


def _day(column: Column, text: str) -> dt.date:
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise BadCell("There is no such day.", "Write a day of the calendar as YYYY-MM-DD.")


def _time(column: Column, text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        pass
    raise BadCell("This is not a time with its offset.", "Write it as 2024-08-17T13:30:00-05:00.")


def _boolean(column: Column, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadCell("This is neither true nor false.", "Write true or false.")
    return text == "true"


_PARSERS: dict[Type, Callable[[Column, str], Value]] = {
    Type.ID: _as_given,
    Type.TEXT: _as_given,
    Type.CODE: _code,
    Type.INTEGER: _integer,
    Type.DECIMAL: _decimal,
    Type.DATE: _day,
    Type.TIME: _time,
    Type.BOOLEAN: _boolean,
}


def write(value: Value) -> str:
    """The text of a value, the same for the same value always."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
