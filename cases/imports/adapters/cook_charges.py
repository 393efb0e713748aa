"""Cook County's cases, defendants and charges, and what their charges became."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from cases.imports.adapters.cook_words import INSTRUMENTS, LEVELS
from cases.imports.adapters.foreign import Line, day
from cases.imports.reports import Reporting, Row

COURT = "cook-county-circuit"


class Filed(NamedTuple):
    """What of a charge at initiation its later lines need."""

    version: str
    filed: str
    level: str


@dataclass
class Known:
    """What was met so far, and (read ahead) who is charged and which cases are juvenile."""

    charged_cases: set[str] = field(default_factory=set)
    charged: set[str] = field(default_factory=set)
    juvenile: set[str] = field(default_factory=set)
    cases: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    charges: dict[str, Filed] = field(default_factory=dict)
    amended: set[str] = field(default_factory=set)
    sentences: dict[str, int] = field(default_factory=dict)


def defendant(line: Line, known: Known, reports: Reporting) -> Iterator[Row]:
    """Case, person and party, where the line is the first to tell of them.

    Who was never charged is no defendant, and a case without a charge is no court's yet:
    both are kept, and kept from the public.
    """
    case, person = line["case_id"], line["case_participant_id"]
    if case not in known.cases:
        known.cases.add(case)
        public = "PUBLIC" if case in known.charged_cases else "DRAFT"
        yield line.row(
            "cases",
            case_id=case,
            court_id=COURT,
            number=case,
            case_type="CR",
            filed_date=day(line, "received_date", reports),
            visibility="JUVENILE" if case in known.juvenile else public,
        )
    if person not in known.parties:
        known.parties.add(person)
        name = f"Defendant {person}"
        yield line.row("people", person_id=person, kind="PERSON", full_name=name)
        yield party(line, known)


def party(line: Line, known: Known) -> Row:
    """The participant's place in the case."""
    case, person = line["case_id"], line["case_participant_id"]
    role = "DEF" if person in known.charged else "OTHER"
    return line.row("parties", party_id=person, case_id=case, person_id=person, role=role)


def filed_charge(line: Line, known: Known, reports: Reporting) -> Iterator[Row]:
    """The charge as filed, which never changes; what it became comes with its disposition."""
    yield from defendant(line, known, reports)
    key = f"{line['case_participant_id']}:{line['charge_id']}"
    filed = day(line, "event_date", reports)
    values = _charged(line, "", "charge_offense_title", reports)
    known.charges.setdefault(key, Filed(line["charge_version_id"], filed, values["level"]))
    flag_before(line, "event_date", filed, day(line, "received_date", reports), reports)
    yield line.row(
        "charges",
        charge_id=key,
        count=line["charge_count"],
        filed_date=filed,
        instrument=INSTRUMENTS.get(line["event"], "UNKNOWN"),
        **values,
    )


def _charged(line: Line, prefix: str, title: str, reports: Reporting) -> dict[str, str]:
    """What is charged, and when it is said to have happened."""
    given = line[f"{prefix}class"]
    level = LEVELS.get(given, "")
    if not level:
        line.flag(reports, f"{prefix}class", "This class is on no rung of the state's ladder.")
    began = day(line, "incident_begin_date", reports)
    ended = day(line, "incident_end_date", reports) or began
    words = ""
    if began > ended:
        line.flag(reports, "incident_end_date", "It ends before it begins; kept as words only.")
        words = f"{began} to {ended}, as given"
        began = ended = ""
    received = day(line, "received_date", reports)
    if received and began > received:
        line.flag(reports, "incident_begin_date", "It is after the day the case was received.")
    return {
        "case_id": line["case_id"],
        "party_id": line["case_participant_id"],
        "statute": f"{line[f'{prefix}chapter']} ILCS {line[f'{prefix}act']}/"
        f"{line[f'{prefix}section']}",
        "label": line[title],
        "level": level,
        "level_reason": "" if level else f"Class as given: {given}",
        "offense_from": began,
        "offense_to": ended,
        "offense_date_text": words,
    }


def flag_before(line: Line, column: str, later: str, earlier: str, reports: Reporting) -> None:
    """Flag a day that lies before the case was received."""
    if later and earlier and later < earlier:
        line.flag(reports, column, f"It is before the day the case was received ({earlier}).")


def charge_at_end(line: Line, known: Known, reports: Reporting) -> Iterator[Row]:
    """The charge as it stood at disposition, where that is not the charge at initiation."""
    yield from defendant(line, known, reports)
    key = f"{line['case_participant_id']}:{line['charge_id']}"
    version = line["charge_version_id"]
    before = known.charges.get(key)
    after = charge_now(line, known)
    if (before and version == before.version) or after in known.amended:
        return
    title = "disposition_charged_offense_title"
    charged = _charged(line, "disposition_charged_", title, reports)
    if not before:
        line.flag(reports, "charge_id", "No initiation tells of this charge; kept as it ended.")
        known.charges[key] = Filed(version, "", charged["level"])
        count = line["charge_count"]
        yield line.row("charges", charge_id=key, count=count, instrument="UNKNOWN", **charged)
        return
    known.amended.add(after)
    yield line.row("charges", charge_id=after, instrument="UNKNOWN", **charged)
    yield from _change(line, before, key, after, reports)


def charge_now(line: Line, known: Known) -> str:
    """The id of the charge that a disposition or a sentence is of."""
    key = f"{line['case_participant_id']}:{line['charge_id']}"
    before = known.charges.get(key)
    version = line["charge_version_id"]
    return key if before is None or before.version == version else f"{key}:{version}"


def _change(line: Line, before: Filed, key: str, after: str, reports: Reporting) -> Iterator[Row]:
    """The amendment: at some day from initiation to disposition, which the source never names."""
    ended = day(line, "disposition_date", reports)
    began = before.filed
    if began and ended and began > ended:
        note = f"It is before the charge was filed ({began}): the day of the change is unknown."
        line.flag(reports, "disposition_date", note)
        began = ended = ""
    yield line.row(
        "charge_changes",
        change_id=after,
        effective_from=began,
        effective_to=ended,
        date_text="between initiation and disposition" if began or ended else "",
        kind="AMENDED",
        instrument="UNKNOWN",
        authority="UNKNOWN",
    )
    yield line.row(
        "charge_change_items", change_id=after, charge_id=key, side="BEFORE", effect="REPLACED"
    )
    yield line.row("charge_change_items", change_id=after, charge_id=after, side="AFTER")
