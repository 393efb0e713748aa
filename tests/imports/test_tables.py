"""The bundle's tables, the record's columns and the words of docs/importing.md agree."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models

from cases.imports.record import TARGETS, attribute, column_of
from cases.imports.schema import Column, Table, Type
from cases.imports.tables import TABLES

GUIDE = Path(settings.BASE_DIR) / "docs" / "importing.md"


EVERY_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def kept(table: Table) -> list[Column]:
    """The columns that are columns of the record too; the sender's own id is not."""
    has_id = TARGETS[table.name].has_id
    return [column for column in table.columns if not (has_id and table.key == (column.name,))]


def field(table: Table, column: Column) -> "models.Field[object, object]":
    by_attname = {field.attname: field for field in TARGETS[table.name].model._meta.concrete_fields}
    return by_attname[attribute(table.name, column.name)]


@EVERY_TABLE
def test_a_text_is_no_longer_than_the_record_can_hold(table: Table) -> None:
    texts = [column for column in kept(table) if column.type is Type.TEXT]
    room = {column.name: field(table, column).max_length for column in texts}
    assert {
        column.name: column.limit for column in texts if column.limit > (room[column.name] or 10**9)
    } == {}


@EVERY_TABLE
def test_a_code_is_one_of_the_record_s_vocabulary(table: Table) -> None:
    codes = [column for column in kept(table) if column.type is Type.CODE]
    assert [getattr(field(table, column), "vocabulary", None) for column in codes] == [
        column.vocabulary for column in codes
    ]


@EVERY_TABLE
def test_a_column_is_found_by_the_name_that_the_record_uses(table: Table) -> None:
    names = [column.name for column in kept(table)]
    assert [column_of(table.name, attribute(table.name, name)) for name in names] == names


@EVERY_TABLE
def test_a_table_refers_to_tables_that_are_loaded_before_it(table: Table) -> None:
    before = [other.name for other in TABLES[: TABLES.index(table) + 1]]
    assert {column.refers for column in table.references()} <= set(before)


@EVERY_TABLE
def test_the_guide_names_every_column(table: Table) -> None:
    row = next(
        line
        for line in GUIDE.read_text(encoding="utf-8").splitlines()
        if line.startswith(f"| {table.file} ")
    )
    named = re.sub(r"\([^)]*\)", "", row.split("|")[2])
    assert [name.strip(" `") for name in named.split(",")] == table.names()
