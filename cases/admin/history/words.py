"""What was written, in words: what the row is to a clerk, and what was done to it."""

from collections.abc import Callable
from typing import Any

from django.db import models

from cases.admin.history.known import Known
from cases.kinds.orders import ORDER_TERMS
from cases.models import (
    Attribution,
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Correction,
    Disposition,
    DocketEntry,
    Hearing,
    OrderEvent,
    OrderPlace,
    OrderProtected,
    OrderTerm,
    Party,
    Person,
    PersonMerge,
    PersonName,
    PersonRelation,
    ProtectiveOrder,
    RelatedCase,
    Seal,
    Sentence,
    Statement,
)

RECORDED: dict[type[models.Model], str] = {
    Charge: "filed",
    Party: "added",
    OrderProtected: "added",
    OrderPlace: "added",
    OrderTerm: "added",
    PersonName: "added",
    RelatedCase: "linked",
}
DONE = {"insert": "recorded", "update": "changed", "delete": "taken out"}


def done(label: str, row: models.Model, before: Any) -> str:
    """What was done to a row."""
    if label == "insert":
        return RECORDED.get(type(row), "recorded")
    if label == "update" and before is not None:
        if getattr(row, "voided_at", None) and not before.voided_at:
            return "voided"
        was, becomes = (getattr(each, "visibility", "") for each in (before, row))
        if was != becomes and "SEALED" in (was, becomes):
            return "sealed" if becomes == "SEALED" else "unsealed"
        if was != becomes and becomes == "PUBLIC" and isinstance(row, Case):
            return "published"
    return DONE.get(label, label)


def subject(row: Any, known: Known) -> str:
    """What a row is to a clerk."""
    say = SAID.get(type(row))
    return say(row, known) if say else f"{row._meta.verbose_name} {known.named(row)}".capitalize()


def _item(row: Any, known: Known) -> str:
    charge = known.label(Charge, row.charge_id)
    effect = f", {row.get_effect_display().lower()}" if row.effect else ""
    return f"{row.get_side_display()}: {charge}{effect};"


def _status(row: Any, known: Known) -> str:
    whom = f" for {known.accused(row.party_id)}" if row.party_id else ""
    return f"Status “{row.get_status_display()}”{whom}"


def _entry(row: Any, known: Known) -> str:
    number = f" {row.entry_number}" if row.entry_number else ""
    return f"Docket entry{number} ({row.get_kind_display()})"


def _hearing(row: Any, known: Known) -> str:
    return f"Hearing ({row.get_kind_display()})"


def _order(row: Any, known: Known) -> str:
    number = f" {row.number}" if row.number else ""
    return f"{row.get_kind_display()}{number} against {known.accused(row.restrained_id)}"


def _of_order(noun: str) -> Callable[[Any, Known], str]:
    return lambda row, known: f"{noun} of {known.label(ProtectiveOrder, row.order_id)}"


def _seal(row: Any, known: Known) -> str:
    what = "the case"
    if row.charge_id:
        what = known.label(Charge, row.charge_id)
    elif row.party_id:
        what = known.accused(row.party_id)
    elif row.docket_entry_id:
        what = "a docket entry"
    return f"{row.get_act_display()} of {what}, by {row.order_reference},"


def _correction(row: Any, known: Known) -> str:
    column = row.field.removesuffix("_id").replace("_", " ")
    old, new = (value or "empty" for value in (row.old_value, row.new_value))
    return f"Correction of the {column}, “{old}” to “{new}”, by {row.authority},"


def _of_charge(words: Callable[[Any], str]) -> Callable[[Any, Known], str]:
    return lambda row, known: f"{words(row)} on {known.label(Charge, row.charge_id)}"


SAID: dict[type[models.Model], Callable[[Any, Known], str]] = {
    Case: lambda row, known: f"Case {row.number}",
    Party: lambda row, known: known.named(row),
    Charge: lambda row, known: known.named(row),
    ChargeChange: lambda row, known: f"Charge change “{row.get_kind_display()}”",
    ChargeChangeItem: _item,
    Disposition: _of_charge(lambda row: f"Outcome “{row.get_outcome_display()}”"),
    Sentence: _of_charge(lambda row: f"Sentence “{row.get_kind_display()}”"),
    CaseStatus: _status,
    ProtectiveOrder: _order,
    OrderEvent: lambda row, known: (
        f"“{row.get_act_display()}” of {known.label(ProtectiveOrder, row.order_id)}"
    ),
    OrderTerm: lambda row, known: (
        f"Term “{ORDER_TERMS.label(row.term)}” of {known.label(ProtectiveOrder, row.order_id)}"
    ),
    OrderProtected: lambda row, known: (
        f"Protected person {known.person(row.person_id)} of "
        f"{known.label(ProtectiveOrder, row.order_id)}"
    ),
    OrderPlace: _of_order("Place"),
    DocketEntry: _entry,
    Hearing: _hearing,
    RelatedCase: lambda row, known: (
        f"{known.label(Case, row.case_id)}, {row.get_relation_display().lower()} "
        f"{known.label(Case, row.other_case_id)},"
    ),
    Seal: _seal,
    Correction: _correction,
    Statement: lambda row, known: f"Statement ({row.get_kind_display()})",
    Attribution: lambda row, known: f"“{row.said_by}” as who said so",
    Person: lambda row, known: known.person(row.pk) if row.pk in known.hidden else row.full_name,
    PersonName: lambda row, known: f"{row.get_kind_display()} “{row.full_name}”",
    PersonRelation: lambda row, known: (
        f"{known.person(row.person_id)}, {row.get_kind_display()} {known.person(row.other_id)},"
    ),
    PersonMerge: lambda row, known: (
        f"Merge of {known.label(Person, row.absorbed_id)} into "
        f"{known.label(Person, row.survivor_id)}"
    ),
}
