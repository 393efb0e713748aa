"""Set typing mistakes right, and void what should never have been entered.

A correction says that the record was mistyped; a charge change says that the court did
something. Neither ever stands in for the other.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Cast

from cases.actions.order_events import undo_event
from cases.actions.refusal import Refused, act, write
from cases.models import (
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Correction,
    Disposition,
    OrderEvent,
    ProtectiveOrder,
    Sentence,
)
from cases.models.corrections import GRAVE_FIELDS
from cases.models.fields import RecordNow

# What ties a fact to its case, or signs it, is not a typing mistake in the fact.
BEYOND_CORRECTION = {
    "id", "key", "case", "party", "charge", "change", "order", "restrained", "person", "side",
    "rank", "ladder", "is_void", "ended_by", "vacated_by_disposition", "visibility", "merged_into",
    "number_key", "status", "until_date", "public_name", "source", "source_id", "recorded_at",
    "recorded_by", "voided_at", "voided_by", "void_reason",
}  # fmt: skip
LATER_INSTRUMENTS = ("AMENDED_INFORMATION", "SUPERSEDING_INDICTMENT", "PLEA_AGREEMENT", "VERDICT")

Fact = Charge | ChargeChange | Disposition | Sentence | CaseStatus | ProtectiveOrder | OrderEvent


class CorrectionRefused(Refused):
    """This is no clerical mistake, or cannot be set right or voided so."""


class AsRecorded(Func):
    """A value in the very words that the database compares corrections by."""

    template = "coalesce(to_jsonb(%(expressions)s) #>> '{}', '')"
    output_field = models.TextField()


def correctable(row: models.Model) -> "list[models.Field[Any, Any]]":
    """The columns of a row in which a typing mistake can be set right."""
    return [
        field
        for field in row._meta.concrete_fields
        if field.name not in BEYOND_CORRECTION and not field.generated
    ]


def correct(
    row: models.Model,
    *,
    field: str,
    value: Any,
    reason: str,
    authority: str,
    by: str,
    approved_by: str = "",
) -> Correction:
    """Put the right value in the place of a mistyped one, and record both, with the document
    that shows the mistake (`authority`). A statute or level takes a second person."""
    with act(by=by, reason=reason):
        if not authority:
            raise CorrectionRefused(
                "Name the document that shows the mistake. If the court or the prosecutor changed "
                "something, record that as a new fact instead.",
                field="authority",
            )
        column = _column(row, field)
        stored = _cleaned(row, column, value)
        rows = type(row)._default_manager.filter(pk=row.pk)
        old, new = rows.values_list(
            AsRecorded(F(column.attname)), AsRecorded(Cast(Value(stored), _plain(column)))
        ).get()
        if isinstance(row, Charge):
            _refuse_amendment(row, column.attname, new)
        correction = Correction(
            table=row._meta.db_table, row_id=row.pk, field=column.attname, old_value=old,
            new_value=new, reason=reason, authority=authority, corrected_by=by,
            approved_by=approved_by,
        )  # fmt: skip
        write(correction)
        rows.update(**{column.attname: stored})
        row.refresh_from_db()
    return correction


def void(fact: Fact, *, by: str, reason: str) -> Fact:
    """Mark a fact as entered in error. It stays, and no longer counts; what it had ended
    (a status, a replacement, a disposition, an order's dates) is again as it was before."""
    with act(by=by, reason=reason):
        if not reason:
            raise CorrectionRefused("Say why this is void.", field="reason")
        stands = type(fact)._default_manager.select_for_update().get(pk=fact.pk)
        if stands.voided_at:
            raise CorrectionRefused(f"This was already voided by {stands.voided_by}.")
        if isinstance(fact, Charge):
            _refuse_charge_in_use(fact)
        if isinstance(fact, OrderEvent):
            undo_event(fact)
        if isinstance(fact, ChargeChange):
            ChargeChangeItem.objects.filter(ended_by=fact).update(ended_by=None)
        if isinstance(fact, Disposition):
            fact.vacates.update(vacated_by_disposition=None)
        rows = type(fact)._default_manager.filter(pk=fact.pk)
        rows.update(voided_at=RecordNow(), voided_by=by, void_reason=reason)
        if isinstance(stands, CaseStatus):
            _close_gap(stands)
        fact.refresh_from_db()
    return fact


def _column(row: models.Model, field: str) -> "models.Field[Any, Any]":
    known = {column.name: column for column in correctable(row)}
    if field not in known:
        raise CorrectionRefused(
            f"{field or 'This'} of a {row._meta.verbose_name} cannot be corrected. If the whole "
            "entry is wrong, void it and record the right one. What can be corrected: "
            f"{', '.join(known)}.",
            field="field",
        )
    return known[field]


def _cleaned(row: models.Model, column: "models.Field[Any, Any]", value: Any) -> Any:
    """The value as its column keeps it."""
    if isinstance(value, models.Model):
        value = value.pk
    if value == "" and column.null:
        return None
    try:
        return column.clean(value, row)
    except ValidationError as error:
        raise CorrectionRefused(error.messages[0], field="value") from error


def _plain(column: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    """The column's type without its links and rules, for a cast."""
    return column.target_field if isinstance(column, models.ForeignKey) else column


def _refuse_amendment(charge: Charge, column: str, new: str) -> None:
    """Refuse what would write a change made in court over the charge as it was filed."""
    items = ChargeChangeItem.objects.filter(charge=charge, is_void=False)
    if column == "instrument" and new in LATER_INSTRUMENTS:
        if not items.filter(side="AFTER").exists():
            raise CorrectionRefused(
                "A charge that comes by a later instrument is a new charge. Record the charge "
                "change that brought it, or keep the instrument it was first filed by.",
                field="field",
            )
    elif column in (*GRAVE_FIELDS, "label") and new:
        changes = items.filter(side="BEFORE").values("change")
        became = Charge.objects.filter(change_items__change__in=changes, change_items__side="AFTER")
        if became.filter(**{column: new}).exclude(pk=charge.pk).exists():
            raise CorrectionRefused(
                "The charge became exactly this by a recorded change. Correcting it would erase "
                "that change: leave the earlier charge as it was filed.",
                field="value",
            )


def _refuse_charge_in_use(charge: Charge) -> None:
    items = ChargeChangeItem.objects.filter(charge=charge, is_void=False)
    leaning = {
        "a charge change": items.exists(),
        "a disposition": charge.dispositions.filter(voided_at=None).exists(),
        "a sentence": charge.sentences.filter(voided_at=None).exists(),
    }
    if any(leaning.values()):
        named = " and ".join(noun for noun, is_there in leaning.items() if is_there)
        raise CorrectionRefused(
            f"Count {charge.count} still has {named}. Void that first, if it is wrong too.",
            field="charge",
        )


def _close_gap(status: CaseStatus) -> None:
    """The status before goes on until the next one begins."""
    if status.effective_date:
        CaseStatus.objects.filter(
            case=status.case_id,
            party=status.party_id,
            until_date=status.effective_date,
            voided_at=None,
        ).update(until_date=status.until_date)
