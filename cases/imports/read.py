"""Reads a bundle as a stream of rows; what cannot be a row is refused on the way."""

import json
from collections.abc import Iterator
from contextlib import closing
from difflib import get_close_matches
from pathlib import Path
from typing import cast

from cases.imports.ids import sender_name
from cases.imports.lines import Broken, rows
from cases.imports.reports import LoadRefused, Refusal, Reporting, Row
from cases.imports.sources import Source, file_refused, open_source
from cases.imports.tables import BY_NAME, TABLES

DATAPACKAGE = "datapackage.json"
MAX_DATAPACKAGE = 2**20


def read(path: Path, reports: Reporting) -> Iterator[Row]:
    """The rows of the bundle at `path`, table by table.

    A fault of a whole file raises `LoadRefused` before the first row where it can be seen
    there (names, columns), else where it is met (encoding).
    """
    source = open_source(path)
    check_files(source)
    for table in TABLES:
        if table.file in source.names():
            yield from table_rows(source, table.file, table.name, reports)


def sender(path: Path) -> str:
    """Who sends the bundle: the name in its datapackage.json, else `bundle`."""
    source = open_source(path)
    name = _datapackage(source).get("name") if DATAPACKAGE in source.names() else None
    return sender_name(str(name)) if name else "bundle"


def check_files(source: Source) -> None:
    """Raise `LoadRefused` with every fault that the names and headers of the files show."""
    names = source.names()
    needed = [table.file for table in TABLES if table.required] + _promised(source)
    faults = [_missing(name) for name in dict.fromkeys(needed) if name not in names]
    faults += [_stranger(name) for name in names if _is_table(name) and name[:-4] not in BY_NAME]
    for table in TABLES:
        if table.file in names:
            faults += check_header(source, table.file, table.must_have(), table.names())
    if faults:
        raise LoadRefused(*faults)


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv")


def _promised(source: Source) -> list[str]:
    if DATAPACKAGE not in source.names():
        return []
    resources = _datapackage(source).get("resources")
    entries = resources if isinstance(resources, list) else []
    paths = [entry.get("path") for entry in entries if isinstance(entry, dict)]
    return [path for path in paths if isinstance(path, str)]


def _datapackage(source: Source) -> dict[str, object]:
    with closing(source.open(DATAPACKAGE)) as stream:
        content = stream.read(MAX_DATAPACKAGE)
    try:
        package = json.loads(content)
    except ValueError as error:
        raise file_refused(
            DATAPACKAGE, "The file is not JSON.", "Write it again, or leave it out.", str(error)
        ) from error
    if not isinstance(package, dict):
        raise file_refused(DATAPACKAGE, "The file holds no object.", "Write it again.")
    return cast(dict[str, object], package)


def _missing(file: str) -> Refusal:
    return Refusal(
        file=file,
        line=0,
        rule="The file is missing.",
        what_to_do="Put it into the bundle and load again; nothing was loaded.",
    )


def _stranger(name: str) -> Refusal:
    near = get_close_matches(name, [table.file for table in TABLES], 1)
    advice = f"Is it {near[0]}? " if near else ""
    return Refusal(
        file=name,
        line=0,
        rule="A bundle has no file of this name.",
        what_to_do=f"{advice}Rename it or take it out, and load again; nothing was loaded.",
    )


def check_header(source: Source, file: str, needed: list[str], known: list[str]) -> list[Refusal]:
    """The faults of a file's first row: columns that lack, stand twice, or are unknown.

    An empty `known` allows any further columns.
    """
    line, header = _first_row(source, file)
    if isinstance(header, Broken):
        return [_header_fault(file, line, "", header.value, header.rule, header.what_to_do)]
    again = "Set the first row right and load again; nothing was loaded."
    faults = [
        _header_fault(file, line, name, "", "This column is missing.", again)
        for name in needed
        if name not in header
    ]
    for name in header:
        if known and name not in known:
            rule = f"Unknown column. The file has: {', '.join(known)}."
            faults.append(_header_fault(file, line, name, name, rule, again))
    twice = sorted({name for name in header if header.count(name) > 1})
    rule = "The column stands twice."
    return faults + [_header_fault(file, line, name, name, rule, again) for name in twice]


def _first_row(source: Source, file: str) -> tuple[int, list[str] | Broken]:
    with closing(source.open(file)) as stream:
        return next(rows(stream, file), (1, []))


def header_of(source: Source, file: str) -> list[str]:
    """The columns of a file whose header is sound."""
    header = _first_row(source, file)[1]
    return [] if isinstance(header, Broken) else header


def _header_fault(
    file: str, line: int, column: str, value: str, rule: str, what_to_do: str
) -> Refusal:
    return Refusal(
        file=file, line=line, column=column, value=value, rule=rule, what_to_do=what_to_do
    )


def table_rows(source: Source, file: str, table: str, reports: Reporting) -> Iterator[Row]:
    """The rows of one file, counted; a row with too few or too many cells is refused."""
    with closing(source.open(file)) as stream:
        records = rows(stream, file)
        header = cast(list[str], next(records, (1, []))[1])
        for line, cells in records:
            reports.count(file)
            if isinstance(cells, Broken):
                reports.refuse(_unreadable(file, line, header, cells))
            elif len(cells) != len(header):
                reports.refuse(_ragged(file, line, header, cells))
            else:
                yield Row(table, file, line, dict(zip(header, cells, strict=True)))


def _unreadable(file: str, line: int, header: list[str], broken: Broken) -> Refusal:
    named = broken.cell is not None and broken.cell < len(header)
    return Refusal(
        file=file,
        line=line,
        column=header[broken.cell or 0] if named else "(row)",
        value=broken.value,
        rule=broken.rule,
        what_to_do=broken.what_to_do,
    )


def _ragged(file: str, line: int, header: list[str], cells: list[str]) -> Refusal:
    return Refusal(
        file=file,
        line=line,
        column="(row)",
        value=",".join(cells),
        rule=f"The row has {len(cells)} cells where the first row has {len(header)}.",
        what_to_do="Give every cell its comma, and quote text that has commas.",
    )
