"""Hard cases of privacy: sealed, unsealed, withheld, and shown by a decision of the court."""

from datetime import date, datetime, timedelta

from cases.actions.sealing import seal, unseal
from cases.actions.visibility import hide_name, publish_case, show_name
from cases.demo.casefile import CaseFile
from cases.demo.criminal import opened
from cases.demo.endings import concluded
from cases.demo.lineages import REGISTRAR, SECOND, Seats, began
from cases.demo.offenses import cite
from cases.demo.past import Act, Past
from cases.models import Seal


def sealed_from_the_start(past: Past, seats: Seats) -> None:
    """An indictment under seal: nobody outside the court ever read of it."""
    day = date(2026, 9, 21)
    matter = began(past, seats["llano-verde-district"], day, "PC 29.03", visibility="SEALED")
    order = f"Order of {day:%B %d, %Y}, sealed indictment"
    past.record(
        day,
        Seal(
            act="SEAL",
            case=matter.file.case,
            order_reference=order,
            sealed_by=REGISTRAR,
            approved_by=SECOND,
        ),
    )


def sealed_after_it_was_public(past: Past, seats: Seats) -> None:
    """Public for years, then sealed: gone with every earlier version. One of them is unsealed."""
    for place, code in enumerate(("bend-circuit", "calloway-circuit", "kestrel-circuit")):
        seat, day = seats[code], date(2021, 3, 1) + timedelta(weeks=9 * place)
        matter = opened(past, seat, day)
        concluded(matter, day + timedelta(days=150), ending="ACQ" if place else "DISM_W")
        sealing = day + timedelta(days=700)
        matter.file.done(sealing, sealing_of(matter.file), "SEAL", "Order to seal entered.")
        if place == 1:
            opening = sealing + timedelta(days=200)
            matter.file.done(opening, opening_of(matter.file), "UNSEAL", "Order to unseal entered.")


def sealing_of(file: CaseFile) -> Act:
    """The act that seals a case."""

    def sealed(at: datetime) -> None:
        seal(
            file.case, order_reference=f"Order of {at:%B %d, %Y}", by=REGISTRAR, approved_by=SECOND,
            reason="Sealing after an acquittal or dismissal.",
        )  # fmt: skip

    return sealed


def opening_of(file: CaseFile) -> Act:
    """The act that opens a sealed case again."""

    def opened_again(at: datetime) -> None:
        unseal(
            file.case, order_reference=f"Order of {at:%B %d, %Y}", by=REGISTRAR, approved_by=SECOND,
            reason="The order to seal was vacated on appeal.",
        )  # fmt: skip

    return opened_again


def one_count_sealed(past: Past, seats: Seats) -> None:
    """Of three charges in an open case the middle one is sealed; the others tell nothing of it."""
    matter = began(
        past, seats["bend-circuit"], date(2026, 2, 2), "5-39-201(a)", "5-36-103(b)(2)", "5-54-103"
    )
    hidden = matter.pending[1]
    matter.file.done(
        date(2026, 5, 12),
        lambda at: seal(
            hidden, order_reference=f"Order of {at:%B %d, %Y}", by=REGISTRAR, approved_by=SECOND,
            reason="Sealed by order of the court.",
        ),
        "SEAL", "Order entered.",
    )  # fmt: skip


def shown_by_a_decision(past: Past, seats: Seats) -> None:
    """A victim's name, withheld by default, is shown because the court so decided."""
    matter = began(past, seats["kestrel-circuit"], date(2025, 3, 3), "18.2-172", victim=False)
    victim = matter.file.party("VIC", matter.file.somebody())
    matter.file.done(
        date(2025, 4, 15),
        lambda _at: show_name(
            victim, basis="Order of April 15, 2025, on the victim's own motion", by=REGISTRAR,
            reason="The victim asked to be named.",
        ),
        "ORDER", "Motion to unseal a name granted.",
    )  # fmt: skip


def one_of_two_hidden(past: Past, seats: Seats) -> None:
    """A co-defendant's name is withheld by order; text that gives it away is not told."""
    matter = began(past, seats["prairie-fork-circuit"], date(2025, 9, 8), "720 ILCS 5/19-1(a)")
    file = matter.file
    other = file.party("DEF", file.somebody())
    file.charge(
        file.opened, other, cite("IL", "720 ILCS 5/19-1(a)", matter.offense_day),
        instrument="INFORMATION", **matter.offense_dates,
    )  # fmt: skip
    file.status(file.opened, "FILED", other)
    file.entry(file.opened, "MOTION", f"Motion of {other.person.full_name} for severance.")
    file.done(
        date(2025, 10, 14),
        lambda _at: hide_name(other, by=REGISTRAR, reason="Order of October 14, 2025"),
        "ORDER", "Order on a motion entered.",
    )  # fmt: skip


def named_in_the_docket(past: Past, seats: Seats) -> None:
    """Docket texts that name a victim or a witness are withheld; entries may be staff's alone."""
    matter = began(past, seats["calloway-circuit"], date(2025, 11, 3), "5-13-201", victim=False)
    file = matter.file
    victim, witness = file.somebody(), file.somebody()
    file.party("VIC", victim)
    heard = file.party("WIT", witness)
    file.done(
        date(2025, 12, 16),
        lambda at: seal(
            heard, order_reference=f"Order of {at:%B %d, %Y}", by=REGISTRAR, approved_by=SECOND,
            reason="A threatened witness.",
        ),
        "SEAL", "Order entered.",
    )  # fmt: skip
    day = date(2025, 12, 9)
    file.entry(day, "MOTION", f"Motion to exclude the statement of {victim.full_name}.")
    file.entry(day, "OTHER", f"Subpoena issued for {witness.full_name}.")
    file.entry(day, "OTHER", "Address of a witness confirmed.", visibility="STAFF")
    report = file.entry(day, "OTHER", "Report filed under seal.", visibility="SEALED")
    order = f"Order of {day:%B %d, %Y}"
    file.past.record(
        day,
        Seal(
            act="SEAL", docket_entry=report, order_reference=order, sealed_by=REGISTRAR,
            approved_by=SECOND,
        ),
    )  # fmt: skip
    file.entry(day, "ARREST", "Taken into custody.", attribution="Calloway County jail")


def tried_as_an_adult(past: Past, seats: Seats) -> None:
    """Waived from the juvenile court, whose own case stays confidential."""
    seat, day = seats["calloway-circuit"], date(2024, 5, 7)
    first = CaseFile(past, seat, date(2024, 2, 5), case_type="JV", visibility="JUVENILE")
    child = first.somebody()
    first.case.caption = f"In the interest of {child.full_name}"
    first.party("MINOR", child)
    first.entry(first.opened, "CASE_FILED", "Petition filed.")
    first.status(first.opened, "FILED")
    first.entry(day, "TRANSFER", "Transferred to the criminal division.")
    first.status(day, "TRANSFERRED")
    adult = opened(
        past, seat, day, accused=child, offenses=[cite("AR", "5-12-103", first.opened)],
        offense_day=date(2024, 1, 20),
    )  # fmt: skip
    first.relate(day, adult.file, "TRANSFERRED")
    concluded(adult, date(2025, 2, 11), ending="PLEA")


def published_late(past: Past, seats: Seats) -> None:
    """Drafts: some wait for their first reading, one was then published."""
    for place in range(4):
        day = date(2026, 11, 3) + timedelta(days=place)
        began(past, seats["bend-circuit"], day, "5-36-103(b)(3)", visibility="DRAFT")
    late = began(
        past, seats["bend-circuit"], date(2026, 10, 5), "5-36-103(b)(3)", visibility="DRAFT"
    )
    late.file.done(
        date(2026, 10, 13),
        lambda _at: publish_case(late.file.case, by=REGISTRAR, reason="Read and found complete."),
        "OTHER", "File checked and complete.",
    )  # fmt: skip


SECRETS = (
    sealed_from_the_start, sealed_after_it_was_public, one_count_sealed, shown_by_a_decision,
    one_of_two_hidden, named_in_the_docket, tried_as_an_adult, published_late,
)  # fmt: skip
