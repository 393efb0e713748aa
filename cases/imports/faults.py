"""Refusals of rows that were read well: what the record says against them, in words."""

from django.db import DatabaseError

from cases.actions.refusal import FIELD_OF_RULE, explained
from cases.imports.cells import BadCell
from cases.imports.check import Checked, refusal_of
from cases.imports.record import column_of
from cases.imports.reports import Refusal

SEND_AGAIN = "Set the row right at the source and send it again."


def by_database(told: Checked, error: DatabaseError) -> Refusal:
    """The refusal for which a constraint or trigger of the record stands."""
    refused = explained(error)
    return by_rule(told, refused.field, refused.words)


def by_rule(told: Checked, field: str, words: str) -> Refusal:
    """The refusal for a rule of the record that speaks of one of its columns."""
    column = column_of(told.table.name, field)
    return refusal_of(told.row, column, BadCell(words, SEND_AGAIN))


def by_broken_rule(told: Checked, rule: str, words: str) -> Refusal:
    """The refusal for a rule over several rows."""
    return by_rule(told, FIELD_OF_RULE.get(rule, ""), words)


def unresolved(told: Checked, column: str, stands: str) -> Refusal:
    """A row that names a row which is not there; `stands` says where it was refused."""
    if stands:
        fault = BadCell(
            f"It belongs to a row that was refused ({stands}).",
            "Set that row right; this one goes in with it.",
        )
    else:
        fault = BadCell(
            "Neither the load nor the record has a row with this id.",
            "Send that row too, or correct the id.",
        )
    return refusal_of(told.row, column, fault)


def with_its_part(told: Checked, part: Refusal) -> Refusal:
    """A row that may not go in without a part of it that was refused."""
    fault = BadCell(
        f"A part of it was refused ({part.file}, line {part.line}), and it goes in whole.",
        "Set that row right; this one goes in with it.",
    )
    return refusal_of(told.row, told.table.key[0], fault)


def settled(told: Checked, column: str, words: str) -> Refusal:
    """A newer file would change what a load may not change."""
    rule, _, what_to_do = words.partition(". ")
    return refusal_of(told.row, column, BadCell(f"{rule}.", what_to_do))


def unknown_state(told: Checked) -> Refusal:
    """A court or an offense of a state whose ladder is not loaded."""
    fault = BadCell(
        "The record has no ladder of offense levels for this state.",
        "Write two capital letters; load the ladders with `manage.py load_ladders`, and add a "
        "state as docs/adding-a-state.md says.",
    )
    return refusal_of(told.row, "state", fault)
