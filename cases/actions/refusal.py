"""Why an act was not done: database refusals and our own, in words for whoever tried."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pghistory
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, DataError, IntegrityError, models, transaction

# Rules of triggers and over several rows name no column; these are what a form should mark.
FIELD_OF_RULE = {
    "attribution_is_dated": "published_date",
    "case_is_closed_with_every_charge_disposed": "status",
    "case_is_reactivated_after_it_was_inactive": "status",
    "case_is_reopened_after_it_was_disposed": "status",
    "case_statuses_do_not_overlap": "effective_date",
    "case_statuses_leave_no_gap": "effective_date",
    "charge_change_adds_to_nothing": "kind",
    "charge_change_ends_with_nothing": "kind",
    "charge_change_follows_its_charges": "date_to",
    "charge_change_has_charges_after": "after",
    "charge_change_has_charges_before": "before",
    "charge_change_is_of_one_person": "before",
    "charge_change_merges_into_one": "kind",
    "charge_change_names_its_entry": "docket_entry",
    "charge_change_precedes_its_result": "date_from",
    "charge_change_splits_one": "kind",
    "charge_is_against_a_defendant": "party",
    "charge_is_replaced_once": "before",
    "charge_level_is_on_the_ladder": "level",
    "charge_change_rests_on_its_own_docket": "docket_entry",
    "charge_offense_is_of_its_state": "offense",
    "charge_offense_was_in_force": "offense",
    "charge_violates_an_order_then_in_force": "violates_order",
    "disposition_names_its_entry": "docket_entry",
    "disposition_rests_on_its_own_docket": "docket_entry",
    "disposition_plea_is_known_to_the_state": "plea",
    "correction_of_an_offense_has_two_people": "approved_by",
    "order_act_follows_its_issue": "day",
    "order_protects_someone": "protected",
    "order_restrains_a_party_of_its_case": "restrained",
    "order_restrains_another": "protected",
    "party_person_is_not_merged_away": "person",
    "sentence_follows_a_conviction": "kind",
    "status_is_of_a_defendant_of_its_case": "party",
}


class Refused(Exception):
    """An act was not done and nothing of it is saved; `words` say why, and the way out."""

    def __init__(self, words: str, *, field: str = "", rule: str = "") -> None:
        super().__init__(words)
        self.words, self.field, self.rule = words, field, rule


@contextmanager
def refusals() -> Iterator[None]:
    """Tell what the database refuses, at once or at commit, as `Refused`."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise explained(error) from error


@contextmanager
def act(*, by: str, reason: str) -> Iterator[None]:
    """Write all of it or nothing, and let the audit know who and why."""
    if not by:
        raise Refused("Say who does this.", field="by")
    with refusals(), pghistory.context(user=by, reason=reason), transaction.atomic():
        yield


def write(row: models.Model) -> None:
    """Insert a row whose columns each hold what they may."""
    try:
        links = [each.name for each in row._meta.concrete_fields if each.is_relation]
        row.clean_fields(exclude=links)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field) from error
    row.save(force_insert=True)


def explained(error: DatabaseError) -> Refused:
    """The refusal that a database error stands for: the constraint's own words, or the rule's."""
    diag = getattr(error.__cause__, "diag", None)
    rule: str = getattr(diag, "constraint_name", None) or ""
    if rule in _constraints():
        return _by_constraint(_constraints()[rule])
    state: str = getattr(diag, "sqlstate", None) or ""
    said: str = getattr(diag, "message_primary", None) or str(error)
    detail: str = getattr(diag, "message_detail", None) or ""
    table: str = (getattr(diag, "table_name", None) or "row").replace("_", " ")
    column: str = getattr(diag, "column_name", None) or ""
    if state == "23514":
        return Refused(said, field=FIELD_OF_RULE.get(rule, ""), rule=rule)
    if state == "23505":
        named = re.match(r"Key \((\w+)\)=\((.*)\)", detail)
        column, value = (named[1], named[2]) if named else ("", "this value")
        words = f"Another {table} already has {value}. Choose a different one."
    elif state == "23503":
        words = f"Other parts of the record refer to this, or it refers to a {table} that is gone."
    elif state == "23502":
        words = f"Give the {column.replace('_', ' ')}."
    else:
        words = f"The record cannot hold this: {said}. Shorten or correct the value."
    return Refused(words, field=column.removesuffix("_id"), rule=rule)


@cache
def _constraints() -> dict[str, models.BaseConstraint]:
    record = apps.get_app_config("cases").get_models()
    return {each.name: each for model in record for each in model._meta.constraints}


def _by_constraint(constraint: models.BaseConstraint) -> Refused:
    words = str(constraint.get_violation_error_message())
    if constraint.violation_error_message == constraint.default_violation_error_message:
        words = f"The record refuses this: {constraint.name.replace('_', ' ')}."
    field = FIELD_OF_RULE.get(constraint.name, "")
    if not field and isinstance(constraint, models.UniqueConstraint) and constraint.fields:
        field = constraint.fields[-1]
    if not field and isinstance(constraint, models.CheckConstraint):
        field = _first_column(constraint.condition)
    return Refused(words, field=field, rule=constraint.name)


def _first_column(condition: object) -> str:
    """The column that a check looks at first."""
    while isinstance(condition, models.Q):
        condition = condition.children[0]
    return str(condition[0]).split("__")[0] if isinstance(condition, tuple) else ""
