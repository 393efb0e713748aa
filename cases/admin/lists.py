"""Lists that stay quick however many rows there are: counted so far and no further, and sorted
by what an index keeps in order."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Page, Paginator
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.text import capfirst

MOST = 10_000
FAR = 500


class CappedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts to a limit; beyond it says that there are more. Pages end there: who wants a row
    further back narrows the list."""

    most = MOST

    @cached_property
    def counted(self) -> int:
        """How many there are, one more than the limit standing for all that are more."""
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[: self.most + 1].count())

    @cached_property
    def count(self) -> int:
        return min(self.counted, self.most)

    @property
    def is_capped(self) -> bool:
        return self.counted > self.most

    def page(self, number: Any) -> Page[Any]:
        """Far back, the rows are passed over by their numbers alone, and only those shown read."""
        shown: Any = super().page(number)
        if shown.start_index() > FAR:
            shown.object_list = self.object_list.filter(  # type: ignore[attr-defined]
                pk__in=list(shown.object_list.values_list("pk", flat=True))
            )
        return shown  # type: ignore[no-any-return]


class Headed(ChangeList):
    """A list under the name of what it lists: it is read as often as it leads to a form."""

    def __init__(self, request: Any, *args: Any, **given: Any) -> None:
        super().__init__(request, *args, **given)
        if not self.is_popup:
            self.title = capfirst(str(self.opts.verbose_name_plural))


class Listing(Headed):
    """A list that is sorted only by the columns that the desk lets it be sorted by, also where
    an address asks for others."""

    def get_ordering_field(self, field_name: Any) -> Any:
        is_sorted = field_name in (self.sortable_by or ())
        return super().get_ordering_field(field_name) if is_sorted else None

    def get_queryset(self, request: Any, exclude_parameters: Any = None) -> "QuerySet[Any]":
        """What was searched for is found first and sorted then; only the bearers of common names
        are met soon enough by going through all rows in their order."""
        rows = super().get_queryset(request, exclude_parameters)
        if not self.query or getattr(request, "is_common", False):
            return rows
        return rows.order_by(*(by_no_index(part) for part in rows.query.order_by))


def by_no_index(part: Any) -> Any:
    """The same order, by what no index keeps."""
    if not isinstance(part, str):
        return part
    name = part.removeprefix("-")
    same = Coalesce(F(name), F(name))
    return same.desc() if part.startswith("-") else same.asc()
