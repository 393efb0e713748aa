"""A filter set that answers the question asked or says what is wrong with it, nothing between."""

from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

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

    def __init__(
        self, data: QueryDict, queryset: QuerySet[Any], *, courts: Iterable[Mapping[str, Any]]
    ) -> None:
        super().__init__(data=data, queryset=queryset)
        self.courts = list(courts)
        places = {"court": self._court_codes, "county": self._counties, "state": self._states}
        for name in places.keys() & self.form.fields.keys():
            self.form.fields[name].offers = places[name]
        self.problems: dict[str, list[str]] = {
            name: [str(message) for message in messages]
            for name, messages in self.form.errors.items()
        }
        self._hold_names()
        self._hold_spans()

    def is_valid(self) -> bool:
        return not self.problems

    @property
    def allowed(self) -> list[str]:
        """Every parameter this list knows, paging last."""
        return [*self.shown, *PAGING]

    @property
    def shown(self) -> list[str]:
        """The parameters that have a box in the form: filters first, then how to sort."""
        rest = [name for name in self.form.fields if name not in (*self.filters, *PAGING)]
        return [*self.filters, *rest]

    def value(self, name: str) -> Any:
        """A parameter's checked value; None or empty where it was not given."""
        return self.form.cleaned_data.get(name)

    @property
    def after(self) -> Cursor | None:
        cursor: Cursor | None = self.value("after")
        return cursor

    @property
    def before(self) -> Cursor | None:
        cursor: Cursor | None = self.value("before")
        return cursor

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for name, each in self.filters.items():
            queryset = each.filter(queryset, self.form.cleaned_data[name])
        return queryset

    def asked(self, *without: str) -> QueryDict:
        """The question as an address carries it: what was asked, without these parts or a page."""
        kept = QueryDict(mutable=True)
        for name, values in self.data.lists():
            given = list(dict.fromkeys(value for value in values if value))
            if given and name not in (*without, *PAGING):
                kept.setlist(name, given)
        return kept

    def _court_codes(self) -> list[tuple[str, str]]:
        return [(court["code"], court["name"]) for court in self.courts]

    def _counties(self) -> list[tuple[str, str]]:
        counties = sorted({court["county"] for court in self.courts if court["county"]})
        return [(county, county) for county in counties]

    def _states(self) -> list[tuple[str, str]]:
        return sorted({(court["state"], court["state_name"]) for court in self.courts})

    def _hold_names(self) -> None:
        for name, values in self.data.lists():
            if name not in self.form.fields:
                known = ", ".join(self.allowed)
                self.problems[shortened(name)] = [
                    f"This list has no such parameter. It knows: {known}."
                ]
            elif len(values) > 1 and not getattr(self.form.fields[name], "several", False):
                self.problems.setdefault(name, []).append(
                    f"Given {len(values)} times; give it once."
                )

    def _hold_spans(self) -> None:
        for earlier, later in self.spans:
            since, until = self.value(earlier), self.value(later)
            if since and until and _comparable(since, until) and since > until:
                said = f"{self.data[later].strip()} comes before {self.data[earlier].strip()}."
                self.problems.setdefault(later, []).append(said)
        if self.after and self.before:
            self.problems["before"] = ["Give either after or before, not both."]


def _comparable(since: Any, until: Any) -> bool:
    """A moment in UTC and one in the hours of no court in particular cannot be compared."""
    return bool(getattr(since, "tzinfo", None) == getattr(until, "tzinfo", None))
