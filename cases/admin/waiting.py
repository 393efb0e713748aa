"""Orders that somebody should see to, as questions that an index answers."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cases.models.orders import IN_FORCE, UNSERVED, UNTIL

SOON = timedelta(days=7)


def expiring(orders: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    """Orders in force that run out within a week, the first one first."""
    return orders.filter(IN_FORCE, expires_date__gt=today, expires_date__lte=today + SOON).order_by(
        "expires_date", "pk"
    )


def unserved(orders: "QuerySet[Any]", today: date) -> "QuerySet[Any]":
    """Orders in force without a recorded service; those that run out first come first."""
    standing: QuerySet[Any] = orders.filter(UNSERVED).alias(until=UNTIL).filter(until__gt=today)
    return standing.order_by("until", "pk")


WAITING = {
    "expiring": ("Runs out within a week", expiring),
    "unserved": ("In force and not served", unserved),
}


class WaitingFilter(admin.SimpleListFilter):
    """Narrow the list of orders to those that somebody should see to."""

    title = "what is to do"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(name, words) for name, (words, _) in WAITING.items()]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() not in WAITING:
            return queryset
        narrow: Callable[[QuerySet[Any], date], QuerySet[Any]]
        _, narrow = WAITING[str(self.value())]
        return narrow(queryset, timezone.now().date())
