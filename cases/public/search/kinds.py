"""Finding where the case list begins, so that no question takes long.

Where matches lie close, the list is read in its order for a while. Where they do not, or turn
out not to, the first case of each kind asked for is looked up by index, and the page is made
of the kinds whose first cases come first.
"""
# ruff: noqa: S608 - what is put together is our own names; what was typed goes as parameters

from dataclasses import dataclass
from datetime import date

from cases.public.filters.cursors import Cursor
from cases.public.search.facets import Codes, Facets, Params, kinds_asked

# So many rows of the list are read for one page before it is sought kind by kind.
MOST_READ = 8_000


@dataclass(frozen=True)
class Dates:
    """Filing dates asked for; a case without one answers to neither bound."""

    since: date | None = None
    until: date | None = None

    def condition(self, params: Params, table: str = "c") -> str:
        params |= {"since": self.since, "until": self.until}
        day = f"{table}.filed_order"
        since = f" AND {day} >= %(since)s" if self.since else ""
        until = f" AND {day} <= %(until)s AND {day} > '0001-01-01'" if self.until else ""
        return since + until


def matching(codes: Codes, dates: Dates) -> tuple[str, Params]:
    """The kind of every case of these codes and dates, as a query."""
    params: Params = {}
    dated = dates.condition(params)
    if not any(codes.values()):
        return f"SELECT c.kind FROM published_case c WHERE true{dated}", params
    return (
        f"SELECT c.kind FROM ({_kinds(codes, params)}) k CROSS JOIN LATERAL ("
        f"SELECT c.kind FROM published_case c WHERE c.kind = k.kind{dated} OFFSET 0) c"
    ), params


def page_of(
    codes: Codes, dates: Dates, facets: Facets, *, start: Cursor | None, down: bool, size: int
) -> tuple[str, Params]:
    """The rows of one page and one more, beyond the cursor, as a query."""
    params: Params = {"page": size + 1, "read": MOST_READ}
    beyond = dates.condition(params)
    if start:
        params |= {"day": start.value, "key": start.key}
        beyond += f" AND (c.filed_order, c.key) {'<' if down else '>'} (%(day)s, %(key)s)"
    way = "DESC" if down else "ASC"
    order = f"ORDER BY c.filed_order {way}, c.key {way}"
    in_order = f"SELECT c.* FROM published_case c WHERE true{beyond} {order}"
    if not any(codes.values()):
        return f"{in_order} LIMIT %(page)s", params
    by_kind = _by_kind(_kinds(codes, params), beyond, order)
    if facets.total.count * MOST_READ < 4 * size * facets.about:
        return f"SELECT c.* FROM ({by_kind}) f JOIN published_case c USING (key) {order}", params
    return (
        f"WITH near AS MATERIALIZED (SELECT c.filed_order, c.key FROM ({in_order} LIMIT %(read)s) c"
        f" WHERE {kinds_asked(codes, params, table='c')} {order} LIMIT %(page)s),"
        " found AS (SELECT * FROM near WHERE (SELECT count(*) FROM near) = %(page)s"
        f" UNION ALL SELECT * FROM ({by_kind}) far WHERE (SELECT count(*) FROM near) < %(page)s)"
        f" SELECT c.* FROM found f JOIN published_case c USING (key) {order}"
    ), params


def _kinds(codes: Codes, params: Params) -> str:
    return f"SELECT DISTINCT k.kind FROM published_kind k WHERE {kinds_asked(codes, params)}"


def _by_kind(kinds: str, beyond: str, order: str) -> str:
    """Only kinds whose first case is among the first of all can have a case on the page."""
    first = (
        "SELECT c.filed_order, c.key, c.kind FROM published_case c"
        f" WHERE c.kind = k.kind{beyond} {order}"
    )
    return (
        f"SELECT c.filed_order, c.key FROM (SELECT c.kind FROM ({kinds}) k"
        f" CROSS JOIN LATERAL ({first} LIMIT 1) c {order} LIMIT %(page)s) k"
        f" CROSS JOIN LATERAL ({first} LIMIT %(page)s) c {order} LIMIT %(page)s"
    )
