"""Days and moments in each court's own hours: what a clock in that courthouse would say."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from cases.public.filters.fields import DAY, YEARS, shortened

Courts = Iterable[Mapping[str, Any]]

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z?", re.ASCII)


class MomentField(forms.Field):
    """A day, or a moment of it in the court's own hours, or in UTC where it ends in Z.

    A day means its first moment, or with `ends` its last.
    """

    def __init__(self, *, ends: bool = False, **given: Any) -> None:
        super().__init__(**given)
        self.ends = ends

    def to_python(self, value: Any) -> datetime | None:
        given = str(value or "").strip()
        if not given:
            return None
        try:
            moment = self._read(given)
        except ValueError:
            raise ValidationError(
                f"“{shortened(given)}” is neither a day nor a moment. Write it like 2026-03-31, "
                "2026-03-31T17:00 in the court's own hours, or 2026-03-31T22:00Z."
            ) from None
        if not YEARS.start <= moment.year < YEARS.stop:
            raise ValidationError(f"Give a year from {YEARS.start} to {YEARS.stop - 1}.")
        return moment

    def _read(self, given: str) -> datetime:
        if DAY.fullmatch(given):
            return datetime.combine(date.fromisoformat(given), time.max if self.ends else time())
        return datetime.fromisoformat(given if MOMENT.fullmatch(given) else "")


class MomentFilter(django_filters.Filter):
    field_class = MomentField


def first_of(day: date) -> datetime:
    """The first moment of a day, in nobody's hours yet."""
    return datetime.combine(day, time())


def last_of(day: date) -> datetime:
    """The last moment of a day that the record can tell from the next."""
    return datetime.combine(day, time.max)


def in_hours(courts: Courts, asked: str, moment: datetime) -> Q:
    """`asked` (a column, and gte or lte) holds at that moment, as each court's clock has it."""
    if moment.tzinfo:
        return Q(**{asked: moment})
    return by_zone(courts, asked, dict.fromkeys(zones_of(courts), moment))


def by_zone(courts: Courts, asked: str, moments: Mapping[str, datetime]) -> Q:
    """The same where every zone has a moment of its own."""
    there = {zone: at.replace(tzinfo=ZoneInfo(zone)) for zone, at in moments.items()}
    if not there:
        return Q(pk__in=[])
    # The widest of them lets the database begin in the right place of its index.
    widest = min(there.values()) if asked.endswith("gte") else max(there.values())
    found = Q(**{asked: widest})
    if len(there) == 1:
        return found
    exactly = Q(pk__in=[])
    for zone, codes in zones_of(courts).items():
        exactly |= Q(court__in=codes, **{asked: there[zone]})
    return found & exactly


def zones_of(courts: Courts) -> dict[str, list[str]]:
    """The courts of each time zone."""
    zones: dict[str, list[str]] = {}
    for court in courts:
        zones.setdefault(court["timezone"], []).append(court["code"])
    return zones


def from_today(courts: Courts, asked: str, now: datetime) -> Q:
    """From the day on that it is now at each court."""
    days = {zone: now.astimezone(ZoneInfo(zone)).date() for zone in zones_of(courts)}
    return by_zone(courts, asked, {zone: first_of(day) for zone, day in days.items()})
