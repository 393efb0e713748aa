"""Charges that go from one case to another, and the cases with them."""

from datetime import date
from typing import Any

from cases.demo.courts import Seat
from cases.demo.criminal import FELONY_INSTRUMENTS, Matter, opened
from cases.models import Charge


def carried(lower: Matter, upper: Seat, day: date, **given: Any) -> Matter:
    """A case of the higher court about the same incident, as yet without charges."""
    instrument = FELONY_INSTRUMENTS[upper.site.state][0]
    higher = opened(
        lower.file.past, upper, day, accused=lower.accused.person, offenses=[],
        instrument=instrument, victim=False, offense_day=lower.offense_day, **given,
    )  # fmt: skip
    lower.file.relate(day, higher.file, "TRANSFERRED")
    return higher


def bound_over(lower: Matter, upper: Seat, day: date) -> Matter:
    """Every pending charge of the lower court's case is bound over to the higher court."""
    higher = carried(lower, upper, day)
    entry = higher.file.entry(day, "TRANSFER", "Bound over; papers of the lower court filed.")
    for charge in lower.pending:
        offense = lower.file.cited.get(charge.key)
        given = {} if offense else {"label": charge.label}
        again = higher.charge(day, offense, **given)
        raise_over(higher, day, charge, again, docket_entry=entry)
    left(lower, day)
    return higher


def raise_over(higher: Matter, day: date, charge: Charge, again: Charge, **given: Any) -> None:
    """One charge of the lower court becomes one of the higher."""
    higher.file.change(
        day, "BOUND_OVER", [(charge, "REPLACED")], [again], instrument=higher.instrument,
        authority="COURT", **given,
    )  # fmt: skip


def left(lower: Matter, day: date) -> None:
    """Nothing is pending in the lower court any more."""
    lower.file.entry(day, "TRANSFER", "Case transferred to the higher court.")
    lower.file.status(day, "TRANSFERRED", lower.accused)
    lower.file.pending = [
        charge for charge in lower.file.pending if charge.party is not lower.accused
    ]
    if lower.arraignment:
        lower.file.heard(day, lower.arraignment, "CANCELLED", "Transferred.")
        lower.arraignment = None
