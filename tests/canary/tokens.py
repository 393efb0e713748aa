"""Values that stand nowhere else, for any field: whoever reads one knows where it came from."""

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


def word(number: int, length: int) -> str:
    """A word of consonants alone, which no text of ours holds: `zq` and the number."""
    if length < 6:
        return ("zq" + LETTERS[number % 18])[-length:]
    spelled = ""
    while number:
        number, digit = divmod(number, len(LETTERS))
        spelled = LETTERS[digit] + spelled
    return "zq" + spelled.rjust(min(length, 7) - 2, "b")


@dataclass
class Tokens:
    """Makes values; none is made twice."""

    numbers: Any = field(default_factory=lambda: count(1))

    def value(self, of: Any, now: Any) -> Any:
        """A new value for a field, or None where it can hold none that would be known again."""
        number = next(self.numbers)
        match of:
            case KindField():
                return _another_code(of, now)
            case models.BooleanField():
                return not now
            case models.UUIDField():
                return UUID(f"c0ffee00-0000-4000-8000-{number:012d}")
            case ArrayField():
                return [word(number, of.base_field.max_length or 12)]
            case models.CharField() | models.TextField():
                return word(number, of.max_length or 12)
            case models.DateTimeField():
                return datetime(1801, 1, 1, 3, 4, 5, tzinfo=UTC) + timedelta(days=number)
            case models.DateField():
                return FIRST_DAY + timedelta(days=number)
            case models.DecimalField():
                return Decimal(7_000_000 + number)
            case models.SmallIntegerField():
                return 20_000 + number % 10_000
            case models.IntegerField():
                return 930_000 + number
        raise AssertionError(f"Say in tokens.py how a {type(of).__name__} is made to be known again.")


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
