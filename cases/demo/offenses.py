"""Which offenses are charged, and what a charge may rise to or fall to."""

import random
from dataclasses import dataclass
from datetime import date
from functools import cache

from cases import ladders
from cases.demo.families import AGAINST_PEOPLE, FAMILIES
from cases.models import Offense


class NoSuchOffense(LookupError):
    """A statute that its state's ladder does not hold on that day."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cited:
    """An offense as the ladder has it, with the row of the record it stands for."""

    state: str
    law: ladders.Offense
    row: Offense
    rank: int | None

    @property
    def is_felony(self) -> bool:
        return self.law.level.startswith(("F", "CAPITAL"))

    @property
    def is_against_somebody(self) -> bool:
        return any(self in family for family in families(self.state, AGAINST_PEOPLE))


@cache
def offenses(state: str) -> tuple[Cited, ...]:
    """All offenses of a state's ladder; each row is one object, found in the record later."""
    ladder = ladders.ladder(state)
    cited = []
    for law in ladder.offenses:
        level = ladder.level_on(law.level, law.valid_from)
        rank = law.rank if law.rank is not None or level is None else level.rank
        row = Offense(
            state_id=state, statute=law.statute, title=law.title, valid_from=law.valid_from
        )
        cited.append(Cited(state=state, law=law, row=row, rank=rank))
    return tuple(cited)


def cite(state: str, wanted: str, day: date) -> Cited:
    """The offense of that statute (with its title, where one section holds two) on that day."""
    for offense in offenses(state):
        law = offense.law
        begun = law.valid_from <= day and (law.valid_to is None or day < law.valid_to)
        if begun and f"{law.statute} {law.title} ".startswith(f"{wanted} "):
            return offense
    raise NoSuchOffense(f"{wanted} is no offense of {state} on {day}")


@cache
def families(state: str, names: tuple[str, ...] | None = None) -> tuple[tuple[Cited, ...], ...]:
    """Offenses of one kind, each family from the least to the gravest."""
    return tuple(
        tuple(_whenever(state, wanted) for wanted in statutes)
        for name, statutes in FAMILIES[state].items()
        if names is None or name in names
    )


def charged(
    rng: random.Random, state: str, day: date, *, felony: bool, kinds: tuple[str, ...] | None = None
) -> list[Cited]:
    """One to three offenses of one incident, the gravest first."""
    family = rng.choice([f for f in families(state, kinds) if _of_grade(f, felony, day)])
    fitting = _of_grade(family, felony, day)
    gravest = fitting[min(rng.randrange(len(fitting)), rng.randrange(len(fitting)))]
    chosen = [gravest]
    for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
        other = rng.choice([o for f in families(state) for o in _in_force(f, day)])
        if (other.rank or 0) <= (gravest.rank or 0) and (felony or not other.is_felony):
            chosen.append(other)
    return chosen


def moved(rng: random.Random, offense: Cited, day: date, *, up: bool) -> Cited | None:
    """A graver or a lesser offense of the same kind, or None where there is no other."""
    found = [
        other
        for family in families(offense.state)
        if offense in family
        for other in _in_force(family, day)
        if other.rank is not None
        and offense.rank is not None
        and (other.rank > offense.rank if up else other.rank < offense.rank)
    ]
    found.sort(key=lambda other: abs((other.rank or 0) - (offense.rank or 0)))
    return rng.choice(found[:2]) if found else None


def beside(rng: random.Random, offense: Cited, day: date) -> Cited | None:
    """Another offense of the same severity."""
    found = [
        other
        for family in families(offense.state)
        for other in _in_force(family, day)
        if other.rank == offense.rank and other is not offense
    ]
    return rng.choice(found) if found else None


def next_level(state: str, level: str, day: date) -> str:
    """The code of the next graver level of a state's ladder; empty where there is none."""
    ladder = ladders.ladder(state)
    stands = ladder.level_on(level, day)
    if stands is None or stands.rank is None:
        return ""
    graver = [
        (other.rank, other.code)
        for other in ladder.levels
        if other.rank is not None
        and other.rank > stands.rank
        and ladder.level_on(other.code, day) is other
    ]
    return min(graver)[1] if graver else ""


def _of_grade(family: tuple[Cited, ...], felony: bool, day: date) -> list[Cited]:
    return [offense for offense in _in_force(family, day) if offense.is_felony is felony]


def _in_force(family: tuple[Cited, ...], day: date) -> list[Cited]:
    return [
        offense
        for offense in family
        if offense.law.valid_from <= day
        and (offense.law.valid_to is None or day < offense.law.valid_to)
    ]


def _whenever(state: str, wanted: str) -> Cited:
    """The latest offense of that statute; families name only what stands today or stood once."""
    found = [
        offense
        for offense in offenses(state)
        if f"{offense.law.statute} {offense.law.title} ".startswith(f"{wanted} ")
    ]
    if not found:
        raise NoSuchOffense(f"{wanted} is no offense of {state}")
    return max(found, key=lambda offense: offense.law.valid_from)
