"""What an import says of the rows it could not take, and of the odd ones it took."""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

SHORT = 80
REFUSED_COLUMNS = ("file", "line", "column", "value", "rule", "what_to_do")
FLAG_COLUMNS = ("file", "line", "column", "value", "note")


def shorten(value: str) -> str:
    """The value as a report shows it: one line, at most 80 characters."""
    plain = value[: SHORT * 2].replace("\x00", "\\0").replace("\r", " ").replace("\n", " ")
    return plain if len(plain) <= SHORT else plain[: SHORT - 1] + "…"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a bundle on its way in, and the line of the file it came from."""

    table: str
    file: str
    line: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a row (or, at line 0, a whole file) does not go in, and the way out."""

    file: str
    line: int
    column: str = ""
    value: str = ""
    rule: str
    what_to_do: str

    def sentence(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        what = f", {self.column} “{shorten(self.value)}”" if self.column else ""
        return f"{where}{what}: {self.rule} {self.what_to_do}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something odd but lawful: kept as given, and worth a look."""

    file: str
    line: int
    column: str = ""
    value: str = ""
    note: str


class LoadRefused(Exception):
    """Something is wrong with a whole file, so nothing of the load goes in."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("\n".join(refusal.sentence() for refusal in refusals))
        self.refusals = refusals


def _guarded(value: str) -> str:
    # A spreadsheet would run a cell that begins like a formula.
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value


class Reporting(Protocol):
    """Whoever is told of the rows of a load."""

    def count(self, file: str) -> None: ...

    def refuse(self, refusal: Refusal) -> None: ...

    def flag(self, flag: Flag) -> None: ...


class Nobody:
    """Told when a file is read once ahead, so that nothing is reported twice."""

    def count(self, file: str) -> None:
        pass

    def refuse(self, refusal: Refusal) -> None:
        pass

    def flag(self, flag: Flag) -> None:
        pass


class Reports:
    """Writes refused.csv and flags.csv as an import goes, and counts what it read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: Counter[str] = Counter()
        self.unread: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.flagged: Counter[str] = Counter()
        # What was noticed in a line before it was a row of the record.
        self.of_lines: defaultdict[tuple[str, int], list[Flag]] = defaultdict(list)
        self._open: list[IO[str]] = []

    def __enter__(self) -> Self:
        self._refused = self._start("refused.csv", REFUSED_COLUMNS)
        self._flags = self._start("flags.csv", FLAG_COLUMNS)
        return self

    def _start(self, name: str, columns: tuple[str, ...]) -> "csv.DictWriter[str]":
        stream = (self.folder / name).open("w", encoding="utf-8", newline="")
        self._open.append(stream)
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        return writer

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for stream in self._open:
            stream.close()

    def count(self, file: str) -> None:
        """Count one row of a source file as read."""
        self.read[file] += 1

    def refuse(self, refusal: Refusal, *, read: bool = False) -> None:
        """Report a row that does not go in; `read` if it could be told into cells."""
        self.refused[refusal.file] += 1
        if not read:
            self.unread[refusal.file] += 1
        self._refused.writerow(
            {
                "file": refusal.file,
                "line": refusal.line or "",
                "column": refusal.column,
                "value": _guarded(shorten(refusal.value)),
                "rule": refusal.rule,
                "what_to_do": refusal.what_to_do,
            }
        )

    def flag(self, flag: Flag) -> None:
        """Report a line that goes in as it reads, though it is odd."""
        self.of_lines[flag.file, flag.line].append(flag)
        self.flag_row(flag)

    def flag_row(self, flag: Flag) -> None:
        """Report a row that goes in as given, though it is odd."""
        self.flagged[flag.file] += 1
        self._flags.writerow(
            {
                "file": flag.file,
                "line": flag.line or "",
                "column": flag.column,
                "value": _guarded(shorten(flag.value)),
                "note": flag.note,
            }
        )
