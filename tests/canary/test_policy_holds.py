"""The policy is what holds: each field of the record is changed in turn, and what becomes of the
publication is held against the field's line."""

from typing import Any

import pytest
from django.db import models

from cases.policy import ROWS, Line, policy
from cases.public.formats.document import DOCUMENT
from tests.canary import probe
from tests.canary.scene import open_case
from tests.canary.snapshot import snapshot
from tests.canary.tokens import Tokens

pytestmark = pytest.mark.django_db
MODELS = {model._meta.db_table: model for model in probe.record_models()}
LINES = {
    (table, line.field): line for table, each in policy().entities.items() for line in each.lines
}


@pytest.fixture
def scene(db: None) -> None:
    """An open case with one of everything, published."""
    open_case()
    probe.without_checks()
    probe.publish()


def lines(model: type[models.Model]) -> list[tuple[Any, Line]]:
    """The columns of a model that can be changed by themselves, each with its line."""
    table = model._meta.db_table
    return [(column, LINES[table, column.column]) for column in probe.columns(model)]


def is_private(line: Line) -> bool:
    return not (line.shown or line.decides or line.same_as)


@pytest.mark.parametrize("table", sorted(MODELS))
def test_a_private_field_changes_nothing_that_is_published(table: str, scene: None) -> None:
    """No value, no count, no order: nothing whatever depends on it."""
    private = [column for column, line in lines(MODELS[table]) if is_private(line)]
    assert probe.probed(MODELS[table], private, Tokens()) == probe.Found()


@pytest.mark.parametrize("table", sorted(MODELS))
def test_a_published_field_is_read_where_its_line_says_and_nowhere_else(
    table: str, scene: None
) -> None:
    tokens = Tokens()
    for column, line in lines(MODELS[table]):
        if is_private(line):
            continue
        if column.name == "key":
            found = probe.where_read(MODELS[table], column)
        else:
            found = probe.probed(MODELS[table], [column], tokens)
        assert found.shown == line.shown, column
        if not line.decides_rows:
            assert found.decides - line.shown == line.decides, column


def test_nothing_stands_in_the_publication_that_no_line_accounts_for(scene: None) -> None:
    named = {place for line in LINES.values() for place in line.shown | line.decides}
    told = {place for place, leaves in snapshot().items() if set(leaves) != {""}}
    assert told - named == set()


def test_what_the_publication_makes_itself_is_there_and_no_line_accounts_for_it(
    scene: None,
) -> None:
    named = {place for line in LINES.values() for place in line.shown | line.decides}
    assert policy().made.keys() & named == set()
    assert policy().made.keys() - snapshot(but=()).keys() == set()


def test_the_policy_names_every_part_of_a_document() -> None:
    parts = {
        f"document.{part}{'' if part == 'court' else '[]'}.{name}"
        for part, _, fields in DOCUMENT
        for name, _ in fields
        if name not in ("before", "after", "also")
    }
    named = {place for line in LINES.values() for place in line.shown | line.decides}
    assert parts - named - policy().made.keys() == set()


def test_a_line_that_repeats_another_names_one_that_is_shown() -> None:
    for (table, field), line in LINES.items():
        if line.same_as:
            other = LINES[tuple(line.same_as.split("."))]  # type: ignore[index]
            assert other.shown, (table, field)


def test_only_a_field_that_is_published_is_said_to_be() -> None:
    """A rule that lets the public see is not named by a field that nothing shows."""
    for (table, field), line in LINES.items():
        if line.rule.sees["public"] != "no":
            told = line.shown or line.same_as or line.decides - {ROWS}
            assert told, (table, field)
