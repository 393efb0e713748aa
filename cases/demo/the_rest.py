"""Every word of the record's vocabularies that no other case has a use for."""

from datetime import date, timedelta

from cases.demo.casefile import CaseFile
from cases.demo.changes import dropped, merged, split
from cases.demo.civil import OTHERS
from cases.demo.clock import hour
from cases.demo.criminal import Matter, opened
from cases.demo.endings import DISMISSED, concluded
from cases.demo.lineages import Seats, began
from cases.demo.offenses import cite
from cases.demo.ordinary import ticket
from cases.demo.past import Past
from cases.demo.sayings import said
from cases.kinds.docket import ENTRY_KINDS, HEARING_KINDS, HEARING_STATUSES, SOURCE_KINDS
from cases.models import PersonRelation

# Court, statute, outcome and plea of cases with one charge.
ENDED = (
    ("bend-circuit", "5-13-301(a)", "ACQ_MDD", "NOT_GUILTY"),
    ("bend-circuit", "5-11-103", "SEVERED", ""),
    ("bend-circuit", "5-36-103(b)(2)", "TRANSFERRED", ""),
    ("bend-circuit", "5-54-103", "UNKNOWN_SRC", ""),
    ("calloway-circuit", "5-73-103", "UNMAPPED", ""),
    ("calloway-circuit", "5-13-202", "CONV_NOLO", "NOLO"),
    ("calloway-circuit", "5-39-202", "ABATED", ""),
    ("kestrel-circuit", "18.2-250", "CONV_PLEA", "ALFORD"),
    ("prairie-fork-circuit", "720 ILCS 5/18-1(a)", "CONV_PLEA", "GUILTY_MI"),
    ("prairie-fork-circuit", "720 ILCS 570/402(c)", "CONV_TRIAL", "STIPULATED"),
    ("red-mesa-district", "76-5-103", "ACQ_MDD", "NOT_GUILTY_MI"),
    ("red-mesa-district", "76-6-202", "DIVERTED", "NO_CONTEST_ABEYANCE"),
    ("llano-verde-district", "PC 31.07", "CONV_PLEA", "GUILTY"),
)  # fmt: skip
STANDINGS = ("STAYED", "REACTIVATED", "REVIEW", "INACTIVE", "REACTIVATED", "UNKNOWN", "FILED")


def every_ending(past: Past, seats: Seats) -> None:
    """Each outcome and plea once; a booking for which no charge is filed; a death sentence."""
    for place, (code, statute, outcome, plea) in enumerate(ENDED):
        day = date(2022, 9, 6) + timedelta(weeks=5 * place)
        matter = began(past, seats[code], day, statute)
        over = day + timedelta(days=120)
        entry = matter.file.entry(over, "JUDGMENT", DISMISSED.get(outcome, "Judgment entered."))
        matter.file.end(over, matter.pending[0], outcome, plea=plea, docket_entry=entry)
        matter.file.status(over, "DISPOSED", matter.accused)
    booked = began(
        past, seats["calloway-district"], date(2026, 6, 2), "5-71-208", instrument="ARREST"
    )
    day = date(2026, 6, 23)
    entry = booked.file.entry(day, "DISMISSAL", "No charge filed. Released.")
    booked.file.end(day, booked.pending[0], "DECLINED", docket_entry=entry)
    booked.file.status(day, "CLOSED", booked.accused)
    _condemned(past, seats)


def _condemned(past: Past, seats: Seats) -> None:
    matter = began(past, seats["llano-verde-district"], date(2019, 8, 5), "PC 19.03")
    day, charge = date(2020, 10, 20), matter.pending[0]
    matter.file.entry(day, "VERDICT", "Jury returns its verdict.")
    matter.file.end(day, charge, "CONV_TRIAL", plea="NOT_GUILTY")
    matter.file.sentence(day, charge, "OTHER", unit="DEATH", text="Death.")
    matter.file.sentence(day, charge, "OTHER", unit="OTHER", text="No fine is imposed.")
    matter.file.status(day, "DISPOSED", matter.accused)
    appeal = CaseFile(past, matter.file.seat, date(2020, 11, 9), case_type="AP")
    appeal.case.caption = matter.file.case.caption
    appeal.party("DEF", matter.accused.person)
    appeal.entry(appeal.opened, "APPEAL", "Notice of appeal filed.")
    appeal.status(appeal.opened, "FILED")
    appeal.relate(appeal.opened, matter.file, "APPEAL")
    affirmed = date(2022, 5, 17)
    appeal.entry(affirmed, "MANDATE", "Affirmed. Mandate issued.")
    appeal.status(affirmed, "CLOSED")


def every_act(past: Past, seats: Seats) -> None:
    """Withdrawn, dismissed, split; a lesser offense found by a jury; a booking still waiting."""
    seat = seats["bend-circuit"]
    for place, act in enumerate((dropped("WITHDRAWN"), dropped("DISMISSED"), split, merged)):
        day = date(2025, 11, 4) + timedelta(weeks=place)
        matter = began(past, seat, day, "5-39-201(b)", "5-36-103(b)(3)")
        act(matter, day + timedelta(days=30))
        concluded(matter, day + timedelta(days=120), ending="PLEA")
    matter = began(past, seat, date(2023, 4, 4), "5-10-102")
    day, charge = date(2024, 2, 20), matter.pending[0]
    entry = matter.file.entry(day, "VERDICT", "Jury returns its verdict.")
    lesser = matter.charge(
        day, cite("AR", "5-10-103", matter.offense_day), instrument="VERDICT",
        rests_on="COURT_ORDER",
    )  # fmt: skip
    matter.file.change(
        day, "LESSER_INCLUDED", [(charge, "REPLACED")], [lesser], instrument="VERDICT",
        docket_entry=entry, rests_on="COURT_ORDER",
    )  # fmt: skip
    matter.file.end(day, lesser, "CONV_LESSER", plea="NOT_GUILTY")
    matter.file.sentence(day, lesser, "PRISON", unit="LIFE", text="Life.")
    matter.file.sentence(day, lesser, "OTHER", text="No contact with the family of the victim.")
    matter.file.status(day, "DISPOSED", matter.accused)
    booking = seats["calloway-district"]
    began(past, booking, date(2026, 11, 16), "5-13-301(b)", instrument="ARREST")


def every_standing(past: Past, seats: Seats) -> None:
    """A case that waited in every way there is, and two joined into one."""
    matter = began(past, seats["bend-circuit"], date(2023, 1, 17), "5-10-103")
    day = matter.file.opened
    for status in STANDINGS:
        day += timedelta(days=70)
        kind = {"STAYED": "STAY", "INACTIVE": "WARRANT"}.get(status, "ORDER")
        matter.file.entry(day, kind, "Order entered.")
        matter.file.status(day, status, matter.accused)
    one, other = (
        began(past, seats["prairie-fork-circuit"], date(2024, 10, day), "720 ILCS 5/19-3(a)")
        for day in (7, 15)
    )
    joined = date(2024, 12, 3)
    entry = other.file.entry(joined, "ORDER", "Consolidated with an earlier case.")
    other.file.end(joined, other.pending[0], "TRANSFERRED", docket_entry=entry)
    other.file.status(joined, "CONSOLIDATED", other.accused)
    other.file.relate(joined, one.file, "CONSOLIDATED")
    concluded(one, date(2025, 4, 15), ending="PLEA")


def every_type(past: Past, seats: Seats) -> None:
    """A case of each type, and a diversion with hours to work off."""
    for place, begin in enumerate(OTHERS.values()):
        begin(past, seats["bend-circuit"], date(2026, 2, 9) + timedelta(weeks=place))
    ticket(past, seats["kestrel-general-district"], date(2026, 7, 7), None)
    diverted = began(past, seats["llano-verde-county-court"], date(2026, 1, 6), "PC 31.03(e)(2)")
    concluded(diverted, date(2026, 3, 10), ending="DIVERTED")


def every_role(past: Past, seats: Seats) -> None:
    """A case with everybody who may ever stand in one."""
    seat, day = seats["calloway-circuit"], date(2026, 1, 12)
    file = CaseFile(past, seat, day, case_type="OT")
    file.status(day, "FILED")
    for role in ("PLT", "MVIC", "PROT", "WIT", "MINOR", "NEXTFRIEND", "SURETY", "OTHER", "VIC"):
        file.party(role, file.somebody())
    file.party("GAL", seat.defenders[2])
    one, other = file.somebody(), file.somebody()
    file.party("PET", one)
    file.party("RES", other)
    past.record(day, PersonRelation(person=one, other=other, kind="OTHER"))
    for place, kind in enumerate(ENTRY_KINDS.codes()):
        file.entry(day + timedelta(days=place), kind, f"{ENTRY_KINDS.label(kind)}.")
    statuses = HEARING_STATUSES.codes()
    for place, kind in enumerate(HEARING_KINDS.codes()):
        heard = hour(day + timedelta(days=14 + place))
        file.hearing(day, kind, heard, status=statuses[place % len(statuses)])


def every_source(past: Past, seats: Seats) -> None:
    """What was said of a case by everybody who may say something."""
    matter: Matter = opened(past, seats["bend-circuit"], date(2026, 5, 4))
    day = date(2026, 5, 12)
    for source in SOURCE_KINDS.codes():
        hops = ((source, "Somebody at the courthouse"), ("NEWS_OWN", "Calloway Weekly Ledger"))
        said(matter.file, day, "OTHER", "The case is old.", None, None, "", "STATED", hops)
    matter.file.entry(day, "STATEMENT", "Letter of a newspaper filed.")


THE_REST = (every_ending, every_act, every_standing, every_type, every_role, every_source)
