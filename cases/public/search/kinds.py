"""Counting a list, and finding where a page of it begins, so that no question takes long.

Rows are read in the order of the list for a while, each looked up by what it is alike with, and
those asked for are kept. Where that does not fill a page, the first row of each sort asked for is
looked up by index, and the page is made of the sorts whose first rows come first. Both are
bounded: the one by how much is read, the other by how many sorts there are.
"""
# ruff: noqa: S608 - what is put together is our own names; what was typed goes as parameters

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from cases.public.filters.cursors import Cursor
from cases.public.search import paging
from cases.public.search.codes import ALIKE, KINDS, Codes, Params, Tally

# So many rows of the list are read for one page before it is sought sort by sort.
MOST_READ = 2_000
# From so many lists in order one is merged.
MOST_ORDERS = 4
# So many rows are read for a total before they are counted sort by sort; where there are few
# sorts, none.
MOST_SEEN = 20_000
FEW_SORTS = 2_000


class When(Protocol):
    """From when and until when the rows asked for are."""

    def condition(self, params: Params) -> str:
        """What holds for a row `c`; it bounds the index that the list is read by."""

    def exactly(self, params: Params, place: str, court: str) -> str:
        """What else holds for a row, with the place and the court it has."""


@dataclass(frozen=True)
class Dates:
    """Filing dates asked for; a case without one answers to neither bound."""

    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return bool(self.since or self.until)

    def condition(self, params: Params, table: str = "c") -> str:
        params |= {"since": self.since, "until": self.until}
        day = f"{table}.filed_order"
        since = f" AND {day} >= %(since)s" if self.since else ""
        until = f" AND {day} <= %(until)s AND {day} > '0001-01-01'" if self.until else ""
        return since + until

    def exactly(self, params: Params, place: str, court: str) -> str:
        return ""


@dataclass(frozen=True)
class Place:
    """Where in the list a page begins, which way it is read, and how many rows it shows."""

    start: Cursor | None
    down: bool
    size: int

    @property
    def page(self) -> int:
        """The rows shown and one more, which tells whether there are more."""
        return self.size + 1

    def condition(self, params: Params, column: str, key: str) -> str:
        if not self.start:
            return ""
        params |= {"day": self.start.value, "key": self.start.key}
        return f" AND (c.{column}, c.{key}) {'<' if self.down else '>'} (%(day)s, %(key)s)"

    def order(self, column: str = "place", key: str = "key") -> str:
        way = "DESC" if self.down else "ASC"
        return f"ORDER BY c.{column} {way}, c.{key} {way}"


@dataclass(frozen=True)
class Rows:
    """A table with rows in the order of its list, each with what it is alike with: one for each
    row of the list, or one for each of its words, of which some are looked for."""

    table: str = "published_case"
    key: str = "key"
    tally: Tally = KINDS
    # Within each value of these filters the rows are in the order of the list too.
    ordered: tuple[str, ...] = ("court", "status", "level")
    # More columns that a condition asks about.
    more: str = ""
    column: str = ""
    words: str = ""
    # What else holds for a row `c` that is looked for.
    also: str = ""

    def read(self, codes: Codes, holds: str, place: Place, limit: int) -> str:
        """So many rows of every word, and no more than so many in all, each once."""
        order = place.order(self.tally.place, self.key)
        if not self.words:
            return self._merged(*self._nearest(codes), holds, order, place.order(), limit)
        return (
            f"SELECT DISTINCT c.* FROM ({self.words}) w (word) CROSS JOIN LATERAL ("
            f"SELECT {self._columns} FROM {self.table} c"
            f" WHERE c.{self.column} = w.word{self.also}{holds} {order} LIMIT {limit}) c"
            f" {place.order()} LIMIT {limit}"
        )

    def sorts(self, asked: str, looked_up: str) -> str:
        """Every sort asked for, beside every word."""
        word = f", w.word FROM ({self.words}) w (word), " if self.words else " FROM "
        sort = f"k.{self.tally.alike} AS alike" + (", k.court" if looked_up else "")
        return f"SELECT DISTINCT {sort}{word}{self.tally.table} k WHERE {asked}"

    def of_sort(self, holds: str) -> str:
        """The rows of a sort `k`, and of its word."""
        word = f" AND c.{self.column} = k.word{self.also}" if self.words else ""
        return (
            f"SELECT {self._columns} FROM {self.table} c"
            f" WHERE c.{self.tally.alike} = k.alike{word}{holds}"
        )

    def limit(self, number: int) -> str:
        """So many are surely among so many rows: each may stand under every word."""
        each = f" * (SELECT count(*) FROM ({self.words}) w)" if self.words else ""
        return f"{number}{each}"

    @property
    def _columns(self) -> str:
        tally = self.tally
        own = f"c.{tally.place} AS place, c.{self.key} AS key, c.{tally.alike} AS alike"
        return own + self.more

    def _nearest(self, codes: Codes) -> tuple[str, int]:
        """The filter, and how many of its values, within which those asked for lie closest."""
        for name in self.ordered:
            if 0 < len(codes.wanted.get(name, ())) <= MOST_ORDERS:
                return name, len(codes.wanted[name])
        return "", 0

    def _merged(
        self, name: str, values: int, holds: str, inner: str, outer: str, limit: int
    ) -> str:
        each = f"SELECT {self._columns} FROM {self.table} c WHERE"
        if not name:
            return f"{each} true{holds} {inner} LIMIT {limit}"
        # Each with a limit of its own, or the database would not see that it is in order.
        parts = [
            f"({each} c.{self.tally.columns[name]} = (%({name}s)s::text[])[{n}]{holds}"
            f" {inner} LIMIT {limit})"
            for n in range(1, values + 1)
        ]
        return f"SELECT c.* FROM ({' UNION ALL '.join(parts)}) c {outer} LIMIT {limit}"


def counted(rows: Rows, codes: Codes, when: When) -> tuple[str, Params]:
    """The codes of the rows asked for and how many are alike in them, as a query; more than are
    counted one by one where they are more."""
    params: Params = {}
    most = paging.MOST_COUNTED + 1
    holds, asked = when.condition(params), codes.condition(params, "k")
    in_row = when.exactly(params, f"c.{rows.tally.place}", "c.court")
    newest = Place(None, down=True, size=0)
    if not codes:
        return by_codes(rows.read(codes, holds + in_row, newest, most), rows.tally), params
    looked_up = when.exactly(params, "c.place", "k.court")
    found = (
        f"SELECT c.* FROM ({rows.sorts(asked, looked_up)}) k CROSS JOIN LATERAL"
        f" ({rows.of_sort(holds)} OFFSET 0) c WHERE true{looked_up} LIMIT {rows.limit(most)}"
    )
    once = f"SELECT DISTINCT c.key, c.alike FROM ({found}) c" if rows.words else found
    near = by_codes("SELECT c.alike FROM read c", rows.tally)
    if looked_up:
        near = by_codes(
            f"SELECT c.alike FROM read c CROSS JOIN LATERAL ({rows.tally.of('c')}) k"
            f" WHERE {asked}{looked_up}",
            rows.tally,
        )
    return (
        f"WITH few AS MATERIALIZED (SELECT count(*) <= {FEW_SORTS} AS are FROM"
        f" ({rows.sorts(asked, '')} LIMIT {FEW_SORTS} + 1) k),"
        f" read AS MATERIALIZED ({rows.read(codes, holds, newest, MOST_SEEN + 1)}),"
        " whole AS MATERIALIZED (SELECT CASE WHEN (SELECT are FROM few) THEN false"
        f" ELSE (SELECT count(*) <= {MOST_SEEN} FROM read) END AS is_read)"
        f" {near} WHERE {asked} AND (SELECT is_read FROM whole) UNION ALL"
        f" {by_codes(once, rows.tally)} WHERE NOT (SELECT is_read FROM whole)"
    ), params


def by_codes(rows: str, tally: Tally = KINDS) -> str:
    """Of rows that a query gives what they are alike with: their codes, and how many are alike."""
    columns = ", ".join(f"k.{column}" for column in tally.columns.values())
    return (
        f"SELECT {columns}, m.number FROM (SELECT m.alike, count(*) AS number FROM ({rows}) m"
        f" GROUP BY m.alike) m CROSS JOIN LATERAL ({tally.of('m')}) k"
    )


def page_of(
    rows: Rows, codes: Codes, when: When, place: Place, total: int, *, shown: str = "c.*"
) -> tuple[str, Params]:
    """What a page and one row more show of the list, as a query; so many are asked for, or more."""
    found, params = _found(rows, codes, when, place, total)
    return _shown(found, rows.tally, place, shown), params


def page_among(matches: str, tally: Tally, place: Place, *, shown: str) -> tuple[str, Params]:
    """The same page of rows that a query gives by their place and key, all of which are gathered
    first: where they are in the list, nothing that is asked tells."""
    params: Params = {}
    found = (
        f"WITH m AS MATERIALIZED ({matches}) SELECT c.key FROM m c WHERE true"
        f"{place.condition(params, tally.place, 'key')} {place.order(tally.place)}"
        f" LIMIT {place.page}"
    )
    return _shown(found, tally, place, shown), params


def _shown(found: str, tally: Tally, place: Place, shown: str) -> str:
    """What the list shows of the rows whose keys were found."""
    listed = f"JOIN {tally.listed} c ON c.key = f.key {place.order(tally.place)}"
    return f"SELECT {shown} FROM ({found}) f {listed}"


def _found(rows: Rows, codes: Codes, when: When, place: Place, total: int) -> tuple[str, Params]:
    """The place and key of those rows. Few are of few sorts."""
    # Where many are asked for, many sorts are: more is read before they are gone through.
    params: Params = {}
    most = MOST_READ if total <= paging.FEW else 4 * MOST_READ
    beyond = when.condition(params) + place.condition(params, rows.tally.place, rows.key)
    asked, order = codes.condition(params, "k"), place.order()
    if not codes:
        in_row = when.exactly(params, f"c.{rows.tally.place}", "c.court")
        return rows.read(codes, beyond + in_row, place, place.page), params
    looked_up = when.exactly(params, "c.place", "k.court")
    by_sort = _by_sort(rows, asked, beyond, looked_up, place)
    if total <= paging.FEW and not (when or rows.words):
        return by_sort, params
    return (
        f"WITH read AS MATERIALIZED ({rows.read(codes, beyond, place, most)}),"
        " near AS MATERIALIZED (SELECT c.place, c.key FROM read c CROSS JOIN LATERAL"
        f" ({rows.tally.of('c')}) k WHERE {asked}{looked_up} {order} LIMIT {place.page}),"
        f" enough AS MATERIALIZED (SELECT (SELECT count(*) FROM near) = {place.page}"
        f" OR (SELECT count(*) FROM read) < {most} AS is_so)"
        " SELECT * FROM near WHERE (SELECT is_so FROM enough) UNION ALL"
        f" SELECT * FROM ({by_sort}) far WHERE NOT (SELECT is_so FROM enough)"
    ), params


def _by_sort(rows: Rows, asked: str, beyond: str, looked_up: str, place: Place) -> str:
    """Only sorts whose first row is among the first of all can have a row on the page."""
    order = place.order()
    first = f"SELECT c.* FROM ({rows.of_sort(beyond)}) c WHERE true{looked_up} {order} LIMIT"
    return (
        f"SELECT DISTINCT c.place, c.key FROM (SELECT k.* FROM ({rows.sorts(asked, looked_up)}) k"
        f" CROSS JOIN LATERAL ({first} 1) c {order} LIMIT {rows.limit(place.page)}) k"
        f" CROSS JOIN LATERAL ({first} {place.page}) c {order} LIMIT {place.page}"
    )


CHANGES = Rows(
    "published_change",
    tally=ALIKE,
    ordered=("court",),
    more=", c.effective_from, c.effective_to",
)
