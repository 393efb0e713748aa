"""Form fields of the public filters: each refusal names the value and the way out."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError

from cases.kinds import Vocabulary

Offers = Callable[[], Sequence[tuple[str, str]]]

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
WORD = re.compile(r"[^\W_]+")
# Beyond these, time zones reach past what a date can hold.
YEARS = range(1600, 9999)
MOST_WORDS = 8
SHOWN = 40
SHOWN_CHOICES = 30


def shortened(value: object) -> str:
    """A given value, fit for a sentence: short, and without what cannot be shown."""
    text = "".join(sign if sign.isprintable() else "\ufffd" for sign in str(value)[: SHOWN + 1])
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


class WordsField(forms.CharField):
    """A line of text with something in it to look for; Django refuses NUL characters."""

    def __init__(self, *, max_length: int = 100, **given: Any) -> None:
        super().__init__(max_length=max_length, **given)
        self.error_messages["max_length"] = f"Give at most {max_length} characters."

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and not WORD.search(text):
            raise ValidationError(f"“{shortened(text)}” has no letter or digit to look for.")
        return text


class NameField(WordsField):
    """Words of a name. One letter alone would match half of everybody."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        words = WORD.findall(text or "")
        if len(words) > MOST_WORDS:
            raise ValidationError(f"Give at most {MOST_WORDS} words; this has {len(words)}.")
        if words and max(map(len, words)) < 2:
            raise ValidationError("Give at least two letters of one of the names.")
        return text


class DayField(forms.DateField):
    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        given = str(value).strip()
        try:
            day = date.fromisoformat(given if DAY.fullmatch(given) else "")
        except ValueError:
            raise ValidationError(
                f"“{shortened(given)}” is not a day of the calendar. "
                "Write it as year-month-day, like 2026-03-31."
            ) from None
        if not YEARS.start <= day.year < YEARS.stop:
            raise ValidationError(f"Give a year from {YEARS.start} to {YEARS.stop - 1}.")
        return day


class CodeField(forms.Field):
    """One code of a closed set, accepted in small or capital letters; or several of them.

    The set is asked for when it is first needed: that of levels takes reading every ladder.
    """

    def __init__(
        self,
        *,
        offers: Offers = lambda: (),
        small: bool = True,
        several: bool = False,
        **given: Any,
    ) -> None:
        super().__init__(widget=forms.SelectMultiple if several else None, **given)
        self.offers = offers
        # Addresses carry the codes of vocabularies in small letters.
        self.small = small
        self.several = several

    def to_python(self, value: Any) -> Any:
        if self.several:
            codes = [self._code(given) for given in value or ()]
            return list(dict.fromkeys(code for code in codes if code))
        return self._code(value)

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each code."""
        return dict(self.offers())

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {code.casefold(): code for code in self.labels}

    def _code(self, value: Any) -> str:
        given = str(value or "").strip()
        if not given:
            return ""
        if given.casefold() in self._codes:
            return self._codes[given.casefold()]
        known = ", ".join(map(self.in_addresses, list(self.labels)[:SHOWN_CHOICES]))
        more = ", …" if len(self.labels) > SHOWN_CHOICES else ""
        raise ValidationError(f"“{shortened(given)}” is not one of the choices: {known}{more}.")

    def in_addresses(self, code: str) -> str:
        return code.lower() if self.small else code


def coded(vocabulary: Vocabulary[Any], *more: tuple[str, str]) -> Offers:
    """A vocabulary as the set of a filter."""
    pairs = (*(pair for pair in vocabulary.choices() if pair[0]), *more)
    return lambda: pairs


class WordsFilter(django_filters.CharFilter):
    field_class = WordsField


class NameFilter(django_filters.CharFilter):
    field_class = NameField


class DayFilter(django_filters.DateFilter):
    field_class = DayField


class CodeFilter(django_filters.Filter):
    field_class = CodeField
