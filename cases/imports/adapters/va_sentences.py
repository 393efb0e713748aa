"""The parts of a Virginia sentence: each column that says something becomes one row."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from cases.imports.adapters.foreign import Line
from cases.imports.reports import Row

CONFINED = {"Penitentiary": "PRISON", "Jail": "JAIL", "Time Served": "JAIL"}


def sentences(line: Line, charge: str, ended: str) -> Iterator[Row]:
    """Confinement, probation, money and the rest, as rows of one charge's sentence."""
    parts = (_life(line), _confinement(line), _probation(line), *_money(line), *_further(line))
    for part in parts:
        if part is not None:
            name, kind, amount, unit, text = part
            yield line.row(
                "sentences",
                sentence_id=f"{line['id']}:{name}",
                charge_id=charge,
                kind=kind,
                amount=amount,
                unit=unit,
                effective_date=ended,
                text=text,
            )


Part = tuple[str, str, str, str, str]


def _words(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _positive(text: str) -> bool:
    try:
        return Decimal(text or "0") > 0
    except InvalidOperation:
        return True


def _life(line: Line) -> Part | None:
    given = line["LifeDeath"]
    if not given:
        return None
    kind, unit = ("OTHER", "DEATH") if given == "Death Penalty" else ("PRISON", "LIFE")
    return ("life", kind, "", unit, _words(given, line["ConcurrentConsecutive"]))


def _confinement(line: Line) -> Part | None:
    time = line["SentenceTime"]
    place = line["JailPenitentiary"]
    if not time and (not place or line["LifeDeath"]):
        return None
    suspended = line["SentenceSuspended"]
    text = _words(
        place,
        line["ConcurrentConsecutive"],
        f"{suspended} days suspended" if suspended else "",
    )
    return ("confinement", CONFINED.get(place, "OTHER"), time, "DAYS" if time else "", text)


def _probation(line: Line) -> Part | None:
    time, kind = line["ProbationTime"], line["ProbationType"]
    if not time and not kind:
        return None
    starts = line["ProbationStarts"]
    text = _words(kind, f"starts at {starts.lower()}" if starts else "")
    return ("probation", "PROBATION", time, "DAYS" if time else "", text)


def _money(line: Line) -> Iterator[Part]:
    for name, column, kind, text in (
        ("fine", "FineAmount", "FINE", ""),
        ("restitution", "RestitutionAmount", "RESTITUTION", ""),
        ("costs", "Costs", "OTHER", "Court costs"),
    ):
        if _positive(line[column]):
            yield (name, kind, line[column], "USD", text)


def _further(line: Line) -> Iterator[Part]:
    if line["OperatorLicenseSuspensionTime"]:
        days = line["OperatorLicenseSuspensionTime"]
        yield ("license", "OTHER", days, "DAYS", "Operator's license suspended")
    if line["ProgramType"]:
        yield ("program", "OTHER", "", "", line["ProgramType"])
