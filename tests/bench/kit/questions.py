"""Random questions to the lists, drawn from what the publication holds and from a seed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db import connections

from cases.kinds.cases import CASE_TYPES, STATUSES
from cases.kinds.charges import CHANGE_KINDS, CHARGE_STATUSES, DIRECTIONS, INSTRUMENTS
from cases.public.filters.levels import level_choices
from tests.bench import SEEDS
from tests.bench.kit.chance import dice

COURTS = "SELECT DISTINCT {} FROM published_court WHERE {} <> '' ORDER BY 1"
SPAN = """
    SELECT min(filed_order), max(filed_order) FROM published_case WHERE filed_order > '0001-01-01'
"""
# Every so-many-th page of a table, the same ones for the same seed.
SAMPLE = "SELECT {} FROM {} TABLESAMPLE BERNOULLI ({}) REPEATABLE ({}) WHERE {} LIMIT {}"


def one(column: str, table: str, wanted: int, *, where: str = "true") -> list[str]:
    """A sample of one column, drawn from the seed."""
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT greatest(1, reltuples) FROM pg_class WHERE relname = %s", [table])
        part = min(100.0, 400.0 * wanted / cursor.fetchone()[0])
        cursor.execute(SAMPLE.format(column, table, part, SEEDS["seed"], where, 20 * wanted))
        found = [row[0] for row in cursor]
    dice("sample").shuffle(found)
    return found[:wanted]


@dataclass(frozen=True)
class Drawing:
    """Draws questions; two drawings of one name and seed draw alike."""

    name: str

    @cached_property
    def dice(self) -> random.Random:
        return dice(self.name)

    @cached_property
    def values(self) -> dict[str, list[str]]:
        """What each filter of the case list can be asked, the same for every drawing."""
        days = span()
        return {
            "court": courts("code"),
            "county": courts("county"),
            "type": small(code for code, _ in CASE_TYPES.choices() if code),
            "status": small(code for code, _ in STATUSES.choices() if code),
            "level": [code for code, _ in level_choices()],
            "outcome": small(code for code, _ in CHARGE_STATUSES.choices() if code),
            "change": small(code for code, _ in DIRECTIONS.choices() if code),
            "statute": one("statutes[1]", "published_case", 200, where="cardinality(statutes) > 0"),
            "filed_after": days,
            "filed_before": days,
        }

    def mixed(self) -> str:
        """What readers ask: seldom more than three things, places and kinds most of all."""
        chances = {
            "county": 0.4, "court": 0.1, "type": 0.4, "status": 0.25, "level": 0.2,
            "statute": 0.15, "change": 0.15, "outcome": 0.1, "filed_after": 0.2,
            "filed_before": 0.15,
        }  # fmt: skip
        return self._asked([name for name, chance in chances.items() if self._falls(chance)])

    def selective(self) -> str:
        """Two to six things at once, drawn without regard to each other: many match nothing."""
        names = list(self.values)
        return self._asked(self.dice.sample(names, self.dice.randint(2, 6)))

    def only(self, names: tuple[str, ...]) -> Callable[[], str]:
        """Draws one to three of these things at once."""
        return lambda: self._asked(self.dice.sample(names, self.dice.randint(1, 3)))

    @cached_property
    def of_changes(self) -> dict[str, list[str]]:
        """What each filter of the change desk can be asked."""
        places = {name: self.values[name] for name in ("court", "county")}
        levels, statutes, days = (self.values[name] for name in ("level", "statute", "filed_after"))
        return places | {
            "direction": small(code for code, _ in DIRECTIONS.choices()),
            "kind": small(code for code, _ in CHANGE_KINDS.choices()),
            "instrument": small(code for code, _ in INSTRUMENTS.choices()),
            "from_level": levels,
            "to_level": levels,
            "from_statute": statutes,
            "to_statute": statutes,
            "effective_after": days,
            "effective_before": days,
            "recorded_after": days,
            "recorded_before": days,
        }

    def changed(self) -> str:
        """One to four things asked of the change desk, drawn without regard to each other."""
        names = list(self.of_changes)
        return self._asked(self.dice.sample(names, self.dice.randint(1, 4)), self.of_changes)

    def _asked(self, names: list[str], values: dict[str, list[str]] | None = None) -> str:
        asked = {name: self.dice.choice((values or self.values)[name]) for name in names}
        for since in [name for name in asked if name.endswith("_after")]:
            until = since.replace("_after", "_before")
            if asked[since] > asked.get(until, "9"):
                asked[since], asked[until] = asked[until], asked[since]
        return urlencode(asked)

    def _falls(self, chance: float) -> bool:
        return self.dice.random() < chance


def different(draw: Callable[[], str], wanted: int) -> list[str]:
    """This many different questions, in the order in which they were drawn."""
    found: dict[str, None] = {}
    while len(found) < wanted:
        found[draw()] = None
    return list(found)


def courts(column: str) -> list[str]:
    with connections["public"].cursor() as cursor:
        cursor.execute(COURTS.format(column, column))
        return [row[0] for row in cursor]


def court_rows() -> list[dict[str, str]]:
    """Every court's code, name and county."""
    with connections["public"].cursor() as cursor:
        cursor.execute("SELECT code, name, county FROM published_court ORDER BY name")
        return [{"code": code, "name": name, "county": county} for code, name, county in cursor]


def small(codes: Iterator[str]) -> list[str]:
    """Codes as they stand in addresses."""
    return [code.lower() for code in codes]


def span() -> list[str]:
    """Every month's first day, from the first filing to the last."""
    with connections["public"].cursor() as cursor:
        cursor.execute(SPAN)
        first, last = cursor.fetchone()
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1).isoformat() for month in months]
