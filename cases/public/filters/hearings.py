"""The filter of the calendar of hearings: page and every data format ask through this one."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from cases.kinds.cases import CASE_TYPES
from cases.kinds.docket import HEARING_KINDS, HEARING_STATUSES
from cases.public.filters.cursors import CursorField
from cases.public.filters.fields import CodeField, CodeFilter, DayFilter, NameFilter, coded
from cases.public.filters.moments import first_of, from_today, in_hours, last_of
from cases.public.filters.strict import StrictFilterSet
from cases.public.models import PublishedHearing
from cases.public.search.conditions import cases_answering

Hearings = QuerySet[PublishedHearing]
SORTS = [
    ("soonest", "Soonest first, from today on unless a day is given"),
    ("latest", "Latest first, past hearings too"),
]
# Hearings on protective orders are not published.
KINDS = [(code, label) for code, label in HEARING_KINDS.choices() if code != "ORDER"]


def by_words(hearings: Hearings, name: str, words: str) -> Hearings:
    return hearings.filter(case_key__in=cases_answering(words))


class HearingQuestion(forms.Form):
    sort = CodeField(required=False, label="Order", offers=lambda: SORTS)
    after = CursorField(reads=datetime.fromisoformat)
    before = CursorField(reads=datetime.fromisoformat)


class HearingFilter(StrictFilterSet):
    court = CodeFilter("court", "in", label="Court", small=False, several=True)
    day = DayFilter(
        method="on_day", label="Day", help_text="Days are those of the court's own calendar."
    )
    kind = CodeFilter("kind", "in", label="Kind of hearing", offers=lambda: KINDS, several=True)
    q = NameFilter(
        method=by_words,
        label="Name or case number",
        help_text="All words must belong to one person; the beginning of a name is enough.",
    )
    county = CodeFilter(method="in_place", label="County", small=False, several=True)
    state = CodeFilter(method="in_place", label="State", several=True)
    type = CodeFilter(
        "case_type", "in", label="Kind of case", offers=coded(CASE_TYPES), several=True
    )
    status = CodeFilter(
        "status", "in", label="What became of it", offers=coded(HEARING_STATUSES), several=True
    )
    day_after = DayFilter(method="from_day", label="On or after")
    day_before = DayFilter(method="until_day", label="On or before")

    in_view = 3
    spans = (("day_after", "day_before"),)

    class Meta:
        model = PublishedHearing
        fields: list[str] = []
        form = HearingQuestion

    @property
    def latest_first(self) -> bool:
        return bool(self.value("sort") == "latest")

    @property
    def begins_today(self) -> bool:
        """A calendar is read from today on; whoever gives a day has said from when."""
        days = ("day", "day_after", "day_before")
        return not self.latest_first and not any(self.value(name) for name in days)

    def filter_queryset(self, queryset: Hearings) -> Hearings:
        asked: Hearings = super().filter_queryset(queryset)
        if self.begins_today:
            return asked.filter(from_today(self.courts, "starts_at__gte", timezone.now()))
        return asked

    def in_place(self, hearings: Hearings, name: str, wanted: list[str]) -> Hearings:
        """Of the courts there: hearings stand in the order of their court's calendar."""
        courts = [court["code"] for court in self.courts if court[name] in wanted]
        return hearings.filter(court__in=courts)

    def on_day(self, hearings: Hearings, name: str, day: date) -> Hearings:
        return self.until_day(self.from_day(hearings, name, day), name, day)

    def from_day(self, hearings: Hearings, name: str, day: date) -> Hearings:
        return hearings.filter(in_hours(self.courts, "starts_at__gte", first_of(day)))

    def until_day(self, hearings: Hearings, name: str, day: date) -> Hearings:
        return hearings.filter(in_hours(self.courts, "starts_at__lte", last_of(day)))


def ask_hearings(data: Any, courts: Any) -> HearingFilter:
    """The calendar of hearings, asked through the public role."""
    return HearingFilter(data, PublishedHearing.objects.using("public"), courts=courts)
