"""A list as every format takes it: the rows asked for, their order, and what they are called."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from cases.public.filters.strict import StrictFilterSet
from cases.public.formats.column import Column
from cases.public.read import sql_of
from cases.public.search import paging
from cases.public.search.paging import (
    FEW,
    Order,
    Page,
    Total,
    gathered,
    in_order,
    page_of,
    total_of,
)


@dataclass(frozen=True)
class Listing:
    """The answer to one question about one list, not yet read from the database."""

    name: str
    asked: StrictFilterSet
    order: Order
    fields: tuple[str, ...]
    columns: tuple[Column, ...]

    def page(self, size: int | None = None) -> Page:
        """The rows of one page."""
        few = self.total.is_exact and self.total.count <= FEW
        return page_of(
            gathered(self.asked.qs) if few else self.asked.qs,
            self.order,
            self.fields,
            after=self.asked.after,
            before=self.asked.before,
            size=size or paging.PAGE,
        )

    @cached_property
    def total(self) -> Total:
        """How many rows there are."""
        return total_of(self.asked.qs)

    def whole(self) -> Any:
        """Every row, in order."""
        return in_order(self.asked.qs, self.order).values(*self.fields)

    def whole_sql(self) -> str:
        """Every row, in order, as SQL with its values in place: for PostgreSQL to write."""
        return sql_of(self.whole())

    def link(self, path: str, **more: str) -> str:
        """This list elsewhere, asked the same, with `more` parameters."""
        asked = self.asked.query(**more)
        return f"{path}?{asked}" if asked else path


def site_of(request: HttpRequest) -> str:
    """The beginning of every address of this site: https://records.court.example."""
    return f"{request.scheme}://{request.get_host()}"
