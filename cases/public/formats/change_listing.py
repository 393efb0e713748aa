"""The change desk: counted direction by direction, and begun where its matches are."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connections

from cases.kinds.charges import DIRECTIONS
from cases.public.filters.changes import ChangeFilter
from cases.public.formats.listing import Listing
from cases.public.search import alike, paging
from cases.public.search.alike import COLUMNS, Codes, Span
from cases.public.search.facets import Facets
from cases.public.search.paging import MOST_COUNTED, Page, Total, page_from

# Changes with one side alone have no direction.
DIRECTED = [*DIRECTIONS.codes(), None]
CHARGES = ("before", "after")
DATES = ("recorded_after", "recorded_before", "effective_after", "effective_before")


@dataclass(frozen=True)
class ChangeListing(Listing):
    """Charge changes, with how many there are of each direction."""

    asked: ChangeFilter

    @cached_property
    def facets(self) -> Facets:
        """How many changes each choice of each filter takes in, where codes alone are asked."""
        if not self._asks_codes_alone or self._span:
            return Facets(self.total)
        counts = alike.counted(self._codes)
        told = {
            name: {code or "": count for code, count in choices.items()}
            for name, choices in counts.items()
        }
        wanted = self.asked.value("direction") or DIRECTED
        whole = sum(counts["direction"].get(code, 0) for code in wanted)
        return Facets(Total(whole, is_exact=True), told)

    @cached_property
    def directions(self) -> dict[str | None, Total]:
        """How many changes there are of each direction: exactly of a question in codes alone,
        whichever of them it asks for; else of those it asks for, until they are many."""
        if self._asks_codes_alone and not self._span:
            counts = self.facets.counts["direction"]
            return {code or None: Total(count, is_exact=True) for code, count in counts.items()}
        if self._asks_codes_alone and any(self._codes.values()):
            found = alike.counted_within(self._codes, self._span)
        else:
            found = self._counted_one_by_one()
        is_exact = sum(found.values()) <= MOST_COUNTED
        return {code: Total(min(count, MOST_COUNTED), is_exact) for code, count in found.items()}

    @cached_property
    def total(self) -> Total:
        asked = self.asked.value("direction") or DIRECTED
        counted = [total for code, total in self.directions.items() if code in asked]
        whole = sum(total.count for total in counted)
        if all(total.is_exact for total in counted):
            return Total(whole, is_exact=True)
        return Total(min(whole, MOST_COUNTED), is_exact=False)

    def page(self, size: int | None = None) -> Page:
        if not self.total.count:
            return Page([], "", "")
        if not (self._asks_codes_alone and any(self._codes.values())):
            return super().page(size)
        before, after = self.asked.before, self.asked.after
        size = size or paging.PAGE
        sql, params = alike.page_of(
            self._codes,
            self._span,
            self.fields,
            start=before or after,
            down=not before,
            size=size,
        )
        found = [self._row(row) for row in alike.rows(sql, params)]
        return page_from(found, self.order, size, after=after, before=before)

    def _row(self, row: tuple[Any, ...]) -> dict[str, Any]:
        told = dict(zip(self.fields, row, strict=True))
        return told | {name: json.loads(told[name]) for name in CHARGES}

    @property
    def _codes(self) -> Codes:
        return {name: self.asked.value(name) for name in COLUMNS}

    @property
    def _span(self) -> Span:
        return Span(self.asked.courts, *map(self.asked.value, DATES))

    @property
    def _asks_codes_alone(self) -> bool:
        known = {*COLUMNS, *DATES}
        return not any(self.asked.value(name) for name in self.asked.filters if name not in known)

    def _counted_one_by_one(self) -> dict[str | None, int]:
        each: Any = self.asked.qs.order_by().values("direction")[: MOST_COUNTED + 1]
        sql, given = each.query.get_compiler("public", elide_empty=False).as_sql()
        with connections["public"].cursor() as cursor:
            cursor.execute(f"SELECT direction, count(*) FROM ({sql}) d GROUP BY 1", given)  # noqa: S608
            return dict(cursor.fetchall())
