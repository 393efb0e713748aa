"""Cook County State's Attorney: four tables of felony intake, initiation, disposition, sentence.

A charge is (case_participant_id, charge_id). It was amended where its charge_version_id is
another at disposition than at initiation; a title that differs under one version is no change.
The source has no names: a defendant is called by the number that the source gives.
"""

from collections.abc import Iterator
from pathlib import Path

from cases.imports.adapters.cook_charges import (
    COURT,
    Known,
    charge_at_end,
    charge_now,
    defendant,
    filed_charge,
    flag_before,
    party,
)
from cases.imports.adapters.cook_words import (
    EVENTS,
    LEVELS,
    OUTCOMES,
    PLEAS,
    SENTENCES,
    SPELLED_OUT,
    UNITS,
)
from cases.imports.adapters.foreign import Line, check, day, lines
from cases.imports.reports import Nobody, Reporting, Row
from cases.imports.sources import Source, open_source

INTAKE, INITIATION = "intake.csv", "initiation.csv"
DISPOSITIONS, SENTENCING = "dispositions.csv", "sentencing.csv"
WHO = "Cook County State's Attorney"

_DEFENDANT = ("case_id", "case_participant_id")
_CHARGE = (*_DEFENDANT, "charge_id", "charge_version_id")
_TITLE = ("offense_title", "chapter", "act", "section", "class")
_DISPOSED = tuple(f"disposition_charged_{part}" for part in _TITLE)
_INCIDENT = ("received_date", "incident_begin_date", "incident_end_date", "charge_count")
COLUMNS = {
    INTAKE: (*_DEFENDANT, "received_date", "participant_status"),
    INITIATION: (*_CHARGE, "charge_offense_title", *_TITLE[1:], "event", "event_date", *_INCIDENT),
    DISPOSITIONS: (
        *(*_CHARGE, *_DISPOSED, *_INCIDENT),
        *("disposition_date", "charge_disposition", "charge_disposition_reason", "judge"),
    ),
    SENTENCING: (
        *(*_CHARGE, *_DISPOSED, *_INCIDENT),
        *("sentence_phase", "sentence_date", "sentence_type", "current_sentence"),
        *("commitment_type", "commitment_term", "commitment_unit"),
    ),
}


def read(path: Path, reports: Reporting) -> Iterator[Row]:
    """The county's files as rows of a bundle. Intake and initiation must be there."""
    source = open_source(path)
    there = [file for file in (DISPOSITIONS, SENTENCING) if file in source.names()]
    files = [INTAKE, INITIATION, *there]
    check(source, {file: COLUMNS[file] for file in files}, reports)
    known = _look_ahead(source, files)
    yield _court()
    readers = {
        INTAKE: _intake,
        INITIATION: filed_charge,
        DISPOSITIONS: _disposition,
        SENTENCING: _sentence,
    }
    for file in files:
        key = _DEFENDANT if file == INTAKE else _CHARGE
        for line in lines(source, file, reports, key=key):
            yield from readers[file](line, known, reports)


def _intake(line: Line, known: Known, reports: Reporting) -> Iterator[Row]:
    told = list(defendant(line, known, reports))
    # A second line for the same defendant has nothing new: the load says so of its party.
    yield from told or [party(line, known)]


def _look_ahead(source: Source, files: list[str]) -> Known:
    known = Known()
    for file in files:
        for line in lines(source, file, Nobody(), key=_DEFENDANT):
            if file != INTAKE:
                known.charged_cases.add(line["case_id"])
                known.charged.add(line["case_participant_id"])
            elif line["participant_status"] == "Juvenile":
                known.juvenile.add(line["case_id"])
    return known


def _court() -> Row:
    values = {
        "court_id": COURT,
        "name": "Circuit Court of Cook County",
        "state": "IL",
        "county": "Cook",
        "kind": "CIRCUIT",
        "timezone": "America/Chicago",
        "order_publication": "WITHHELD",
    }
    return Row("courts", INTAKE, 1, values)


def _disposition(line: Line, known: Known, reports: Reporting) -> Iterator[Row]:
    yield from charge_at_end(line, known, reports)
    charge = charge_now(line, known)
    if (filed := known.charges.get(charge)) is not None:
        level = LEVELS.get(line["disposition_charged_class"], "")
        if level != filed.level:
            note = f"The class was {filed.level} at initiation, under the same version: no change."
            line.flag(reports, "disposition_charged_class", note)
    given = line["charge_disposition"]
    ended = day(line, "disposition_date", reports)
    flag_before(line, "disposition_date", ended, day(line, "received_date", reports), reports)
    outcome = OUTCOMES.get(given, "UNMAPPED")
    entry = ""
    if given in EVENTS or outcome in ("NOLLE", "DISM_U"):
        entry = f"{charge}:{given}"[:120]
        yield _entry(line, entry, EVENTS.get(given, "DISMISSAL"), ended)
    if given in EVENTS:
        line.flag(reports, "charge_disposition", "It ends no charge; kept on the docket.")
        return
    if outcome == "UNMAPPED":
        line.flag(reports, "charge_disposition", "The record has no outcome of this name.")
    yield line.row(
        "dispositions",
        disposition_id=charge,
        charge_id=charge,
        outcome=outcome,
        plea=PLEAS.get(given, ""),
        effective_date=ended,
        docket_entry_id=entry,
    )


def _entry(line: Line, entry: str, kind: str, ended: str) -> Row:
    given = line["charge_disposition"]
    words = SPELLED_OUT.get(given, given)
    reason, judge = line["charge_disposition_reason"], " ".join(line["judge"].split())
    text = f"{words}{f': {reason}' if reason else ''}{f' (Judge {judge})' if judge else ''}"
    return line.row(
        "docket",
        docket_entry_id=entry,
        case_id=line["case_id"],
        filed_date=ended,
        kind=kind,
        text=text,
        attribution=WHO,
        visibility="PUBLIC",
    )


def _sentence(line: Line, known: Known, reports: Reporting) -> Iterator[Row]:
    yield from charge_at_end(line, known, reports)
    charge = charge_now(line, known)
    known.sentences[charge] = known.sentences.get(charge, 0) + 1
    if line["current_sentence"] == "false":
        line.flag(reports, "current_sentence", "A later sentence took its place; both are kept.")
    unit, term = line["commitment_unit"], line["commitment_term"]
    told = (line["sentence_phase"], line["sentence_type"], line["commitment_type"], term, unit)
    yield line.row(
        "sentences",
        sentence_id=f"{charge}:{known.sentences[charge]}",
        charge_id=charge,
        kind=SENTENCES.get(line["sentence_type"], "OTHER"),
        amount=term,
        unit=UNITS.get(unit, "OTHER" if unit else ""),
        effective_date=day(line, "sentence_date", reports),
        text=", ".join(filter(None, told)),
    )
