"""Offense ladders: which level outranks which, one TOML file per state.

Ranks compare only within one state, and only where both are known; a level or an offense
without a rank leaves the direction of a change undetermined.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import combinations
from pathlib import Path

# The codes of the record's vocabularies, spelled again: ladders and kinds do not import each other.
CATEGORIES = (
    "CAPITAL", "FELONY", "MISDEMEANOR", "VIOLATION", "INFRACTION", "ORDINANCE", "CIVIL", "UNKNOWN",
)  # fmt: skip
PLEAS = (
    "GUILTY", "NOLO", "NOT_GUILTY", "ALFORD", "STIPULATED", "GUILTY_MI", "NOT_GUILTY_MI",
    "NO_CONTEST_ABEYANCE",
)  # fmt: skip

LADDER_KEYS = ("state", "name", "pleas", "valid_from", "level", "offense")
LEVEL_KEYS = ("code", "label", "category", "rank", "valid_from", "valid_to", "penalty", "citation")
OFFENSE_KEYS = (
    "statute", "title", "level", "rank", "valid_from", "valid_to", "aliases", "citation", "note",
)  # fmt: skip


class LadderError(ValueError):
    """A ladder file says something it may not; the message names place, value and way out."""

    def __init__(self, file: str, entry: str, field: str, value: object, way_out: str) -> None:
        self.file, self.entry, self.field, self.value = file, entry, field, value
        self.way_out = way_out
        place = ", ".join(part for part in (file, entry, field) if part)
        super().__init__(f"{place}: {_shown(value)}. {way_out}")


@dataclass(frozen=True, kw_only=True)
class Level:
    """One rung: a class of offense, as the law had it from `valid_from` until before `valid_to`."""

    code: str
    label: str
    category: str
    rank: int | None
    valid_from: date
    valid_to: date | None
    penalty: str
    citation: str


@dataclass(frozen=True, kw_only=True)
class Offense:
    """A statute with its usual level; the level of a charge may differ, with a reason."""

    statute: str
    title: str
    level: str
    rank: int | None
    valid_from: date
    valid_to: date | None
    aliases: tuple[str, ...]
    citation: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """Levels, offenses and pleas of one state."""

    state: str
    name: str
    pleas: tuple[str, ...]
    levels: tuple[Level, ...]
    offenses: tuple[Offense, ...]

    def level_on(self, code: str, day: date) -> Level | None:
        """The level of that code in force on that day, or None where the state had none."""
        return next((lv for lv in self.levels if lv.code == code and _in_force(lv, day)), None)

    def offenses_on(self, statute: str, day: date) -> tuple[Offense, ...]:
        """Every offense of exactly that statute in force on that day; one section may hold two."""
        return tuple(
            offense
            for offense in self.offenses
            if offense.statute.casefold() == statute.casefold() and _in_force(offense, day)
        )


@cache
def ladders() -> tuple[Ladder, ...]:
    """All ladders that come with the program, by state."""
    return read_ladders(Path(__file__).parent)


def ladder(state: str) -> Ladder:
    """The ladder of a state, by its two letters."""
    known = {each.state: each for each in ladders()}
    if state not in known:
        way_out = f"Use one of {', '.join(known)}, or add a file as docs/adding-a-state.md says."
        raise LadderError("", "", "state", state, way_out)
    return known[state]


def read_ladders(folder: Path) -> tuple[Ladder, ...]:
    """Every *.toml of a folder as a ladder, by state; two files for one state are refused."""
    found: dict[str, Ladder] = {}
    for path in sorted(folder.glob("*.toml")):
        read = read_ladder(path)
        if read.state in found:
            way_out = "Another file is already the ladder of this state: keep one of the two."
            raise LadderError(path.name, "", "state", read.state, way_out)
        found[read.state] = read
    return tuple(found[state] for state in sorted(found))


def read_ladder(path: Path) -> Ladder:
    """One file as a ladder, or a `LadderError` that says what is wrong and where."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LadderError(path.name, "", "", str(error), "Write TOML, in UTF-8.") from error
    head = _Entry(path.name, "", table)
    head.allow_only(LADDER_KEYS)
    start = head.day("valid_from")
    levels = tuple(_level(entry, start) for entry in head.entries("level"))
    offenses = tuple(_offense(entry, start) for entry in head.entries("offense", []))
    _refuse_twins(head, "level", "code", levels, [level.code for level in levels])
    named = [f"{offense.statute} {offense.title}" for offense in offenses]
    _refuse_twins(head, "offense", "statute", offenses, named)
    read = Ladder(
        state=head.state(),
        name=head.text("name"),
        pleas=tuple(head.word(plea, "pleas", PLEAS) for plea in head.texts("pleas")),
        levels=levels,
        offenses=offenses,
    )
    _refuse_unknown_levels(head, read)
    return read


class _Entry:
    """One table of a file, read field by field; whatever does not fit raises `LadderError`."""

    def __init__(self, file: str, where: str, table: dict[str, object]) -> None:
        self.file, self.where, self.table = file, where, table

    def refusal(self, field: str, value: object, way_out: str) -> LadderError:
        return LadderError(self.file, self.where, field, value, way_out)

    def allow_only(self, keys: Sequence[str]) -> None:
        for key, value in self.table.items():
            if key not in keys:
                way_out = f"There is no such key. Take it out, or use one of {', '.join(keys)}."
                raise self.refusal(key, value, way_out)

    def text(self, field: str, default: str | None = None) -> str:
        value = self.table.get(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.refusal(field, value, "Write a text in quotes.")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        values = self.table.get(field, [])
        if not isinstance(values, list):
            raise self.refusal(field, values, 'Write a list of texts, such as ["theft"].')
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.refusal(field, value, "Write each one as a text in quotes.")
        return tuple(values)

    def word(self, value: str, field: str, known: Iterable[str]) -> str:
        if value not in known:
            raise self.refusal(field, value, f"Use one of {', '.join(known)}.")
        return value

    def state(self) -> str:
        value = self.text("state")
        if not re.fullmatch("[A-Z]{2}", value):
            raise self.refusal("state", value, 'Write the two letters of the state, such as "AR".')
        return value

    def rank(self) -> int | None:
        value = self.table.get("rank")
        # In Python true and false are whole numbers too; as a rank they are a slip.
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        way_out = "Write a whole number, such as 180, or leave rank out where it is not known."
        raise self.refusal("rank", value, way_out)

    def day(self, field: str, default: date | None = None) -> date:
        value = self.table.get(field, default)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.refusal(field, value, "Write a day without quotes, such as 1976-01-01.")
        return value

    def days(self, start: date) -> tuple[date, date | None]:
        begin = self.day("valid_from", start)
        if "valid_to" not in self.table:
            return begin, None
        end = self.day("valid_to")
        if end <= begin:
            way_out = f"Write a day after valid_from, {begin}; it is the first day no longer valid."
            raise self.refusal("valid_to", end, way_out)
        return begin, end

    def entries(self, field: str, default: list[object] | None = None) -> list["_Entry"]:
        tables = self.table.get(field, default)
        if not tables and default is None:
            raise self.refusal(field, tables, f"Write at least one {field}.")
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.refusal(field, tables, f"Write each one as a table of the list {field}.")
        return [
            _Entry(self.file, f"{field} {number}", table) for number, table in enumerate(tables, 1)
        ]


def _level(entry: _Entry, start: date) -> Level:
    entry.allow_only(LEVEL_KEYS)
    valid_from, valid_to = entry.days(start)
    return Level(
        code=entry.text("code"),
        label=entry.text("label"),
        category=entry.word(entry.text("category"), "category", CATEGORIES),
        rank=entry.rank(),
        valid_from=valid_from,
        valid_to=valid_to,
        penalty=entry.text("penalty", ""),
        citation=entry.text("citation", ""),
    )


def _offense(entry: _Entry, start: date) -> Offense:
    entry.allow_only(OFFENSE_KEYS)
    valid_from, valid_to = entry.days(start)
    return Offense(
        statute=entry.text("statute"),
        title=entry.text("title"),
        level=entry.text("level"),
        rank=entry.rank(),
        valid_from=valid_from,
        valid_to=valid_to,
        aliases=entry.texts("aliases"),
        citation=entry.text("citation", ""),
        note=entry.text("note", ""),
    )


def _shown(value: object) -> str:
    if value is None:
        return "nothing is given"
    text = value.isoformat() if isinstance(value, date) else repr(value)
    return f"{text if len(text) <= 80 else text[:77] + '...'} cannot be used"


def _in_force(entry: Level | Offense, day: date) -> bool:
    return entry.valid_from <= day and (entry.valid_to is None or day < entry.valid_to)


def _overlap(one: Level | Offense, other: Level | Offense) -> bool:
    return _in_force(one, other.valid_from) or _in_force(other, one.valid_from)


def _refuse_twins(
    head: _Entry, kind: str, field: str, entries: Sequence[Level | Offense], names: list[str]
) -> None:
    for (at, one), (later, other) in combinations(enumerate(entries), 2):
        if names[at] == names[later] and _overlap(one, other):
            way_out = (
                f"{kind} {at + 1} says the same for some of these days: give one of them a valid_to"
                " or valid_from so that they do not overlap, or take one out."
            )
            raise LadderError(head.file, f"{kind} {later + 1}", field, names[later], way_out)


def _refuse_unknown_levels(head: _Entry, read: Ladder) -> None:
    for number, offense in enumerate(read.offenses, 1):
        if read.level_on(offense.level, offense.valid_from) is None:
            codes = ", ".join(dict.fromkeys(level.code for level in read.levels))
            way_out = f"Not a level on {offense.valid_from}: add it, or use one of {codes}."
            raise LadderError(head.file, f"offense {number}", "level", offense.level, way_out)
