"""Narrow a list to one court, found by what is typed: a state has hundreds."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.models import Case, Court

PARAMETER = "court__id__exact"


class CourtForm(forms.Form):
    """The question, and what else the list is narrowed by, to be sent along."""

    def __init__(self, court: str, others: dict[str, Any]) -> None:
        super().__init__(initial={PARAMETER: court})
        select = AutocompleteSelect(Case._meta.get_field("court"), admin.site)
        self.fields[PARAMETER] = forms.ModelChoiceField(
            Court.objects.all(), required=False, label="Court", widget=select
        )
        for name, value in others.items():
            self.fields[name] = forms.CharField(initial=value, widget=forms.HiddenInput)


class CourtFilter(admin.ListFilter):
    """Cases of one court."""

    title = "court"
    template = "admin/cases/court_filter.html"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.court = str((params.pop(PARAMETER, None) or [""])[-1])
        if self.court and not self.court.isdecimal():
            raise IncorrectLookupParameters(f"{self.court} is no number of a court.")

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return [PARAMETER]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        return queryset.filter(court=int(self.court)) if self.court else queryset

    def choices(self, changelist: Any) -> Iterator[Any]:
        others = {
            name: value
            for name, value in changelist.get_filters_params().items()
            if name != PARAMETER
        }
        kept = {name: values[-1] for name, values in others.items()}
        kept |= {"q": changelist.query} if changelist.query else {}
        yield {
            "selected": not self.court,
            "query_string": changelist.get_query_string(remove=[PARAMETER]),
            "display": "All",
            "form": CourtForm(self.court, kept),
        }
