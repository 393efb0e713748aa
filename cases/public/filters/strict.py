"""A filter set that answers the question asked or says what is wrong with it, nothing between."""

import copy
from collections.abc import Iterable
from functools import cached_property, lru_cache, partial
from typing import Any
from urllib.parse import quote_plus

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from cases.public.courts import Courts, places
from cases.public.filters.cursors import Cursor
from cases.public.filters.fields import shortened

PAGING = ("after", "before")


class StrictFilterSet(django_filters.FilterSet):
    """Unknown, repeated and contradicting parameters are refused, never passed over.

    Its form carries, beside the filters, the cursors `after` and `before`.
    """

    # Pairs of filters of which the first may not be later than the second.
    spans: tuple[tuple[str, str], ...] = ()
    # How many boxes of the form stay in view when the rest is folded away.
    in_view = 1

    def __init__(self, data: QueryDict, queryset: QuerySet[Any], *, courts: Courts) -> None:
        # django-filter would copy every filter and make a form class for each question; that
        # takes longer than to answer it. Filters and fields stand for all questions here.
        self.data, self.queryset, self.filters = data, queryset, self.base_filters
        self.told, self.courts = courts, courts.every
        self.fields = self.fields_where(courts.text)
        self.problems: dict[str, list[str]] = {}
        self._values: dict[str, Any] = {}
        self._hold_values()
        self._hold_names()
        self._hold_spans()

    @classmethod
    @lru_cache(maxsize=16)
    def fields_where(cls, courts: str) -> dict[str, forms.Field]:
        """Every parameter of the list, made once for as long as the courts are these."""
        offered = places(courts)
        fields: dict[str, forms.Field] = {}
        for name, each in cls.base_filters.items():
            here = {"offers": partial(tuple, offered[name])} if name in offered else {}
            fields[name] = each.field_class(label=each.label, **{**each.extra, **here})
        return {**fields, **cls._meta.form.base_fields}

    def is_valid(self) -> bool:
        return not self.problems

    @property
    def allowed(self) -> list[str]:
        """Every parameter this list knows, paging last."""
        return [*self.shown, *PAGING]

    @property
    def shown(self) -> list[str]:
        """The parameters that have a box in the form: filters first, then how to sort."""
        return [name for name in self.fields if name not in PAGING]

    def value(self, name: str) -> Any:
        """A parameter's checked value; None or empty where it was not given."""
        return self._values.get(name)

    @property
    def after(self) -> Cursor | None:
        cursor: Cursor | None = self.value("after")
        return cursor

    @property
    def before(self) -> Cursor | None:
        cursor: Cursor | None = self.value("before")
        return cursor

    @cached_property
    def qs(self) -> QuerySet[Any]:
        return self.filter_queryset(self.queryset.all())

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for name, each in self.filters.items():
            if self.value(name):
                ours = copy.deepcopy(each)
                ours.parent, ours.model = self, queryset.model
                queryset = ours.filter(queryset, self.value(name))
        return queryset

    @cached_property
    def asked(self) -> dict[str, list[str]]:
        """What was asked, each value once, but for the page."""
        given = {name: [*dict.fromkeys(filter(None, each))] for name, each in self.data.lists()}
        return {name: values for name, values in given.items() if values and name not in PAGING}

    @cached_property
    def written(self) -> dict[str, str]:
        """The same as an address carries it, parameter by parameter."""
        return {name: written(name, values) for name, values in self.asked.items()}

    def query(self, **more: str) -> str:
        """The question as it stands in an address, with `more` parameters."""
        added = {name: written(name, [value]) for name, value in more.items()}
        return "&".join({**self.written, **added}.values())

    def _hold_values(self) -> None:
        for name, field in self.fields.items():
            if name in self.data:
                several = getattr(field, "several", False)
                try:
                    given = self.data.getlist(name) if several else self.data[name]
                    self._values[name] = field.clean(given)
                except ValidationError as problem:
                    self.problems[name] = problem.messages

    def _hold_names(self) -> None:
        for name, values in self.data.lists():
            if name not in self.fields:
                known = ", ".join(self.allowed)
                self.problems[shortened(name)] = [
                    f"This list has no such parameter. It knows: {known}."
                ]
            elif len(values) > 1 and not getattr(self.fields[name], "several", False):
                self.problems.setdefault(name, []).append(
                    f"Given {len(values)} times; give it once."
                )

    def _hold_spans(self) -> None:
        for earlier, later in self.spans:
            since, until = self.value(earlier), self.value(later)
            if since and until and _comparable(since, until) and since > until:
                first, then = (str(self.data[name]).strip() for name in (later, earlier))
                said = f"{first} comes before {then}."
                self.problems.setdefault(later, []).append(said)
        if self.after and self.before:
            self.problems["before"] = ["Give either after or before, not both."]


def written(name: str, values: Iterable[str]) -> str:
    """A parameter with its values as an address carries it."""
    named = quote_plus(name)
    return "&".join([f"{named}={quote_plus(value)}" for value in values])


def _comparable(since: Any, until: Any) -> bool:
    """A moment in UTC and one in the hours of no court in particular cannot be compared."""
    return bool(getattr(since, "tzinfo", None) == getattr(until, "tzinfo", None))
