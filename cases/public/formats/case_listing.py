"""The case list: counted, and begun, where its question allows it fastest."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from cases.public import read
from cases.public.formats.listing import Listing
from cases.public.search import kinds, paging
from cases.public.search.conditions import is_name
from cases.public.search.facets import COLUMNS, Codes, Facets, facets_among, facets_of
from cases.public.search.paging import Page, Total, page_from
from cases.public.search.postings import Named, Postings
from cases.public.search.statutes import statutes_named

DATES = ("filed_after", "filed_before")
MORE_THAN_ALL = 1 << 40


@dataclass(frozen=True)
class CaseListing(Listing):
    """Cases, with the number beside every choice of every filter."""

    @cached_property
    def facets(self) -> Facets:
        """The total, and how many cases each choice would show."""
        if self._begin:
            return facets_among(*self._begin.matching(self._codes, self._dates))
        if self._searched:
            return facets_among(_within(read.sql_of(self.asked.qs.order_by().values("kind"))), {})
        if any(map(self.asked.value, DATES)):
            return facets_among(*kinds.matching(self._codes, self._dates))
        return facets_of(self._codes)

    @cached_property
    def total(self) -> Total:
        return self.facets.total

    def page(self, size: int | None = None) -> Page:
        if not self.total.count:
            return Page([], "", "")
        if self._searched and not self._begin:
            return super().page(size)
        order = self.order
        before, after, size = self.asked.before, self.asked.after, size or paging.PAGE
        where: Mapping[str, Any] = {
            "start": before or after,
            "down": self.order.reverse == bool(before),
            "size": size,
        }
        if self._begin:
            order = replace(order, column=self._begin.order)
            sql, params = self._begin.page_of(self._codes, self._dates, **where)
        else:
            sql, params = kinds.page_of(self._codes, self._dates, self.facets, **where)
        return page_from(read.rows(sql, params), order, size, after=after, before=before)

    def whole_sql(self) -> str:
        if not isinstance(self._begin, Named):
            return super().whole_sql()
        # As the pages have it, where what was found best comes first.
        every = self._begin.page_of(
            self._codes, self._dates, start=None, down=True, size=MORE_THAN_ALL
        )
        return read.composed(*every)

    @property
    def _codes(self) -> Codes:
        return {name: self.asked.value(name) for name in COLUMNS}

    @property
    def _dates(self) -> kinds.Dates:
        return kinds.Dates(*map(self.asked.value, DATES))

    @cached_property
    def _searched(self) -> set[str]:
        """Filters in use that no kind answers."""
        known = {*COLUMNS, *DATES}
        return {name for name in self.asked.filters if self.asked.value(name)} - known

    @cached_property
    def _begin(self) -> Postings | Named | None:
        """Where the list begins if it asks for one thing that no kind answers; None where it
        asks for nothing of that sort, or for two at once."""
        if len(self._searched) != 1:
            return None
        (name,) = self._searched
        asked = self.asked.value(name)
        if name == "statute":
            named = statutes_named(asked).values("statute_key").distinct()
            return Postings("published_citation", "statute_key", _within(read.sql_of(named)))
        if name == "outcome":
            return Postings(
                "published_outcome",
                "outcome",
                _within(read.composed("SELECT %s::varchar", [asked])),
            )
        # Ranked by name, the list has one order only.
        if not self.order.reverse and (name == "name" or (name == "q" and is_name(asked))):
            return Named(asked)
        return None


def _within(sql: str) -> str:
    """A query with its values in it, to stand inside another that has values by name."""
    return sql.replace("%", "%%")
