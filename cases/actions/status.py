"""Change the status of a case, for one defendant or for the whole case."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Unpack

from cases.actions.facts import Resting
from cases.actions.refusal import Refused, act, write
from cases.integrity.odd import OPEN_WITH_NOTHING_PENDING, warnings
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


def end_case_of(
    case: Case,
    parties: Iterable[Party],
    *,
    status: str = "DISPOSED",
    effective_date: date | None,
    by: str,
    reason: str = "",
    **told: Unpack[Resting],
) -> list[CaseStatus]:
    """Begin this status for those of these defendants whose case is open with nothing pending.
    A status of the whole case ends only where that is so for every defendant."""
    with act(by=by, reason=reason):
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        found = warnings([case.pk], today=effective_date or date.min)
        over = {each.row_id for each in found if each.rule == OPEN_WITH_NOTHING_PENDING.rule}
        standing = {
            each.party_id: each.status
            for each in CaseStatus.objects.filter(case=case, until_date=None, voided_at=None)
        }
        done = [each for each in parties if each.pk in over]
        return [
            change_status(
                case,
                party=party,
                status=_after(standing[party.pk if party else None], status),
                effective_date=effective_date,
                by=by,
                reason=reason,
                **told,
            )
            for party in _ending(case, done, over, standing)
        ]


def _ending(
    case: Case, done: Sequence[Party], over: set[int], standing: Mapping[int | None, str]
) -> Sequence[Party | None]:
    """Whose status ends with these defendants': their own, or else that of the whole case once
    nothing is pending for anybody."""
    own = [each for each in done if each.pk in standing]
    if own or not done or None not in standing:
        return own
    defendants = set(case.parties.filter(role="DEF").values_list("pk", flat=True))
    return [None] if defendants <= over else []


def _after(standing: str, status: str) -> str:
    """A case that was reopened is disposed of a second time."""
    return "DISP_REOPENED" if (standing, status) == ("REOPENED", "DISPOSED") else status


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
