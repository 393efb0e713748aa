"""Nothing is served as ready before a restored backup has been sealed anew."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings as installed
from django.db import connection, connections, transaction
from django.test import Client

from cases.actions.sealing import seal
from cases.desk.destroying import destroy
from config import pg_programs
from tests import world
from tests.destruction import TOKEN, approved, juvenile
from tests.public.reader import Reader

ORDER: dict[str, Any] = {
    "order_reference": "Order of 2 May 2024", "by": "clerk", "approved_by": "judge"
}  # fmt: skip
KEY = "a secret of the court"
RESTORED = "restored_court"
ASK = """
import django; django.setup()
from django.test import Client
answer = Client(headers={"host": "localhost"}).get("/readyz")
print(answer.status_code, answer.content.decode())
"""


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> Path:
    path = tmp_path / "sealed.list"
    path.touch()
    settings.SEALED_LIST, settings.SEALED_LIST_KEY = str(path), KEY
    return path


@pytest.mark.django_db(databases=["default", "public"])
def test_without_a_list_that_should_be_there_nothing_is_ready(reader: Reader, kept: Path) -> None:
    assert reader.get("/readyz").status_code == 200
    kept.unlink()
    answer = reader.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"the sealed list cannot be read\n")


@pytest.mark.django_db(databases=["default", "public"])
def test_a_line_that_is_not_carried_out_here_is_not_ready(reader: Reader, kept: Path) -> None:
    kept.write_text('{"mac": "of another database"}\n')
    answer = reader.get("/readyz")
    assert answer.status_code == 503
    assert b"reapply_seals" in answer.content


@pytest.mark.django_db(databases=["default", "public"])
def test_until_everything_is_sealed_no_page_is_served(settle: Any, kept: Path) -> None:
    kept.write_text('{"mac": "of another database"}\n')
    client = Client()
    for address in ("/", "/cases.csv", "/api/v1/cases/", "/admin/", "/robots.txt"):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (503, b"This site is not open yet.\n")
    assert client.get("/healthz").status_code == 200
    kept.write_text("")
    assert client.get("/robots.txt").status_code == 200


@pytest.fixture
def restored() -> Iterator[str]:
    """The address of a database that a backup is restored into."""
    yield url_of(RESTORED)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {RESTORED} WITH (FORCE)")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_backup_from_before_is_sealed_and_destroyed_anew(
    kept: Path, restored: str, tmp_path: Path
) -> None:
    with transaction.atomic():
        accused = world.defendant(world.case(visibility="PUBLIC", number="CR-1"))
        charge = world.charge(accused, label="Arson")
        hidden, child = world.case(visibility="PUBLIC", number="CR-2"), juvenile()
    restore(tmp_path / "court.dump", restored)
    seal(charge, **ORDER)
    seal(hidden, **ORDER)
    destroy(approved(child), basis="JUVENILE", order_reference="Order of 2 May 2024")

    assert run(restored, kept, "-c", ASK).startswith("503 a restored backup is not sealed yet")
    assert "3 were carried out" in run(restored, kept, "manage.py", "reapply_seals")
    assert run(restored, kept, "-c", ASK).startswith("200 ready")
    held = told(restored)
    assert held["court_case"] == "CR-1 PUBLIC,CR-2 SEALED"
    assert held["charge"] == "Arson SEALED"
    assert held["destruction"] == "1"
    assert TOKEN not in held["publication"] + held["people"]


def programs() -> Path:
    """Where the server's own programs are."""
    data = Path(connections["default"].settings_dict["EMBEDDED"])
    return pg_programs.find_programs(pg_programs.service_account(), data).folder


def url_of(database: str) -> str:
    given = connections["default"].get_connection_params()
    return f"postgres://{given['user']}@{quote(given['host'], safe='')}/{database}"


def restore(dump: Path, into: str) -> None:
    """A real backup, really restored."""
    folder = programs()
    name = connections["default"].get_connection_params()["dbname"]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {RESTORED} TEMPLATE template0")
    for command in (
        ["pg_dump", "--format=custom", f"--file={dump}", f"--dbname={url_of(name)}"],
        ["pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={into}", str(dump)],
    ):
        subprocess.run([str(folder / command[0]), *command[1:]], check=True)


def run(database: str, kept: Path, *arguments: str) -> str:
    """What the program prints that serves the restored database."""
    finished = subprocess.run(
        [sys.executable, *arguments],
        cwd=installed.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEMO": "true",
            "HTTPS": "false",
            "DATABASE_URL": database,
            "SEALED_LIST": str(kept),
            "SEALED_LIST_KEY": KEY,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout


def told(database: str) -> dict[str, str]:
    asked = {
        "court_case": "SELECT string_agg(number || ' ' || visibility, ',' ORDER BY number)"
        " FROM court_case",
        "charge": "SELECT string_agg(label || ' ' || visibility, ',') FROM charge",
        "destruction": "SELECT count(*)::text FROM destruction",
        "publication": "SELECT coalesce(string_agg(document, ''), '') FROM published_version",
        "people": "SELECT coalesce(string_agg(full_name, ''), '') FROM person",
    }
    found = {}
    with psycopg.connect(database) as there:
        for name, sql in asked.items():
            ((found[name],),) = there.execute(sql).fetchall()
    return found
