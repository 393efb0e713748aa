"""The list of people, each with what tells namesakes apart: the courts and years of their cases."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, OuterRef, QuerySet, Subquery

from cases.public.formats.listing import Listing
from cases.public.models import PublishedCase, PublishedName
from cases.public.persons import LATEST, UNDATED
from cases.public.search import paging
from cases.public.search.paging import FEW, Page, gathered, in_order, page_of

People = QuerySet[Any]


@dataclass(frozen=True)
class PersonListing(Listing):
    """People by name."""

    def page(self, size: int | None = None) -> Page:
        few = self.total.is_exact and self.total.count <= FEW
        return page_of(
            told_apart(gathered(self.asked.qs) if few else self.asked.qs),
            self.order,
            self.fields,
            after=self.asked.after,
            before=self.asked.before,
            size=size or paging.PAGE,
        )

    def whole(self) -> Any:
        return in_order(told_apart(self.asked.qs), self.order).values(*self.fields)


def told_apart(people: People) -> People:
    """People with the courts of their latest cases, and the days their cases were filed."""
    here = PublishedName.objects.filter(person_key=OuterRef("key"))
    filed = here.exclude(filed_order=UNDATED).values("filed_order")
    latest = (
        PublishedName.objects.filter(person_key=OuterRef(OuterRef("key")))
        .order_by("-filed_order", "-case_key")
        .values("case_key")[:LATEST]
    )
    courts = PublishedCase.objects.filter(key__in=latest).values("court_name").distinct()
    apart: People = people.annotate(
        courts=ArraySubquery(courts.order_by("court_name")),
        first_filed=Subquery(filed.order_by("filed_order")[:1], output_field=DateField()),
        last_filed=Subquery(filed.order_by("-filed_order")[:1], output_field=DateField()),
    )
    return apart
