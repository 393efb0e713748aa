"""The whole publication from nothing, set-wise, as after a bulk load."""

from django.db import connection

from tests.bench import Measured
from tests.bench.fill import is_lean
from tests.bench.kit.goals import at_least, told
from tests.bench.kit.lean import kept, rate
from tests.bench.kit.published import empty_publication, publish_what_is_left, published
from tests.bench.kit.publishing import WORKERS

SIZE = 100_000
SPACE = """
    SELECT sum(pg_total_relation_size(oid)) / 1e9 FROM pg_class
    WHERE relkind = 'r' AND relname ~ '^published_'
"""


def run(size: int) -> list[Measured]:
    """Empty the publication and make it anew, indexes with it.

    A lean database has no record to make it from: there it is told how it was made.
    """
    with published(size):
        if is_lean(size):
            made, how = rate(), ", chunk by chunk while filling"
        else:
            empty_publication()
            made, how = publish_what_is_left(), ""
        with connection.cursor() as cursor:
            cursor.execute(SPACE)
            space = float(cursor.fetchone()[0])
        record = kept(size)
    return [
        *record,
        told("connections", WORKERS, "connections"),
        at_least(13, 20_000, f"set-wise rebuild, indexes with it{how}", made, "cases/s"),
        told("the publication", space, "GB"),
        told("the publication, for each case", space * 1e6 / size, "kB"),
    ]
