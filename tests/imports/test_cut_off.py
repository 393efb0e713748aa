"""A load that is killed leaves whole batches, and the next run carries on."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from cases.imports.staging import CASES_PER_BATCH
from cases.models import Case, Charge
from tests import world
from tests.imports.loading import CASE, CHARGE, PARTY, bundle, loaded

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CASES = 4 * CASES_PER_BATCH
START = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.core.management import call_command
call_command("import", "bundle", sys.argv[2], "--report", sys.argv[3])
"""


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    numbers = range(CASES)
    return bundle(
        tmp_path / "sent",
        cases=[{**CASE, "case_id": f"c{n}", "number": f"CR-24-{n}"} for n in numbers],
        parties=[{**PARTY, "party_id": f"d{n}", "case_id": f"c{n}"} for n in numbers],
        charges=[
            {**CHARGE, "charge_id": f"h{n}", "case_id": f"c{n}", "party_id": f"d{n}"}
            for n in numbers
        ],
    )


@pytest.fixture
def running(sent: Path, tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    world.state("AR")
    name = str(connection.settings_dict["NAME"])
    arguments = [sys.executable, "-c", START, name, str(sent), str(tmp_path / "cut")]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    process = subprocess.Popen(arguments, cwd=settings.BASE_DIR, env=environment)
    yield process
    process.kill()
    process.wait()


def kill_half_way(process: "subprocess.Popen[bytes]") -> int:
    for _ in range(600):
        if 0 < Case.objects.count() < CASES:
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return Case.objects.count()


def test_a_killed_load_leaves_whole_batches_and_is_carried_on(
    running: "subprocess.Popen[bytes]", sent: Path, tmp_path: Path
) -> None:
    left = kill_half_way(running)
    assert 0 < left < CASES
    assert left % CASES_PER_BATCH == 0
    assert Charge.objects.count() == left
    wait_for_the_lock()
    again = loaded("bundle", sent, tmp_path / "reports")
    assert again.tables["cases"].unchanged >= left
    assert Charge.objects.count() == Case.objects.count() == CASES


def wait_for_the_lock() -> None:
    """The killed load's session ends when its server process notices."""
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.1)
