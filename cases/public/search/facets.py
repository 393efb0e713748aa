"""How many rows each choice of each filter would show, and how many there are in all.

Cases alike in court, type, status, level and directions are counted together (`published_kind`),
charge changes alike in their codes too (`published_alike`). There are a few ten thousand of such
rows, however many cases there are: adding up those that a question takes in gives its exact
total, and the number beside every choice, in one query.
"""
# ruff: noqa: S608 - what is put together is our own names; what was typed goes as parameters

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

from cases.public.search import paging
from cases.public.search.codes import Codes, Params, Tally
from cases.public.search.paging import Total


@dataclass(frozen=True)
class Facets:
    """The total; for each filter, its choices and their number. Where the total is not exact,
    no number is: there are at least so many."""

    total: Total
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def facets_of(codes: Codes) -> Facets:
    """Of a question that asks for codes alone.

    A filter in use is counted as if it were not, so that its other choices tell what they add.
    """
    params: Params = {}
    tally = codes.tally
    source = f"(SELECT k.*, k.{tally.number} AS number FROM {tally.table} k) k"
    # Where nothing is asked for, each choice is read off an index of its own.
    alone = codes.in_use or [*tally.columns]
    parts = [
        f"SELECT '{name}', {_code(tally, name)}, number FROM (SELECT k.{tally.columns[name]},"
        f" sum(k.number)::bigint AS number FROM {source}"
        f" WHERE {codes.without(name).condition(params, 'k')} GROUP BY 1) k"
        for name in alone
    ]
    if codes.in_use:
        asked = codes.condition(params, "k")
        parts.append(_sets(f"{source} WHERE {asked}", tally, codes.in_use))
    found = _read(parts, params, tally)
    free = next((name for name in tally.columns if name not in codes.in_use), "")
    return Facets(Total(sum(found[free].values()), is_exact=True), _told(found, codes))


def facets_among(matches: str, params: Params, codes: Codes, *, planned: bool = False) -> Facets:
    """Of whatever rows of codes, with a number, a query gives."""
    found = _read([_sets(f"({matches}) k", codes.tally, [])], params, codes.tally, planned=planned)
    total, most = sum(found["court"].values()), paging.MOST_COUNTED
    return Facets(Total(min(total, most), is_exact=total <= most), _told(found, codes))


def _sets(source: str, tally: Tally, without: list[str]) -> str:
    """Each choice of the filters that are not in use; or the total, under an empty name."""
    names = [name for name in tally.columns if name not in without]
    if not names:
        return f"SELECT '', '', coalesce(sum(k.number), 0)::bigint FROM {source}"
    columns = ", ".join(f"k.{tally.columns[name]}" for name in names)
    # Of the columns grouped by, the one that a row is about has no bit.
    places = {name: (1 << len(names)) - 1 - (1 << at) for at, name in enumerate(reversed(names))}
    told = " ".join(f"WHEN {place} THEN '{name}'" for name, place in places.items())
    sets = ", ".join(f"(k.{tally.columns[name]})" for name in names)
    code = ", ".join(_code(tally, name) for name in names)
    return (
        f"SELECT CASE grouping({columns}) {told} END, coalesce({code}), sum(k.number)::bigint"
        f" FROM {source} GROUP BY GROUPING SETS ({sets})"
    )


def _code(tally: Tally, name: str) -> str:
    column = f"k.{tally.columns[name]}"
    return f"array_to_string({column}, ',')" if name in tally.several else column


def _read(
    parts: list[str], params: Params, tally: Tally, *, planned: bool = False
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {name: {} for name in ("", *tally.columns)}
    public: Any = connections["public"]
    with public.planned_cursor() if planned else public.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for name, code, number in cursor.fetchall():
            found[name][code] = number
    return found


def _told(found: Mapping[str, Mapping[str, int]], codes: Codes) -> dict[str, Mapping[str, int]]:
    """The choices of each filter. A column of several codes may hold none."""
    counts: dict[str, Mapping[str, int]] = {name: found[name] for name in codes.tally.columns}
    counts |= codes.places(found["court"])
    for name in codes.tally.several:
        each = Counter[str]()
        for several, number in found[name].items():
            each.update(dict.fromkeys(filter(None, several.split(",")), number))
        counts[name] = each
    return counts
