"""The sealed list: what was sealed, opened and destroyed, kept outside the database, so that a
backup from before is sealed anew when it is restored.

Each line names its row by a digest made with the court's secret, and carries a proof made of
itself and the proof before it: the list tells nobody anything, and no line of it can be altered,
left out or put elsewhere. Lines are written once the act is committed, in the order of acts upon
one row; what could not be written waits in the database for the next time.
"""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from cases.models import SealedLine
from cases.public.sealed_list import tail, whole_lines

ALONE = "SELECT pg_advisory_xact_lock(hashtext('courtledger sealed list'))"


class ListFault(Exception):
    """The sealed list cannot be read or written; says why, and the way out."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the list."""

    line: str
    act: str
    table: str
    row: str
    number: str
    told: dict[str, Any]
    mac: str

    def body(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "mac"}


def digest(text: str) -> str:
    """What stands for a text on the list, and tells nobody without the secret which it was."""
    key = settings.SEALED_LIST_KEY.encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def proof(body: dict[str, Any], before: str) -> str:
    return digest(f"line {before} {json.dumps(body, sort_keys=True)}")


def keep() -> int:
    """Write what waits to the list, durably, and forget what it was of; gives how many lines."""
    if not settings.SEALED_LIST:
        # Without a list nothing may be left that tells what was destroyed.
        SealedLine.objects.filter(act="DESTROY", mac="").delete()
        return 0
    path = Path(settings.SEALED_LIST)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ALONE)
        waiting = list(SealedLine.objects.filter(mac="").order_by("pk"))
        if not waiting:
            return 0
        with held(path) as list_file:
            last = mend(list_file, path)
            if last and not SealedLine.objects.filter(mac=last).exists():
                last = adopt(path, waiting)
            still = [each for each in waiting if not each.mac]
            append(list_file, still, last)
        SealedLine.objects.bulk_update(waiting, ["mac", "row_key", "number"])
    return len(waiting)


@contextmanager
def held(path: Path) -> Iterator[int]:
    """The list, open for nobody else. It is never made here: a list that is not where it should
    be is missing, and that is to be noticed."""
    try:
        opened = os.open(path, os.O_RDWR | os.O_APPEND)
    except OSError as problem:
        raise ListFault(
            f"The sealed list {path} cannot be written ({problem.strerror}). Bring it back; for a "
            "new court make an empty file there."
        ) from problem
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield opened
    finally:
        os.close(opened)


def mend(opened: int, path: Path) -> str:
    """Cut off a line that a crash left unfinished; gives the proof of the last whole line."""
    lines = tail(path)
    size = os.fstat(opened).st_size
    text = os.pread(opened, min(size, 65_536), max(0, size - 65_536))
    os.ftruncate(opened, size - (len(text) - text.rfind(b"\n") - 1))
    return str(json.loads(lines[-1])["mac"]) if lines else ""


def adopt(path: Path, waiting: list[SealedLine]) -> str:
    """Lines that were written just before a crash and not noted here: they are noted now."""
    written = {each["line"]: each["mac"] for each in map(json.loads, tail(path))}
    last = str(json.loads(tail(path)[-1])["line"])
    if last not in {str(each.line) for each in waiting}:
        raise ListFault(
            "The sealed list goes further than this database: a backup was restored. Run "
            "`manage.py reapply_seals` before anything else."
        )
    for each in waiting:
        if str(each.line) in written:
            settle(each, written[str(each.line)])
    return str(written[last])


def append(opened: int, waiting: list[SealedLine], last: str) -> None:
    """Write these lines and wait until they are on the disk."""
    text = ""
    for each in waiting:
        body = {
            "line": str(each.line),
            "act": each.act,
            "table": each.table,
            "row": digest(f"{each.table}:{each.row_key}"),
            "number": digest(each.number) if each.number else "",
            "told": each.told,
        }
        last = proof(body, last)
        settle(each, last)
        text += json.dumps({**body, "mac": last}, sort_keys=True) + "\n"
    os.write(opened, text.encode())
    os.fsync(opened)


def settle(each: SealedLine, mac: str) -> None:
    """The line is written: what it was of is forgotten here."""
    each.mac, each.row_key, each.number = mac, None, ""


def read(path: Path) -> list[Line]:
    """Every line of a list, proved. Raises ListFault where one is not what was written."""
    try:
        lines = whole_lines(path.read_bytes())
    except OSError as problem:
        raise ListFault(f"The sealed list {path} cannot be read: {problem.strerror}.") from problem
    found: list[Line] = []
    for number, text in enumerate(lines, 1):
        try:
            line = Line(**json.loads(text))
        except (ValueError, TypeError) as problem:
            raise ListFault(f"Line {number} of {path} is no line of a sealed list.") from problem
        before = found[-1].mac if found else ""
        if not hmac.compare_digest(line.mac, proof(line.body(), before)):
            raise ListFault(
                f"Line {number} of {path} does not match its proof: the list was altered, a line "
                "is missing, or SEALED_LIST_KEY is not the one it was written with."
            )
        found.append(line)
    return found
