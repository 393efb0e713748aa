"""Counting and finding charge changes by what they have in common, so that no question takes long.

Changes alike in court, act, direction, instrument and levels are counted together
(`published_alike`). What a question's codes take in is added up there. Its page is read off the
list in its order for a while; where that does not fill it, the first change of each such row is
looked up by index.
"""

# Only names of ours are written into a statement; what was asked is bound.
# ruff: noqa: S608

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections

from cases.public.filters.cursors import Cursor
from cases.public.filters.moments import zones_of
from cases.public.search.paging import MOST_COUNTED

Params = dict[str, Any]
Codes = Mapping[str, list[str]]
# For each filter by code: its choices, and how many changes each takes in.
Counts = dict[str, dict[str | None, int]]

COLUMNS = {
    "direction": "direction",
    "kind": "kind",
    "instrument": "instrument",
    "court": "court",
    "county": "county",
    "state": "state",
    "from_level": "from_levels",
    "to_level": "to_levels",
}
SETS = ("from_level", "to_level")
# So many rows of the list are read for one page before it is sought row by row.
MOST_READ = 8_000
# So many changes are counted one by one; of more, a while of the list tells that they are many.
MOST_SOUGHT = 50_000


@dataclass(frozen=True)
class Span:
    """From when and until when a change was recorded, by each court's clock where no zone is
    given; and the days on which it may have taken effect."""

    courts: Iterable[Mapping[str, Any]]
    since: datetime | None = None
    until: datetime | None = None
    effective_after: date | None = None
    effective_before: date | None = None

    def __bool__(self) -> bool:
        return bool(self.since or self.until or self.effective_after or self.effective_before)

    def holds(self, params: Params) -> str:
        """What holds for a change `c` whose row of published_alike is `k`."""
        params |= {
            "effective_after": self.effective_after,
            "effective_before": self.effective_before,
        }
        said = "c.recorded_at BETWEEN k.since AND k.until"
        if self.effective_after:
            said += (
                " AND (c.effective_to >= %(effective_after)s"
                " OR (c.effective_to IS NULL AND c.effective_from IS NOT NULL))"
            )
        if self.effective_before:
            said += (
                " AND (c.effective_from <= %(effective_before)s"
                " OR (c.effective_from IS NULL AND c.effective_to IS NOT NULL))"
            )
        return said

    def columns(self, params: Params) -> str:
        """The two moments as columns beside a row of published_alike."""
        return ", ".join(
            f"{self._moment(name, moment, params)} AS {name}"
            for name, moment in (("since", self.since), ("until", self.until))
        )

    def widest(self, params: Params) -> str:
        """What holds for every change of the span, whatever its court."""
        said = ""
        for name, moment, sign, end in (
            ("since", self.since, ">=", min), ("until", self.until, "<=", max),
        ):  # fmt: skip
            if moment:
                zones = zones_of(self.courts) or {"UTC": []}
                params[f"widest_{name}"] = end(_in(zone, moment) for zone in zones)
                said += f" AND c.recorded_at {sign} %(widest_{name})s"
        return said

    def _moment(self, name: str, moment: datetime | None, params: Params) -> str:
        if not moment:
            return f"'{'-' if name == 'since' else ''}infinity'::timestamptz"
        said = "CASE"
        for n, (zone, courts) in enumerate(zones_of(self.courts).items()):
            params |= {f"{name}_{n}": _in(zone, moment), f"courts_{n}": courts}
            said += f" WHEN a.court = ANY (%(courts_{n})s) THEN %({name}_{n})s::timestamptz"
        return f"{said} END" if params.get(f"{name}_0") else "NULL::timestamptz"


def _in(zone: str, moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def counted(codes: Codes) -> Counts:
    """How many changes each choice of each filter takes in, to the last one; a filter in use is
    counted as if it were not, so that its other choices tell what they add."""
    params: Params = {}
    alone = [name for name in COLUMNS if codes.get(name) or name in SETS]
    together = [name for name in COLUMNS if name not in alone]
    parts = [_choices(name, codes, params) for name in alone]
    if together:
        columns = ", ".join(f"a.{COLUMNS[name]}" for name in together)
        sets = ", ".join(f"(a.{COLUMNS[name]})" for name in together)
        # Of the columns grouped by, the one that a row is about has no bit.
        bits = {name: (1 << len(together)) - 1 - (1 << n) for n, name in enumerate(together[::-1])}
        said = " ".join(f"WHEN {bit} THEN '{name}'" for name, bit in bits.items())
        parts.append(
            f"SELECT CASE grouping({columns}) {said} END, coalesce({columns}),"
            f" sum(a.changes)::bigint FROM published_alike a WHERE {_asked(codes, params)}"
            f" GROUP BY GROUPING SETS ({sets})"
        )
    counts: Counts = {name: {} for name in COLUMNS}
    for name, code, changes in rows(" UNION ALL ".join(parts), params):
        counts[name][code] = changes
    return counts


def _choices(name: str, codes: Codes, params: Params) -> str:
    asked = _asked({**codes, name: []}, params)
    if name in SETS:
        return (
            f"SELECT '{name}', code, sum(a.changes)::bigint FROM published_alike a,"
            f" unnest(a.{COLUMNS[name]}) code WHERE {asked} GROUP BY code"
        )
    return (
        f"SELECT '{name}', a.{COLUMNS[name]}, sum(a.changes)::bigint FROM published_alike a"
        f" WHERE {asked} GROUP BY 2"
    )


def counted_within(codes: Codes, span: Span) -> dict[str | None, int]:
    """The same within a span, counted until there are more than are counted."""
    params: Params = {"most": MOST_COUNTED + 1, "sought": MOST_SOUGHT}
    found = _rows_alike(codes, span, params, "direction, sum(a.changes) AS changes")
    few = "(SELECT sum(changes) FROM k) <= %(sought)s"
    holds = span.holds(params)
    return dict(
        rows(
            f"WITH k AS MATERIALIZED ({found}) SELECT direction, count(*) FROM ("
            f"(SELECT k.direction FROM k CROSS JOIN LATERAL (SELECT FROM published_change c"
            f" WHERE c.alike = k.alike AND {holds} OFFSET 0) c"
            f" WHERE {few} LIMIT %(most)s) UNION ALL"
            f" (SELECT k.direction FROM published_change c JOIN k ON k.alike = c.alike AND {holds}"
            f" WHERE NOT {few}{span.widest(params)} LIMIT %(most)s)) c GROUP BY direction",
            params,
        )
    )


def page_of(
    codes: Codes,
    span: Span,
    columns: tuple[str, ...],
    *,
    start: Cursor | None,
    down: bool,
    size: int,
) -> tuple[str, Params]:
    """The rows of one page and one more, beyond the cursor, as a query."""
    params: Params = {"page": size + 1, "read": MOST_READ}
    beyond = ""
    if start:
        params |= {"at": start.value, "key": start.key}
        beyond = f" AND (c.recorded_at, c.key) {'<' if down else '>'} (%(at)s, %(key)s)"
    way = "DESC" if down else "ASC"
    order = f"ORDER BY c.recorded_at {way}, c.key {way}"
    holds = span.holds(params)
    shown = ", ".join(f"c.{column}" for column in columns)
    first = (
        "SELECT c.recorded_at, c.key FROM published_change c WHERE c.alike = k.alike"
        f" AND {holds}{beyond} {order}"
    )
    return (
        f"WITH k AS MATERIALIZED ({_rows_alike(codes, span, params)}),"
        " near AS MATERIALIZED (SELECT c.recorded_at, c.key FROM (SELECT c.recorded_at, c.key,"
        f" c.alike, c.effective_from, c.effective_to FROM published_change c"
        f" WHERE true{span.widest(params)}{beyond} {order} LIMIT %(read)s) c"
        f" JOIN k ON k.alike = c.alike AND {holds} {order} LIMIT %(page)s),"
        " found AS (SELECT * FROM near WHERE (SELECT count(*) FROM near) = %(page)s UNION ALL"
        " SELECT * FROM (SELECT c.recorded_at, c.key FROM (SELECT k.* FROM k CROSS JOIN LATERAL"
        f" ({first} LIMIT 1) c {order} LIMIT %(page)s) k CROSS JOIN LATERAL"
        f" ({first} LIMIT %(page)s) c {order} LIMIT %(page)s) far"
        " WHERE (SELECT count(*) FROM near) < %(page)s)"
        f" SELECT {shown} FROM found f JOIN published_change c ON c.key = f.key {order}"
    ), params


def rows(sql: str, params: Params) -> list[tuple[Any, ...]]:
    with connections["public"].cursor() as cursor:
        cursor.execute(sql, params)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _rows_alike(codes: Codes, span: Span, params: Params, more: str = "") -> str:
    """The rows of published_alike that are asked for, each once, with the span at its court."""
    columns = f"a.alike, {span.columns(params)}" + (f", {more}" if more else "")
    group = "1, 2, 3" + (", 4" if more else "")
    return f"SELECT {columns} FROM published_alike a WHERE {_asked(codes, params)} GROUP BY {group}"


def _asked(codes: Codes, params: Params) -> str:
    said = ["true"]
    for name, wanted in codes.items():
        if wanted:
            params[name] = wanted
            compare = f"&& %({name})s" if name in SETS else f"= ANY (%({name})s)"
            said.append(f"a.{COLUMNS[name]} {compare}")
    return " AND ".join(said)
