"""Change the status of a case, for one defendant or for the whole case."""

from datetime import date
from typing import Unpack

from cases.actions.facts import Resting
from cases.actions.refusal import Refused, act, write
from cases.kinds.cases import STATUSES
from cases.models import Case, CaseStatus, Party


class StatusRefused(Refused):
    """The case cannot take this status on this day."""


def change_status(
    case: Case,
    *,
    party: Party | None = None,
    status: str,
    effective_date: date | None = None,
    by: str,
    reason: str = "",
    **told: Unpack[Resting],
) -> CaseStatus:
    """End the status in force on that day and begin the next. Only the first status of a case
    may have an unknown first day."""
    with act(by=by, reason=reason):
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        standing = CaseStatus.objects.filter(
            case=case, party=party, until_date=None, voided_at=None
        ).first()
        if standing:
            _refuse_disorder(standing, status, effective_date)
            standing.until_date = effective_date
            standing.save(update_fields=["until_date"])
        begun = CaseStatus(
            case=case,
            party=party,
            status=status,
            effective_date=effective_date,
            reason=reason,
            recorded_by=by,
            **told,
        )
        write(begun)
    return begun


def _refuse_disorder(standing: CaseStatus, status: str, effective_date: date | None) -> None:
    label = STATUSES.label(standing.status)
    if standing.status == status:
        raise StatusRefused(f"The status is already: {label}. Choose another.", field="status")
    if effective_date is None:
        raise StatusRefused(
            f"Give the first day of the new status; it ends the one in force ({label}).",
            field="effective_date",
        )
    if standing.effective_date and effective_date <= standing.effective_date:
        raise StatusRefused(
            f"The status in force ({label}) began on {standing.effective_date}. Give a later day, "
            "or void that status if it was entered in error.",
            field="effective_date",
        )
