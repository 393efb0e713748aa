"""Virginia circuit courts: one row per charge, with the charge it was amended to beside it.

A case is its court and its number without the -NN that counts its charges. Amended columns
are one change, whose day the source does not tell: the original charge is kept, the amended
one follows it, and disposition and sentence are of the amended one.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cases.imports.adapters.foreign import Line, check, day, lines
from cases.imports.adapters.va_courts import court
from cases.imports.adapters.va_levels import Grade, grade
from cases.imports.adapters.va_sentences import sentences
from cases.imports.reports import Nobody, Reporting, Row
from cases.imports.sources import open_source

FILE = "circuit_criminal.csv"
NULL = "NULL"
WHO = "Virginia circuit court case records"
KEY = ("id", "fips", "CaseNumber", "Defendant", "Charge")
AMENDED = ("AmendedCharge", "AmendedCodeSection", "AmendedChargeType")
COLUMNS = (
    *(*KEY, *AMENDED, "Filed", "Commencedby", "Locality", "AKA", "AKA2", "DOB"),
    *("CodeSection", "ChargeType", "Class", "OffenseDate"),
    *("DispositionCode", "DispositionDate", "ConcludedBy"),
    *("JailPenitentiary", "ConcurrentConsecutive", "LifeDeath", "SentenceTime"),
    *("SentenceSuspended", "OperatorLicenseSuspensionTime", "FineAmount", "Costs"),
    *("ProgramType", "ProbationType", "ProbationTime", "ProbationStarts", "RestitutionAmount"),
)

INSTRUMENTS = {"Indictment": "INDICTMENT", "Direct Indictment": "INDICTMENT"}
OUTCOMES = {
    "Not Guilty/Acquitted": "ACQ",
    "Not Guilty By Reason Of Insanity": "ACQ_MDD",
    "Nolle Prosequi": "NOLLE",
    "Dismissed": "DISM_U",
}
GUILTY = {"Guilty Plea": "CONV_PLEA", "Trial - Jury": "CONV_TRIAL"}


@dataclass
class Known:
    """What was met so far; the day a case was filed is read ahead, the first of its rows'."""

    filed: dict[str, str] = field(default_factory=dict)
    met: set[tuple[str, str]] = field(default_factory=set)

    def first(self, table: str, key: str) -> bool:
        """Whether this is the first row to tell of it."""
        new = (table, key) not in self.met
        self.met.add((table, key))
        return new


def read(path: Path, reports: Reporting) -> Iterator[Row]:
    """The courts' rows as rows of a bundle; `path` is the file or the folder that holds it."""
    source = open_source(path)
    file = path.name if path.is_file() and path.suffix == ".csv" else FILE
    check(source, {file: COLUMNS}, reports)
    known = Known()
    for line in lines(source, file, Nobody(), key=KEY, nothing=NULL):
        case, filed = _case(line)[0], day(line, "Filed", Nobody())
        known.filed[case] = min(filter(None, (filed, known.filed.get(case))), default="")
    for line in lines(source, file, reports, key=KEY, nothing=NULL):
        yield from _case_rows(line, known, reports)
        yield from _person_rows(line, known)
        yield from _charge_rows(line, known, reports)


def _case(line: Line) -> tuple[str, str, str]:
    """The case's id, its number, and the count of the charge: CR10267719-02 is count 2."""
    number, dash, count = line["CaseNumber"].rpartition("-")
    if not dash or not count.isdecimal():
        number, count = line["CaseNumber"], ""
    return f"{line['fips']}-{number}", number, str(int(count)) if count else ""


def _person(line: Line) -> str:
    """An id for the same name and birthday in the same court: never for a name alone."""
    told = "|".join((line["fips"], line["Defendant"], line["DOB"]))
    return f"{line['fips']}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _party(line: Line) -> str:
    return f"{_case(line)[0]}:{_person(line)}"


def _case_rows(line: Line, known: Known, reports: Reporting) -> Iterator[Row]:
    told = court(line["fips"])
    if known.first("courts", told["court_id"]):
        yield line.row("courts", **told)
    case, number, _ = _case(line)
    if known.first("cases", case):
        yield line.row(
            "cases",
            case_id=case,
            court_id=told["court_id"],
            number=number,
            case_type="CR",
            caption=f"{line['Locality']} v. {line['Defendant']}" if line["Locality"] else "",
            filed_date=known.filed[case],
            visibility="PUBLIC",
        )
    day(line, "Filed", reports)


def _person_rows(line: Line, known: Known) -> Iterator[Row]:
    person = _person(line)
    if known.first("people", person):
        name, _, suffix = line["Defendant"].partition(";")
        surname, _, rest = name.partition(",")
        given, _, middle = rest.strip().partition(" ")
        yield line.row(
            "people",
            person_id=person,
            kind="PERSON",
            given=given,
            middle=middle.strip(),
            surname=surname.strip(),
            suffix=suffix.strip(),
            full_name=line["Defendant"],
        )
    for alias in filter(None, (line["AKA"], line["AKA2"])):
        if alias != line["Defendant"] and known.first("names", f"{person}:{alias}"):
            yield line.row("names", person_id=person, kind="ALIAS", full_name=alias)
    if known.first("parties", _party(line)):
        yield line.row(
            "parties",
            party_id=_party(line),
            case_id=_case(line)[0],
            person_id=person,
            role="DEF",
        )


def _charge_rows(line: Line, known: Known, reports: Reporting) -> Iterator[Row]:
    charge = f"{line['fips']}-{line['CaseNumber']}"
    happened = day(line, "OffenseDate", reports)
    graded = grade(
        kind=line["ChargeType"],
        given_class=line["Class"],
        statute=line["CodeSection"],
        label=line["Charge"],
        on=happened,
    )
    yield from _offense(line, graded, known)
    yield line.row(
        "charges",
        charge_id=charge,
        count=_case(line)[2],
        filed_date=day(line, "Filed", Nobody()),
        instrument=INSTRUMENTS.get(line["Commencedby"], "UNKNOWN"),
        statute=line["CodeSection"],
        label=line["Charge"],
        **_common(line, graded, happened),
    )
    if any(line[column] for column in AMENDED):
        yield from _amended(line, charge, happened, known, reports)
        charge = f"{charge}:amended"
    yield from _ended(line, charge, reports)


def _common(line: Line, graded: Grade, happened: str) -> dict[str, str]:
    return {
        "case_id": _case(line)[0],
        "party_id": _party(line),
        "offense_id": _offense_id(graded),
        "level": graded.level,
        "level_reason": graded.reason,
        "offense_from": happened,
        "offense_to": happened,
    }


def _offense_id(graded: Grade) -> str:
    offense = graded.offense
    return f"VA {offense.statute} {offense.title} {offense.valid_from}"[:120] if offense else ""


def _offense(line: Line, graded: Grade, known: Known) -> Iterator[Row]:
    offense = graded.offense
    if offense is not None and known.first("offenses", _offense_id(graded)):
        yield line.row(
            "offenses",
            offense_id=_offense_id(graded),
            state="VA",
            statute=offense.statute,
            title=offense.title,
            level=offense.level,
            rank="" if offense.rank is None else str(offense.rank),
            valid_from=offense.valid_from.isoformat(),
            valid_to=offense.valid_to.isoformat() if offense.valid_to else "",
        )


def _amended(
    line: Line, charge: str, happened: str, known: Known, reports: Reporting
) -> Iterator[Row]:
    """The amended charge, and the change that leads to it on a day nobody tells."""
    if all(line[column] == line[column.removeprefix("Amended")] for column in AMENDED):
        line.flag(reports, "AmendedCharge", "It says amended, and reads as the charge before it.")
    graded = grade(
        kind=line["AmendedChargeType"],
        given_class="",
        statute=line["AmendedCodeSection"],
        label=line["AmendedCharge"],
        on=happened,
    )
    after = f"{charge}:amended"
    yield from _offense(line, graded, known)
    yield line.row(
        "charges",
        charge_id=after,
        instrument="UNKNOWN",
        statute=line["AmendedCodeSection"],
        label=line["AmendedCharge"] or line["Charge"],
        **_common(line, graded, happened),
    )
    change = {"change_id": after, "effective_from": "", "effective_to": "", "date_text": ""}
    yield line.row(
        "charge_changes", kind="AMENDED", instrument="UNKNOWN", authority="UNKNOWN", **change
    )
    yield line.row(
        "charge_change_items", change_id=after, charge_id=charge, side="BEFORE", effect="REPLACED"
    )
    yield line.row("charge_change_items", change_id=after, charge_id=after, side="AFTER")


def _ended(line: Line, charge: str, reports: Reporting) -> Iterator[Row]:
    """Disposition and sentence; a mistrial ends nothing, a revocation is no conviction."""
    given, ended = line["DispositionCode"], day(line, "DispositionDate", reports)
    if not given:
        return
    outcome = OUTCOMES.get(given, "UNMAPPED")
    if given == "Guilty":
        outcome = GUILTY.get(line["ConcludedBy"], "CONV_TRIAL")
    told = [row for row in sentences(line, charge, ended) if outcome.startswith("CONV")]
    entry = ""
    if outcome in ("NOLLE", "DISM_U", "UNMAPPED"):
        entry = f"{line['id']}:{given}"[:120]
        yield _entry(line, entry, given, ended)
    if given == "Mistrial":
        line.flag(reports, "DispositionCode", "It ends no charge; kept on the docket.")
    elif outcome == "UNMAPPED":
        line.flag(reports, "DispositionCode", "The record has no outcome of this name.")
    if given != "Mistrial":
        yield line.row(
            "dispositions",
            disposition_id=charge,
            charge_id=charge,
            outcome=outcome,
            plea="GUILTY" if outcome == "CONV_PLEA" else "",
            effective_date=ended,
            docket_entry_id=entry,
        )
    yield from told


def _entry(line: Line, entry: str, given: str, ended: str) -> Row:
    kind = {"Mistrial": "TRIAL", "Nolle Prosequi": "DISMISSAL", "Dismissed": "DISMISSAL"}
    sentence = [
        f"{row.values['kind'].lower()}: {row.values['amount']} {row.values['unit'].lower()}"
        for row in sentences(line, "", ended)
    ]
    return line.row(
        "docket",
        docket_entry_id=entry,
        case_id=_case(line)[0],
        filed_date=ended,
        kind=kind.get(given, "OTHER"),
        text="; ".join([given, line["ConcludedBy"], *sentence]),
        attribution=WHO,
        visibility="PUBLIC",
    )
