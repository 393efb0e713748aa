"""End charges, undo that, and sentence on them."""

from datetime import date
from decimal import Decimal
from typing import Unpack

from cases.actions.facts import Dated, Resting
from cases.actions.refusal import Refused, act, write
from cases.models import Charge, Disposition, Sentence


class DispositionRefused(Refused):
    """A charge cannot be disposed of, or its disposition vacated, so."""


def dispose(
    charge: Charge,
    *,
    outcome: str,
    plea: str = "",
    by: str,
    reason: str = "",
    **told: Unpack[Dated],
) -> Disposition:
    """Record how a charge ended."""
    with act(by=by, reason=reason):
        if outcome == "VACATED":
            raise DispositionRefused(
                "Vacated is told of an earlier disposition. Vacate that disposition instead.",
                field="outcome",
            )
        disposition = Disposition(charge=charge, outcome=outcome, plea=plea, recorded_by=by, **told)
        write(disposition)
    return disposition


def vacate(
    disposition: Disposition,
    *,
    by: str,
    reason: str = "",
    **told: Unpack[Dated],
) -> Disposition:
    """Record that the court set a disposition aside: the charge is pending again."""
    with act(by=by, reason=reason):
        earlier = Disposition.objects.select_for_update().get(pk=disposition.pk)
        if earlier.vacated_by_disposition_id or earlier.voided_at or earlier.outcome == "VACATED":
            raise DispositionRefused(
                "This disposition is not in force any more, so there is nothing to vacate.",
                field="disposition",
            )
        vacating = Disposition(charge=earlier.charge, outcome="VACATED", recorded_by=by, **told)
        write(vacating)
        earlier.vacated_by_disposition = vacating
        earlier.save(update_fields=["vacated_by_disposition"])
    return vacating


def sentence(
    charge: Charge,
    *,
    kind: str,
    amount: Decimal | int | None = None,
    unit: str = "",
    effective_date: date | None = None,
    text: str = "",
    by: str,
    reason: str = "",
    **told: Unpack[Resting],
) -> Sentence:
    """Record one part of the sentence on a charge; the charge is disposed of first."""
    with act(by=by, reason=reason):
        part = Sentence(
            charge=charge,
            kind=kind,
            amount=None if amount is None else Decimal(amount),
            unit=unit,
            effective_date=effective_date,
            text=text,
            recorded_by=by,
            **told,
        )
        if part.amount is not None and not unit:
            raise DispositionRefused(
                f"Say of what it is {amount}: days, months, years, dollars …", field="unit"
            )
        write(part)
    return part
