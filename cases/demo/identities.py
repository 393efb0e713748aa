"""Hard cases of who is who, and of facts entered in error: merged, unmerged, corrected, void."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from cases.actions.corrections import correct
from cases.actions.people import merge_people, unmerge
from cases.demo.casefile import CaseFile
from cases.demo.clock import hour
from cases.demo.criminal import Matter
from cases.demo.endings import concluded
from cases.demo.lineages import REGISTRAR, Seats, began
from cases.demo.names import Name, plain
from cases.demo.offenses import cite
from cases.demo.past import Past
from cases.models import Person, PersonMerge, PersonRelation
from cases.models.fields import RecordNow

TWICE = Name(given="Eladio", surname="Montalvillo-Ocañas")


def father_and_son(past: Past, seats: Seats) -> None:
    """One name, two people: only the suffix and the files tell them apart."""
    name = Name(given="Percival", middle="J.", surname="Stonecipher")
    elder = _accused(past, seats, "bend-circuit", date(2019, 10, 7), replace(name, suffix="Sr."))
    younger = _accused(past, seats, "bend-circuit", date(2025, 10, 6), replace(name, suffix="Jr."))
    kinship = PersonRelation(
        person=elder.accused.person, other=younger.accused.person, kind="PARENT_OF"
    )
    past.record(date(2025, 10, 6), kinship)
    concluded(elder, date(2020, 3, 10), ending="NOLO")
    younger.file.party("SURETY", younger.file.somebody())


def entered_twice(past: Past, seats: Seats) -> None:
    """One person under two spellings, made one."""
    first = _accused(past, seats, "llano-verde-district", date(2023, 4, 3), TWICE)
    spelled = Name(given=plain(TWICE.given), surname=plain(TWICE.surname).replace("-", " "))
    second = _accused(past, seats, "llano-verde-district", date(2024, 9, 9), spelled)
    concluded(first, date(2023, 9, 12), ending="PLEA")
    concluded(second, date(2025, 1, 14), ending="NOLO")
    second.file.done(
        date(2025, 2, 4),
        lambda at: merged(first.accused.person, second.accused.person, at),
        "CORRECTION", "Two records of one defendant joined.",
    )  # fmt: skip


def taken_for_another(past: Past, seats: Seats) -> None:
    """Two people of one name wrongly made one, and told apart again."""
    name = Name(given="Linnea", surname="Fairweathers")
    one = _accused(past, seats, "red-mesa-district", date(2022, 1, 10), name)
    other = _accused(past, seats, "red-mesa-district", date(2024, 3, 4), name)
    concluded(one, date(2022, 6, 14), ending="PLEA")
    other.file.done(
        date(2024, 3, 19),
        lambda at: merged(one.accused.person, other.accused.person, at),
        "CORRECTION", "Two records of one defendant joined.",
    )  # fmt: skip
    other.file.done(
        date(2024, 4, 30),
        lambda at: told_apart(other.accused.person, at),
        "CORRECTION", "Records of two defendants separated: the fingerprints differ.",
    )  # fmt: skip
    concluded(other, date(2024, 9, 10), ending="DISM_U")


def renamed_by_a_decree(past: Past, seats: Seats) -> None:
    """The decree of divorce gives a former name back."""
    day, decree = date(2023, 5, 8), date(2023, 10, 17)
    file = CaseFile(past, seats["calloway-circuit"], day, case_type="DR")
    wife, husband = file.somebody(), file.somebody()
    file.party("PET", wife)
    file.party("RES", husband)
    file.party("ATTY_PET", file.seat.defenders[0])
    file.party("ATTY_RES", file.seat.defenders[1])
    file.entry(day, "CASE_FILED", "Complaint for divorce filed.")
    file.status(day, "FILED")
    file.also(wife, "FORMER", Name(given=wife.given, surname="Birdsong"), decree)
    file.entry(decree, "JUDGMENT", "Decree entered; former name restored.")
    file.status(decree, "DISPOSED")


def entered_in_error(past: Past, seats: Seats) -> None:
    """A charge, its change, a sentence and a date that should never have been entered so."""
    matter = began(past, seats["prairie-fork-circuit"], date(2025, 1, 6), "720 ILCS 5/18-1(a)")
    file, day = matter.file, date(2025, 2, 18)
    entry = file.entry(day, "CHARGE_CHANGE", "Charge added.")
    wrong = matter.charge(day, cite("IL", "720 ILCS 5/18-2(a)(2)", matter.offense_day))
    change = file.change(day, "ADDED", after=[wrong], authority="PROSECUTOR", docket_entry=entry)
    file.pending = [charge for charge in file.pending if charge is not wrong]
    file.done(
        date(2025, 2, 25),
        lambda _at: voided("This charge belongs to another case.", change, wrong),
        "CORRECTION", "An entry made in the wrong case is void.",
    )  # fmt: skip
    kept = matter.pending[0]
    concluded(matter, date(2025, 6, 10), ending="PLEA")
    twice = file.sentence(date(2025, 6, 10), kept, "FINE", amount=100, unit="USD")
    file.done(
        date(2025, 6, 24),
        lambda _at: voided("Entered twice.", twice),
        "CORRECTION", "A fine entered twice is void.",
    )  # fmt: skip
    file.done(
        date(2025, 7, 8),
        lambda _at: correct(
            kept, field="filed_date", value=date(2025, 1, 3), by=REGISTRAR,
            reason="The file mark says otherwise.", authority="File mark of January 3, 2025",
        ),
        "CORRECTION", "Clerical correction of a filing date.",
    )  # fmt: skip


def signed_friday_entered_monday(past: Past, seats: Seats) -> None:
    """An order signed on a Friday, entered the week after, and amended to speak as of then."""
    matter = began(past, seats["kestrel-circuit"], date(2026, 4, 13), "18.2-460")
    signed, entered = date(2026, 7, 10), date(2026, 7, 20)
    entry = matter.file.entry(
        signed, "ORDER", "Order to amend granted.", entered_at=hour(entered, 18), recorded=entered
    )
    later = matter.charge(
        signed, cite("VA", "18.2-415", matter.offense_day), instrument="COURT_ORDER",
        recorded=entered,
    )  # fmt: skip
    matter.file.change(
        signed, "AMENDED", [(matter.pending[0], "REPLACED")], [later], instrument="COURT_ORDER",
        authority="COURT", docket_entry=entry, rests_on="COURT_ORDER", recorded=entered,
    )  # fmt: skip
    matter.file.entry(date(2026, 8, 4), "ORDER", "Order of July 10 amended nunc pro tunc.")


def merged(survivor: Person, absorbed: Person, at: datetime) -> None:
    """Make two records one, at the replayed time."""
    reason = "Same fingerprints and state identification number."
    merge = merge_people(survivor, absorbed, by=REGISTRAR, reason=reason)
    PersonMerge.objects.filter(pk=merge.pk).update(merged_at=at)


def told_apart(absorbed: Person, at: datetime) -> None:
    """Undo the merge of a record, at the replayed time."""
    merge = PersonMerge.objects.get(absorbed=absorbed, undone_at=None)
    unmerge(merge, by=REGISTRAR, reason="The fingerprints differ.")
    PersonMerge.objects.filter(pk=merge.pk).update(undone_at=at)


def voided(reason: str, *facts: Any) -> None:
    """Mark facts as entered in error, at the replayed time."""
    for fact in facts:
        rows = type(fact)._default_manager.filter(pk=fact.pk)
        rows.update(voided_at=RecordNow(), voided_by=REGISTRAR, void_reason=reason)


def _accused(past: Past, seats: Seats, code: str, day: date, name: Name) -> Matter:
    """A case against somebody of this name."""
    statute = {"AR": "5-13-203", "TX": "PC 31.03(e)(4)", "UT": "76-6-202"}[seats[code].site.state]
    matter = began(past, seats[code], day, statute, victim=False)
    told = matter.accused.person
    for column, value in name.columns().items():
        setattr(told, column, value)
    matter.file.case.caption = f"{seats[code].people.full_name} v. {name.full_name}"
    return matter


IDENTITIES = (
    father_and_son, entered_twice, taken_for_another, renamed_by_a_decree, entered_in_error,
    signed_friday_entered_monday,
)  # fmt: skip
