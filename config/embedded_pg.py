"""A PostgreSQL server that belongs to this checkout: started when it is first needed,
stopped by the last process that leaves.

Every process that uses the server holds a shared lock on one file. The kernel drops the lock
however the process ends, so no count has to be kept. Starting and stopping happen under a
second, exclusive lock.
"""

import atexit
import fcntl
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

from config.pg_cluster import OWNER, Place, make_cluster, make_socket_folder, place_for
from config.pg_programs import (
    EmbeddedPostgresError,
    ProgramFailedError,
    Programs,
    find_programs,
)

DATABASE = "courtledger"
START_SECONDS = 300
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "max_connections": "60",
    "work_mem": "16MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# Larger than any process id, so PostgreSQL sees that whoever wrote it is gone.
NOBODYS_PID = "2147483647"

_held: dict[Place, int] = {}
_one_thread = threading.Lock()


def ensure(wanted: Path) -> Path:
    """Have the server of this data folder running; give the folder of its socket."""
    with _one_thread:
        try:
            place = place_for(wanted)
            if not (place in _held and _answers(place)):
                place.data.parent.mkdir(parents=True, exist_ok=True)
                with _starting_or_stopping(place):
                    _hold(place)
                    _start(place)
                    _create_database(place)
        except OSError as problem:
            raise EmbeddedPostgresError(
                f"The embedded database cannot be kept in {wanted}: {problem}. "
                "Set PGDATA_DIR to a folder of your own on a local disk, or set DATABASE_URL."
            ) from problem
        return place.sockets


def psql(wanted: Path) -> Path:
    """Give the psql that belongs to this data folder's server."""
    place = place_for(wanted)
    return find_programs(place.account, place.data).folder / "psql"


@contextmanager
def _starting_or_stopping(place: Place) -> Iterator[None]:
    with place.beside(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _hold(place: Place) -> None:
    if place not in _held:
        descriptor = os.open(place.beside(".users"), os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        _held[place] = descriptor


def _listens(place: Place) -> bool:
    """Only this data folder's server can listen in its private socket folder."""
    with closing(socket.socket(socket.AF_UNIX)) as probe:
        return probe.connect_ex(str(place.socket)) == 0


def _answers(place: Place) -> bool:
    return place.server_record.exists() and _listens(place)


def _start(place: Place) -> None:
    """Bring the server up from whatever state it was left in, however long recovery takes."""
    found = None
    give_up = time.monotonic() + START_SECONDS
    while not _accepts_queries(place):
        if time.monotonic() > give_up:
            raise EmbeddedPostgresError(
                f"PostgreSQL has not answered for {START_SECONDS} seconds.{_last_words(place)}"
            )
        found = found or find_programs(place.account, place.data)
        if _listens(place):
            _end_server_of_deleted_data(place)
        elif _runs(place):
            _end_server_without_socket(place, found)
        else:
            _launch(place, found)
        time.sleep(0.05)


def _accepts_queries(place: Place) -> bool:
    if not _answers(place):
        return False
    try:
        psycopg.connect(host=str(place.sockets), dbname="postgres", user=OWNER).close()
    except psycopg.OperationalError as refusal:
        if "the database system is" in str(refusal):
            return False
        raise EmbeddedPostgresError(
            f"The server of {place.data} refuses the user {OWNER}: {refusal}. "
            "Set PGDATA_DIR to another folder, or set DATABASE_URL."
        ) from refusal
    return True


def _end_server_of_deleted_data(place: Place) -> None:
    """Someone deleted the data folder under a running server; it would notice in a minute."""
    if not place.server_record.exists():
        pid = _first_line(place.socket_lock)
        if pid.isdigit():
            os.kill(int(pid), signal.SIGQUIT)


def _end_server_without_socket(place: Place, found: Programs) -> None:
    """Someone cleaned /tmp: the server runs on, and nobody can reach it."""
    if "ready" in _read(place.server_record):
        _stop(place, found)


def _runs(place: Place) -> bool:
    """Tell whether the recorded process is alive and is this data folder's server."""
    pid = _first_line(place.server_record)
    if not pid.isdigit():
        return False
    if Path("/proc/self").exists():
        process = Path("/proc") / pid
        try:
            state = process.joinpath("stat").read_text().rpartition(")")[2].split()[0]
            return state != "Z" and process.joinpath("cwd").readlink() == place.data
        except OSError:
            return False
    seen = subprocess.run(
        ["ps", "-o", "stat=,comm=", "-p", pid],  # noqa: S607 - macOS
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return "postgres" in seen and not seen.startswith("Z")


def _first_line(file: Path) -> str:
    return _read(file).partition("\n")[0].strip()


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except FileNotFoundError:
        return ""


def _launch(place: Place, found: Programs) -> None:
    make_cluster(place, found)
    make_socket_folder(place)
    _forget_dead_server(place)
    settings = {**SETTINGS, "unix_socket_directories": str(place.sockets)}
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    try:
        found.run(
            *("pg_ctl", "start", "--wait", "--timeout", str(START_SECONDS), "--silent"),
            *("--log", place.log.name, "--options", options),
            PGDATA=str(place.data),
        )
    except ProgramFailedError as failure:
        # A start interrupted a moment ago may have won, and the last children of a killed
        # server may still be writing; both are settled by looking again.
        if not _runs(place) and "still in use" not in _last_words(place):
            raise EmbeddedPostgresError(
                f"PostgreSQL did not start. {failure}{_last_words(place)}"
            ) from failure


def _forget_dead_server(place: Place) -> None:
    """Clear what a killed server left, as its process id may be another process's by now.

    Only the id is replaced: the rest of the record lets PostgreSQL see for itself whether a
    child of the dead server still writes.
    """
    if place.server_record.exists():
        pid, newline, rest = place.server_record.read_text().partition("\n")
        if pid.strip() and newline:
            place.server_record.write_text(f"{NOBODYS_PID}\n{rest}")
        else:
            place.server_record.unlink()
    place.socket.unlink(missing_ok=True)
    place.socket_lock.unlink(missing_ok=True)


def _last_words(place: Place) -> str:
    return f" The end of {place.log} says:\n{_read(place.log)[-600:].strip()}"


def _create_database(place: Place) -> None:
    with psycopg.connect(
        host=str(place.sockets), dbname="postgres", user=OWNER, autocommit=True
    ) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _leave() -> None:
    """Stop each server that no other process holds."""
    for place, descriptor in list(_held.items()):
        try:
            with _starting_or_stopping(place):
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _stop(place, find_programs(place.account, place.data))
        except (OSError, EmbeddedPostgresError):
            # Someone else holds it; or its folder is gone, and there is nothing left to stop.
            continue
        finally:
            os.close(descriptor)
            del _held[place]


def _stop(place: Place, found: Programs) -> None:
    # It may have gone before; and a folder that is not empty is still someone's.
    with suppress(ProgramFailedError, OSError):
        found.run("pg_ctl", "stop", "--mode", "fast", "--silent", PGDATA=str(place.data))
        place.sockets.rmdir()


def _forget_in_child() -> None:
    """A forked child does not count through its parent's lock."""
    global _one_thread
    _one_thread = threading.Lock()
    for descriptor in _held.values():
        os.close(descriptor)
    _held.clear()


atexit.register(_leave)
os.register_at_fork(after_in_child=_forget_in_child)
