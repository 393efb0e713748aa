"""How ordinary charges end: pleas, trials, dismissals, and what follows them."""

import random
from datetime import date
from typing import Any

from cases.demo import ANCHOR
from cases.demo.clock import hour
from cases.demo.criminal import Matter, arraigned
from cases.models import Charge, DocketEntry

# How a case ends, and of a hundred cases how many end so.
ENDINGS = {
    "PLEA": 54, "NOLO": 9, "DISM_WO": 8, "DISM_W": 3, "DISM_U": 3, "NOLLE": 8, "DIVERTED": 6,
    "TRIAL": 4, "ACQ": 4, "ABATED": 1,
}  # fmt: skip
PLEAS_OF_GUILT = {"IL": ("GUILTY", "GUILTY", "STIPULATED"), "VA": ("GUILTY", "GUILTY", "ALFORD")}
WITHOUT_NOLO = ("IL",)
DISMISSED = {
    "NOLLE": "Motion to nolle prosequi granted, with leave of court.",
    "DISM_WO": "Dismissed without prejudice on motion of the state.",
    "DISM_W": "Dismissed with prejudice.",
    "DISM_U": "Dismissed.",
    "ABATED": "Suggestion of death filed; proceedings abated.",
}


def concluded(matter: Matter, day: date, ending: str = "", status: str = "") -> None:
    """Every pending charge of the case ends that day, and with them the case."""
    if day > ANCHOR and matter.arraignment and matter.arraignment.starts_at:
        arraigned(matter, matter.arraignment.starts_at.date())
    arraigned(matter, day, is_over=True)
    file, chances = matter.file, matter.chances
    ending = ending or chances.choices(list(ENDINGS), list(ENDINGS.values()))[0]
    if ending == "NOLO" and file.state in WITHOUT_NOLO:
        ending = "PLEA"
    charges = matter.pending
    if ending in DISMISSED:
        entry = file.entry(day, "DISMISSAL", DISMISSED[ending])
        for charge in charges:
            file.end(day, charge, ending, docket_entry=entry)
    elif ending == "TRIAL":
        _tried(matter, day, charges)
    elif ending == "ACQ":
        file.entry(day, "VERDICT", "Jury returns a verdict of not guilty.")
        for charge in charges:
            file.end(day, charge, "ACQ", plea="NOT_GUILTY")
    else:
        _pleaded(matter, day, charges, ending)
    file.status(day, status or chances.choice(("DISPOSED", "DISPOSED", "CLOSED")), matter.accused)


def _pleaded(matter: Matter, day: date, charges: list[Charge], ending: str) -> None:
    """A plea to the first charge; the others go with it or are dropped."""
    file, chances = matter.file, matter.chances
    file.entry(day, "PLEA", "Plea entered and accepted.")
    plea = "NOLO" if ending == "NOLO" else chances.choice(_pleas(file.state))
    outcome = {"NOLO": "CONV_NOLO", "DIVERTED": "DIVERTED"}.get(ending, "CONV_PLEA")
    dropped: DocketEntry | None = None
    for place, charge in enumerate(charges):
        if place and chances.random() < 0.5:
            dropped = dropped or file.entry(day, "DISMISSAL", DISMISSED["NOLLE"])
            file.end(day, charge, "NOLLE", docket_entry=dropped)
        else:
            file.end(day, charge, outcome, plea=plea)
            sentenced(matter, day, charge, conditions=ending == "DIVERTED")
    file.entry(day, "SENTENCE", "Sentence pronounced. Judgment entered.")


def _tried(matter: Matter, day: date, charges: list[Charge]) -> None:
    file = matter.file
    trial = file.hearing(day, "TRIAL", hour(day))
    file.heard(day, trial)
    file.entry(day, "TRIAL", "Trial by jury.")
    file.entry(day, "VERDICT", "Jury returns its verdict.")
    for charge in charges:
        file.end(day, charge, "CONV_TRIAL", plea="NOT_GUILTY")
        sentenced(matter, day, charge)
    file.entry(day, "JUDGMENT", "Judgment and commitment order entered.")


def _pleas(state: str) -> tuple[str, ...]:
    return PLEAS_OF_GUILT.get(state, ("GUILTY",))


def sentenced(matter: Matter, day: date, charge: Charge, *, conditions: bool = False) -> None:
    """What is imposed for a charge: by its level, or conditions alone."""
    chances = matter.chances
    if conditions:
        parts = [_probation(chances), CHORES]
    elif charge.level == "CAPITAL":
        parts = [FOR_LIFE]
    else:
        parts = _term(chances, charge.level)
        if not parts or chances.random() < 0.2:
            parts.append(("FINE", {"amount": 50 * chances.randint(1, 30), "unit": "USD"}))
        if chances.random() < 0.1:
            owed = 25 * chances.randint(2, 200)
            parts.append(("RESTITUTION", {"amount": owed, "unit": "USD"}))
    for kind, given in parts:
        matter.file.sentence(day, charge, kind, **given)


Part = tuple[str, dict[str, Any]]
CHORES: Part = ("OTHER", {"amount": 40, "unit": "HOURS", "text": "Community service."})
FOR_LIFE: Part = ("PRISON", {"unit": "LIFE", "text": "Life without parole."})


def _probation(chances: random.Random) -> Part:
    return "PROBATION", {"amount": chances.choice((6, 12, 24)), "unit": "MONTHS"}


def _term(chances: random.Random, level: str) -> list[Part]:
    """Time to be served, or years of probation instead; for small things nothing of either."""
    if level.startswith("F"):
        if chances.random() < 0.6:
            return [("PRISON", {"amount": 12 * chances.randint(1, 20), "unit": "MONTHS"})]
        return [("PROBATION", {"amount": chances.randint(2, 6), "unit": "YEARS"})]
    if level.startswith("M") and chances.random() < 0.5:
        return [("JAIL", {"amount": chances.choice((5, 10, 30, 90)), "unit": "DAYS"})]
    return []
