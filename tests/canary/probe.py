"""Changes fields of the record and reads what that does to the publication."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import ForeignKey, GeneratedField

from cases.models.fields import KindField
from tests.canary.snapshot import Places, changed, snapshot
from tests.canary.tokens import Tokens, as_read
from tests.rules import settle_now

# A code under which the row still is what it was, where the next one of its vocabulary is not.
ANOTHER = {
    "party.role": {"DEF": "STATE", "VIC": "PET"},
    "court_case.case_type": {"CR": "DR"},
    "hearing.kind": {"OTHER": "TRIAL"},
    "protective_order.kind": {"FOP": "STALK"},
    "docket_entry.kind": {"MOTION": "PLEA"},
    "charge_change_item.effect": {"REPLACED": "RETAINED"},
    "charge_change_item.side": {},
    "court.state_id": {"AR": "TX"},
    "party.public_name": {"": "HIDE"},
}
# Without these a row is no row.
NEVER_EMPTY = {"court_case.number", "court.code", "offense_level.code"}
MOST_ROWS = 12
# What is written at once: of which row, in which column, what.
Writing = list[tuple[Any, str, Any]]
Column = Any


@dataclass
class Found:
    """Where the value of a field can be read, and what turns out otherwise when it does."""

    shown: set[str] = field(default_factory=set)
    decides: set[str] = field(default_factory=set)


def record_models() -> list[type[models.Model]]:
    return [m for m in apps.get_app_config("cases").get_models() if hasattr(m, "pgh_event_model")]


def columns(model: type[models.Model]) -> list[Column]:
    """Every field of a model that can be changed by itself."""
    return [
        each
        for each in model._meta.concrete_fields
        if not each.primary_key and not isinstance(each, GeneratedField)
    ]


def without_checks() -> None:
    """Let any value stand, until the test is rolled back: probes break rules on purpose."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM touched_case")
    settle_now()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('ALTER TABLE %%I DROP CONSTRAINT %%I', r.relname, c.conname)"
            " FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid"
            " WHERE r.relname = ANY (%s) AND c.contype IN ('c', 'x')",
            [[model._meta.db_table for model in record_models()]],
        )
        for (drop,) in cursor.fetchall():
            cursor.execute(drop)


def write(model: type[models.Model], writing: Writing) -> None:
    """Write past every trigger, as no program and no clerk could."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for pk, column, value in writing:
            key = model._meta.pk.column
            cursor.execute(
                f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE "{key}" = %s',
                [value, pk],
            )
        cursor.execute("SET LOCAL session_replication_role = origin")


def publish() -> None:
    """Publish every case and every court as the views have them now; the rules of the record,
    which probes break, are not held."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM touched_case")
        cursor.execute("SELECT publish_cases(ARRAY(SELECT id FROM court_case ORDER BY id))")
        cursor.execute("UPDATE court SET name = name WHERE false")


def something_else(column: Column, row: models.Model, tokens: Tokens) -> Iterator[Any]:
    """Another value than stands there, one that is known again."""
    now = getattr(row, column.attname)
    place = f"{row._meta.db_table}.{column.column}"
    if place in ANOTHER:
        yield from (code for was, code in ANOTHER[place].items() if was == now)
    elif not isinstance(column, ForeignKey):
        yield tokens.value(column, now)
    elif column.null and now is None:
        yield from column.related_model.objects.order_by("pk").values_list("pk", flat=True)[:1]


def nothing(column: Column, row: models.Model, tokens: Tokens) -> Iterator[Any]:
    """No value, where there is one."""
    now = getattr(row, column.attname)
    if f"{row._meta.db_table}.{column.column}" in NEVER_EMPTY:
        return
    if column.null and now is not None:
        yield None
    elif now and isinstance(column, models.CharField) and not isinstance(column, KindField):
        yield ""


def where_read(model: type[models.Model], of: Column) -> Found:
    """Where a key, which never changes, stands as it is."""
    keys = {str(key) for key in model._default_manager.values_list(of.attname, flat=True)}
    return Found(shown={place for place, leaves in snapshot().items() if keys & leaves.keys()})


def probed(model: type[models.Model], of: Sequence[Column], tokens: Tokens) -> Found:
    """What becomes of the publication when these fields change in every row of the scene."""
    found = Found()
    before = snapshot()
    rows = list(model._default_manager.order_by("-pk")[:MOST_ROWS])
    for other in (something_else, nothing):
        writing = _writing(rows, of, other, tokens)
        if writing:
            with rolled_back():
                write(model, writing)
                publish()
                _read(found, [value for _, _, value in writing], before, snapshot())
    return found


def _writing(
    rows: Iterable[models.Model],
    of: Sequence[Column],
    other: Callable[[Column, models.Model, Tokens], Iterator[Any]],
    tokens: Tokens,
) -> Writing:
    return [
        (row.pk, column.column, value)
        for row in rows
        for column in of
        for value in other(column, row, tokens)
    ]


def _read(found: Found, values: Sequence[Any], before: Places, after: Places) -> None:
    known_again = [value for value in values if value not in (None, "")]
    for place, new in changed(before, after).items():
        is_shown = any(_stands_in(value, leaf) for value in known_again for leaf in new)
        (found.shown if is_shown else found.decides).add(place)


def _stands_in(value: Any, leaf: str) -> bool:
    """Codes are whole words, yes and no whole values; anything else stands anywhere."""
    if isinstance(value, bool):
        return leaf == as_read(value)
    if isinstance(value, str) and value.isupper():
        return value in leaf.split()
    # A link to another row; where numbers stand in public is looked for in the canary world.
    if isinstance(value, int) and value < 20_000:
        return False
    return as_read(value) in leaf.lower()


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
