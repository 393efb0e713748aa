"""Hard cases of charges: long lineages, unknown effects, typing mistakes beside real changes."""

from datetime import date, timedelta
from typing import Any

from cases.actions.corrections import correct
from cases.demo.clock import hour
from cases.demo.courts import Seat
from cases.demo.criminal import Matter, joined, opened
from cases.demo.endings import concluded, sentenced
from cases.demo.offenses import cite
from cases.demo.past import Past
from cases.demo.transfers import bound_over, carried, left

Seats = dict[str, Seat]
REGISTRAR, SECOND = "demo registrar Aslaug", "demo registrar Tadeu"


def began(past: Past, seat: Seat, day: date, *statutes: str, **given: Any) -> Matter:
    """A case with just these charges, two days after the offense."""
    committed = day - timedelta(days=2)
    offenses = [cite(seat.site.state, statute, committed) for statute in statutes]
    return opened(past, seat, day, offenses=offenses, offense_day=committed, **given)


def reduced_then_raised_again(past: Past, seats: Seats) -> None:
    """First to third charge of one lineage: down by a plea, and up again when it is withdrawn."""
    matter = began(past, seats["bend-circuit"], date(2023, 3, 13), "5-26-303")
    file, first = matter.file, matter.pending[0]
    day = date(2023, 6, 20)
    entry = file.entry(day, "CHARGE_CHANGE", "Amended information filed by agreement.")
    lesser = matter.charge(day, cite("AR", "5-26-304", matter.offense_day))
    file.change(
        day, "AMENDED", [(first, "REPLACED")], [lesser], instrument="PLEA_AGREEMENT",
        authority="PROSECUTOR", docket_entry=entry,
    )  # fmt: skip
    day = date(2023, 9, 12)
    file.entry(day, "PLEA", "Plea withdrawn by leave of court.")
    entry = file.entry(day, "CHARGE_CHANGE", "Second amended information filed.")
    again = matter.charge(
        day, cite("AR", "5-26-303", matter.offense_day), instrument="AMENDED_INFORMATION"
    )
    file.change(
        day, "AMENDED", [(lesser, "REPLACED")], [again], instrument="AMENDED_INFORMATION",
        authority="PROSECUTOR", docket_entry=entry, reason="Plea withdrawn.",
    )  # fmt: skip
    concluded(matter, date(2024, 4, 16), ending="TRIAL")


def two_courts_one_charge(past: Past, seats: Seats) -> None:
    """Two arrest charges of a lower court become one of the higher; their fate is not stated."""
    lower = began(
        past, seats["ouachita-bend-district"], date(2022, 2, 8), "5-13-203", "5-13-301(b)",
        instrument="ARREST",
    )  # fmt: skip
    day = date(2022, 3, 15)
    higher = carried(lower, seats["bend-circuit"], day)
    entry = higher.file.entry(day, "CHARGE_CHANGE", "Information filed.")
    graver = higher.charge(day, cite("AR", "5-13-201", lower.offense_day))
    higher.file.change(
        day, "MERGED", [(charge, "UNKNOWN") for charge in lower.pending], [graver],
        instrument="INFORMATION", authority="PROSECUTOR", docket_entry=entry,
        date_from=None, date_to=day, date_text="by the middle of March",
    )  # fmt: skip
    left(lower, day)
    concluded(higher, date(2022, 11, 8), ending="PLEA")


def mistyped(past: Past, seats: Seats) -> None:
    """Class D was keyed where the information says class B: a correction, and no change."""
    matter = began(past, seats["calloway-circuit"], date(2025, 5, 5))
    charge = matter.charge(
        matter.file.opened, cite("AR", "5-39-201(a)", matter.offense_day), level="F-D"
    )
    matter.file.done(
        date(2025, 5, 27),
        lambda at: correct(
            charge, field="level", value="F-B", reason="The class was mistyped.",
            authority="Information of May 5, 2025", by=REGISTRAR, approved_by=SECOND,
        ),
        "CORRECTION", "Clerical correction of the class of the offense.",
    )  # fmt: skip
    concluded(matter, date(2025, 10, 14), ending="PLEA")


def regraded(past: Past, seats: Seats) -> None:
    """The notation is set right by the court: by the statute it always was class B."""
    matter = began(past, seats["calloway-circuit"], date(2021, 5, 10))
    statute = cite("AR", "5-39-201(a)", matter.offense_day)
    charge = matter.charge(matter.file.opened, statute, level="F-D")
    day = date(2021, 9, 21)
    entry = matter.file.entry(day, "ORDER", "Notation of the class set right during trial.")
    right = matter.charge(day, statute, instrument="COURT_ORDER", rests_on="COURT_ORDER")
    matter.file.change(
        day, "REGRADED", [(charge, "REPLACED")], [right], instrument="COURT_ORDER",
        authority="COURT", docket_entry=entry, rests_on="COURT_ORDER",
    )  # fmt: skip
    concluded(matter, day + timedelta(days=1), ending="TRIAL")


def enhanced(past: Past, seats: Seats) -> None:
    """The same offense, graver for a conviction before it."""
    matter = began(past, seats["bend-circuit"], date(2025, 2, 3), "5-26-305")
    charge, day = matter.pending[0], date(2025, 3, 18)
    entry = matter.file.entry(day, "CHARGE_CHANGE", "Notice of enhancement filed.")
    graver = matter.charge(
        day, cite("AR", "5-26-305", matter.offense_day), level="F-D",
        level_reason="with a listed prior within five years", instrument="AMENDED_INFORMATION",
    )  # fmt: skip
    matter.file.change(
        day, "ENHANCED", [(charge, "REPLACED")], [graver], instrument="AMENDED_INFORMATION",
        authority="PROSECUTOR", docket_entry=entry,
    )  # fmt: skip


def reinstated(past: Past, seats: Seats) -> None:
    """A charge not prosecuted for want of a witness stands again when he is found."""
    matter = began(past, seats["prairie-fork-circuit"], date(2024, 1, 9),
                   "720 ILCS 5/12-3.05(a)(1)", "720 ILCS 5/12-3(a)(1)")  # fmt: skip
    file, graver = matter.file, matter.pending[0]
    day = date(2024, 3, 5)
    entry = file.entry(day, "DISMISSAL", "One charge not prosecuted; a witness cannot be found.")
    file.change(day, "NOLLE", [(graver, "DISMISSED")], docket_entry=entry, authority="PROSECUTOR")
    day = date(2024, 5, 14)
    entry = file.entry(day, "CHARGE_CHANGE", "Charge reinstated on motion of the state.")
    file.reinstate(
        day, graver, [(matter.pending[0], "RETAINED")], instrument="COURT_ORDER",
        authority="COURT", docket_entry=entry, reason="The witness was found.",
    )  # fmt: skip
    concluded(matter, date(2024, 10, 8), ending="PLEA")


def refiled(past: Past, seats: Seats) -> None:
    """Dismissed without prejudice, and filed again as a new case."""
    seat = seats["kestrel-circuit"]
    first = began(past, seat, date(2021, 10, 4), "18.2-89")
    concluded(first, date(2022, 4, 12), ending="DISM_WO")
    again = opened(
        past, seat, date(2022, 6, 6), accused=first.accused.person, offense_day=first.offense_day,
        offenses=[cite("VA", "18.2-89", first.offense_day)],
    )  # fmt: skip
    again.file.relate(date(2022, 6, 6), first.file, "REFILED")
    concluded(again, date(2022, 12, 13), ending="PLEA")


def one_down_one_up(past: Past, seats: Seats) -> None:
    """Two defendants: one pleads to the lesser offense, the other's charge is raised."""
    matter = began(past, seats["llano-verde-district"], date(2025, 6, 2), "PC 19.04")
    file, other = matter.file, joined(matter)
    first, second = matter.pending[0], other.pending[0]
    day = date(2025, 9, 16)
    entry = file.entry(day, "PLEA", "Plea agreement of one defendant filed.")
    lesser = matter.charge(day, cite("TX", "PC 19.05", day), instrument="PLEA_AGREEMENT")
    file.change(
        day, "LESSER_INCLUDED", [(first, "REPLACED")], [lesser], instrument="PLEA_AGREEMENT",
        authority="COURT", docket_entry=entry,
    )  # fmt: skip
    file.end(day, lesser, "CONV_LESSER", plea="GUILTY")
    sentenced(matter, day, lesser)
    file.status(day, "DISPOSED", matter.accused)
    day = date(2025, 10, 7)
    entry = file.entry(day, "INDICTMENT_FILED", "Superseding indictment returned.")
    graver = other.charge(
        day, cite("TX", "PC 19.02", other.offense_day), instrument="SUPERSEDING_INDICTMENT"
    )
    file.change(
        day, "SUPERSEDED", [(second, "REPLACED")], [graver], instrument="SUPERSEDING_INDICTMENT",
        authority="GRAND_JURY", docket_entry=entry,
    )  # fmt: skip
    file.hearing(day, "TRIAL", hour(date(2027, 2, 1)))


def vacated_then_amended(past: Past, seats: Seats) -> None:
    """A conviction is set aside; the charge is pending again, and then amended."""
    matter = began(past, seats["bend-circuit"], date(2020, 9, 8), "5-13-201")
    file, charge = matter.file, matter.pending[0]
    day = date(2021, 6, 15)
    file.entry(day, "VERDICT", "Jury returns its verdict.")
    ended = file.end(day, charge, "CONV_TRIAL", plea="NOT_GUILTY")
    file.status(day, "DISPOSED", matter.accused)
    day = date(2022, 8, 9)
    entry = file.entry(day, "MANDATE", "Mandate: conviction reversed, new trial ordered.")
    file.vacate(day, ended, entry)
    file.status(day, "REOPENED", matter.accused)
    day = date(2022, 10, 18)
    entry = file.entry(day, "CHARGE_CHANGE", "Amended information filed.")
    lesser = matter.charge(
        day, cite("AR", "5-13-202", matter.offense_day), instrument="AMENDED_INFORMATION"
    )
    file.change(
        day, "AMENDED", [(charge, "REPLACED")], [lesser], instrument="AMENDED_INFORMATION",
        authority="PROSECUTOR", docket_entry=entry, reason="After reversal.",
    )  # fmt: skip
    concluded(matter, date(2023, 2, 14), ending="PLEA", status="DISP_REOPENED")


def bound_over_then_raised(past: Past, seats: Seats) -> None:
    """Three links in two courts: bound over, then indicted for something graver."""
    lower = began(
        past, seats["kestrel-general-district"], date(2024, 2, 6), "18.2-51", instrument="ARREST"
    )
    higher = bound_over(lower, seats["kestrel-circuit"], date(2024, 4, 2))
    day, charge = date(2024, 5, 21), higher.pending[0]
    entry = higher.file.entry(day, "INDICTMENT_FILED", "Superseding indictment returned.")
    graver = higher.charge(
        day, cite("VA", "18.2-51.2", lower.offense_day), instrument="SUPERSEDING_INDICTMENT"
    )
    higher.file.change(
        day, "SUPERSEDED", [(charge, "REPLACED")], [graver], instrument="SUPERSEDING_INDICTMENT",
        authority="GRAND_JURY", docket_entry=entry, rests_on="CHARGING_INSTRUMENT",
    )  # fmt: skip


def without_a_statute(past: Past, seats: Seats) -> None:
    """Charged in words alone, then by a statute: whether that is graver cannot be told."""
    matter = began(past, seats["ouachita-bend-district"], date(2026, 8, 4), instrument="ARREST")
    charge = matter.charge(
        matter.file.opened, label="Violating a no-contact order", offense_from=None,
        offense_to=matter.offense_day, offense_date_text="at some time before the arrest",
    )  # fmt: skip
    day = date(2026, 9, 15)
    entry = matter.file.entry(day, "CHARGE_CHANGE", "Complaint filed.")
    stated = matter.charge(day, cite("AR", "5-71-208", matter.offense_day), instrument="COMPLAINT")
    matter.file.change(
        day, "AMENDED", [(charge, "REPLACED")], [stated], instrument="COMPLAINT",
        authority="POLICE", docket_entry=entry,
    )  # fmt: skip


def across_a_change_of_law(past: Past, seats: Seats) -> None:
    """Offense dates on both sides of a new statute: no version of it fits, so none is named.
    Beside it, charges under statutes that have since been repealed."""
    seat = seats["kestrel-circuit"]
    matter = began(past, seat, date(2021, 9, 7))
    matter.charge(
        matter.file.opened, statute="18.2-58", label="Robbery", offense_from=date(2021, 6, 28),
        offense_to=date(2021, 7, 3), offense_date_text="on or about June 28 to July 3, 2021",
    )  # fmt: skip
    concluded(matter, date(2022, 3, 8), ending="PLEA")
    for court, day, statute in (
        ("kestrel-circuit", date(2019, 5, 6), "18.2-31"),
        ("red-mesa-district", date(2019, 2, 4), "58-37-8(2)(a)(i)"),
    ):
        old = date(2015, 6, 1) if court == "red-mesa-district" else date(2019, 4, 30)
        seat = seats[court]
        earlier = opened(
            past, seat, day, offenses=[cite(seat.site.state, statute, old)], offense_day=old
        )
        concluded(earlier, day + timedelta(days=300), ending="PLEA")


LINEAGES = (
    reduced_then_raised_again, two_courts_one_charge, mistyped, regraded, enhanced, reinstated,
    refiled, one_down_one_up, vacated_then_amended, bound_over_then_raised, without_a_statute,
    across_a_change_of_law,
)  # fmt: skip
