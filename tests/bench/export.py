"""The case list as CSV over HTTP, beside psql's COPY of the same rows."""

import time
from statistics import median

from cases.public.formats.cells import rows_of_cells
from cases.public.read import sql_of
from tests.bench import Measured
from tests.bench.kit.asking import listing
from tests.bench.kit.goals import at_least, at_most, told
from tests.bench.kit.memory import Watch, backends, children_of
from tests.bench.kit.published import published
from tests.bench.kit.serving import Client, our_site
from tests.bench.kit.timing import ROUNDS
from tests.bench.kit.under_copy import psql_seconds

SIZE = 100_000
FILE = "/cases.csv"


def run(size: int) -> list[Measured]:
    """Rates, memory of both processes that serve, and how soon the file begins."""
    with published(size), our_site() as (port, process):
        whole = listing("cases", "")
        plain = sql_of(whole.whole())
        cells = rows_of_cells(whole.columns, plain, f"http://localhost:{port}")
        rows = whole.asked.qs.count()
        client = Client(port)
        # The first answer makes the worker import, connect and plan.
        client.get(FILE)
        watch = Watch([*children_of(process.pid), *backends()])
        ours, firsts, copied, labelled = [], [], [], []
        for _ in range(ROUNDS):
            copied.append(rows / psql_seconds(plain))
            labelled.append(rows / psql_seconds(cells))
            took, first = watch.during(lambda: fetched(client))
            ours.append(rows / took)
            firsts.append(first * 1000)
        client.close()
    beside_cells = 100 * median(a / b for a, b in zip(ours, labelled, strict=True))
    beside_bare = 100 * median(a / b for a, b in zip(ours, copied, strict=True))
    return [
        told("rows", rows, "rows"),
        told("psql COPY of the bare columns", median(copied), "rows/s"),
        told("psql COPY of the same cells", median(labelled), "rows/s"),
        told("CSV over HTTP", median(ours), "rows/s"),
        told("CSV over HTTP / psql COPY of the bare columns", beside_bare, "%"),
        at_least(11, 80, "CSV over HTTP / psql COPY of the same cells", beside_cells, "%"),
        at_most(11, 10, "memory growth, worker and database", watch.growth, "MB"),
        at_most(11, 50, "first byte", median(firsts), "ms"),
    ]


def fetched(client: Client) -> tuple[float, float]:
    """Seconds for the whole file, and until its first byte."""
    began = time.perf_counter()
    first = client.first_byte(FILE)
    client.rest()
    return time.perf_counter() - began, first - began
