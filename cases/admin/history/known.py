"""The rows that a history names, asked for together, and how values are spelled."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.utils import timezone

from cases.models import (
    Charge,
    ChargeChange,
    Disposition,
    DocketEntry,
    Party,
    Person,
    ProtectiveOrder,
)

EMPTY = "empty"
PROTECTED = "a protected person"
# By whom a row is named: a charge by its defendant, a defendant by the person.
NAMED_BY: dict[type[models.Model], tuple[str, ...]] = {
    Charge: ("party",),
    Party: ("person",),
    Disposition: ("charge",),
    ProtectiveOrder: ("restrained",),
}
# From a disposition it is three steps to the name of whom it concerns.
STEPS = 3
ARM = "SELECT '{table}', to_jsonb(x)::text FROM {table} x WHERE x.{key} = ANY (%s::{type}[])"


@dataclass(kw_only=True)
class Known:
    """Rows by their tables and numbers, and people whose names this reader may not see."""

    rows: dict[tuple[type[models.Model], Any], Any] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def label(self, model: type[models.Model], number: Any) -> str:
        """What the desk calls a row; its number where it is gone."""
        if model is Person and number in self.hidden:
            return PROTECTED
        row = self.rows.get((model, number))
        return self.named(row) if row is not None else str(number)

    def named(self, row: Any) -> str:
        """What the desk calls this row."""
        match row:
            case Person():
                return f"{row.full_name} ({row.pk})" if row.pk not in self.hidden else PROTECTED
            case Party():
                return f"{row.get_role_display()} {self.person(row.person_id)}"
            case Charge():
                return f"Count {row.count} ({row.label}) against {self.accused(row.party_id)}"
            case ChargeChange():
                return f"charge change “{row.get_kind_display()}”"
            case Disposition():
                return str(row.get_outcome_display())
            case DocketEntry():
                number = f" {row.entry_number}" if row.entry_number else ""
                return f"docket entry{number}, {row.get_kind_display().lower()}"
            case ProtectiveOrder():
                return f"order {row.number}" if row.number else row.get_kind_display()
        return str(row)

    def person(self, number: Any) -> str:
        """The plain name of a person."""
        if number in self.hidden:
            return PROTECTED
        row = self.rows.get((Person, number))
        return row.full_name if row is not None else f"person {number}"

    def accused(self, party: Any) -> str:
        """The plain name of a party."""
        row = self.rows.get((Party, party))
        return self.person(row.person_id) if row is not None else f"party {party}"


def known_to(rows: Iterable[models.Model], hidden: set[int]) -> Known:
    """The rows that these link to, and those that they in turn are named by."""
    known = Known(hidden=hidden)
    asked = wanted(rows, known, is_first=True)
    for _ in range(STEPS):
        if not asked:
            break
        found = gathered(asked)
        known.rows |= {(type(each), each.pk): each for each in found}
        asked = wanted(found, known, is_first=False)
    return known


Wanted = dict[type[models.Model], set[Any]]


def wanted(rows: Iterable[models.Model], known: Known, *, is_first: bool) -> Wanted:
    """The numbers of linked rows that are not known yet, by their tables."""
    numbers: defaultdict[type[models.Model], set[Any]] = defaultdict(set)
    for row in rows:
        links: list[Any] = [each for each in row._meta.concrete_fields if each.is_relation]
        for link in links:
            key = (link.related_model, getattr(row, link.attname))
            is_named_by = is_first or link.name in NAMED_BY.get(type(row), ())
            if key[1] is not None and is_named_by and key not in known.rows:
                numbers[link.related_model].add(key[1])
    return dict(numbers)


def gathered(asked: Wanted) -> list[models.Model]:
    """Rows of several tables, in one question."""
    arms, numbers = [], []
    by_table = {model._meta.db_table: model for model in asked}
    for table, model in by_table.items():
        key: Any = model._meta.pk
        kind = key.rel_db_type(connection)
        arms.append(ARM.format(table=table, key=key.column, type=kind))
        numbers.append(list(asked[model]))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), numbers)
        return [made(by_table[table], told) for table, told in cursor.fetchall()]


def made(model: type[models.Model], told: str) -> Any:
    """A row as the database tells it in JSON; of an event, the row as it was written."""
    values = json.loads(told, parse_float=Decimal)
    fields = [each for each in model._meta.concrete_fields if each.column in values]
    names = [each.attname for each in fields]
    return model.from_db("default", names, [each.to_python(values[each.column]) for each in fields])


def spelled(column: Any, row: Any, known: Known) -> str:
    """A value as the desk spells it; hours as they are in the time that is in force."""
    value = row.__dict__.get(column.attname)
    if value is None or value == "":
        return EMPTY
    if column.is_relation:
        return known.label(column.related_model, value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S %Z}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
