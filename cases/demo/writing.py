"""Writes many rows of one table at once: COPY for new ones, one UPDATE for what became of them.

Every constraint and trigger of the record holds for these writes as for any other.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import NOT_PROVIDED, Field, Model
from psycopg import sql

Edit = tuple[Model, dict[str, Any]]


def number(table: type[Model], rows: Sequence[Model]) -> None:
    """Give new rows the numbers they will have, so that others can refer to them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table._meta.db_table, len(rows)],
        )
        for row, (value,) in zip(rows, cursor.fetchall(), strict=True):
            row.pk = value
            stands(row)


def stands(row: Model) -> None:
    """The row is in the database, or will be before anything asks."""
    row._state.adding = False
    row._state.db = connection.alias


def insert(table: type[Model], rows: Sequence[Model]) -> None:
    """New rows, each with its number; what the database itself fills in is left to it."""
    columns = [
        field
        for field in table._meta.concrete_fields
        if not field.generated and field.db_default is NOT_PROVIDED
    ]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in columns),
    )
    with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([value(row, field) for field in columns])


def value(row: Model, field: "Field[Any, Any]") -> Any:
    """What stands in a column: of a row that it points at, the number."""
    if field.is_relation:
        pointed_at = row._state.fields_cache.get(field.name)
        if pointed_at is not None:
            return pointed_at.pk
    return getattr(row, field.attname)


def update(edits: Iterable[Edit]) -> None:
    """What became of recorded rows: one statement for rows of one table and like columns."""
    kinds = [((type(row).__name__, *values), row, values) for row, values in edits]
    for _, alike in groupby(sorted(kinds, key=itemgetter(0)), key=itemgetter(0)):
        rows, changes = [], {}
        for _, row, values in alike:
            for name, becomes in values.items():
                setattr(row, name, becomes)
            rows.append(row)
            changes = values
        _update(rows, [rows[0]._meta.get_field(name) for name in changes])


def _update(rows: Sequence[Model], fields: Sequence[Any]) -> None:
    statement = sql.SQL("UPDATE {} t SET {} FROM unnest({}) AS new (id, {}) WHERE t.id = new.id")
    columns = [sql.Identifier(field.column) for field in fields]
    arrays = [sql.SQL("%s::bigint[]")]
    arrays += [sql.SQL(f"%s::{field.db_type(connection)}[]") for field in fields]
    text = statement.format(
        sql.Identifier(rows[0]._meta.db_table),
        sql.SQL(", ").join(sql.SQL("{0} = new.{0}").format(column) for column in columns),
        sql.SQL(", ").join(arrays),
        sql.SQL(", ").join(columns),
    )
    given = [[row.pk for row in rows]]
    given += [[value(row, field) for row in rows] for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(text.as_string(connection.connection), given)
