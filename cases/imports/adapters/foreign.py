"""What the readers of foreign formats share: their tables by column, their days, their words."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cases.imports.read import check_header, header_of, table_rows
from cases.imports.reports import Flag, LoadRefused, Refusal, Reporting, Row
from cases.imports.sources import Source

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
_US_DAY = re.compile(r"(?P<month>\d{1,2})/(?P<date>\d{1,2})/(?P<year>\d{4})(?: .*)?")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a foreign file, its cells by column; a column that is not there is empty."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def row(self, table: str, **values: str) -> Row:
        """A row of the bundle that comes from this line."""
        return Row(table, self.file, self.line, values)

    def flag(self, reports: Reporting, column: str, note: str) -> None:
        """Note something odd in one cell of this line."""
        reports.flag(
            Flag(file=self.file, line=self.line, column=column, value=self[column], note=note)
        )


def check(source: Source, needed: Mapping[str, Sequence[str]], reports: Reporting) -> None:
    """Raise `LoadRefused` unless every file is there with the columns that are used; note the
    columns that the record has no place for."""
    faults: list[Refusal] = []
    for file, columns in needed.items():
        if file in source.names():
            faults += check_header(source, file, list(columns), [])
        else:
            advice = "Put it beside the other files and load again; nothing was loaded."
            faults.append(
                Refusal(file=file, line=0, rule="The file is missing.", what_to_do=advice)
            )
    if faults:
        raise LoadRefused(*faults)
    for file, columns in needed.items():
        unused = [name for name in header_of(source, file) if name not in columns]
        if unused:
            note = "These columns have no place in the record and were not kept."
            reports.flag(Flag(file=file, line=1, value=", ".join(unused), note=note))


def lines(
    source: Source, file: str, reports: Reporting, *, key: Sequence[str], nothing: str = ""
) -> Iterator[Line]:
    """The lines of a foreign file; one without its key is refused. `nothing` reads as empty."""
    for row in table_rows(source, file, file, reports):
        cells = {name: _told(cell.strip(), nothing) for name, cell in row.values.items()}
        lacking = [name for name in key if not cells[name]]
        if lacking:
            reports.refuse(
                Refusal(
                    file=file,
                    line=row.line,
                    column=lacking[0],
                    rule="The row does not say what it belongs to.",
                    what_to_do=f"Fill in {lacking[0]} at the source and send the row again.",
                )
            )
        else:
            yield Line(file, row.line, cells)


def _told(cell: str, nothing: str) -> str:
    return "" if nothing and cell == nothing else cell


def day(line: Line, column: str, reports: Reporting) -> str:
    """The calendar day of a cell as YYYY-MM-DD, whatever hour is written beside it.

    A day that no calendar has is flagged and left out.
    """
    given = line[column]
    parts: tuple[str, ...] = ()
    if found := _ISO_DAY.fullmatch(given):
        parts = found.groups()
    elif found := _US_DAY.fullmatch(given):
        parts = (found["year"], found["month"], found["date"])
    try:
        if parts:
            return dt.date(*map(int, parts)).isoformat()
    except ValueError:
        parts = ()
    if given:
        line.flag(reports, column, "There is no such day; the record leaves it empty.")
    return ""
