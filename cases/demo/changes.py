"""Charges that change: one function for each act, as ordinary cases have them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cases.demo.criminal import Matter
from cases.demo.offenses import Cited, beside, charged, moved, next_level
from cases.models import Charge, DocketEntry

REASONS = (
    "", "", "", "On review of the medical records.", "By agreement of the parties.",
    "New statement of a witness.", "On the report of the crime laboratory.",
)  # fmt: skip


def amended(matter: Matter, day: date) -> None:
    """The prosecutor amends to something graver, lesser or as grave."""
    old = _first(matter)
    new = old and _elsewhere(matter, old)
    if not old:
        return
    entry = _entry(matter, day, "Amended information filed.")
    if new:
        later = matter.charge(day, new, instrument="AMENDED_INFORMATION")
    else:
        # Some charges can only be amended to words that no statute carries.
        later = matter.charge(day, label="Criminal attempt", instrument="AMENDED_INFORMATION")
    matter.file.change(
        day, "AMENDED", [(old, "REPLACED")], [later], instrument="AMENDED_INFORMATION",
        authority="PROSECUTOR", docket_entry=entry, reason=matter.chances.choice(REASONS),
    )  # fmt: skip


def added(matter: Matter, day: date) -> None:
    """A charge more."""
    entry = _entry(matter, day, "Amended information filed, adding a charge.")
    felony = matter.file.seat.hears_felonies
    found = charged(matter.chances, matter.file.state, matter.offense_day, felony=felony)
    later = matter.charge(day, found[0], instrument="AMENDED_INFORMATION")
    matter.file.change(
        day, "ADDED", after=[later], instrument="AMENDED_INFORMATION", authority="PROSECUTOR",
        docket_entry=entry,
    )  # fmt: skip


def superseded(matter: Matter, day: date) -> None:
    """A grand jury charges the same anew."""
    cited = [charge for charge in matter.pending if _is_cited(matter, charge)]
    if not cited:
        return amended(matter, day)
    entry = _entry(matter, day, "Superseding indictment returned and filed.")
    for charge in cited:
        offense = matter.file.cited[charge.key]
        up = moved(matter.chances, offense, matter.offense_day, up=True)
        new = up if up and matter.chances.random() < 0.4 else offense
        later = matter.charge(day, new, instrument="SUPERSEDING_INDICTMENT")
        matter.file.change(
            day, "SUPERSEDED", [(charge, "REPLACED")], [later],
            instrument="SUPERSEDING_INDICTMENT", authority="GRAND_JURY", docket_entry=entry,
            rests_on="CHARGING_INSTRUMENT",
        )  # fmt: skip
    return None


def lesser_included(matter: Matter, day: date) -> None:
    """A plea to a lesser offense."""
    old = _first(matter)
    new = old and moved(matter.chances, matter.file.cited[old.key], matter.offense_day, up=False)
    if not old or not new:
        return amended(matter, day)
    entry = _entry(matter, day, "Plea agreement filed.")
    later = matter.charge(day, new, instrument="PLEA_AGREEMENT", rests_on="FILED_DOCUMENT")
    matter.file.change(
        day, "LESSER_INCLUDED", [(old, "REPLACED")], [later], instrument="PLEA_AGREEMENT",
        authority="COURT", docket_entry=entry, rests_on="FILED_DOCUMENT",
    )  # fmt: skip
    return None


def merged(matter: Matter, day: date) -> None:
    """Two charges become one graver."""
    pending = [charge for charge in matter.pending if _is_cited(matter, charge)]
    if len(pending) < 2:
        return amended(matter, day)
    gravest = matter.file.cited[pending[0].key]
    new = moved(matter.chances, gravest, matter.offense_day, up=True) or gravest
    entry = _entry(matter, day, "Amended information filed, joining the charges.")
    later = matter.charge(day, new, instrument="AMENDED_INFORMATION")
    matter.file.change(
        day, "MERGED", [(charge, "REPLACED") for charge in pending[:2]], [later],
        instrument="AMENDED_INFORMATION", authority="PROSECUTOR", docket_entry=entry,
    )  # fmt: skip
    return None


def split(matter: Matter, day: date) -> None:
    """One charge becomes two."""
    old = _first(matter)
    if not old:
        return
    offense = matter.file.cited[old.key]
    other = moved(matter.chances, offense, matter.offense_day, up=False) or offense
    entry = _entry(matter, day, "Amended information filed, dividing the charge in two.")
    two = [matter.charge(day, new, instrument="AMENDED_INFORMATION") for new in (offense, other)]
    matter.file.change(
        day, "SPLIT", [(old, "REPLACED")], two, instrument="AMENDED_INFORMATION",
        authority="PROSECUTOR", docket_entry=entry,
    )  # fmt: skip


def regarded(kind: str) -> Callable[[Matter, date], None]:
    """The same offense at a graver level: for a prior conviction, or by a notation set right."""
    told = LEVELS_RAISED[kind]

    def raise_level(matter: Matter, day: date) -> None:
        old = _first(matter)
        level = old and next_level(matter.file.state, old.level, matter.offense_day)
        if not old or not level:
            return amended(matter, day)
        offense = matter.file.cited[old.key]
        given = {"level": level, "instrument": told.instrument, "level_reason": told.reason}
        entry = _entry(matter, day, told.entry)
        matter.file.change(
            day, kind, [(old, "REPLACED")], [matter.charge(day, offense, **given)],
            instrument=told.instrument, authority=told.authority, docket_entry=entry,
        )  # fmt: skip
        return None

    return raise_level


@dataclass(frozen=True, kw_only=True)
class Raised:
    """How a level is raised, and by whom."""

    entry: str
    instrument: str
    authority: str
    reason: str


LEVELS_RAISED = {
    "ENHANCED": Raised(
        entry="Notice of enhancement filed.", instrument="AMENDED_INFORMATION",
        authority="PROSECUTOR", reason="with a listed prior",
    ),
    "REGRADED": Raised(
        entry="Notation of the class set right.", instrument="COURT_ORDER", authority="COURT",
        reason="as the statute has it on these facts",
    ),
}  # fmt: skip


def dropped(kind: str) -> Callable[[Matter, date], None]:
    """One of several charges ends: withdrawn, not prosecuted, dismissed."""

    def drop(matter: Matter, day: date) -> None:
        if len(matter.pending) < 2:
            return amended(matter, day)
        entry = matter.file.entry(day, "DISMISSAL", DROPPED[kind])
        gone = matter.pending[-1]
        matter.file.change(
            day, kind, [(gone, "DISMISSED")], instrument="COURT_ORDER",
            authority="COURT" if kind == "DISMISSED" else "PROSECUTOR", docket_entry=entry,
        )  # fmt: skip
        return None

    return drop


DROPPED = {
    "WITHDRAWN": "One charge withdrawn.",
    "NOLLE": "One charge not prosecuted, with leave of court.",
    "DISMISSED": "One charge dismissed.",
}
# Of a hundred changes so many are of each kind; the rarer ones are in the hard cases.
CHANGES: dict[Callable[[Matter, date], None], int] = {
    amended: 51, added: 9, superseded: 6, lesser_included: 9, merged: 5, split: 3,
    regarded("ENHANCED"): 3, regarded("REGRADED"): 1, dropped("WITHDRAWN"): 3,
    dropped("NOLLE"): 6, dropped("DISMISSED"): 4,
}  # fmt: skip


def changed(matter: Matter, day: date) -> None:
    """Something happens to the charges, on a day before they end."""
    matter.chances.choices(list(CHANGES), list(CHANGES.values()))[0](matter, day)


def _is_cited(matter: Matter, charge: Charge) -> bool:
    return charge.key in matter.file.cited


def _first(matter: Matter) -> Charge | None:
    return next((charge for charge in matter.pending if _is_cited(matter, charge)), None)


def _elsewhere(matter: Matter, charge: Charge) -> Cited | None:
    offense, chances = matter.file.cited[charge.key], matter.chances
    drawn = chances.random()
    if drawn < 0.12:
        return beside(chances, offense, matter.offense_day)
    up = drawn < 0.55
    return moved(chances, offense, matter.offense_day, up=up) or moved(
        chances, offense, matter.offense_day, up=not up
    )


def _entry(matter: Matter, day: date, text: str) -> DocketEntry:
    return matter.file.entry(day, "CHARGE_CHANGE", text)
