"""Set hearings, continue them to another day, cancel them, record that they were held."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from cases.actions.refusal import Refused, act, write
from cases.kinds.docket import HEARING_STATUSES
from cases.models import Case, Court, Hearing


class HearingRefused(Refused):
    """A hearing cannot be set, or become, so."""


def moment_at(court: Court, day: date, hour: time) -> datetime:
    """The moment of an hour at the court."""
    zone = ZoneInfo(court.timezone)
    moment = datetime.combine(day, hour, tzinfo=zone)
    if moment.astimezone(ZoneInfo("UTC")).astimezone(zone).time() != hour:
        raise HearingRefused(
            f"There is no {hour:%H:%M} on {day} at this court: the clocks go forward. Give another "
            "hour.",
            field="hour",
        )
    return moment


def set_hearing(
    case: Case, *, kind: str, starts_at: datetime, courtroom: str = "", by: str, reason: str = ""
) -> Hearing:
    """Put a hearing on the calendar."""
    with act(by=by, reason=reason):
        hearing = Hearing(
            case=case, kind=kind, starts_at=starts_at, courtroom=courtroom, recorded_by=by
        )
        write(hearing)
    return hearing


def continue_hearing(
    hearing: Hearing, *, starts_at: datetime, courtroom: str = "", by: str, reason: str
) -> Hearing:
    """Mark a hearing as continued, and set it anew; the new one is returned."""
    with act(by=by, reason=reason):
        stands = _standing(hearing)
        if stands.starts_at == starts_at:
            raise HearingRefused(
                "The hearing is set for that day and hour already. Give another.", field="day"
            )
        _refuse_unexplained(reason, "continued")
        _become(hearing, stands, "CONTINUED", reason)
        return set_hearing(
            stands.case,
            kind=stands.kind,
            starts_at=starts_at,
            courtroom=courtroom,
            by=by,
            reason=reason,
        )


def cancel_hearing(hearing: Hearing, *, by: str, reason: str) -> Hearing:
    """Take a hearing off the calendar; it stays in the record as cancelled."""
    with act(by=by, reason=reason):
        stands = _standing(hearing)
        _refuse_unexplained(reason, "cancelled")
        return _become(hearing, stands, "CANCELLED", reason)


def hold_hearing(hearing: Hearing, *, as_of: datetime, by: str, reason: str = "") -> Hearing:
    """Record that a hearing took place."""
    with act(by=by, reason=reason):
        stands = _standing(hearing)
        if stands.starts_at and stands.starts_at > as_of:
            raise HearingRefused(
                "This hearing has not begun yet. Record it as held once it was; if it was held "
                "earlier, correct its day first."
            )
        return _become(hearing, stands, "HELD", reason)


def _standing(hearing: Hearing) -> Hearing:
    """The hearing as it stands now, locked, where it is still to come about."""
    stands = Hearing.objects.select_for_update(of=("self",)).select_related("case__court")
    found = stands.get(pk=hearing.pk)
    if found.status != "SET":
        label = HEARING_STATUSES.label(found.status)
        raise HearingRefused(
            f"This hearing is no longer set: {label.lower()}. If that is wrong, correct its "
            "status first."
        )
    return found


def _become(hearing: Hearing, stands: Hearing, status: str, reason: str) -> Hearing:
    """Save what became of it, and let the caller's own copy know."""
    stands.status, stands.reason = status, reason
    stands.save(update_fields=["status", "reason"])
    hearing.status, hearing.reason = status, reason
    return stands


def _refuse_unexplained(reason: str, done: str) -> None:
    if not reason:
        raise HearingRefused(f"Say why the hearing is {done}.", field="reason")
