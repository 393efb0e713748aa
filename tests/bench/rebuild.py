"""The whole publication from nothing, set-wise, as after a bulk load."""

from django.db import connection

from tests.bench import Measured
from tests.bench.kit.goals import at_least, told
from tests.bench.kit.published import (
    WORKERS,
    empty_publication,
    publish_what_is_left,
    published,
)

SIZE = 100_000
SPACE = """
    SELECT sum(pg_total_relation_size(oid)) / 1e9 FROM pg_class
    WHERE relkind = 'r' AND relname ~ '^published_'
"""


def run(size: int) -> list[Measured]:
    """Empty the publication and make it anew, indexes with it."""
    with published(size):
        empty_publication()
        rate = publish_what_is_left()
        with connection.cursor() as cursor:
            cursor.execute(SPACE)
            space = float(cursor.fetchone()[0])
    return [
        told("connections", WORKERS, "connections"),
        at_least(13, 20_000, "set-wise rebuild, indexes with it", rate, "cases/s"),
        told("the publication", space, "GB"),
        told("the publication, for each case", space * 1e6 / size, "kB"),
    ]
