"""The founding case: from a stay-away order to a charge of capital murder.

Three files of one couple, and what newspapers, police and an employer said of them. What only
somebody said is a statement and stands in no file; what the files do not say stays unknown.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cases.demo import FOUNDING_NUMBER, key
from cases.demo.casefile import CaseFile
from cases.demo.clock import DAYS, hour
from cases.demo.courts import Seat, organization
from cases.demo.names import Name
from cases.demo.offenses import cite
from cases.demo.orders import order
from cases.demo.past import Past
from cases.demo.sayings import FOUNDING_SAYINGS, said
from cases.models import Party, Person, PersonRelation, ProtectiveOrder

SHOT = date(2024, 8, 17)
DIVORCE = date(2024, 8, 9)
FILED = date(2024, 8, 20)
RAISED = date(2024, 9, 5)
HEARD = date(2024, 8, 27)
# This entry closes the last recorded moment: where it stands, the whole demonstration does.
LAST_ENTRY = key("the last entry")


@dataclass(frozen=True, kw_only=True)
class Couple:
    """The people of the founding case."""

    marisol: Person
    dario: Person
    child: Person


def founding(past: Past, seats: dict[str, Seat]) -> None:
    """All three files, from the first arrest to the last setting of the trial."""
    circuit, district = seats["bend-circuit"], seats["ouachita-bend-district"]
    earlier = CaseFile(
        past, district, date(2024, 8, 6), number="OBD-24-1702", filed_date=None,
        caption="State of Arkansas v. Darío Ibáñez-Quintero",
    )  # fmt: skip
    couple = _people(earlier)
    stay_away = _earlier(earlier, couple)
    homicide = CaseFile(
        past, circuit, FILED, number=FOUNDING_NUMBER,
        caption="State of Arkansas v. Darío Ibáñez-Quintero",
    )  # fmt: skip
    _divorce(past, circuit, couple, homicide)
    accused = _parties(homicide, couple)
    homicide.relate(FILED, earlier)
    _charges(homicide, accused, stay_away)
    _since(homicide)
    for saying in FOUNDING_SAYINGS:
        said(homicide, HEARD, *saying)


def _people(first: CaseFile) -> Couple:
    """Both are known from the earlier case; a name is kept in every spelling that was used."""
    marisol = first.somebody(Name(given="Marisol", surname="Ibáñez-Quintero"))
    dario = first.somebody(Name(given="Darío", surname="Ibáñez-Quintero"))
    child = first.somebody(Name(given="Child", surname="of the parties"))
    for given, surname in (("Dario", "Ibanez Quintero"), ("Darío", "Ibáñez")):
        first.also(dario, "SPELLING", Name(given=given, surname=surname))
    first.also(marisol, "SPELLING", Name(given="Marisol", surname="Ibanez Quintero"))
    employer = organization("Ouachita Bend EMS")
    relations = (
        PersonRelation(person=dario, other=marisol, kind="SPOUSE_OF"),
        PersonRelation(person=marisol, other=child, kind="PARENT_OF"),
        PersonRelation(person=dario, other=child, kind="PARENT_OF"),
        PersonRelation(person=marisol, other=employer, kind="EMPLOYEE_OF"),
    )
    first.past.record(first.opened, employer, *relations)
    return Couple(marisol=marisol, dario=dario, child=child)


def _earlier(file: CaseFile, couple: Couple) -> ProtectiveOrder:
    """Charged with assaulting her, by what statute is not stated; then told to stay away."""
    accused = file.party("DEF", couple.dario)
    file.party("STATE", file.seat.people)
    file.party("VIC", couple.marisol)
    file.entry(file.opened, "CASE_FILED", "Charge filed.", filed_date=None)
    file.status(file.opened, "UNKNOWN", effective_date=None)
    file.charge(
        file.opened, accused, label="Assault", filed_date=None, offense_to=DIVORCE,
        offense_date_text="before the divorce was filed",
    )  # fmt: skip
    told = date(2024, 8, 13)
    file.entry(told, "PROTECTIVE_ORDER", "Order to stay away entered.", filed_date=None)
    return order(
        file, told, accused, [couple.marisol], kind="UNKNOWN", status="UNKNOWN", terms=("04", "05"),
        places=("Her home in Ouachita Bend", "Ouachita Bend EMS"),
    )  # fmt: skip


def _divorce(past: Past, seat: Seat, couple: Couple, homicide: CaseFile) -> None:
    """Eight days before the shooting; a file that is not public."""
    file = CaseFile(
        past, seat, DIVORCE, case_type="DR", visibility="DRAFT",
        caption="Ibáñez-Quintero v. Ibáñez-Quintero",
    )  # fmt: skip
    file.party("PET", couple.marisol)
    file.party("RES", couple.dario)
    file.party("MINOR", couple.child)
    file.entry(DIVORCE, "CASE_FILED", "Complaint for divorce filed.")
    file.status(DIVORCE, "FILED")
    homicide.relate(FILED, file)


def _parties(file: CaseFile, couple: Couple) -> Party:
    seat = file.seat
    accused = file.party("DEF", couple.dario)
    file.party("STATE", seat.people)
    file.party("JUDGE", seat.judges[0])
    file.party("ATTY_PROS", seat.prosecutors[0])
    file.party("PUBDEF", seat.public_defenders[0])
    file.party("VIC", couple.marisol)
    file.party("DECEDENT", couple.marisol, day=RAISED)
    file.status(FILED, "FILED", accused)
    return accused


def _charges(file: CaseFile, accused: Party, stay_away: ProtectiveOrder) -> None:
    """Two counts become one of capital murder; whether the second survived is not stated."""
    dates: dict[str, Any] = {"offense_from": SHOT, "offense_to": SHOT}
    dates["offense_date_text"] = "Saturday, Aug. 17"
    file.entry(FILED, "INFORMATION_FILED", "Information filed.")
    battering = file.charge(
        FILED, accused, cite("AR", "5-26-303", SHOT), instrument="INFORMATION", **dates
    )
    no_contact = file.charge(
        FILED, accused, label="Violation of a no-contact order", level="M-A",
        level_reason="as stated in the information", instrument="INFORMATION",
        violates_order=stay_away, **dates,
    )  # fmt: skip
    entry = file.entry(RAISED, "CHARGE_CHANGE", "Amended information filed.")
    capital = file.charge(
        RAISED, accused, cite("AR", "5-10-101", SHOT), filed_date=None,
        instrument="AMENDED_INFORMATION", **dates,
    )  # fmt: skip
    file.change(
        RAISED, "MERGED", [(battering, "REPLACED"), (no_contact, "UNKNOWN")], [capital],
        date_from=FILED, date_to=RAISED, instrument="AMENDED_INFORMATION",
        authority="PROSECUTOR", rests_on="CHARGING_INSTRUMENT", docket_entry=entry,
    )  # fmt: skip


def _since(file: CaseFile) -> None:
    """Arraigned, continued, and set for a trial that is still to come."""
    first = file.hearing(FILED, "ARRAIGNMENT", hour(HEARD))
    file.heard(HEARD, first)
    file.entry(HEARD, "ARRAIGNMENT", "Arraigned. Plea of not guilty.")
    moved, trial, last = date(2025, 10, 9), date(2027, 1, 19), DAYS[-1]
    once = file.hearing(HEARD, "TRIAL", hour(date(2025, 11, 3)))
    file.entry(moved, "CONTINUANCE", "Continued on motion of the defense.")
    file.heard(moved, once, "CONTINUED", "Motion of the defense.")
    file.hearing(moved, "TRIAL", hour(trial))
    file.hearing(last, "PRETRIAL", hour(date(2026, 12, 8), 17))
    file.entry(last, "HEARING", "Pretrial conference set.", key=LAST_ENTRY)
