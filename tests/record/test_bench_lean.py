"""A benchmark's database that keeps the last cases alone publishes what a whole one publishes."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import bench
from tests.bench import fill as filling
from tests.bench.kit.lean import publish_lean
from tests.bench.kit.published import publish_what_is_left
from tests.bench.kit.space import refuse
from tests.record.benched import BrokenOff, bench_database, rows

pytestmark = pytest.mark.slow

CASES = 1500
CHUNK = 600
# What says when a case was published, what it was numbered by, and the documents, which name
# related cases of the same chunk alone.
OWN = "'{id,key,published_at,version_id,version_hash,document}'::text[]"
TABLES = r"""
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE 'published\_%' ORDER BY 1
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE tablename !~ '^bench_' ORDER BY 1"


@dataclass(frozen=True)
class Database:
    """What stands in a benchmark's database."""

    published: dict[str, Any]
    indexes: list[Any]
    record: Any
    left: Any


@pytest.fixture(scope="module")
def both(django_db_blocker: Any) -> Iterator[tuple[Database, Database]]:
    """A lean database, broken off after its first chunk and gone on with; then a whole one."""
    with bench_database(django_db_blocker, "lean") as patch:
        patch.setattr(filling, "AT_ONCE", CHUNK)
        with pytest.raises(BrokenOff):
            publish_lean(CASES, break_off)
        publish_lean(CASES, lambda line: None)
        lean = standing()
        filling.fill(CASES, lambda line: None)
        publish_what_is_left()
        yield lean, standing()


def break_off(line: str) -> None:
    raise BrokenOff(line)


def standing() -> Database:
    published = {table: contents(table) for (table,) in rows(TABLES)}
    return Database(
        published=published,
        indexes=rows(INDEXES),
        record=rows("SELECT min(id), max(id) FROM court_case")[0],
        left=rows("SELECT relname FROM pg_class WHERE relname = 'bench_kept'"),
    )


def contents(table: str) -> Any:
    """The rows, whatever their order and what differs by chance."""
    own = OWN if table != "published_case" else OWN.replace("key,", "")
    return rows(
        f"SELECT count(*), sum(hashtextextended((to_jsonb(t) - {own})::text, 0)) FROM {table} t"
    )[0]


def test_a_lean_database_publishes_what_a_whole_one_publishes(
    both: tuple[Database, Database],
) -> None:
    lean, whole = both
    assert lean.published == whole.published


def test_a_lean_database_has_every_index_in_the_end(both: tuple[Database, Database]) -> None:
    lean, whole = both
    assert (lean.indexes, lean.left) == (whole.indexes, [])


def test_a_lean_record_holds_its_last_chunk_alone(both: tuple[Database, Database]) -> None:
    lean, whole = both
    assert (lean.record, whole.record) == ((1201, CASES), (1, CASES))


@pytest.mark.django_db
def test_a_disk_that_is_too_small_is_refused_with_both_sizes(tmp_path: Path) -> None:
    with pytest.raises(bench.Stopped, match=r"take some 1,000,001 GB, and the disk of .* free"):
        refuse(10**9, 10**6, tmp_path)
