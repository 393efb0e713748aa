"""An ordinary criminal case: filed, heard, perhaps changed, ended."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from cases.demo.casefile import CaseFile
from cases.demo.clock import hour, workday
from cases.demo.courts import Seat
from cases.demo.offenses import Cited, charged
from cases.demo.past import Past
from cases.models import Charge, Hearing, Party, Person

FELONY_INSTRUMENTS = {
    "AR": ("INFORMATION",),
    "IL": ("INFORMATION", "INDICTMENT"),
    "VA": ("INDICTMENT",),
    "TX": ("INDICTMENT",),
    "UT": ("INFORMATION",),
}
FILED = {
    "INFORMATION": ("INFORMATION_FILED", "Information filed."),
    "INDICTMENT": ("INDICTMENT_FILED", "Indictment returned and filed."),
    "COMPLAINT": ("COMPLAINT_FILED", "Complaint filed."),
    "CITATION": ("CASE_FILED", "Citation filed."),
    "ARREST": ("ARREST", "Arrested without a warrant; affidavit of probable cause filed."),
}


@dataclass(kw_only=True)
class Matter:
    """A criminal case with its (first) defendant and the day of the offense."""

    file: CaseFile
    accused: Party
    offense_day: date
    instrument: str
    arraignment: Hearing | None = None

    @property
    def chances(self) -> random.Random:
        return self.file.chances

    @property
    def offense_dates(self) -> dict[str, date]:
        return {"offense_from": self.offense_day, "offense_to": self.offense_day}

    @property
    def pending(self) -> list[Charge]:
        """Charges against this defendant that have neither changed nor ended."""
        return [charge for charge in self.file.pending if charge.party is self.accused]

    def charge(self, day: date, offense: Cited | None = None, **given: Any) -> Charge:
        """A charge against the defendant for the incident of this case."""
        values = {"instrument": self.instrument, **self.offense_dates, **given}
        return self.file.charge(day, self.accused, offense, **values)

    def later(self, day: date, least: int, most: int) -> date:
        """A working day some time after another."""
        return workday(day + timedelta(days=self.chances.randint(least, most)))


def opened(
    past: Past,
    seat: Seat,
    day: date,
    *,
    accused: Person | None = None,
    offenses: list[Cited] | None = None,
    instrument: str = "",
    victim: bool | None = None,
    offense_day: date | None = None,
    **given: Any,
) -> Matter:
    """A case with its parties and charges, as it stands on the day it is filed."""
    file = CaseFile(past, seat, day, **given)
    committed = offense_day or day - timedelta(days=file.chances.randint(1, 45))
    if offenses is None:
        felony = seat.hears_felonies and file.chances.random() < _felonies(seat)
        offenses = charged(file.chances, file.state, committed, felony=felony)
    matter = Matter(
        file=file,
        accused=file.party("DEF", accused or file.somebody()),
        offense_day=committed,
        instrument=instrument or _instrument(file, offenses),
    )
    _others(matter, offenses, victim)
    file.entry(day, *FILED[matter.instrument])
    for offense in offenses:
        matter.charge(day, offense)
    file.status(day, "FILED", matter.accused)
    first = matter.later(day, 7, 35)
    matter.arraignment = file.hearing(day, "ARRAIGNMENT", hour(first, file.chances.randint(16, 20)))
    return matter


def _felonies(seat: Seat) -> float:
    """Where one court hears everything, about half of it is felonies."""
    return 0.5 if seat.site.state in ("IL", "UT") else 1.0


def _instrument(file: CaseFile, offenses: list[Cited]) -> str:
    if any(offense.is_felony for offense in offenses):
        return file.chances.choice(FELONY_INSTRUMENTS[file.state])
    return file.chances.choice(("COMPLAINT", "COMPLAINT", "CITATION"))


def _others(matter: Matter, offenses: list[Cited], victim: bool | None) -> None:
    """Everybody else in the case; the victim's name is withheld, as it always is by default."""
    file, seat = matter.file, matter.file.seat
    file.case.caption = f"{seat.people.full_name} v. {matter.accused.person.full_name}"
    file.party("STATE", seat.people)
    file.party("JUDGE", file.chances.choice(seat.judges))
    if seat.hears_felonies:
        file.party("ATTY_PROS", file.chances.choice(seat.prosecutors))
    if matter.instrument != "CITATION":
        counsel = file.chances.choice(("PUBDEF", "PUBDEF", "ATTY_DEF"))
        known = seat.public_defenders if counsel == "PUBDEF" else seat.defenders
        file.party(counsel, file.chances.choice(known))
    if victim is None:
        victim = any(offense.is_against_somebody for offense in offenses)
    if victim:
        harmed = file.somebody()
        file.party("VIC", harmed)
        if file.chances.random() < 0.08:
            file.entry(file.opened, "OTHER", f"Notice of rights sent to {harmed.full_name}.")


def joined(matter: Matter) -> Matter:
    """A second defendant, charged in the same case with the same."""
    file = matter.file
    other = replace(matter, accused=file.party("DEF", file.somebody()), arraignment=None)
    for charge in matter.pending:
        other.charge(file.opened, file.cited[charge.key])
    file.status(file.opened, "FILED", other.accused)
    file.case.caption += f" and {other.accused.person.full_name}"
    return other


def arraigned(matter: Matter, day: date, *, is_over: bool = False) -> None:
    """What became of the first hearing by that day; a case that is over needs none."""
    file, hearing = matter.file, matter.arraignment
    if hearing is None or hearing.starts_at is None:
        return
    held = hearing.starts_at.date()
    if held <= day:
        file.heard(day, hearing)
        file.entry(held, "ARRAIGNMENT", "Arraigned. Plea of not guilty.", recorded=day)
        matter.arraignment = None
    elif is_over:
        file.heard(day, hearing, "CANCELLED")
        matter.arraignment = None
