"""The case list: counted, and begun, where its question allows it fastest."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import F

from cases.public import read
from cases.public.formats.listing import Listing
from cases.public.search import kinds, paging
from cases.public.search.besides import besides
from cases.public.search.codes import KINDS, Codes, Params
from cases.public.search.conditions import is_name
from cases.public.search.facets import Facets, facets_among, facets_of
from cases.public.search.kinds import Dates, Place, Rows
from cases.public.search.paging import Page, Total, page_from
from cases.public.search.postings import Named
from cases.public.search.statutes import keys_named

DATES = ("filed_after", "filed_before")
MORE_THAN_ALL = 1 << 40


@dataclass(frozen=True)
class CaseListing(Listing):
    """Cases, with the number beside every choice of every filter."""

    @cached_property
    def facets(self) -> Facets:
        """The total, and how many cases each choice would show."""
        if not (self._dates or self._searched):
            return facets_of(self._codes)
        return facets_among(*self._counted(), self._codes, planned=self._is_planned)

    @cached_property
    def total(self) -> Total:
        return self.facets.total

    def page(self, size: int | None = None) -> Page:
        if not self.total.count:
            return Page([], "", "")
        begin, before, after = self._begin, self.asked.before, self.asked.after
        if begin is None:
            return super().page(size)
        size, order = size or paging.PAGE, self.order
        place = Place(before or after, self.order.reverse == bool(before), size)
        if isinstance(begin, Named):
            order = replace(order, column="place")
            sql, params = begin.page_of(self._codes, self._dates, place)
        else:
            sql, params = kinds.page_of(begin, self._codes, self._dates, place, self.total.count)
        rows = read.rows(sql, params, planned=self._is_planned)
        return page_from(rows, order, size, after=after, before=before)

    def whole_sql(self) -> str:
        if not isinstance(self._begin, Named):
            return super().whole_sql()
        # As the pages have it, where what was found best comes first.
        every = Place(None, down=True, size=MORE_THAN_ALL)
        return read.composed(*self._begin.page_of(self._codes, self._dates, every))

    def _counted(self) -> tuple[str, Params]:
        """The codes of the cases asked for and how many are alike in them, as a query."""
        if self._begin is None:
            matches = read.sql_of(
                self.asked.qs.order_by().values(alike=F("kind"))[: paging.MOST_COUNTED + 1]
            )
            return kinds.by_codes(read.within(matches)), {}
        if isinstance(self._begin, Named):
            return self._begin.counted(self._codes, self._dates)
        return kinds.counted(self._begin, self._codes, self._dates)

    @property
    def _is_planned(self) -> bool:
        """Whether the queries read alike, whoever is looked for, and one plan is good for all: a
        statute is written into them, and a plan for any date is bad for most."""
        return isinstance(self._begin, Named) and not self._begin.besides

    @cached_property
    def _codes(self) -> Codes:
        asked = {name: self.asked.value(name) for name in KINDS.filters}
        return Codes(asked, self.asked.courts)

    @property
    def _dates(self) -> Dates:
        return Dates(*map(self.asked.value, DATES))

    @cached_property
    def _searched(self) -> set[str]:
        """Filters in use that no kind answers."""
        known = {*KINDS.filters, *DATES}
        return {name for name in self.asked.filters if self.asked.value(name)} - known

    @cached_property
    def _begin(self) -> Rows | Named | None:
        """Where the list begins: at the whole of it, or at what no kind answers; None where it
        asks for two such things that are not looked for together."""
        asked = {name: self.asked.value(name) for name in self._searched}
        if asked.keys() <= {"statute", "outcome"}:
            return _rows(**asked)
        named = asked.pop("name", "") or (is_name(asked.get("q", "1")) and asked.pop("q"))
        # Ranked by name, the list has one order only.
        if not named or self.order.reverse or "q" in asked:
            return None
        return Named(named, tuple(besides(**asked)))


def _rows(statute: str = "", outcome: str = "") -> Rows:
    """The rows of all cases, or of those with a charge under a statute, or that ended so."""
    ended = read.within(read.composed("%s::text", [outcome]))
    if not statute:
        word = f"SELECT {ended}"
        return (
            Rows("published_outcome", key="case_key", ordered=(), column="outcome", words=word)
            if outcome
            else Rows()
        )
    named = read.within(read.sql_of(keys_named(statute)))
    also = f" AND {ended} = ANY (c.outcomes)" if outcome else ""
    return Rows(
        "published_citation",
        key="case_key",
        ordered=(),
        column="statute_key",
        words=named,
        also=also,
    )
