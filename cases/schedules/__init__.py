"""What a state's law lets be sealed after a time, as data: one TOML file per state.

A file says who has confirmed it (`confirmed_by`); until somebody has, it lists and nothing more.
A state is added by adding its file.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent


class ScheduleError(Exception):
    """A schedule's file says what cannot be; the message names the file and the value."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Charges that stand in one of these ways since so many years may be sealed. Only where it
    `is_automatic` does the law ask for no order."""

    state: str
    code: str
    citation: str
    title: str
    statuses: Sequence[str]
    years: int
    is_automatic: bool
    confirmed_by: str


def schedules(folder: Path = FOLDER) -> list[Rule]:
    """Every rule of every state."""
    return [rule for path in sorted(folder.glob("*.toml")) for rule in rules_of(path)]


def rules_of(path: Path) -> list[Rule]:
    with path.open("rb") as told:
        given = tomllib.load(told)
    try:
        shared = {"state": given["state"], "confirmed_by": given["confirmed_by"]}
        return [Rule(**shared, **rule) for rule in given["rule"]]
    except (KeyError, TypeError) as problem:
        raise ScheduleError(f"{path.name}: {problem}. Compare it with ar.toml.") from problem
