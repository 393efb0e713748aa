"""Long exports from a real server: one moment throughout, and no query for who has gone."""

import csv
import io
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from cases.public.formats.snapshot import snapshot, written
from cases.public.models import PublishedCase
from tests.worlds.founding import founding

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
MANY = 100_000
PATIENCE = 20
# Rows enough that no buffer on the way holds the file.
WRITTEN = [f.column for f in PublishedCase._meta.local_concrete_fields if not f.generated]
FILL = f"""
    INSERT INTO published_case ({", ".join(WRITTEN)})
    SELECT {", ".join(f"many.{column}" for column in WRITTEN)}
    FROM published_case p CROSS JOIN generate_series(1, %s) n
    CROSS JOIN LATERAL jsonb_populate_record(p, jsonb_build_object(
        'key', gen_random_uuid(), 'number', 'CR-' || n, 'number_key', 'CR-' || n,
        'filed_date', date '1900-01-01' + n %% 40000)) many
    WHERE p.key = (SELECT min(key::text)::uuid FROM published_case)
"""
EXPORTS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'active' AND query LIKE 'COPY (%'
"""


def many_cases() -> int:
    with transaction.atomic():
        founding()
    with connection.cursor() as cursor:
        cursor.execute(FILL, [MANY])
        cursor.execute("SELECT count(*) FROM published_case")
        count: int = cursor.fetchone()[0]
    return count


def database_url(alias: str) -> str:
    given = connections[alias].get_connection_params()
    return f"postgres://{given['user']}@{quote(given['host'], safe='')}/{given['dbname']}"


@pytest.fixture
def port(transactional_db: None) -> Iterator[int]:
    """A server of its own processes over the test's database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        chosen: int = free.getsockname()[1]
    urls = {"DATABASE_URL": database_url("default"), "PUBLIC_DATABASE_URL": database_url("public")}
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{chosen}",
         "--worker-class", "gthread", "--threads", "4", "--no-control-socket"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEMO": "true", **urls},
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(lambda: answers(chosen))
        yield chosen
    finally:
        server.terminate()
        server.wait(PATIENCE)


def answers(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), 1):
        return True


def wait_for(holds: Callable[[], bool]) -> None:
    """Until it does, or for as long as patience lasts."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if holds():
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def exports() -> int:
    with connection.cursor() as cursor:
        cursor.execute(EXPORTS)
        running: int = cursor.fetchone()[0]
    return running


def begun(port: int, path: str, taken: str) -> socket.socket:
    """A reader who has read the beginning of a long answer, and reads no further."""
    wanted = f"Host: localhost\r\nAccept-Encoding: {taken}\r\nConnection: close"
    reader = socket.create_connection(("127.0.0.1", port))
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.sendall(f"GET {path} HTTP/1.1\r\n{wanted}\r\n\r\n".encode())
    assert reader.recv(200).startswith(b"HTTP/1.1 200")
    return reader


@pytest.mark.parametrize(
    ("path", "taken"), [("/cases.csv", ""), ("/cases.csv", "gzip"), ("/cases.ndjson", "")]
)
def test_a_reader_who_goes_away_stops_the_query(port: int, path: str, taken: str) -> None:
    many_cases()
    reader = begun(port, path, taken)
    wait_for(lambda: exports() == 1)
    reader.close()
    wait_for(lambda: exports() == 0)


def test_a_connection_serves_on_after_a_reader_has_left(transactional_db: None) -> None:
    pieces = written("SELECT generate_series(1, 1000000)", "FORMAT csv")
    assert next(pieces).startswith(b"1\n2\n")
    pieces.close()
    assert public_settings("transaction_isolation") == ["read committed"]


def test_a_long_file_shows_one_moment_throughout(port: int) -> None:
    count = many_cases()
    with urlopen(f"http://127.0.0.1:{port}/cases.csv?sort=oldest") as answer:
        first = answer.read(1000)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM published_case")
        text = (first + answer.read()).decode()
    assert len(list(csv.DictReader(io.StringIO(text)))) == count
    with urlopen(f"http://127.0.0.1:{port}/cases.csv") as answer:
        assert answer.read().count(b"\n") == 1


def test_an_export_may_take_longer_than_a_page(transactional_db: None) -> None:
    names = ("statement_timeout", "transaction_isolation", "transaction_read_only")
    with snapshot():
        assert public_settings(*names, close=False) == ["1h", "repeatable read", "on"]
    assert public_settings("statement_timeout") == ["10s"]


def public_settings(*names: str, close: bool = True) -> list[str]:
    told = []
    with connections["public"].cursor() as cursor:
        for name in names:
            cursor.execute(f"SHOW {name}")
            told.append(cursor.fetchone()[0])
    if close:
        connections["public"].close()
    return told
