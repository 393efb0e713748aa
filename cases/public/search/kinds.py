"""Counting the case list, and finding where a page of it begins, so that no question takes long.

Rows are read in the order of the list for a while, each looked up by its kind, and those asked
for are kept. Where that does not fill a page, the first case of each kind asked for is looked up
by index, and the page is made of the kinds whose first cases come first. Both are bounded: the
one by how much is read, the other by how many kinds there are.
"""
# ruff: noqa: S608 - what is put together is our own names; what was typed goes as parameters

from dataclasses import dataclass
from datetime import date

from cases.public.filters.cursors import Cursor
from cases.public.search import paging
from cases.public.search.codes import COLUMNS, Codes, Params

# So many rows of the list are read for one page before it is sought kind by kind.
MOST_READ = 2_000
# From so many lists in order one is merged.
MOST_ORDERS = 4
# So many rows are read for a total before they are counted kind by kind.
MOST_SEEN = 20_000
OF_KIND = "SELECT k.* FROM published_kind k WHERE k.kind = {}.kind LIMIT 1"


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


@dataclass(frozen=True)
class Place:
    """Where in the list a page begins, which way it is read, and how many rows it shows."""

    start: Cursor | None
    down: bool
    size: int

    def condition(self, params: Params, key: str) -> str:
        params["page"] = self.size + 1
        if not self.start:
            return ""
        params |= {"day": self.start.value, "key": self.start.key}
        return f" AND (c.filed_order, c.{key}) {'<' if self.down else '>'} (%(day)s, %(key)s)"

    def order(self, key: str = "key") -> str:
        way = "DESC" if self.down else "ASC"
        return f"ORDER BY c.filed_order {way}, c.{key} {way}"


@dataclass(frozen=True)
class Rows:
    """A table with rows in the order of the list, each with the kind of its case: one for each
    case, or one for each of a case's words, of which some are looked for."""

    table: str = "published_case"
    key: str = "key"
    column: str = ""
    words: str = ""
    # What else holds for a row `c` that is looked for.
    also: str = ""

    def read(self, codes: Codes, holds: str, order: str, limit: str) -> str:
        """So many rows of every word, and no more than so many in all, each case once."""
        if not self.words:
            return self._merged(*self._nearest(codes), holds, order, limit)
        return (
            f"SELECT DISTINCT c.filed_order, c.key, c.kind FROM ({self.words}) w (word)"
            f" CROSS JOIN LATERAL (SELECT c.filed_order, c.{self.key} AS key, c.kind"
            f" FROM {self.table} c WHERE c.{self.column} = w.word{self.also}{holds}"
            f" {order.replace('c.key', f'c.{self.key}')} LIMIT {limit}) c {order} LIMIT {limit}"
        )

    def kinds(self, asked: str) -> str:
        """Every kind asked for, beside every word."""
        word = f", w.word FROM ({self.words}) w (word), " if self.words else " FROM "
        return f"SELECT DISTINCT k.kind{word}published_kind k WHERE {asked}"

    def of_kind(self, holds: str) -> str:
        """The rows of a kind `k`, and of its word."""
        word = f" AND c.{self.column} = k.word{self.also}" if self.words else ""
        return (
            f"SELECT c.filed_order, c.{self.key} AS key, c.kind FROM {self.table} c"
            f" WHERE c.kind = k.kind{word}{holds}"
        )

    def limit(self, name: str) -> str:
        """So many cases are surely among so many rows: a case may stand under every word."""
        return f"%({name})s" + (f" * (SELECT count(*) FROM ({self.words}) w)" if self.words else "")

    def _nearest(self, codes: Codes) -> tuple[str, int]:
        """The column, and how many of its values, within which those asked for lie closest: all
        cases are also in the order of the list within their court, status and level."""
        for name in ("court", "status", "level"):
            if 0 < len(codes.wanted.get(name, ())) <= MOST_ORDERS:
                return name, len(codes.wanted[name])
        return "", 0

    def _merged(self, name: str, values: int, holds: str, order: str, limit: str) -> str:
        each = f"SELECT c.filed_order, c.key, c.kind FROM {self.table} c WHERE "
        parts = [
            f"{each} c.{COLUMNS[name]} = (%({name}s)s::text[])[{n}]{holds}"
            for n in range(1, values + 1)
        ] or [f"{each} true{holds}"]
        return f"SELECT c.* FROM ({' UNION ALL '.join(parts)}) c {order} LIMIT {limit}"


def counted(rows: Rows, codes: Codes, dates: Dates) -> tuple[str, Params]:
    """The codes of the cases asked for and how many are alike in them, as a query; more than are
    counted one by one where they are more."""
    params: Params = {"seen": MOST_SEEN, "most": paging.MOST_COUNTED + 1}
    holds, asked = dates.condition(params), codes.condition(params, "k")
    newest = Place(None, down=True, size=0).order()
    if not codes:
        return by_codes(rows.read(codes, holds, newest, "%(most)s")), params
    read = rows.read(codes, holds, newest, "%(seen)s + 1")
    near = by_codes("SELECT c.kind FROM read c")
    found = (
        f"SELECT c.* FROM ({rows.kinds(asked)}) k CROSS JOIN LATERAL"
        f" ({rows.of_kind(holds)} OFFSET 0) c LIMIT {rows.limit('most')}"
    )
    once = f"SELECT DISTINCT c.key, c.kind FROM ({found}) c" if rows.words else found
    return (
        f"WITH read AS MATERIALIZED ({read}),"
        f" whole AS MATERIALIZED (SELECT count(*) <= %(seen)s AS is_read FROM read)"
        f" {near} WHERE {asked} AND (SELECT is_read FROM whole) UNION ALL"
        f" {by_codes(once)} WHERE NOT (SELECT is_read FROM whole)"
    ), params


def by_codes(cases: str) -> str:
    """Of cases that a query gives the kind of: their codes, and how many are alike in them."""
    columns = ", ".join(f"k.{column}" for column in COLUMNS.values())
    return (
        f"SELECT {columns}, m.cases FROM (SELECT m.kind, count(*) AS cases FROM ({cases}) m"
        f" GROUP BY m.kind) m CROSS JOIN LATERAL ({OF_KIND.format('m')}) k"
    )


def page_of(
    rows: Rows, codes: Codes, dates: Dates, place: Place, *, are_few: bool
) -> tuple[str, Params]:
    """The cases of one page and one more, as a query. Few are of few kinds."""
    params: Params = {"read": MOST_READ}
    beyond = dates.condition(params) + place.condition(params, rows.key)
    asked, order = codes.condition(params, "k"), place.order()
    shown = f"JOIN published_case c ON c.key = f.key {order}"
    if not codes:
        return f"SELECT c.* FROM ({rows.read(codes, beyond, order, '%(page)s')}) f {shown}", params
    by_kind = _by_kind(rows, asked, beyond, place)
    if are_few and not (dates or rows.words):
        return f"SELECT c.* FROM ({by_kind}) f {shown}", params
    read = rows.read(codes, beyond, order, "%(read)s")
    return (
        f"WITH read AS MATERIALIZED ({read}),"
        " near AS MATERIALIZED (SELECT c.filed_order, c.key FROM read c CROSS JOIN LATERAL"
        f" ({OF_KIND.format('c')}) k WHERE {asked}"
        f" {order} LIMIT %(page)s),"
        " enough AS MATERIALIZED (SELECT (SELECT count(*) FROM near) = %(page)s"
        " OR (SELECT count(*) FROM read) < %(read)s AS is_so),"
        " found AS (SELECT * FROM near WHERE (SELECT is_so FROM enough) UNION ALL"
        f" SELECT * FROM ({by_kind}) far"
        " WHERE NOT (SELECT is_so FROM enough))"
        f" SELECT c.* FROM found f {shown}"
    ), params


def _by_kind(rows: Rows, asked: str, beyond: str, place: Place) -> str:
    """Only kinds whose first case is among the first of all can have a case on the page."""
    order = place.order()
    first = rows.of_kind(beyond) + " " + place.order(rows.key)
    return (
        f"SELECT DISTINCT c.filed_order, c.key FROM (SELECT k.* FROM ({rows.kinds(asked)}) k"
        f" CROSS JOIN LATERAL ({first} LIMIT 1) c {order} LIMIT {rows.limit('page')}) k"
        f" CROSS JOIN LATERAL ({first} LIMIT %(page)s) c {order} LIMIT %(page)s"
    )
