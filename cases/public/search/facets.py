"""How many cases each choice of each filter would show, and how many there are in all.

Cases alike in court, type, status, level and directions are of one kind (`published_kind`).
There are a few ten thousand kinds, however many cases there are: adding up those that a
question takes in gives its exact total, and the number beside every choice, in one query.
"""
# ruff: noqa: S608 - what is put together is our own names; what was typed goes as parameters

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connections

from cases.public.search import paging
from cases.public.search.codes import COLUMNS, Codes, Params
from cases.public.search.paging import Total

CODE = {name: f"k.{column}" for name, column in COLUMNS.items()}
CODE["change"] = "array_to_string(k.directions, ',')"


@dataclass(frozen=True)
class Facets:
    """The exact total where that is cheap; for each filter, its choices and their cases."""

    total: Total
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def facets_of(codes: Codes) -> Facets:
    """Of a question that asks for codes alone.

    A filter in use is counted as if it were not, so that its other choices tell what they add.
    """
    params: Params = {}
    parts = [_sets(f"published_kind k WHERE {codes.condition(params, 'k')}", codes.in_use)]
    parts += [
        f"SELECT '{name}', {CODE[name]}, sum(k.cases)::bigint FROM published_kind k"
        f" WHERE {codes.without(name).condition(params, 'k')} GROUP BY 2"
        for name in codes.in_use
    ]
    found = _read(parts, params)
    free = next((name for name in COLUMNS if name not in codes.in_use), "")
    total = Total(sum(found[free].values()), is_exact=True)
    return Facets(total, _told(found, codes))


def facets_among(matches: str, params: Params, codes: Codes) -> Facets:
    """Of whatever rows of codes, with a number of cases, a query gives; where these are more
    than are counted one by one, it is only told that they are many."""
    found = _read([_sets(f"({matches}) k", [])], params)
    total = sum(found["court"].values())
    if total > paging.MOST_COUNTED:
        return Facets(Total(paging.MOST_COUNTED, is_exact=False))
    return Facets(Total(total, is_exact=True), _told(found, codes))


def _sets(source: str, without: list[str]) -> str:
    """Each choice of the filters that are not in use; or the total, under an empty name."""
    names = [name for name in COLUMNS if name not in without]
    if not names:
        return f"SELECT '', '', coalesce(sum(k.cases), 0)::bigint FROM {source}"
    columns = ", ".join(f"k.{COLUMNS[name]}" for name in names)
    # Of the columns grouped by, the one that a row is about has no bit.
    places = {name: (1 << len(names)) - 1 - (1 << at) for at, name in enumerate(reversed(names))}
    told = " ".join(f"WHEN {place} THEN '{name}'" for name, place in places.items())
    sets = ", ".join(f"(k.{COLUMNS[name]})" for name in names)
    code = ", ".join(CODE[name] for name in names)
    return (
        f"SELECT CASE grouping({columns}) {told} END, coalesce({code}), sum(k.cases)::bigint"
        f" FROM {source} GROUP BY GROUPING SETS ({sets})"
    )


def _read(parts: list[str], params: Params) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {name: {} for name in ("", *COLUMNS)}
    with connections["public"].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for name, code, cases in cursor.fetchall():
            found[name][code] = cases
    return found


def _told(found: Mapping[str, Mapping[str, int]], codes: Codes) -> dict[str, Counter[str]]:
    """The choices of each filter. A case may have changed in several directions, or in none."""
    counts = codes.places(found["court"])
    counts |= {name: Counter(found[name]) for name in COLUMNS if name not in counts}
    counts["change"] = Counter()
    for directions, cases in found["change"].items():
        counts["change"].update(dict.fromkeys(filter(None, directions.split(",")), cases))
    return counts
