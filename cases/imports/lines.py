"""The rows of a CSV file, read from bytes without trust: bounded, in UTF-8, one at a time."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from cases.imports.reports import LoadRefused, Refusal

MAX_CELL = 1_000_000
MAX_LINE = 4_000_000


class Bytes(Protocol):
    """A stream of bytes that can be read by lines."""

    def readline(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be told into cells: which cell, what is wrong, what to do."""

    cell: int | None
    value: str
    rule: str
    what_to_do: str


class _LineTooLong(Exception):
    pass


class _Lines:
    """Physical lines as text. The lines of the row in hand are kept, so that a quotation mark
    that never closes costs one row and not the rest of the file."""

    def __init__(self, stream: Bytes, file: str) -> None:
        self.stream = stream
        self.file = file
        self.number = 0
        self.taken: list[str] = []
        self.again: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def _read(self) -> str:
        raw = self.stream.readline(MAX_LINE)
        if len(raw) >= MAX_LINE and not raw.endswith(b"\n"):
            self.number += 1
            self.taken.append(raw[:MAX_CELL].decode("utf-8", "replace"))
            while raw and not raw.endswith(b"\n"):
                raw = self.stream.readline(MAX_LINE)
            raise _LineTooLong
        try:
            return raw.decode("utf-8-sig" if self.number == 0 else "utf-8")
        except UnicodeDecodeError as error:
            raise LoadRefused(self._wrong_encoding(raw, error)) from error

    def _wrong_encoding(self, raw: bytes, error: UnicodeDecodeError) -> Refusal:
        around = raw[max(0, error.start - 10) : error.start + 10]
        return Refusal(
            file=self.file,
            line=self.number + 1,
            column="(whole file)",
            value=repr(around)[2:-1],
            rule="The file is not UTF-8 text.",
            what_to_do="Save it as “CSV UTF-8” and load again; nothing was loaded.",
        )

    def start_row(self) -> int:
        self.taken.clear()
        return self.number + 1

    def give_back(self) -> None:
        """Give all lines of the row in hand but the first back, to be read as rows."""
        rest = self.taken[1:]
        self.number -= len(rest)
        self.again.extendleft(reversed(rest))


def rows(stream: Bytes, file: str) -> Iterator[tuple[int, list[str] | Broken]]:
    """Each row of a CSV file with the number of its first line; the header comes first.

    Blank lines are no rows. A file that is not UTF-8 raises `LoadRefused`.
    """
    csv.field_size_limit(MAX_CELL)
    lines = _Lines(stream, file)
    reader = csv.reader(lines, strict=True)
    while True:
        line = lines.start_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _LineTooLong:
            yield line, _too_long(lines.taken)
        except csv.Error as error:
            yield line, _broken(error, lines.taken)
            lines.give_back()
        else:
            if cells:
                yield line, cells


def _too_long(taken: list[str]) -> Broken:
    start = "".join(taken)[:MAX_CELL]
    cells = next(csv.reader([start]), [""])
    return Broken(
        cell=len(cells) - 1,
        value=cells[-1],
        rule=f"A cell holds more than {MAX_CELL:,} characters.",
        what_to_do="Shorten it and send the row again.",
    )


def _broken(error: csv.Error, taken: list[str]) -> Broken:
    first = taken[0] if taken else ""
    if "field larger than" in str(error):
        rule = f"A quoted cell runs on for more than {MAX_CELL:,} characters."
        what_to_do = "Shorten it, or close its quotation mark."
    elif "unexpected end" in str(error):
        rule = "A quotation mark is opened and never closed."
        what_to_do = "Close it; write a quotation mark inside a cell twice."
    else:
        rule = "The row cannot be read as comma-separated values."
        what_to_do = "Put text with commas or quotation marks in quotation marks, doubled inside."
    return Broken(cell=None, value=first, rule=rule, what_to_do=what_to_do)
