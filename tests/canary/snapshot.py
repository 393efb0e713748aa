"""The publication as places and what can be read at each: `published_case.caption`,
`document.parties[].name`."""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from cases.policy import policy

Places = dict[str, Counter[str]]
MADE = policy().made


def published_tables() -> list[str]:
    return sorted(m._meta.db_table for m in apps.get_app_config("public").get_models())


def snapshot(but: Collection[str] = MADE) -> Places:
    """Every leaf of every row of every publication table, by its place; what the publication
    makes itself, hashes and moments, is left out."""
    places: Places = {}
    with connection.cursor() as cursor:
        for table in published_tables():
            cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t')
            for (row,) in cursor.fetchall():
                for place, leaf in _of_row(
                    table, row if isinstance(row, dict) else json.loads(row)
                ):
                    if place not in but:
                        places.setdefault(place, Counter())[leaf] += 1
    return places


def _of_row(table: str, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for column, value in row.items():
        if (table, column) == ("published_version", "document"):
            yield from _leaves("document", json.loads(value))
        else:
            yield from _leaves(f"{table}.{column}", value)


def _leaves(place: str, value: Any) -> Iterator[tuple[str, str]]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from _leaves(f"{place}.{name}", inner)
        case list():
            for inner in value:
                # Columns that are lists are one place; rows of a document are told apart by sign.
                yield from _leaves(f"{place}[]" if isinstance(inner, dict) else place, inner)
        case bool():
            yield place, "yes" if value else "no"
        case None:
            yield place, ""
        case _:
            yield place, str(value)


def changed(before: Places, after: Places) -> dict[str, list[str]]:
    """The places that read otherwise, and what is newly read there."""
    return {
        place: list((after.get(place, Counter()) - before.get(place, Counter())).elements())
        for place in before.keys() | after.keys()
        if before.get(place) != after.get(place)
    }
