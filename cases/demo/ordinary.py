"""The ordinary business of the courts, case after case in the order they were filed."""

from datetime import date, timedelta

from cases.demo import ANCHOR, drawing
from cases.demo.changes import changed
from cases.demo.civil import OTHERS
from cases.demo.clock import OPENING, hour, workday
from cases.demo.courts import BINDS_OVER, SITES, Seat
from cases.demo.criminal import Matter, arraigned, joined, opened
from cases.demo.endings import concluded
from cases.demo.offenses import charged
from cases.demo.orders import act, order
from cases.demo.past import Past
from cases.demo.secrets_kept import sealing_of
from cases.demo.transfers import bound_over
from cases.models import Hearing, Person

LAST_HEARINGS = ("PRETRIAL", "PLEA", "TRIAL", "SENTENCING")
# Of a thousand cases filed in a court of each tier, so many are of each type.
UPPER = {"CR": 740, "DR": 90, "CV": 70, "PR": 30, "OP": 40, "JV": 30}
LOWER = {"CR": 680, "TR": 260, "CV": 60}


def ordinary(past: Past, seats: dict[str, Seat], size: int) -> None:
    """So many cases, spread evenly over the years; some people come back."""
    span = (ANCHOR - OPENING).days
    regulars: dict[str, list[Person]] = {site.state: [] for site in SITES}
    shares = [site.share for site in SITES]
    for place in range(size):
        chances = drawing(f"ordinary/{place}")
        site = chances.choices(SITES, shares)[0]
        seat, filed = seats[site.code], workday(OPENING + timedelta(days=place * span // size))
        tier = UPPER if seat.hears_felonies else LOWER
        case_type = chances.choices(list(tier), list(tier.values()))[0]
        if case_type not in ("CR", "TR"):
            OTHERS[case_type](past, seat, filed)
            continue
        known = regulars[site.state]
        accused = chances.choice(known) if known and chances.random() < 0.12 else None
        if case_type == "TR":
            matter = ticket(past, seat, filed, accused)
        elif site.code in BINDS_OVER and chances.random() < 0.18:
            matter = felony_arrest(past, seat, seats[BINDS_OVER[site.code]], filed, accused)
        else:
            matter = crime(past, seat, filed, accused)
        if accused is None:
            known.append(matter.accused.person)


def crime(past: Past, seat: Seat, day: date, accused: Person | None) -> Matter:
    """Filed; perhaps kept waiting by a warrant, perhaps changed; in the end ended."""
    matter = opened(past, seat, day, accused=accused)
    chances, file = matter.chances, matter.file
    ending = matter.later(day, 40, 480 if seat.hears_felonies else 200)
    also = joined(matter) if seat.hears_felonies and chances.random() < 0.04 else None
    last = file.hearing(day, chances.choice(LAST_HEARINGS), hour(ending, chances.randint(16, 20)))
    fate = chances.random()
    if fate < 0.3:
        change = matter.later(day, 20, max(21, (ending - day).days - 5))
        arraigned(matter, change)
        changed(matter, min(change, ending))
    elif fate > (0.8 if seat.site.orders == "REDACTED" else 0.95):
        _kept_apart(matter, matter.later(day, 2, 9))
    if 0.3 <= fate < 0.38:
        ending = _missed(matter, matter.later(day, 25, 60), last)
    else:
        file.heard(ending, last)
    concluded(matter, ending)
    if also:
        concluded(also, also.later(ending, 0, 90))
    if chances.random() < 0.03:
        _reopened(matter, matter.later(ending, 60, 400))
    elif chances.random() < 0.01:
        sealing = matter.later(ending, 300, 800)
        matter.file.done(sealing, sealing_of(matter.file), "SEAL", "Order to seal entered.")
    return matter


def ticket(past: Past, seat: Seat, day: date, accused: Person | None) -> Matter:
    """A citation, paid or heard within weeks."""
    committed = day - timedelta(days=3)
    chances = drawing(f"{seat.site.code}/{day}/{seat.filed[day]}")
    offenses = charged(
        chances, seat.site.state, committed, felony=False, kinds=("driving", "order")
    )
    matter = opened(
        past, seat, day, accused=accused, offenses=offenses[:1], instrument="CITATION",
        victim=False, offense_day=committed, case_type="TR",
    )  # fmt: skip
    concluded(matter, matter.later(day, 1, 40), ending="PLEA", status="CLOSED")
    return matter


def felony_arrest(past: Past, seat: Seat, upper: Seat, day: date, accused: Person | None) -> Matter:
    """A felony first comes before the lower court and is bound over to the higher."""
    committed = day - timedelta(days=2)
    chances = drawing(f"{seat.site.code}/{day}/{seat.filed[day]}")
    matter = opened(
        past, seat, day, accused=accused, offense_day=committed,
        offenses=charged(chances, seat.site.state, committed, felony=True),
        instrument=chances.choice(("COMPLAINT", "ARREST")),
    )  # fmt: skip
    higher = bound_over(matter, upper, matter.later(day, 12, 60))
    if chances.random() < 0.25:
        changed(higher, higher.later(higher.file.opened, 20, 90))
    concluded(higher, higher.later(higher.file.opened, 95, 380))
    return matter


def _missed(matter: Matter, day: date, hearing: Hearing) -> date:
    """The defendant does not come; a warrant, and months later, perhaps, the case goes on."""
    arraigned(matter, day)
    file = matter.file
    file.entry(day, "WARRANT", "Failure to appear. Bench warrant issued.")
    file.heard(day, hearing, "CANCELLED", "Failure to appear.")
    file.status(day, "INACTIVE", matter.accused, reason="Warrant outstanding.")
    back = matter.later(day, 30, 300 if matter.chances.random() < 0.8 else 3000)
    file.entry(back, "ARREST", "Arrested on the warrant.")
    file.status(back, "REACTIVATED", matter.accused)
    return matter.later(back, 14, 90)


def _kept_apart(matter: Matter, day: date) -> None:
    """A condition of release: no contact with somebody."""
    file = matter.file
    protected = [file.somebody(day=day)]
    made = order(
        file, day, matter.accused, protected, kind="NCO_PRE", status="ISSUED", issued_date=day,
        service="OPEN_COURT", served_date=day, until_further_order=True, hearing_after_notice=True,
        consent_to_publish=matter.chances.random() < 0.5,
    )  # fmt: skip
    act(file, day, made, "ISSUED")


def _reopened(matter: Matter, day: date) -> None:
    file = matter.file
    file.entry(day, "REOPEN", "Petition to revoke probation filed. Case reopened.")
    file.status(day, "REOPENED", matter.accused)
    over = matter.later(day, 20, 90)
    file.entry(over, "JUDGMENT", "Petition disposed of. Terms of probation modified.")
    file.status(over, "DISP_REOPENED", matter.accused)
