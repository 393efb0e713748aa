"""The filter of the list of protective orders: page and every data format ask through this one."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.kinds.orders import ORDER_KINDS, ORDER_STATUSES, ORDER_TERMS
from cases.public.filters.cursors import CursorField
from cases.public.filters.fields import CodeFilter, DayFilter, coded
from cases.public.filters.strict import StrictFilterSet
from cases.public.models import PublishedOrder

Orders = QuerySet[PublishedOrder]


def publishable_kinds() -> list[tuple[str, str]]:
    """Kinds of order that may be published at all; no other can be in the list."""
    return [(kind.code, kind.label) for kind in ORDER_KINDS if kind.publishable]


class OrderQuestion(forms.Form):
    after = CursorField(reads=date.fromisoformat)
    before = CursorField(reads=date.fromisoformat)


class OrderFilter(StrictFilterSet):
    court = CodeFilter("court", "in", label="Court", small=False, several=True)
    county = CodeFilter("county", "in", label="County", small=False, several=True)
    state = CodeFilter("state", "in", label="State", several=True)
    kind = CodeFilter("kind", "in", label="Kind of order", offers=publishable_kinds, several=True)
    status = CodeFilter("status", "in", label="Status", offers=coded(ORDER_STATUSES), several=True)
    term = CodeFilter("terms", "overlap", label="Term", offers=coded(ORDER_TERMS), several=True)
    issued_after = DayFilter("issued_date", "gte", label="Issued on or after")
    issued_before = DayFilter("issued_date", "lte", label="Issued on or before")

    in_view = 2
    spans = (("issued_after", "issued_before"),)

    class Meta:
        model = PublishedOrder
        fields: list[str] = []
        form = OrderQuestion


def ask_orders(data: Any, courts: Any) -> OrderFilter:
    """The published protective orders, asked through the public role."""
    return OrderFilter(data, PublishedOrder.objects.using("public"), courts=courts)
