"""Imports brought to the desk: a kept file, checked and then loaded by a program of its own.

The program is no part of a request: it outlives the page, and is heard of every second while it
runs. One that has gone silent was cut off; what it had loaded stays, and it is carried on by
being started again.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from cases.actions.refusal import Refused
from cases.desk.models import ImportRun
from cases.models.fields import RecordNow

SILENT = timedelta(minutes=1)
_ONE_AT_A_TIME = "courtledger import of the desk"


class ImportRefused(Refused):
    """This import cannot be started, or not now."""


def runs() -> "QuerySet[Any]":
    """All imports, each with whether its program was heard of lately, by the database's clock."""
    return ImportRun.objects.annotate(is_heard=Q(heard_at__gt=RecordNow() - SILENT))


def standing(run: Any) -> str:
    """How an import stands: RUNNING, DONE, FAULTY, STOPPED, or CUT_OFF."""
    is_cut_off = run.state == "RUNNING" and not run.is_heard
    return "CUT_OFF" if is_cut_off else str(run.state)


def folder_of(run: ImportRun) -> Path:
    """Where the file of an import and its reports lie; only the program's own user may look."""
    return Path(settings.IMPORT_DIR) / str(run.key)


def file_of(run: ImportRun) -> Path:
    return folder_of(run) / "sent" / run.file_name


def reports_of(run: ImportRun, step: str = "") -> Path:
    """Where the reports of the check, or of the load, lie."""
    return folder_of(run) / (step or run.step).lower()


def keep(name: str, chunks: Iterable[bytes], *, format_name: str, by: str) -> ImportRun:
    """Keep a file as it was sent. Its row is saved with the first step."""
    run = ImportRun(format=format_name, file_name=name, uploaded_by=by)
    folder_of(run).mkdir(mode=0o700, parents=True)
    file_of(run).parent.mkdir()
    digest, size = hashlib.sha256(), 0
    with file_of(run).open("wb") as kept:
        for chunk in chunks:
            kept.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    run.size, run.sha256 = size, digest.hexdigest()
    return run


def forget(run: ImportRun) -> None:
    """Remove the file and the reports of an import; what it did stays told in its row."""
    shutil.rmtree(folder_of(run), ignore_errors=True)


def begin(run: ImportRun, step: str, *, by: str) -> None:
    """Start the next step of an import, or one that was cut off again; one runs at a time."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_ONE_AT_A_TIME])
        _refuse(run, step)
        run.step, run.state, run.said, run.is_to_stop = step, "RUNNING", "", False
        run.rows_done, run.rows_all, run.counts = 0, None, {}
        run.heard_at, run.ended_at = RecordNow(), None
        run.loaded_by = by if step == "LOAD" else ""
        run.save()
    try:
        _start(run)
    except OSError as error:
        end(run, "STOPPED", said=f"The program could not be started: {error.strerror}.")


def _refuse(run: ImportRun, step: str) -> None:
    going = runs().filter(state="RUNNING", is_heard=True).first()
    if going is not None:
        raise ImportRefused(
            f"{going.file_name} is running, and one import runs at a time. "
            "Wait until it is done, or stop it."
        )
    if not file_of(run).exists():
        raise ImportRefused("The file is not kept any more. Upload it again.")
    stands = runs().filter(pk=run.pk).first()
    was = (stands.step, standing(stands)) if stands else ("", "")
    if step == "LOAD" and was != ("CHECK", "DONE") and was[0] != "LOAD":
        raise ImportRefused("Only what was checked to the end is loaded. Check it first.")
    if was == ("LOAD", "DONE") or (step == "CHECK" and was[0] == "LOAD"):
        raise ImportRefused("Loading this has begun already; it is not checked any more.")


def _start(run: ImportRun) -> None:
    """Start the program, detached: it goes on when the server is started anew."""
    arguments = [sys.executable, str(settings.BASE_DIR / "manage.py"), "import"]
    with (folder_of(run) / "program.log").open("ab") as log:
        program = subprocess.Popen(  # noqa: S603
            [*arguments, "--run", str(run.pk)],
            cwd=settings.BASE_DIR,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    # Somebody has to ask how it ended, or it stays in the list of processes for ever.
    Thread(target=program.wait, daemon=True).start()


def heard_of(run: ImportRun, rows_done: int, rows_all: int | None) -> bool:
    """Keep how far a running import is; whether somebody wants it to stop."""
    row = ImportRun.objects.filter(pk=run.pk)
    row.update(heard_at=RecordNow(), rows_done=rows_done, rows_all=rows_all)
    return row.filter(is_to_stop=True).exists()


def ask_to_stop(run: ImportRun) -> None:
    """It stops after the batch in hand."""
    ImportRun.objects.filter(pk=run.pk, state="RUNNING").update(is_to_stop=True)


def end(
    run: ImportRun, state: str, *, said: str = "", counts: dict[str, Any] | None = None
) -> None:
    """Keep how a step of an import ended."""
    ImportRun.objects.filter(pk=run.pk).update(
        state=state, said=said, counts=counts or {}, ended_at=RecordNow()
    )


def tidy(now: datetime) -> int:
    """Remove the folders that nothing was written to for IMPORT_KEEP_DAYS; how many."""
    kept = Path(settings.IMPORT_DIR)
    oldest = (now - timedelta(days=settings.IMPORT_KEEP_DAYS)).timestamp()
    folders = list(kept.iterdir()) if kept.exists() else []
    old = [folder for folder in folders if folder.is_dir() and folder.stat().st_mtime < oldest]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
