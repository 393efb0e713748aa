"""One page of a list by keyset: as quick at the millionth row as at the first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet

from cases.public.filters.cursors import Cursor

PAGE = 25
MOST_COUNTED = 10_000
FEW = 1_000


@dataclass(frozen=True)
class Order:
    """How a list is sorted: latest first by a column, rows without a value last, then by key.

    With `reverse` the very same order is read from its other end.
    """

    column: str
    nullable: bool = False
    reverse: bool = False


@dataclass(frozen=True)
class Page:
    """Rows, and the cursors of the pages beside this one."""

    rows: list[dict[str, Any]]
    next: str
    previous: str


@dataclass(frozen=True)
class Total:
    """How many rows there are, counted to the end only where that is cheap."""

    count: int
    is_exact: bool

    def __str__(self) -> str:
        return f"{self.count:,}" + ("" if self.is_exact else "+")


def total_of(rows: QuerySet[Any]) -> Total:
    counted = rows.order_by()[: MOST_COUNTED + 1].count()
    return Total(min(counted, MOST_COUNTED), counted <= MOST_COUNTED)


class IsAnyOf(Func):
    """Is a column any of the values of an array, which is made once and first?"""

    template = "%(expressions)s)"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


def gathered(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows, found first and sorted then. Where they are few, reading a list in its
    order until a page is full can mean reading nearly all of it."""
    keys = ArraySubquery(rows.order_by().values("key"))
    found: QuerySet[Any] = rows.model._default_manager.using(rows.db)
    return found.filter(IsAnyOf(F("key"), keys))


def in_order(rows: QuerySet[Any], order: Order) -> QuerySet[Any]:
    """All rows in the order of the list, for formats that take the whole of it."""
    return rows.order_by(*_sorting(order, down=not order.reverse))


def page_of(
    rows: QuerySet[Any],
    order: Order,
    columns: tuple[str, ...],
    *,
    after: Cursor | None = None,
    before: Cursor | None = None,
    size: int = PAGE,
) -> Page:
    """The page that begins after, or ends before, the row of a cursor."""
    start = before or after
    down = order.reverse == bool(before)
    parts = [
        part.order_by(*_sorting(order, down=down)).values(*columns)[: size + 1]
        for part in _beyond(rows, order, start, down=down)
    ]
    joined = parts[0] if len(parts) == 1 else parts[0].union(parts[1], all=True)
    found = sorted(joined, key=_place(order.column), reverse=down)
    return page_from(found, order, size, after=after, before=before)


def page_from(
    found: list[dict[str, Any]],
    order: Order,
    size: int,
    *,
    after: Cursor | None,
    before: Cursor | None,
) -> Page:
    """A page out of its rows and one more, if there is one, read away from the cursor."""
    more = len(found) > size
    shown = found[:size]
    if before:
        shown.reverse()
    has_next, has_previous = more or before, more if before else after
    return Page(
        rows=shown,
        next=_cursor(shown[-1], order) if shown and has_next else "",
        previous=_cursor(shown[0], order) if shown and has_previous else "",
    )


def _cursor(row: dict[str, Any], order: Order) -> str:
    return str(Cursor(row[order.column], row["key"]))


def _sorting(order: Order, *, down: bool) -> list[Any]:
    # Word for word as the index has it, else the database sorts the whole table.
    blanks = {("nulls_last" if down else "nulls_first"): True} if order.nullable else {}
    if down:
        return [F(order.column).desc(**blanks), F("key").desc()]
    return [F(order.column).asc(**blanks), F("key").asc()]


def _place(column: str) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """Sorts as the database does: without a value lowest, then by value, then by key."""

    def place(row: dict[str, Any]) -> tuple[Any, ...]:
        value = row[column]
        return (value is not None, value, row["key"]) if value else (False, 0, row["key"])

    return place


def _beyond(
    rows: QuerySet[Any], order: Order, start: Cursor | None, *, down: bool
) -> list[QuerySet[Any]]:
    """The rows beyond a cursor: those with a value and those without apart, since one
    condition over both would read the list from its beginning."""
    if start is None:
        return [rows]
    step = "lt" if down else "gt"
    key = {f"key__{step}": start.key}
    blank = rows.filter(**{f"{order.column}__isnull": True})
    if start.value is None:
        if down:
            return [blank.filter(**key)]
        return [blank.filter(**key), rows.filter(**{f"{order.column}__isnull": False})]
    valued = rows.filter(
        Q(**{f"{order.column}__{step}e": start.value}),
        Q(**{f"{order.column}__{step}": start.value}) | Q(**key),
    )
    return [valued, blank] if order.nullable and down else [valued]
