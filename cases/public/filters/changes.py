"""The filter of the change desk: page, CSV and JSON ask through this one."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Q, QuerySet

from cases.kinds.charges import CHANGE_KINDS, DIRECTIONS
from cases.public.filters.cursors import CursorField
from cases.public.filters.fields import CodeFilter, DayFilter, NameFilter, WordsFilter, coded
from cases.public.filters.levels import level_choices
from cases.public.filters.searches import cases_answering, spellings_of
from cases.public.filters.strict import StrictFilterSet
from cases.public.models import PublishedChange

Changes = QuerySet[PublishedChange]
COLUMNS = {
    "from_statute": "from_statutes",
    "to_statute": "to_statutes",
    "from_level": "from_levels",
    "to_level": "to_levels",
}


def by_words(changes: Changes, name: str, words: str) -> Changes:
    return changes.filter(case_key__in=cases_answering(words))


def citing(changes: Changes, name: str, statute: str) -> Changes:
    return changes.filter(**{f"{COLUMNS[name]}__overlap": spellings_of(statute)})


def holding(changes: Changes, name: str, code: str) -> Changes:
    return changes.filter(**{f"{COLUMNS[name]}__contains": [code]})


def effective_after(changes: Changes, name: str, day: date) -> Changes:
    """Changes that may have taken effect on that day or later, as far as their date is known."""
    return changes.filter(
        Q(effective_to__gte=day) | Q(effective_to=None, effective_from__isnull=False)
    )


def effective_before(changes: Changes, name: str, day: date) -> Changes:
    return changes.filter(
        Q(effective_from__lte=day) | Q(effective_from=None, effective_to__isnull=False)
    )


def recorded(courts: Iterable[Mapping[str, Any]], lookup: str, day: date) -> Q:
    """Recorded from (gte) or before (lt) the first moment of that day, in each court's hours."""
    zones: dict[str, list[str]] = {}
    for court in courts:
        zones.setdefault(court["timezone"], []).append(court["code"])
    asked = f"recorded_at__{lookup}"
    moments = {zone: datetime.combine(day, time(), ZoneInfo(zone)) for zone in zones}
    found = Q(pk__in=[])
    for zone, codes in zones.items():
        found |= Q(court__in=codes, **{asked: moments[zone]})
    if not moments:
        return found
    # The widest of them lets the database begin in the right place of its index.
    widest = min(moments.values()) if lookup == "gte" else max(moments.values())
    return found & Q(**{asked: widest})


class ChangeQuestion(forms.Form):
    after = CursorField(reads=datetime.fromisoformat)
    before = CursorField(reads=datetime.fromisoformat)


class ChangeFilter(StrictFilterSet):
    q = NameFilter(
        method=by_words,
        label="Name or case number",
        help_text="All words must belong to one person; the beginning of a name is enough.",
    )
    direction = CodeFilter("direction", label="Direction", offers=coded(DIRECTIONS))
    kind = CodeFilter("kind", label="What was done", offers=coded(CHANGE_KINDS))
    from_statute = WordsFilter(method=citing, label="Statute before", max_length=60)
    to_statute = WordsFilter(
        method=citing,
        label="Statute after",
        max_length=60,
        help_text="As cited, like 5-10-101. End with * for all that begins so.",
    )
    from_level = CodeFilter(method=holding, label="Level before", offers=level_choices, small=False)
    to_level = CodeFilter(method=holding, label="Level after", offers=level_choices, small=False)
    court = CodeFilter("court", label="Court", small=False)
    county = CodeFilter("county", label="County", small=False)
    effective_after = DayFilter(method=effective_after, label="Took effect on or after")
    effective_before = DayFilter(method=effective_before, label="Took effect on or before")
    recorded_after = DayFilter(method="recorded_from", label="Recorded on or after")
    recorded_before = DayFilter(method="recorded_until", label="Recorded on or before")

    in_view = 2
    spans = (("effective_after", "effective_before"), ("recorded_after", "recorded_before"))

    class Meta:
        model = PublishedChange
        fields: list[str] = []
        form = ChangeQuestion

    def recorded_from(self, changes: Changes, name: str, day: date) -> Changes:
        return changes.filter(recorded(self.courts, "gte", day))

    def recorded_until(self, changes: Changes, name: str, day: date) -> Changes:
        return changes.filter(recorded(self.courts, "lt", day + timedelta(days=1)))


def ask_changes(data: Any, courts: Any) -> ChangeFilter:
    """The change desk, asked through the public role."""
    return ChangeFilter(data, PublishedChange.objects.using("public"), courts=courts)
