"""What is odd but lawful: kept as given, and flagged for a look."""

import datetime as dt
from collections.abc import Iterator

from cases.imports.check import Checked
from cases.imports.reports import Flag
from cases.imports.shape import Attributes

LONG_AGO = dt.date(1900, 1, 1)
FAR_AHEAD_YEARS = 100
# Days that can only tell of something that has happened.
HAS_HAPPENED = {
    "people": ("birth_date", "death_date"),
    "cases": ("filed_date",),
    "charges": ("offense_from", "offense_to", "filed_date"),
    "charge_changes": ("date_from",),
    "dispositions": ("date_from",),
    "docket": ("filed_date",),
    "orders": ("petitioned_date", "issued_date", "served_date"),
}
_BUNDLE_NAME = {
    ("charge_changes", "date_from"): "effective_from",
    ("dispositions", "date_from"): "effective_date",
}


def oddities(told: Checked, attributes: Attributes, today: dt.date) -> Iterator[Flag]:
    """The flags that one row earns by itself."""
    table = told.table.name
    for name, value in attributes.items():
        day = value.date() if isinstance(value, dt.datetime) else value
        if not isinstance(day, dt.date):
            continue
        if day < LONG_AGO or day.year > today.year + FAR_AHEAD_YEARS:
            yield _flag(told, name, f"The year {day.year} is far from today; kept as given.")
        elif day > today and name in HAS_HAPPENED.get(table, ()):
            yield _flag(told, name, "This day is yet to come; kept as given.")
    if table == "people":
        yield from _life(told, attributes)
    if table == "dispositions" and attributes.get("rests_on") == "COURT_ORDER":
        note = "It names no docket entry; taken to rest on the court's order."
        yield _flag(told, "outcome", note)


def _life(told: Checked, attributes: Attributes) -> Iterator[Flag]:
    born, died = attributes.get("birth_date"), attributes.get("death_date")
    year = attributes.get("birth_year")
    if isinstance(born, dt.date) and isinstance(died, dt.date) and died < born:
        yield _flag(told, "death_date", "It is before the birth; kept as given.")
    if isinstance(born, dt.date) and year is not None and born.year != year:
        yield _flag(told, "birth_year", "It is not the year of the birth date; both are kept.")


def before_filing(told: Checked, ended: object, filed: dt.date | None) -> Iterator[Flag]:
    """The flag for a disposition that is dated before its charge was filed."""
    if isinstance(ended, dt.date) and filed is not None and ended < filed:
        note = f"It is before the charge was filed ({filed}); kept as given."
        yield _flag(told, "date_from", note)


def _flag(told: Checked, name: str, note: str) -> Flag:
    column = _BUNDLE_NAME.get((told.table.name, name), name)
    return Flag(
        file=told.row.file,
        line=told.row.line,
        column=column,
        value=told.row.values.get(column, ""),
        note=note,
    )
