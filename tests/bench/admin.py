"""The clerk's desk, beside Django's admin as it comes."""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from tests.bench import Measured, Stopped
from tests.bench.kit.goals import at_most, told
from tests.bench.kit.names import people
from tests.bench.kit.published import published
from tests.bench.kit.timing import Spread, in_rounds

SIZE = 100_000
REPEATS = 20
CLERK = "benchmark"
CASES = "/admin/cases/case/"
STOCK = "/bench/admin/public/publishedcase/"


def run(size: int) -> list[Measured]:
    """The list of cases, a search by name, one case's file."""
    with published(size), override_settings(ROOT_URLCONF="tests.bench.kit.addresses"):
        client = signed_in()
        names = [f"{who.given} {who.surname}" for who in people(REPEATS)]
        files = list(Case.objects.order_by("-pk").values_list("pk", flat=True)[:REPEATS])
        listed, stock = in_rounds(
            range(REPEATS), lambda _: opened(client, CASES), lambda _: opened(client, STOCK)
        )
        searched, filed = in_rounds(
            zip(names, files, strict=True),
            lambda pair: opened(client, CASES, q=pair[0]),
            lambda pair: opened(client, f"{CASES}{pair[1]}/change/"),
        )
        return [
            *middle("list", listed),
            *middle("list, stock admin over the published cases", stock),
            *middle("search by name", searched),
            *middle("case file", filed),
            at_most(16, 50, "list, p95", listed.p95, "ms"),
            at_most(16, 60, "search by name, p95", searched.p95, "ms"),
            at_most(16, 12, "case file: most queries", most_queries(client, files), "queries"),
        ]


def signed_in() -> Client:
    clerk, _ = User.objects.get_or_create(
        username=CLERK, defaults={"is_staff": True, "is_superuser": True}
    )
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(clerk)
    return client


def opened(client: Client, path: str, **asked: str) -> None:
    response = client.get(path, asked)
    if response.status_code != 200:
        raise Stopped(f"{path} answered {response.status_code} instead of 200.")


def most_queries(client: Client, files: list[int]) -> int:
    """A case's file, whichever of these cases has the longest."""
    most = 0
    for file in files:
        with CaptureQueriesContext(connection) as captured:
            opened(client, f"{CASES}{file}/change/")
        most = max(most, len(captured))
    return most


def middle(what: str, spread: Spread) -> list[Measured]:
    return [told(f"{what}, p50", spread.p50, "ms")]
