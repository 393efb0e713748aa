"""Every field of the record is decided: the policy has a line for each, and no line for nothing."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from cases.policy import ROWS, Policy, PolicyError, policy

WRITE = "Write a line for it in cases/policy; docs/policy.md tells how."
DELETE = "Take the line out, or put right what it names."


@register("policy")
def policy_is_complete(**_given: Any) -> list[CheckMessage]:
    """What `manage.py check` says where the policy and the tables do not fit."""
    try:
        held = policy()
    except PolicyError as mistake:
        return [Error(str(mistake), id="cases.E001")]
    return [Error(words, hint=hint, id="cases.E002") for words, hint in undecided(held)]


def undecided(held: Policy) -> Iterator[tuple[str, str]]:
    """What the policy does not decide, or decides of nothing, each with the way out."""
    record = record_columns()
    decided = {table: [line.field for line in each.lines] for table, each in held.entities.items()}
    for table, column in _pairs(record) - _pairs(decided):
        yield f"{table}.{column}: the policy does not say who may see it.", WRITE
    for table, column in _pairs(decided) - _pairs(record):
        yield f"{table}.{column}: the policy has a line for it, the record no such field.", DELETE
    yield from _apart(held)
    yield from _places(held)
    yield from _rules(held)


def record_columns() -> dict[str, list[str]]:
    """The columns of every table of the record, kept in the audit or not."""
    return {
        model._meta.db_table: [column.column for column in model._meta.concrete_fields]
        for model in apps.get_app_config("cases").get_models()
        if not hasattr(model, "pgh_tracked_model")
    }


def published_columns() -> set[str]:
    """The columns of the publication, as the policy names places."""
    return {
        f"{model._meta.db_table}.{column.column}"
        for model in apps.get_app_config("public").get_models()
        for column in model._meta.concrete_fields
        if column.column
    }


def _pairs(of: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {(table, column) for table, columns in of.items() for column in columns}


def _apart(held: Policy) -> Iterator[tuple[str, str]]:
    """Tables that are no part of the record are covered whole, by the label of their app."""
    labels = {model._meta.app_label for model in apps.get_models()} - {"cases", "public"}
    labels.add("audit")
    for label in sorted(labels - held.apart.keys()):
        yield f"Tables of {label!r}: the policy does not say who may see them.", WRITE
    for label in sorted(held.apart.keys() - labels):
        yield f"{label!r}: the policy has a line for it, nothing keeps such tables.", DELETE


def _places(held: Policy) -> Iterator[tuple[str, str]]:
    """Every column of the publication comes from a field, or is made there."""
    lines = [line for each in held.entities.values() for line in each.lines]
    named = {place for line in lines for place in line.shown | line.decides} - {ROWS}
    known = published_columns()
    for column in sorted(known - {_column(place) for place in named | held.made.keys()}):
        if column != "published_version.document":
            yield f"{column}: no line of the policy says what stands there.", WRITE
    for place in sorted(named | held.made.keys()):
        if not place.startswith("document.") and _column(place) not in known:
            yield f"{place}: the policy names it, the publication has no such place.", DELETE


def _column(place: str) -> str:
    """The column in which a place is: `published_change.after[].label` is in one of JSON."""
    return ".".join(place.replace("[]", "").split(".")[:2])


def _rules(held: Policy) -> Iterator[tuple[str, str]]:
    """Every rule decides something, and nothing is shown to the public by a rule against it."""
    entities = held.entities.values()
    used = {line.rule.code for each in entities for line in each.lines}
    used |= {each.rows.code for each in entities} | {rule.code for rule in held.apart.values()}
    for code in sorted(held.rules.keys() - used):
        yield f"The rule {code!r} decides nothing.", DELETE
    for each in entities:
        for line in each.lines:
            if line.shown and line.rule.sees["public"] == "no":
                yield (
                    f"{each.table}.{line.field}: it is shown, and the rule "
                    f"{line.rule.code!r} says that the public does not see it.",
                    "Name another rule, or take the field out of the views.",
                )
