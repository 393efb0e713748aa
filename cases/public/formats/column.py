"""What a column is: its stable name, its meaning, and its value, told once for Python, which
writes pages of rows, and once for PostgreSQL, which writes whole lists."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.kinds import Vocabulary

Row = dict[str, Any]


class Kind(Enum):
    """What the values of a column are."""

    TEXT = auto()
    TEXTS = auto()
    KEY = auto()
    DAY = auto()
    MOMENT = auto()
    YES_NO = auto()
    NUMBER = auto()
    CHARGES = auto()
    ADDRESS = auto()


KINDS: tuple[tuple[type[Any], Kind], ...] = (
    (ArrayField, Kind.TEXTS),
    (models.UUIDField, Kind.KEY),
    # Before days, which it is a sort of to Django.
    (models.DateTimeField, Kind.MOMENT),
    (models.DateField, Kind.DAY),
    (models.BooleanField, Kind.YES_NO),
    (models.IntegerField, Kind.NUMBER),
    (models.JSONField, Kind.CHARGES),
)


@dataclass(frozen=True)
class Column:
    """One column of a format. `sql` is an expression over a row `r` of the list that gives what
    `value` gives; empty for a column of no list."""

    name: str
    meaning: str
    value: Callable[[Row], Any]
    sql: str = ""
    kind: Kind = Kind.TEXT
    nullable: bool = False


def own(model: type[models.Model], name: str) -> Column:
    """A column that is a field of the publication."""
    field: Any = model._meta.get_field(name)
    return Column(
        name,
        field.help_text,
        lambda row: row[name],
        f'r."{name}"',
        next((kind for each, kind in KINDS if isinstance(field, each)), Kind.TEXT),
        field.null,
    )


def in_words(name: str, words: Mapping[str, str], *, several: bool = False) -> Column:
    """The words for a coded column, or with `several` for each of its codes."""
    column = f'r."{name}"'
    if several:
        return Column(
            f"{name}_label",
            f"{name} in words.",
            lambda row: [words[code] for code in row[name]],
            _each_looked_up(words, column),
            Kind.TEXTS,
        )
    return Column(
        f"{name}_label",
        f"{name} in words.",
        lambda row: words[row[name]] if row[name] else "",
        looked_up(words, column),
    )


def labels(name: str, vocabulary: Vocabulary[Any], *, several: bool = False) -> Column:
    """The labels of a column that holds codes of a vocabulary."""
    return in_words(name, dict(vocabulary.choices()), several=several)


def looked_up(words: Mapping[str, str], code: str, *, key: str = "") -> str:
    """SQL for the words of a code, found by the code or by `key`; empty where there is none."""
    return f"coalesce({quoted(json.dumps(words))}::jsonb ->> ({key or code}), {code}, '')"


def _each_looked_up(words: Mapping[str, str], codes: str) -> str:
    """SQL for the words of each code. Few rows have several, and for those alone a query of its
    own is begun."""
    first = looked_up(words, f"({codes})[1]")
    each = f"ARRAY(SELECT {looked_up(words, 'code')} FROM unnest({codes}) code)"  # noqa: S608
    return (
        f"CASE cardinality({codes}) WHEN 0 THEN '{{}}' WHEN 1 THEN ARRAY[{first}] ELSE {each} END"
    )


def quoted(text: str) -> str:
    """A text of ours as PostgreSQL reads it, whatever its settings."""
    return "'" + text.replace("'", "''") + "'"


def told(columns: Iterable[Column], row: Row, site: str) -> Iterator[Any]:
    """The values of a row, column by column, an address with the site before it."""
    for column in columns:
        value = column.value(row)
        yield site + value if value and column.kind is Kind.ADDRESS else value
