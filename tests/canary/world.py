"""The canary world: every field of every row holds a value that stands nowhere else, most of them
hidden. Who reads such a value in public has found a leak, and the value tells of which field.

It is made from the models: a new field joins by itself. A row is hidden unless it is named here as
public, a field unless the policy shows it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.db import connection, models
from django.db.models import ForeignKey, GeneratedField

from cases import models as record
from cases.models.fields import KindField
from cases.policy import policy
from tests.canary import hiding, probe
from tests.canary.corners import Corners
from tests.canary.reading import values_in
from tests.canary.scene import open_case
from tests.canary.tokens import Tokens, as_read
from tests.public.publication import later

# Values that others look up or reckon with: any other would be no value.
PLAIN = {
    "court.timezone", "charge.level", "charge.ladder", "charge.category",
    "charge_change_item.ladder",
}  # fmt: skip
# Filled, they say that the row is no longer so: those rows are hidden on purpose, in hiding.py.
OVER = {"voided_at", "until_date"}
# What the ladders brought is the law of the land, the same in every test.
LAW = (record.State, record.OffenseLevel)
FIRST_NUMBER = 7_310_000_000
Row = tuple[str, Any]


@dataclass
class Canaries:
    """The values, each with the field it stands in: those nobody may read, those all may."""

    forbidden: dict[str, str] = field(default_factory=dict)
    allowed: dict[str, str] = field(default_factory=dict)
    hidden_cases: list[record.Case] = field(default_factory=list)
    public_cases: list[record.Case] = field(default_factory=list)
    corners: Corners = field(default_factory=Corners)

    def read_in(self, text: str) -> list[str]:
        """Which forbidden values stand in a text, and where they come from."""
        found = values_in(text) & self.forbidden.keys()
        return sorted(f"{self.forbidden[value]}: {value}" for value in found)

    def missing_in(self, text: str) -> list[str]:
        """Which values that all may read do not stand in a text that holds everything."""
        found = values_in(text)
        return sorted(f"{self.allowed[each]}: {each}" for each in self.allowed.keys() - found)


def first_stage() -> tuple[hiding.Plan, Canaries]:
    """The world before anything is narrowed, published."""
    _number_rows_high()
    plan = hiding.plan(open_case)
    probe.without_checks()
    canaries = _sorted(plan, _give_values())
    hiding.name_somebody(plan)
    hiding.hide_at_once(plan)
    probe.publish()
    later()
    return plan, canaries


def second_stage(plan: hiding.Plan) -> None:
    """What is to be public no longer is narrowed, and all published again."""
    hiding.narrow(plan)
    probe.publish()


def canary_world() -> Canaries:
    """All of it."""
    plan, canaries = first_stage()
    second_stage(plan)
    return canaries


def _number_rows_high() -> None:
    """Numbers of rows are canaries as well: from here on no two tables have the same."""
    with connection.cursor() as cursor:
        for table, first in zip(_models(), count(FIRST_NUMBER, 1_000_000), strict=False):
            if isinstance(table._meta.pk, models.BigAutoField):
                cursor.execute(
                    f'ALTER TABLE "{table._meta.db_table}" ALTER COLUMN id RESTART WITH {first}'
                )


def _models() -> list[type[models.Model]]:
    return [model for model in probe.record_models() if model not in LAW]


def _give_values() -> dict[tuple[Row, str], Any]:
    """A value of its own for every field of every row that can hold one."""
    tokens = Tokens()
    values: dict[tuple[Row, str], Any] = {}
    for model in _models():
        writing: probe.Writing = []
        for row in model._default_manager.order_by("pk"):
            for column in model._meta.concrete_fields:
                value = _value(model._meta.db_table, column, row, tokens)
                if value is None:
                    continue
                values[(model._meta.db_table, row.pk), column.column] = value
                if value != getattr(row, column.attname):
                    writing.append((row.pk, column.column, value))
        probe.write(model, writing)
    return values


def _value(table: str, column: Any, row: models.Model, tokens: Tokens) -> Any:
    """The value that a field gets, or the one it has that is known again; else None."""
    if column.primary_key or column.name == "key":
        return row.pk if column.primary_key else row.key  # type: ignore[attr-defined]
    if column.column in OVER or f"{table}.{column.column}" in PLAIN:
        return None
    if isinstance(column, ForeignKey | GeneratedField | KindField | models.BooleanField):
        return None
    return tokens.value(column, getattr(row, column.attname))


def _sorted(plan: hiding.Plan, values: dict[tuple[Row, str], Any]) -> Canaries:
    """What may be read and what may not: a field that is shown, of a row that is public."""
    canaries = Canaries(
        hidden_cases=plan.hidden_cases, public_cases=plan.public_cases, corners=plan.corners
    )
    public = set(plan.public_rows())
    withheld = set(plan.withheld())
    written = {(hiding.row_of(row), column) for row, column, _ in plan.corners.writes}
    lines = {table: {line.field: line for line in e.lines} for table, e in _entities()}
    for (row, column), value in values.items():
        if (row, column) in written:
            continue
        line = lines[row[0]][column]
        is_public = row in public and line.shown and (row, column) not in withheld
        into = canaries.allowed if is_public else canaries.forbidden
        into[as_read(value)[: 10 if _is_time(value) else None]] = f"{row[0]}.{column} of {row[1]}"
    return canaries


def _entities() -> Iterable[tuple[str, Any]]:
    return policy().entities.items()


def _is_time(value: Any) -> bool:
    return hasattr(value, "hour")


def undecided() -> Iterator[str]:
    """Fields that the world has no place for: with neither a value, nor a reason for none."""
    tokens = Tokens()
    for model in probe.record_models():
        for column in model._meta.concrete_fields:
            if not isinstance(column, ForeignKey | GeneratedField) and not column.primary_key:
                try:
                    tokens.value(column, None)
                except AssertionError as unknown:
                    yield f"{model._meta.db_table}.{column.column}: {unknown}"
