"""The published cases in SQLite, served by Datasette: what a newsroom would set up itself."""

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from django.db import connections

from tests.bench import Stopped
from tests.bench.kit.serving import HOST, free_port, served

TEXTS = ("court", "court_name", "state", "county", "number", "case_type", "caption", "filed_date",
    "status", "lead_charge", "lead_level")  # fmt: skip
ROWS = f"""
    SELECT key::text, {", ".join(f"{name}::text" for name in TEXTS)},
        array_to_string(defendants, '; ') FROM published_case
"""
INDEXED = ("court", "county", "case_type", "status", "lead_level")
FACETS = ("court", "county", "case_type", "status", "lead_level")
NAMES = {
    "court": "court__exact",
    "county": "county__exact",
    "type": "case_type__exact",
    "status": "status__exact",
    "level": "lead_level__exact",
    "filed_after": "filed_date__gte",
    "filed_before": "filed_date__lte",
}
SMALL = ("type", "status")
AT_ONCE = 20_000


class NotInstalled(Stopped):
    """Datasette is not there; the message says how to have it."""


@contextmanager
def datasette() -> Iterator[int]:
    """Datasette over the published cases; gives its port."""
    beside = Path(sys.executable).parent / "datasette"
    program = str(beside) if beside.exists() else shutil.which("datasette")
    if not program:
        raise NotInstalled(
            "Datasette is not installed. It is the dependency group bench of pyproject.toml: "
            "uv pip install --group bench"
        )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        copy(file)
        port = free_port()
        command = [program, "serve", "--immutable", str(file), "--host", HOST, "--port", str(port)]
        with served([*command, "--setting", "sql_time_limit_ms", "60000",
                "--setting", "facet_time_limit_ms", "60000"], port, is_quiet=True):  # fmt: skip
            yield port


def copy(file: Path) -> None:
    """The rows, with an index for everything that is asked, and one for words of names."""
    columns = ", ".join(f"{name} TEXT" for name in ("key", *TEXTS, "defendants"))
    with closing(sqlite3.connect(file)) as made:
        made.execute(f"CREATE TABLE cases ({columns}, PRIMARY KEY (key))")
        marks = ", ".join("?" for _ in range(len(TEXTS) + 2))
        for rows in batches():
            made.executemany(f"INSERT INTO cases VALUES ({marks})", rows)
        made.execute("CREATE INDEX newest ON cases (filed_date)")
        for name in INDEXED:
            made.execute(f"CREATE INDEX by_{name} ON cases ({name}, filed_date)")
        made.execute("CREATE VIRTUAL TABLE cases_fts USING fts5(defendants, content='cases')")
        made.execute(
            "INSERT INTO cases_fts (rowid, defendants) SELECT rowid, defendants FROM cases"
        )
        made.execute("ANALYZE")
        made.commit()


def batches() -> Iterator[list[tuple[str, ...]]]:
    with connections["public"].cursor() as cursor:
        cursor.execute(ROWS)
        while rows := cursor.fetchmany(AT_ONCE):
            yield rows


def address(question: str, *, with_facets: bool = False, words: str = "") -> str:
    """Datasette's own address for a question to the case list."""
    asked = [
        (NAMES[name], value.upper() if name in SMALL else value)
        for name, value in parse_qsl(question)
    ]
    asked += [("_sort_desc", "filed_date"), ("_size", "25")]
    if words:
        asked.append(("_search", words))
    if with_facets:
        asked += [("_facet", name) for name in FACETS]
    else:
        asked += [("_nocount", "1"), ("_nofacet", "1"), ("_nosuggest", "1")]
    return f"/bench/cases?{urlencode(asked)}"
