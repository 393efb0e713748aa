"""The filter of the change desk: page, CSV and JSON ask through this one."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from cases.kinds.charges import CHANGE_KINDS, DIRECTIONS, INSTRUMENTS
from cases.public.filters.cursors import CursorField
from cases.public.filters.fields import CodeFilter, DayFilter, NameFilter, WordsFilter, coded
from cases.public.filters.levels import level_choices
from cases.public.filters.moments import MomentFilter, in_hours
from cases.public.filters.strict import StrictFilterSet
from cases.public.models import PublishedChange
from cases.public.search.conditions import cases_answering, spellings_of

Changes = QuerySet[PublishedChange]
COLUMNS = {
    "from_statute": "from_statutes",
    "to_statute": "to_statutes",
}
DAY_OR_MOMENT = (
    "A day like 2026-03-31, or a moment like 2026-03-31T17:00 in the court's own hours; "
    "with a Z at its end it is UTC."
)


def by_words(changes: Changes, name: str, words: str) -> Changes:
    return changes.filter(case_key__in=cases_answering(words))


def citing(changes: Changes, name: str, statute: str) -> Changes:
    return changes.filter(**{f"{COLUMNS[name]}__overlap": spellings_of(statute)})


def effective_after(changes: Changes, name: str, day: date) -> Changes:
    """Changes that may have taken effect on that day or later, as far as their date is known."""
    return changes.filter(
        Q(effective_to__gte=day) | Q(effective_to=None, effective_from__isnull=False)
    )


def effective_before(changes: Changes, name: str, day: date) -> Changes:
    return changes.filter(
        Q(effective_from__lte=day) | Q(effective_from=None, effective_to__isnull=False)
    )


class ChangeQuestion(forms.Form):
    after = CursorField(reads=datetime.fromisoformat)
    before = CursorField(reads=datetime.fromisoformat)


class ChangeFilter(StrictFilterSet):
    q = NameFilter(
        method=by_words,
        label="Name or case number",
        help_text="All words must belong to one person; the beginning of a name is enough.",
    )
    direction = CodeFilter(
        "direction", "in", label="Direction", offers=coded(DIRECTIONS), several=True
    )
    kind = CodeFilter("kind", "in", label="What was done", offers=coded(CHANGE_KINDS), several=True)
    from_statute = WordsFilter(method=citing, label="Statute before", max_length=60)
    to_statute = WordsFilter(
        method=citing,
        label="Statute after",
        max_length=60,
        help_text="As cited, like 5-10-101. End with * for all that begins so.",
    )
    from_level = CodeFilter(
        "from_levels", "overlap", label="Level before",
        offers=level_choices, small=False, several=True,
    )  # fmt: skip
    to_level = CodeFilter(
        "to_levels", "overlap", label="Level after",
        offers=level_choices, small=False, several=True,
    )  # fmt: skip
    instrument = CodeFilter(
        "instrument", "in", label="Instrument", offers=coded(INSTRUMENTS), several=True
    )
    court = CodeFilter("court", "in", label="Court", small=False, several=True)
    county = CodeFilter("county", "in", label="County", small=False, several=True)
    state = CodeFilter("state", "in", label="State", several=True)
    effective_after = DayFilter(method=effective_after, label="Took effect on or after")
    effective_before = DayFilter(method=effective_before, label="Took effect on or before")
    recorded_after = MomentFilter(
        method="recorded_from", label="Recorded at or after", help_text=DAY_OR_MOMENT
    )
    recorded_before = MomentFilter(
        method="recorded_until", ends=True, label="Recorded at or before", help_text=DAY_OR_MOMENT
    )

    in_view = 2
    spans = (("effective_after", "effective_before"), ("recorded_after", "recorded_before"))

    class Meta:
        model = PublishedChange
        fields: list[str] = []
        form = ChangeQuestion

    def recorded_from(self, changes: Changes, name: str, moment: datetime) -> Changes:
        return changes.filter(in_hours(self.courts, "recorded_at__gte", moment))

    def recorded_until(self, changes: Changes, name: str, moment: datetime) -> Changes:
        return changes.filter(in_hours(self.courts, "recorded_at__lte", moment))


def ask_changes(data: Any, courts: Any) -> ChangeFilter:
    """The change desk, asked through the public role."""
    return ChangeFilter(data, PublishedChange.objects.using("public"), courts=courts)
