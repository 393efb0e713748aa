"""The filter of the case list: page, CSV and JSON ask through this one."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.kinds.cases import CASE_TYPES, STATUSES
from cases.kinds.charges import CHARGE_STATUSES, DIRECTIONS
from cases.public.filters.cursors import CursorField
from cases.public.filters.fields import (
    CodeField,
    CodeFilter,
    DayFilter,
    NameFilter,
    WordsFilter,
    coded,
)
from cases.public.filters.levels import level_choices
from cases.public.filters.strict import StrictFilterSet
from cases.public.models import PublishedCase
from cases.public.search.conditions import (
    cases_answering,
    cases_charged,
    cases_numbered,
)
from cases.public.search.names import cases_named

Cases = QuerySet[PublishedCase]
MIXED = ("MIXED", "Differs between defendants")
SORTS = [("newest", "Newest filed first"), ("oldest", "Oldest filed first, undated on top")]


def status_label(code: str) -> str:
    """The status of a case in words."""
    return MIXED[1] if code == MIXED[0] else STATUSES.label(code)


def by_words(cases: Cases, name: str, words: str) -> Cases:
    return cases.filter(key__in=cases_answering(words))


def by_number(cases: Cases, name: str, number: str) -> Cases:
    return cases.filter(key__in=cases_numbered(number))


def by_name(cases: Cases, name: str, words: str) -> Cases:
    return cases.filter(key__in=cases_named(words))


class CaseQuestion(forms.Form):
    sort = CodeField(required=False, label="Order", offers=lambda: SORTS)
    after = CursorField(reads=date.fromisoformat)
    before = CursorField(reads=date.fromisoformat)


class CaseFilter(StrictFilterSet):
    q = NameFilter(
        method=by_words,
        label="Name or case number",
        help_text="All words must belong to one person; the beginning of a name is enough.",
    )
    name = NameFilter(method=by_name, label="Name of a party")
    number = WordsFilter(
        method=by_number,
        label="Case number",
        max_length=60,
        help_text="Or how it begins. Spaces and punctuation make no difference.",
    )
    court = CodeFilter("court", "in", label="Court", small=False, several=True)
    county = CodeFilter("county", "in", label="County", small=False, several=True)
    state = CodeFilter("state", "in", label="State", several=True)
    type = CodeFilter(
        "case_type", "in", label="Kind of case", offers=coded(CASE_TYPES), several=True
    )
    status = CodeFilter("status", "in", label="Status", offers=coded(STATUSES, MIXED), several=True)
    filed_after = DayFilter("filed_date", "gte", label="Filed on or after")
    filed_before = DayFilter("filed_date", "lte", label="Filed on or before")
    statute = WordsFilter(
        method="by_statute",
        label="Statute",
        max_length=60,
        help_text="As cited, like 5-10-101, or in words, like domestic battery. "
        "End a citation with * for all that begins so.",
    )
    level = CodeFilter(
        "lead_level", "in", label="Level of the gravest charge that stands",
        offers=level_choices, small=False, several=True,
    )  # fmt: skip
    outcome = CodeFilter(
        method="by_outcome",
        label="Status of a charge",
        offers=coded(CHARGE_STATUSES),
        help_text="With a statute, of a charge under it.",
    )
    change = CodeFilter(
        "directions", "overlap", label="Charge changes", offers=coded(DIRECTIONS), several=True
    )

    spans = (("filed_after", "filed_before"),)

    class Meta:
        model = PublishedCase
        fields: list[str] = []
        form = CaseQuestion

    def by_statute(self, cases: Cases, name: str, statute: str) -> Cases:
        return cases.filter(key__in=cases_charged(statute, self.value("outcome")))

    def by_outcome(self, cases: Cases, name: str, code: str) -> Cases:
        """Cases one of whose charges has come to this; with a statute, one under it."""
        return cases if self.value("statute") else cases.filter(outcomes__contains=[code])


def ask_cases(data: Any, courts: Any) -> CaseFilter:
    """The case list, asked through the public role."""
    return CaseFilter(data, PublishedCase.objects.using("public"), courts=courts)
