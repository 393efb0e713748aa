"""What a question asks of a case's codes: where it is, and its type, status, level and changes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

Params = dict[str, Any]

# Filters by code, and the column that cases and their kinds have it in.
COLUMNS = {
    "court": "court",
    "type": "case_type",
    "status": "status",
    "level": "lead_level",
    "change": "directions",
}
# A place is asked for as its courts.
PLACES = ("court", "county", "state")
FILTERS = (*PLACES, *(name for name in COLUMNS if name not in PLACES))
PLACE = {"court": "code", "county": "county", "state": "state"}


@dataclass(frozen=True)
class Codes:
    """For each filter by code what was asked for, with the courts there are."""

    asked: Mapping[str, Sequence[str]]
    courts: Sequence[Mapping[str, Any]]

    def __bool__(self) -> bool:
        return any(self.asked.values())

    @cached_property
    def in_use(self) -> list[str]:
        """The columns by which cases are chosen; no court may be left to choose."""
        return [name for name in COLUMNS if name in self.wanted]

    def condition(self, params: Params, table: str) -> str:
        """What holds for a row with the columns of a kind, or of a case, that is asked for."""
        said = ["true"]
        for name, wanted in self.wanted.items():
            params[f"{name}s"] = wanted
            compare = f"&& %({name}s)s" if name == "change" else f"= ANY (%({name}s)s)"
            said.append(f"{table}.{COLUMNS[name]} {compare}")
        return " AND ".join(said)

    def without(self, name: str) -> "Codes":
        """The same, but for one column."""
        left_out = PLACES if name == "court" else (name,)
        kept = {each: wanted for each, wanted in self.asked.items() if each not in left_out}
        return replace(self, asked=kept)

    def places(self, by_court: Mapping[str, int]) -> dict[str, Counter[str]]:
        """For court, county and state the cases of each choice, out of those of each court
        wherever it is: each counted within what the other two ask for."""
        counts = {name: Counter[str]() for name in PLACES}
        for court in self.courts:
            cases = by_court.get(court["code"], 0)
            for name in PLACES:
                others = [other for other in PLACES if other != name]
                if cases and all(self._takes_in(court, other) for other in others):
                    counts[name][court[PLACE[name]]] += cases
        return counts

    @cached_property
    def wanted(self) -> dict[str, list[str]]:
        """The values of each column that are asked for."""
        wanted = {name: list(self.asked[name]) for name in COLUMNS if self.asked.get(name)}
        if any(self.asked.get(name) for name in PLACES):
            wanted["court"] = [
                court["code"]
                for court in self.courts
                if all(self._takes_in(court, name) for name in PLACES)
            ]
        return wanted

    def _takes_in(self, court: Mapping[str, Any], name: str) -> bool:
        wanted = self.asked.get(name)
        return not wanted or court[PLACE[name]] in wanted
