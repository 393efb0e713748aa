"""Accounts that nobody has used for ninety days, which are switched off (CJIS AC-2(3))."""

from datetime import timedelta
from typing import Any

import pghistory
from django.contrib.auth.models import Permission, User
from django.db import connection, transaction
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from cases.accounts.models import Entry

DAYS = 90


def by_last_use() -> "QuerySet[Any]":
    """The accounts that are on, each with the day of its last use: it was made, it was signed in
    by, or somebody switched it on again."""
    on_again = (
        Entry.objects.filter(kind="ACCOUNT_ON", whom=OuterRef("username"))
        .order_by()
        .values("whom")
        .annotate(latest=Max("at"))
        .values("latest")
    )
    # Of several, PostgreSQL's greatest passes over what is not there.
    used = Greatest("date_joined", "last_login", Subquery(on_again))
    return User.objects.filter(is_active=True).annotate(used_at=used)


def unused(days: int = DAYS) -> "QuerySet[Any]":
    """Those that were not used within so many days, the longest unused first."""
    since = timezone.now() - timedelta(days=days)
    return by_last_use().filter(used_at__lt=since).order_by("used_at", "pk")


def administrators() -> "QuerySet[Any]":
    """Whoever can let somebody in again."""
    (keeping,) = Permission.objects.filter(
        content_type__app_label="auth", codename="change_user"
    ).values_list("pk", flat=True)
    may = Q(groups__permissions=keeping) | Q(user_permissions=keeping) | Q(is_superuser=True)
    return by_last_use().filter(may, is_staff=True).distinct()


def switch_off_unused(days: int = DAYS) -> tuple[list[str], str]:
    """Switch them off, with their sessions and a line in the access log, which triggers see to.

    The names of those that are off now, and of one that stays on because nobody else could let
    the others in again.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('unused accounts', 51))")
        found = list(unused(days))
        kept = last_administrator({user.pk for user in found})
        off = [user for user in found if user.pk != kept]
        for user in off:
            with pghistory.context(unused=f"not used since {user.used_at:%Y-%m-%d}"):
                User.objects.filter(pk=user.pk, is_active=True).update(is_active=False)
    staying = next((user.get_username() for user in found if user.pk == kept), "")
    return [user.get_username() for user in off], staying


def last_administrator(going: set[int]) -> int | None:
    """Who of those that would go has to stay: of the administrators the one used last."""
    known = list(administrators().order_by("-used_at", "pk").values_list("pk", flat=True))
    return known[0] if known and set(known) <= going else None
