"""A real installation is configured whole, or says what is missing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

ORIGIN = Path(settings.BASE_DIR)
REAL = {
    "DATABASE_URL": "postgres://court:secret@127.0.0.1:1/court",
    "SECRET_KEY": "".join(chr(33 + number) for number in range(64)),
    "ALLOWED_HOSTS": "records.court.example",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ORIGIN,
        # The browser tests set that one for this process; no installation has it.
        env={**os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE": "", "DEMO": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def complaint_of(*arguments: str, **environment: str) -> str:
    ended = manage(*arguments, **environment)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_a_real_installation_passes_djangos_own_inspection() -> None:
    ended = manage("check", "--deploy", "--fail-level", "WARNING", **REAL)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_a_real_installation_names_the_setting_it_lacks(name: str) -> None:
    assert f"{name} is not set" in complaint_of("check", **{**REAL, name: ""})


def test_a_real_installation_without_a_database_says_so() -> None:
    assert "DATABASE_URL is not set" in complaint_of("check", DATABASE_URL="", DEMO="false")


def test_another_kind_of_database_is_refused() -> None:
    complaint = complaint_of("check", **{**REAL, "DATABASE_URL": "mysql://localhost/court"})
    assert "DATABASE_URL must name a PostgreSQL server" in complaint


def test_a_server_that_does_not_answer_is_said_plainly() -> None:
    complaint = complaint_of("migrate", **REAL)
    assert complaint.startswith("The database does not answer: ")
    assert "secret" not in complaint


def test_a_server_older_than_fifteen_is_refused() -> None:
    assert connection.features.minimum_database_version == (15,)


def test_the_public_pages_connect_as_a_role_of_their_own() -> None:
    assert "court_public" in repr(settings.DATABASES["public"])
    assert "court_public" not in repr(settings.DATABASES["default"])


def test_the_example_lists_every_setting_that_the_code_reads() -> None:
    read = set[str]()
    for file in (ORIGIN / "config").glob("*.py"):
        code = file.read_text()
        read |= set(re.findall(r'(?:env\.\w+|environ\.get|required)\(\s*"(\w+)"', code))
    listed = re.findall(r"^#(\w+)=", (ORIGIN / ".env.example").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(read)
