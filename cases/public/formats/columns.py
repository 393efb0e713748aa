"""The columns of the data formats: names, meanings and values, the same in CSV and JSON.

The data dictionary page is made from these; a column's meaning is its model field's help_text.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from cases.kinds import Vocabulary
from cases.kinds.cases import CASE_TYPES
from cases.kinds.charges import (
    AUTHORITIES,
    CHANGE_KINDS,
    CHARGE_STATUSES,
    DIRECTIONS,
    EFFECTS,
    INSTRUMENTS,
)
from cases.public.addresses import case_path
from cases.public.filters.cases import status_label
from cases.public.filters.levels import level_label
from cases.public.models import PublishedCase, PublishedChange

Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """One column of a format: its stable name, what it means, how a row gives its value."""

    name: str
    meaning: str
    value: Callable[[Row], Any]


def own(model: type[models.Model], name: str) -> Column:
    """A column that is a field of the publication."""
    field: Any = model._meta.get_field(name)
    return Column(name, field.help_text, lambda row: row[name])


def in_words(name: str, label: Callable[[str], str]) -> Column:
    """The label of a coded column, or of each code where it holds several."""

    def value(row: Row) -> Any:
        code = row[name]
        if isinstance(code, list):
            return [label(each) for each in code]
        return label(code) if code else ""

    return Column(f"{name}_label", f"{name} in words.", value)


def labels(name: str, vocabulary: Vocabulary[Any]) -> Column:
    return in_words(name, vocabulary.label)


def charge_words(item: Row) -> str:
    """Theft (5-36-103, Class D felony), and what became of it where a change told that."""
    marks = ", ".join(mark for mark in (item["statute"], item["level_label"]) if mark)
    effect = EFFECTS[item["effect"]].sentence if item["effect"] else ""
    said = f"{item['label']} ({marks})" if marks else item["label"]
    return f"{said}: {effect}" if effect else str(said)


ADDRESS = Column(
    "url", "Address of the case.", lambda row: case_path(row["court"], row["number_key"])
)

CASE_COLUMNS = (
    own(PublishedCase, "key"),
    own(PublishedCase, "court"),
    own(PublishedCase, "court_name"),
    own(PublishedCase, "state"),
    own(PublishedCase, "county"),
    own(PublishedCase, "number"),
    own(PublishedCase, "case_type"),
    labels("case_type", CASE_TYPES),
    own(PublishedCase, "caption"),
    own(PublishedCase, "filed_date"),
    own(PublishedCase, "status"),
    in_words("status", status_label),
    own(PublishedCase, "defendants"),
    own(PublishedCase, "lead_charge"),
    own(PublishedCase, "lead_level"),
    Column(
        "lead_level_label",
        "lead_level in words.",
        lambda row: level_label(row["state"], row["lead_level"]),
    ),
    own(PublishedCase, "statutes"),
    own(PublishedCase, "levels"),
    own(PublishedCase, "outcomes"),
    labels("outcomes", CHARGE_STATUSES),
    own(PublishedCase, "directions"),
    labels("directions", DIRECTIONS),
    own(PublishedCase, "published_at"),
    own(PublishedCase, "version_hash"),
    ADDRESS,
)

CHANGE_COLUMNS = (
    own(PublishedChange, "key"),
    own(PublishedChange, "court"),
    own(PublishedChange, "court_name"),
    own(PublishedChange, "state"),
    own(PublishedChange, "county"),
    own(PublishedChange, "number"),
    own(PublishedChange, "defendant"),
    own(PublishedChange, "kind"),
    labels("kind", CHANGE_KINDS),
    own(PublishedChange, "direction"),
    labels("direction", DIRECTIONS),
    own(PublishedChange, "effective_from"),
    own(PublishedChange, "effective_to"),
    own(PublishedChange, "date_text"),
    own(PublishedChange, "instrument"),
    labels("instrument", INSTRUMENTS),
    own(PublishedChange, "authority"),
    labels("authority", AUTHORITIES),
    own(PublishedChange, "recorded_at"),
    own(PublishedChange, "from_statutes"),
    own(PublishedChange, "to_statutes"),
    own(PublishedChange, "from_levels"),
    own(PublishedChange, "to_levels"),
    own(PublishedChange, "before"),
    own(PublishedChange, "after"),
    ADDRESS,
)


def told(columns: Iterable[Column], row: Row, site: str) -> Iterator[Any]:
    """The values of a row, column by column, its address with the site before it."""
    for column in columns:
        value = column.value(row)
        yield site + value if column is ADDRESS else value


# What a list reads from the publication, for pages and formats alike.
CASE_FIELDS = tuple(field.name for field in PublishedCase._meta.get_fields())
CHANGE_FIELDS = tuple(field.name for field in PublishedChange._meta.get_fields())
