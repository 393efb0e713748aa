"""How many cases each choice of each filter would show, and how many there are in all.

Cases alike in court, type, status, level and directions are of one kind (`published_kind`).
There are a few ten thousand kinds, however many cases there are: adding up those that a
question takes in gives its exact total, and the number beside every choice, in one query.
"""
# ruff: noqa: S608 - what is put together is our own names; what was typed goes as parameters

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

from cases.public.search import paging
from cases.public.search.paging import Total

Params = dict[str, Any]
# For each filter by code: what was asked for; empty where nothing was.
Codes = Mapping[str, list[str]]

# Filters that name a column of published_kind.
COLUMNS = {
    "court": "court",
    "county": "county",
    "state": "state",
    "type": "case_type",
    "status": "status",
    "level": "level",
    "change": "directions",
}
CODE = {name: f"k.{column}" for name, column in COLUMNS.items()}
CODE["change"] = "array_to_string(k.directions, ',')"


@dataclass(frozen=True)
class Facets:
    """The exact total where that is cheap; for each filter, its choices and their cases."""

    total: Total
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    # About how many cases are published, as the database last estimated.
    about: int = 0


def kinds_asked(codes: Codes, params: Params, *, without: str = "", table: str = "k") -> str:
    """The condition under which a row of published_kind, or one with its columns, is asked for."""
    said = ["true"]
    for name, wanted in codes.items():
        if wanted and name != without:
            params[name] = wanted
            column = "lead_level" if (name, table) == ("level", "c") else COLUMNS[name]
            compare = f"&& %({name})s" if name == "change" else f"= ANY (%({name})s)"
            said.append(f"{table}.{column} {compare}")
    return " AND ".join(said)


def facets_of(codes: Codes) -> Facets:
    """Of a question that asks for codes alone.

    A filter in use is counted as if it were not, so that its other choices tell what they add.
    """
    params: Params = {}
    in_use = [name for name in COLUMNS if codes.get(name)]
    parts = [_sets(f"published_kind k WHERE {kinds_asked(codes, params)}", in_use)]
    parts += [
        f"SELECT '{name}', {CODE[name]}, sum(k.cases)::bigint FROM published_kind k"
        f" WHERE {kinds_asked(codes, params, without=name)} GROUP BY 2"
        for name in in_use
    ]
    return _read(parts, params)


def facets_among(matches: str, params: Params) -> Facets:
    """Of whatever cases a query gives the kinds of, counted up to the limit and no further."""
    kinds = f"SELECT kind, count(*) AS cases FROM ({matches} LIMIT %(most)s) m GROUP BY kind"
    dimensions = ", ".join(f"k.{column}" for column in COLUMNS.values())
    found = _read(
        [
            _sets(
                f"(SELECT DISTINCT ON (k.kind) {dimensions}, m.cases"
                f" FROM ({kinds}) m JOIN published_kind k ON k.kind = m.kind) k",
                [],
            )
        ],
        {**params, "most": paging.MOST_COUNTED + 1},
    )
    if found.total.count <= paging.MOST_COUNTED:
        return found
    return Facets(Total(paging.MOST_COUNTED, is_exact=False), about=found.about)


def _sets(source: str, without: list[str]) -> str:
    """The total, under an empty name, and each choice of the filters that are not in use."""
    names = [name for name in COLUMNS if name not in without]
    columns = ", ".join(f"k.{COLUMNS[name]}" for name in names)
    if not names:
        return f"SELECT '', '', sum(k.cases)::bigint FROM {source}"
    places = {name: (1 << len(names)) - 1 - (1 << at) for at, name in enumerate(reversed(names))}
    told = " ".join(f"WHEN {place} THEN '{name}'" for name, place in places.items())
    sets = ", ".join(f"(k.{COLUMNS[name]})" for name in names)
    code = ", ".join(CODE[name] for name in names)
    return (
        f"SELECT CASE grouping({columns}) {told} ELSE '' END, coalesce({code}),"
        f" sum(k.cases)::bigint FROM {source} GROUP BY GROUPING SETS ({sets}, ())"
    )


def _read(parts: list[str], params: Params) -> Facets:
    about = (
        "SELECT 'about', '', reltuples::bigint FROM pg_class WHERE oid = 'published_case'::regclass"
    )
    with connections["public"].cursor() as cursor:
        cursor.execute(" UNION ALL ".join([*parts, about]), params)
        rows = cursor.fetchall()
    counts = {name: Counter[str]() for name in COLUMNS}
    whole = {name: cases or 0 for name, _, cases in rows if name in ("", "about")}
    for name, code, cases in rows:
        if name in counts and cases > 0:
            # A case may have changed in several directions, or in none.
            codes = list(filter(None, code.split(","))) if name == "change" else [code]
            counts[name].update(dict.fromkeys(codes, cases))
    return Facets(Total(whole[""], is_exact=True), counts, about=whole["about"])
