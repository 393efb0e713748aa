"""The clerk's desk: its list, search and case file, beside Django's admin as it comes; then every
page there is, in the order of the time it takes."""

import logging
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.db.models import Count, Model
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from cases.desk.flags import keep
from cases.desk.models import Flag
from cases.integrity import BATCH
from cases.models import Case
from tests.bench import Measured, Stopped
from tests.bench.kit.goals import at_most, told
from tests.bench.kit.lean import kept
from tests.bench.kit.names import people
from tests.bench.kit.published import published
from tests.bench.kit.timing import ROUNDS, Spread, in_rounds, milliseconds
from tests.clerk.every_page import every_page
from tests.signed_in import just_now

SIZE = 100_000
REPEATS = 20
# The slowest pages are told one by one, all others together.
TOLD = 15
CLERK = "benchmark"
# So many of the latest cases are looked through for flags, as at night.
CHECKED = 50_000
CASES = "/admin/cases/case/"
STOCK = "/bench/admin/public/publishedcase/"


def run(size: int) -> list[Measured]:
    """The list of cases, a search by name, one case's file; and all pages."""
    with published(size), override_settings(ROOT_URLCONF="tests.bench.kit.addresses"):
        look_through()
        client = signed_in()
        names = [f"{who.given} {who.surname}" for who in people(REPEATS)]
        files = longest(REPEATS)
        listed, stock = in_rounds(
            range(REPEATS), lambda _: opened(client, CASES), lambda _: opened(client, STOCK)
        )
        searched, filed = in_rounds(
            zip(names, files, strict=True),
            lambda pair: opened(client, CASES, q=pair[0]),
            lambda pair: opened(client, f"{CASES}{pair[1]}/change/"),
        )
        return [
            *kept(size),
            *middle("list", listed),
            *middle("list, stock admin over the published cases", stock),
            *middle("search by name", searched),
            *middle("case file", filed),
            at_most(16, 50, "list, p95", listed.p95, "ms"),
            at_most(16, 60, "search by name, p95", searched.p95, "ms"),
            at_most(16, 12, "case file: most queries", most_queries(client, files), "queries"),
            *all_pages(client, files[0]),
        ]


def look_through() -> None:
    """What a clerk finds waiting in the morning."""
    if Flag.objects.exists():
        return
    latest = list(Case.objects.order_by("-pk").values_list("pk", flat=True)[:CHECKED])
    for start in range(0, len(latest), BATCH):
        keep(latest[start : start + BATCH], is_sweep=True)


def signed_in() -> Client:
    """A clerk with every right, each of them looked up, as those of a superuser are not."""
    rights = {"is_staff": True, "is_superuser": False}
    clerk, _ = User.objects.update_or_create(username=CLERK, defaults=rights)
    clerk.user_permissions.set(Permission.objects.all())
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(clerk)
    just_now(client)
    return client


def longest(wanted: int) -> list[int]:
    """The cases with the most charges: theirs are the longest files."""
    counted = Case.objects.annotate(charged=Count("charges")).order_by("-charged", "pk")
    return list(counted.values_list("pk", flat=True)[:wanted])


def opened(client: Client, path: str, **asked: str) -> None:
    response = client.get(path, asked)
    if response.status_code != 200:
        raise Stopped(f"{path} answered {response.status_code} instead of 200.")


def most_queries(client: Client, files: list[int]) -> int:
    """A case's file, whichever of these cases has the longest."""
    return max(queries(client, f"{CASES}{file}/change/") for file in files)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def all_pages(client: Client, file: int) -> list[Measured]:
    """What each page takes at best of a few times, and how often it asks."""
    # Pages that nobody may open are refused, and each refusal would be told at length.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    pages = dict(every_page(client, rows(file)))
    times = {what: quickest(client, address) for what, address in pages.items()}
    asked = {what: queries(client, address) for what, address in pages.items()}
    slowest = sorted(times, key=lambda what: -times[what])
    return [
        *(told(f"{what} ({asked[what]} queries)", times[what], "ms") for what in slowest[:TOLD]),
        at_most(16, 150, f"slowest of {len(pages):,} pages", times[slowest[0]], "ms"),
        at_most(16, 12, "most queries of a page", max(asked.values()), "queries"),
    ]


def quickest(client: Client, address: str) -> float:
    return min(milliseconds(lambda: client.get(address)) for _ in range(ROUNDS))


def rows(file: int) -> dict[type[Model], Any]:
    """A row of each table that has one: of this case, where it has such."""
    found = {model: row_of(model, file) for model in admin.site._registry}
    return {model: row for model, row in found.items() if row is not None}


def row_of(model: type[Model], file: int) -> Model | None:
    columns = {field.name for field in model._meta.concrete_fields}
    ways = {"case": "case", "charge": "charge__case", "order": "order__case"}
    way = "pk" if model is Case else next((ways[name] for name in ways if name in columns), "")
    every = model._default_manager.order_by("-pk")
    return (every.filter(**{way: file}).first() if way else None) or every.first()


def middle(what: str, spread: Spread) -> list[Measured]:
    return [told(f"{what}, p50", spread.p50, "ms")]
