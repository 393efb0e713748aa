"""What is not criminal: divorces, claims, estates, petitions for protection, juvenile cases."""

from collections.abc import Callable
from datetime import date, timedelta

from cases.demo.casefile import CaseFile
from cases.demo.clock import hour, workday
from cases.demo.courts import Seat, organization
from cases.demo.names import AMERICAN, Name
from cases.demo.orders import act, order
from cases.demo.past import Past

COMPANIES = (
    "Bend Valley Timber Supply", "Prairie Fork Grain Cooperative", "Kestrel Harbor Freight",
    "Llano Verde Water Utility", "Red Mesa Outfitters", "Tallow Creek Savings Bank",
)  # fmt: skip


def divorce(past: Past, seat: Seat, day: date) -> CaseFile:
    """Neither side is named in public, nor is a caption that would name them."""
    file = CaseFile(past, seat, day, case_type="DR")
    wife, husband = file.somebody(), file.somebody()
    file.case.caption = f"{wife.full_name} v. {husband.full_name}"
    file.party("PET", wife)
    file.party("RES", husband)
    file.party("JUDGE", file.chances.choice(seat.judges))
    file.entry(day, "CASE_FILED", "Complaint for divorce filed.")
    file.status(day, "FILED")
    _decided(file, day, "Decree entered.")
    return file


def civil(past: Past, seat: Seat, day: date) -> CaseFile:
    """A company sues somebody for money."""
    file = CaseFile(past, seat, day, case_type="CV")
    company, sued = file.chances.choice(COMPANIES), file.somebody()
    plaintiff = organization(company)
    plaintiff.key = file.new_key("company")
    past.record(day, plaintiff)
    file.case.caption = f"{company} v. {sued.full_name}"
    file.party("PLT", plaintiff)
    file.party("DEF", sued)
    file.party("JUDGE", file.chances.choice(seat.judges))
    file.entry(day, "CASE_FILED", "Complaint filed.")
    file.status(day, "FILED")
    _decided(file, day, "Judgment for the plaintiff.")
    return file


def probate(past: Past, seat: Seat, day: date) -> CaseFile:
    """The estate of somebody who died."""
    file = CaseFile(past, seat, day, case_type="PR")
    dead = file.somebody(death_date=day - timedelta(days=file.chances.randint(10, 90)))
    file.party("DECEDENT", dead, public_name="SHOW", public_name_basis="Order opening the estate")
    file.party("PET", file.somebody())
    file.case.caption = f"Estate of {dead.full_name}"
    file.party("JUDGE", file.chances.choice(seat.judges))
    file.entry(day, "CASE_FILED", "Petition for probate filed.")
    file.status(day, "FILED")
    _decided(file, day, "Final account approved. Estate closed.")
    return file


def petition(past: Past, seat: Seat, day: date) -> CaseFile:
    """A petition for protection, which is never published: no more than that it exists."""
    file = CaseFile(past, seat, day, case_type="OP")
    asks, answers = file.somebody(), file.somebody()
    file.party("PET", asks)
    file.party("PROT", asks)
    restrained = file.party("RES", answers)
    file.party("JUDGE", file.chances.choice(seat.judges))
    file.status(day, "FILED")
    made = order(
        file, day, restrained, [asks], kind="TOP", status="ISSUED", petitioned_date=day,
        issued_date=day, expires_date=day + timedelta(days=28), service="ATTEMPTED",
    )  # fmt: skip
    act(file, day, made, "ISSUED")
    heard = workday(day + timedelta(days=file.chances.randint(15, 27)))
    file.hearing(day, "ORDER", hour(heard))
    if file.chances.random() < 0.4:
        act(file, heard, made, "DISMISSED", ended_date=heard)
    else:
        act(file, heard, made, "SUPERSEDED", ended_date=heard)
        final = order(
            file, heard, restrained, [asks], kind="FOP", status="ISSUED", issued_date=heard,
            service="OPEN_COURT", served_date=heard, hearing_after_notice=True, is_brady=True,
            expires_date=heard + timedelta(days=365), supersedes=made, terms=("01", "05", "07"),
        )  # fmt: skip
        act(file, heard, final, "ISSUED")
    file.status(heard, "CLOSED")
    return file


def juvenile(past: Past, seat: Seat, day: date) -> CaseFile:
    """A juvenile case: confidential by law."""
    file = CaseFile(past, seat, day, case_type="JV", visibility="JUVENILE")
    surname = file.chances.choice(AMERICAN.surnames)
    child = file.somebody(Name(given=file.chances.choice(AMERICAN.given), surname=surname))
    file.case.caption = f"In the interest of {child.full_name}"
    file.party("MINOR", child)
    file.party("GAL", file.chances.choice(seat.defenders))
    file.entry(day, "CASE_FILED", "Petition filed.")
    file.status(day, "FILED")
    _decided(file, day, "Disposition order entered.")
    return file


def _decided(file: CaseFile, day: date, text: str) -> None:
    """One hearing, some months on, ends it."""
    heard = workday(day + timedelta(days=file.chances.randint(30, 260)))
    hearing = file.hearing(day, file.chances.choice(("MOTION", "REVIEW", "TRIAL")), hour(heard, 17))
    file.heard(heard, hearing)
    file.entry(heard, "JUDGMENT", text)
    file.status(heard, file.chances.choice(("DISPOSED", "CLOSED")))


OTHERS: dict[str, Callable[[Past, Seat, date], CaseFile]] = {
    "DR": divorce, "CV": civil, "PR": probate, "OP": petition, "JV": juvenile,
}  # fmt: skip
