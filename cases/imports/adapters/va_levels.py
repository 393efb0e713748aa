"""The level of a Virginia charge: its class where given, else the ladder where it is certain."""

import datetime as dt
import re
from dataclasses import dataclass

from cases.ladders import Offense, ladder

_PREFIX = re.compile(r"^[A-Z]\.(?=\d)")
_SUBSECTION = re.compile(r"^(\d+(?:\.\d+)?-\d+(?:\.\d+)?)\s*\(?([A-Z])\)?$")
_SECTION = re.compile(r"^(\d+(?:\.\d+)?-\d+(?:\.\d+)?)")
_DEGREES = {"first": re.compile(r"\b(1ST|FIRST)\b"), "second": re.compile(r"\b(2ND|SECOND)\b")}

# An attempt, conspiracy or solicitation is not graded as the offense itself; an appeal bond or
# revocation is none; "unlawful" wounding is the lesser of what its section holds.
_OTHER_GRADE = re.compile(
    r"\b(ATT|ATM|CONS|SOLI|ACCESS|AID|ABET|PRIN|APPEAL|REV\b|REVO|VIOL PROB|UNLAW|UNLW)"
)


@dataclass(frozen=True, slots=True)
class Grade:
    """A level, why it is that, and the offense of the ladder where the charge surely is one."""

    level: str
    reason: str
    offense: Offense | None = None


def section(statute: str) -> str:
    """One spelling of a section for the many the source has; two sections at once have none."""
    plain = _PREFIX.sub("", statute.strip())
    if "/" in plain or ";" in plain:
        return ""
    found = _SUBSECTION.match(plain)
    return f"{found[1]}({found[2]})" if found else plain


def grade(*, kind: str, given_class: str, statute: str, label: str, on: str) -> Grade:
    """The level of a charge: `kind` is Felony or Misdemeanor, `given_class` a number, U or none."""
    letter = "M" if kind == "Misdemeanor" else "F"
    offense = _offense(section(statute), label, on)
    told = "Class given as U" if given_class == "U" else "Class not given"
    if given_class and given_class != "U":
        level, reason = f"{letter}-{given_class}", ""
    elif offense is not None and offense.level.startswith(f"{letter}-"):
        level, reason = offense.level, f"{told}; as § {offense.statute} has it"
    else:
        level, reason = f"{letter}-U", told
    surely = offense is not None and offense.level == level
    return Grade(level, reason, offense if surely else None)


def _offense(statute: str, label: str, on: str) -> Offense | None:
    """The one offense of the ladder that section and label name on that day, if there is one."""
    if not statute or not on or _OTHER_GRADE.search(label):
        return None
    virginia = ladder("VA")
    day = dt.date.fromisoformat(on)
    whole = _SECTION.match(statute)
    found = virginia.offenses_on(statute, day) or (
        virginia.offenses_on(whole[1], day) if whole else ()
    )
    if len(found) > 1:
        found = tuple(offense for offense in found if _says_its_degree(offense, label))
    return found[0] if len(found) == 1 else None


def _says_its_degree(offense: Offense, label: str) -> bool:
    title = offense.title.casefold()
    return any(word in title and told.search(label) for word, told in _DEGREES.items())
