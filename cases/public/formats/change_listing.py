"""The change desk: counted direction by direction, and begun where its matches are."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cases.kinds.charges import DIRECTIONS
from cases.public import read
from cases.public.filters.changes import ChangeFilter
from cases.public.formats.listing import Listing
from cases.public.search import kinds, paging
from cases.public.search.codes import ALIKE, Codes, Params
from cases.public.search.facets import Facets, facets_among, facets_of
from cases.public.search.kinds import CHANGES, Place
from cases.public.search.paging import Page, Total, page_from
from cases.public.search.spans import Span

# Changes with one side alone have no direction.
DIRECTED = [*DIRECTIONS.codes(), None]
CHARGES = ("before", "after")
STATUTES = ("from_statute", "to_statute")
EFFECTIVE = ("effective_after", "effective_before")
DATES = ("recorded_after", "recorded_before", *EFFECTIVE)


@dataclass(frozen=True)
class ChangeListing(Listing):
    """Charge changes, with how many there are of each direction."""

    asked: ChangeFilter

    @cached_property
    def facets(self) -> Facets:
        """The total, and how many changes each choice of each filter takes in."""
        if not self._asks_codes_alone:
            matches = self.asked.qs.order_by().values("alike")[: paging.MOST_COUNTED + 1]
            counting = kinds.by_codes(read.within(read.sql_of(matches)), ALIKE)
            return facets_among(counting, {}, self._codes)
        if self._span:
            counting, params = kinds.counted(CHANGES, self._codes, self._span)
            return facets_among(counting, params, self._codes)
        return facets_of(self._codes)

    @cached_property
    def directions(self) -> dict[str | None, Total]:
        """How many changes there are of each direction: exactly of a question in codes alone,
        whichever of them it asks for; else of those it asks for, until they are many."""
        is_exact = self.facets.total.is_exact
        return {
            code or None: Total(min(number, paging.MOST_COUNTED), is_exact)
            for code, number in self.facets.counts["direction"].items()
        }

    @cached_property
    def total(self) -> Total:
        return self.facets.total

    def page(self, size: int | None = None) -> Page:
        if not self.total.count:
            return Page([], "", "")
        if not (self._asks_codes_alone or self._asks_statute_and_days):
            return super().page(size)
        before, after = self.asked.before, self.asked.after
        size = size or paging.PAGE
        place = Place(before or after, not before, size)
        rows = [self._row(row) for row in read.rows(*self._begun(place))]
        return page_from(rows, self.order, size, after=after, before=before)

    def _begun(self, place: Place) -> tuple[str, Params]:
        shown = ", ".join(f"c.{column}" for column in self.fields)
        if self._asks_codes_alone:
            total = self.total.count
            return kinds.page_of(CHANGES, self._codes, self._span, place, total, shown=shown)
        matches = read.sql_of(self.asked.qs.order_by().values("key", ALIKE.place))
        return kinds.page_among(read.within(matches), ALIKE, place, shown=shown)

    def _row(self, row: dict[str, Any]) -> dict[str, Any]:
        return row | {name: json.loads(row[name]) for name in CHARGES}

    @cached_property
    def _codes(self) -> Codes:
        asked = {name: self.asked.value(name) for name in ALIKE.filters}
        return Codes(asked, self.asked.courts, ALIKE)

    @property
    def _span(self) -> Span:
        return Span(self.asked.courts, *map(self.asked.value, DATES))

    @property
    def _asks_statute_and_days(self) -> bool:
        """The list is in the order of recording: how early changes took effect bounds nothing in
        it, and what a statute names may all lie at its far end."""
        return all(any(map(self.asked.value, names)) for names in (STATUTES, EFFECTIVE))

    @property
    def _asks_codes_alone(self) -> bool:
        known = {*ALIKE.filters, *DATES}
        return not any(self.asked.value(name) for name in self.asked.filters if name not in known)
