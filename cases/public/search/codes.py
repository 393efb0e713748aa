"""What a question asks by code: of a case where it is, its type, status, level and changes; of
a charge change where it is, what was done, its direction, instrument and levels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

Params = dict[str, Any]

# A place is asked for as its courts; what courts have it in.
PLACES = {"court": "code", "county": "county", "state": "state"}


@dataclass(frozen=True)
class Tally:
    """A table that counts together what is alike in every code of a list: its name, the table of
    the list and what that is sorted by, the column of what is alike, that of its number, and the
    column of each filter."""

    table: str
    listed: str
    place: str
    alike: str
    number: str
    columns: Mapping[str, str]
    # Filters whose columns hold several codes, or none.
    several: tuple[str, ...]

    @property
    def filters(self) -> list[str]:
        return [*PLACES, *(name for name in self.columns if name not in PLACES)]

    def of(self, row: str, column: str = "alike") -> str:
        """The codes of a row, looked up by what it is alike with."""
        return f"SELECT k.* FROM {self.table} k WHERE k.{self.alike} = {row}.{column} LIMIT 1"  # noqa: S608


KINDS = Tally(
    "published_kind",
    "published_case",
    "filed_order",
    "kind",
    "cases",
    {
        "court": "court",
        "type": "case_type",
        "status": "status",
        "level": "lead_level",
        "change": "directions",
    },
    ("change",),
)
ALIKE = Tally(
    "published_alike",
    "published_change",
    "recorded_at",
    "alike",
    "changes",
    {
        "court": "court",
        "direction": "direction",
        "kind": "kind",
        "instrument": "instrument",
        "from_level": "from_levels",
        "to_level": "to_levels",
    },
    ("from_level", "to_level"),
)


@dataclass(frozen=True)
class Codes:
    """For each filter by code what was asked for, with the courts there are."""

    asked: Mapping[str, Sequence[str]]
    courts: Sequence[Mapping[str, Any]]
    tally: Tally = KINDS

    def __bool__(self) -> bool:
        return any(self.asked.values())

    @cached_property
    def in_use(self) -> list[str]:
        """The columns by which rows are chosen; no court may be left to choose."""
        return [name for name in self.tally.columns if name in self.wanted]

    def condition(self, params: Params, table: str) -> str:
        """What holds for a row of the tally, or one with its columns, that is asked for."""
        said = ["true"]
        for name, wanted in self.wanted.items():
            params[f"{name}s"] = wanted
            compare = "&& %({}s)s" if name in self.tally.several else "= ANY (%({}s)s)"
            said.append(f"{table}.{self.tally.columns[name]} {compare.format(name)}")
        return " AND ".join(said)

    def without(self, name: str) -> "Codes":
        """The same, but for one column."""
        left_out = [*PLACES] if name == "court" else [name]
        kept = {each: wanted for each, wanted in self.asked.items() if each not in left_out}
        return replace(self, asked=kept)

    def places(self, by_court: Mapping[str, int]) -> dict[str, dict[str, int]]:
        """For court, county and state the number of each choice, out of that of each court
        wherever it is: each counted within what the other two ask for."""
        there = [
            (court, by_court[court["code"]]) for court in self.courts if by_court.get(court["code"])
        ]
        counts: dict[str, dict[str, int]] = {}
        for name, column in PLACES.items():
            others = [PLACES[other] for other in PLACES if other != name and self.asked.get(other)]
            wanted = {PLACES[other]: self.asked.get(other) or () for other in PLACES}
            found: dict[str, int] = {}
            for court, number in there:
                if not others or all(court[each] in wanted[each] for each in others):
                    found[court[column]] = found.get(court[column], 0) + number
            counts[name] = found
        return counts

    @cached_property
    def wanted(self) -> dict[str, list[str]]:
        """The values of each column that are asked for."""
        columns = self.tally.columns
        wanted = {name: list(self.asked[name]) for name in columns if self.asked.get(name)}
        if any(self.asked.get(name) for name in PLACES):
            wanted["court"] = [
                court["code"]
                for court in self.courts
                if all(self._takes_in(court, name) for name in PLACES)
            ]
        return wanted

    def _takes_in(self, court: Mapping[str, Any], name: str) -> bool:
        wanted = self.asked.get(name)
        return not wanted or court[PLACES[name]] in wanted
