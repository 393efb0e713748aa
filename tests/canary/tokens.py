"""Values that stand nowhere else, for any field: whoever reads one knows where it came from."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cases.models.fields import KindField

LETTERS = "bcdfghjklmnprstvwx"
FIRST_DAY = date(1801, 1, 1)
FIRST_MOMENT = datetime(1801, 1, 1, 3, 4, 5, tzinfo=UTC)


# Long enough that no two are a slip of the pen apart, or sound alike.
LONG = 12


def word(number: int, length: int) -> str:
    """A word of consonants alone, which no text of ours holds."""
    if length < 6:
        return ("zq" + LETTERS[number % len(LETTERS)])[-length:]
    digest = hashlib.sha256(str(number).encode()).digest()
    return ("zq" + "".join(LETTERS[each % len(LETTERS)] for each in digest[:LONG]))[:length]


@dataclass
class Tokens:
    """Makes values; none is made twice."""

    numbers: Any = field(default_factory=lambda: count(1))

    def value(self, of: Any, now: Any) -> Any:
        """A new value for a field, unlike any other and unlike what stands there now."""
        number = next(self.numbers)
        if isinstance(of, KindField):
            return _another_code(of, now)
        if isinstance(of, models.BooleanField):
            return not now
        for kind, made in MADE:
            if isinstance(of, kind):
                return made(number, of)
        raise AssertionError(f"Say in tokens.py how a {type(of).__name__} is known again.")


# Of each kind of field, the first that fits: its values by their number.
MADE: tuple[tuple[Any, Callable[[int, Any], Any]], ...] = (
    (models.UUIDField, lambda number, of: UUID(f"c0ffee00-0000-4000-8000-{number:012d}")),
    (ArrayField, lambda number, of: [word(number, of.base_field.max_length or 12)]),
    (models.CharField, lambda number, of: word(number, of.max_length or 12)),
    (models.TextField, lambda number, of: word(number, 12)),
    (models.DateTimeField, lambda number, of: FIRST_MOMENT + timedelta(days=number)),
    (models.DateField, lambda number, of: FIRST_DAY + timedelta(days=number)),
    (models.DecimalField, lambda number, of: Decimal(7_000_000 + number)),
    (models.SmallIntegerField, lambda number, of: 20_000 + number % 10_000),
    (models.IntegerField, lambda number, of: 930_000 + number),
)


def _another_code(of: KindField, now: Any) -> Any:
    """The next code of the vocabulary."""
    codes = of.vocabulary.codes() if of.vocabulary else []
    return codes[(codes.index(now) + 1) % len(codes)] if now in codes else codes[-1]


def as_read(value: Any) -> str:
    """How a value looks where it is published."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.strftime("%Y-%m-%dt%H:%M:%S")
        case date():
            return value.isoformat()
        case list():
            return as_read(value[0])
        case _:
            return str(value).lower()
