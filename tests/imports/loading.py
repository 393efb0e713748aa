"""Small bundles, and a load of them into the test's database."""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from cases.imports.load import Count, Result, load
from cases.imports.reports import Reports

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
COOK, VIRGINIA = DATA / "cook_sao_2019", DATA / "va_circuit_amended"
TODAY = dt.date(2026, 11, 22)

COURT = {
    "court_id": "bend",
    "name": "Circuit Court of Bend County",
    "state": "AR",
    "county": "Bend",
    "kind": "CIRCUIT",
    "timezone": "America/Chicago",
    "order_publication": "WITHHELD",
}
CASE = {
    "case_id": "c1",
    "court_id": "bend",
    "number": "CR-2024-1",
    "case_type": "CR",
    "caption": "",
    "filed_date": "2024-08-20",
    "visibility": "PUBLIC",
}
PERSON = {"person_id": "p1", "kind": "PERSON", "full_name": "Odalys Brandvold"}
PARTY = {"party_id": "d1", "case_id": "c1", "person_id": "p1", "role": "DEF"}
CHARGE = {
    "charge_id": "h1",
    "case_id": "c1",
    "party_id": "d1",
    "count": "1",
    "statute": "5-26-303",
    "label": "Domestic battering in the first degree",
    "level": "F-B",
    "offense_from": "2024-08-17",
    "filed_date": "2024-08-20",
    "instrument": "INFORMATION",
}

Tables = Mapping[str, list[dict[str, str]]]


def bundle(folder: Path, tables: Tables | None = None, **further: list[dict[str, str]]) -> Path:
    """A bundle of one public case with one charge, its tables replaced or added to by name."""
    rows: dict[str, list[dict[str, str]]] = {
        "courts": [COURT],
        "people": [PERSON],
        "cases": [CASE],
        "parties": [PARTY],
        "charges": [CHARGE],
        **(tables or {}),
        **further,
    }
    folder.mkdir(exist_ok=True)
    for name, told in rows.items():
        file = folder / f"{name}.csv"
        file.unlink(missing_ok=True)
        if told:
            write(file, told)
    return folder


def write(file: Path, rows: list[dict[str, str]]) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class Loaded:
    """The result of a load, with its reports."""

    def __init__(self, result: Result, folder: Path) -> None:
        self.tables = {count.name: count for count in result.tables}
        self.files = {count.name: count for count in result.files}
        self.refused = read(folder / "refused.csv")
        self.flags = read(folder / "flags.csv")

    def total(self, outcome: str) -> int:
        return sum(getattr(count, outcome) for count in self.tables.values())

    def counts(self) -> Iterable[Count]:
        return self.files.values()


def loaded(format_name: str, path: Path, reports_in: Path, *, dry_run: bool = False) -> Loaded:
    """Load what lies at a path; the reports go into a folder of their own."""
    reports_in.mkdir(exist_ok=True)
    with Reports(reports_in) as reports:
        result = load(format_name, path, reports, dry_run=dry_run, today=TODAY)
    return Loaded(result, reports_in)


def loaded_twice(format_name: str, path: Path) -> tuple[Loaded, Loaded]:
    """Load what lies at a path, and then the same again."""
    with TemporaryDirectory() as folder:
        first = loaded(format_name, path, Path(folder) / "first")
        return first, loaded(format_name, path, Path(folder) / "second")
