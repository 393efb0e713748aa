"""One case: its page, the same as of a day, and the bare statement of each."""

import random
from datetime import datetime, timedelta

from django.db import connection

from tests.bench import Measured
from tests.bench.kit.asking import Bare, get, noted
from tests.bench.kit.chance import dice
from tests.bench.kit.goals import at_most, told
from tests.bench.kit.published import published
from tests.bench.kit.questions import one
from tests.bench.kit.timing import in_rounds

SIZE = 100_000
CASES = 300


def run(size: int) -> list[Measured]:
    """Measure the present page and the page as of today, of the same cases."""
    with published(size):
        keys = one("court || '/' || number_key", "published_case", CASES)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), now() FROM published_version")
            versions, now = cursor.fetchone()
        return [told("versions", versions, "versions"), *pages(keys, now)]


def pages(keys: list[str], now: datetime) -> list[Measured]:
    drawn = dice("moments")
    present = [f"/cases/{key}/" for key in keys]
    # A moment within the last minute of publishing would find cases that are not there yet.
    then = [f"/cases/{key}/at/{moment(now, drawn)}/" for key in keys]
    asked = []
    for address in (*present, *then):
        with noted() as statements:
            get(address)
        asked.append(statements)
    pairs = list(zip(present, then, asked[: len(keys)], asked[len(keys) :], strict=True))
    bare = Bare()
    page, page_bare, past, past_bare = in_rounds(
        pairs,
        lambda pair: get(pair[0]),
        lambda pair: bare.ask(pair[2]),
        lambda pair: get(pair[1]),
        lambda pair: bare.ask(pair[3]),
    )
    bare.close()
    most = max(len(statements.asked) for statements in asked)
    return [
        told("case page, p50", page.p50, "ms"),
        told("case page, p95", page.p95, "ms"),
        told("its bare statement, p50", page_bare.p50, "ms"),
        at_most(15, 1, "case page: most queries", most, "queries"),
        at_most(15, 1, "case page beyond its statement, p50", page.p50 - page_bare.p50, "ms"),
        told("case as of a moment, p50", past.p50, "ms"),
        told("its bare statement, as of a moment, p50", past_bare.p50, "ms"),
        at_most(12, 1.3, "as of a moment / present page", past.p50 / page.p50, "times"),
        told("as of a moment / present, bare", past_bare.p50 / page_bare.p50, "times"),
    ]


def moment(now: datetime, drawn: random.Random) -> str:
    then = now - timedelta(seconds=drawn.random())
    return then.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
