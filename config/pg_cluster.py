"""The folders of one embedded server: where they are, and how they are made."""

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.pg_programs import (
    Account,
    EmbeddedPostgresError,
    ProgramFailedError,
    Programs,
    private_home,
    reachable,
    service_account,
)

OWNER = "courtledger"


@dataclass(frozen=True)
class Place:
    """Where one server lives, and the account that runs it when we are root."""

    data: Path
    account: Account | None

    @property
    def sockets(self) -> Path:
        """A short folder of its own: a socket's path may have about a hundred letters.

        Not under XDG_RUNTIME_DIR, which two processes of one user may see differently.
        """
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:10]
        return Path(f"/tmp/courtpg-{os.geteuid()}-{digest}")  # noqa: S108 - its owner is checked

    @property
    def socket(self) -> Path:
        return self.sockets / ".s.PGSQL.5432"

    @property
    def socket_lock(self) -> Path:
        return self.sockets / ".s.PGSQL.5432.lock"

    @property
    def server_record(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def log(self) -> Path:
        return self.data / "server.log"

    def beside(self, suffix: str) -> Path:
        return self.data.with_name(self.data.name + suffix)


def place_for(wanted: Path) -> Place:
    """Give the place of a data folder, moved if the account that runs it cannot get there."""
    data = wanted.resolve()
    account = service_account()
    if account and not reachable(data.parent, account):
        data = private_home(data) / "pgdata"
    return Place(data, account)


def make_cluster(place: Place, programs: Programs) -> None:
    """Have a data folder that these programs can serve.

    It is made aside and renamed, so that an interrupted start leaves nothing half-made.
    """
    version = place.data / "PG_VERSION"
    if version.exists():
        _refuse_other_version(place, programs, version.read_text().strip())
        return
    if place.data.exists() and any(place.data.iterdir()):
        raise EmbeddedPostgresError(
            f"{place.data} is not a PostgreSQL data folder, and not empty. "
            "Move it away, or set PGDATA_DIR to another folder."
        )
    unfinished = place.data.name + ".new-"
    for leftover in place.data.parent.glob(unfinished + "*"):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=unfinished, dir=place.data.parent))
    _give(fresh, place.account)
    _initialize(fresh, programs)
    if place.data.exists():
        place.data.rmdir()
    fresh.rename(place.data)


def _refuse_other_version(place: Place, programs: Programs, version: str) -> None:
    if version != str(programs.major):
        raise EmbeddedPostgresError(
            f"{place.data} was made by PostgreSQL {version}, and the programs in "
            f"{programs.folder} are PostgreSQL {programs.major}. Set PG_BIN to the folder of "
            f"PostgreSQL {version}'s pg_ctl; or, if its data may go, delete the data folder."
        )


def _initialize(fresh: Path, programs: Programs) -> None:
    """Sort and search alike on every machine, whatever its locale."""
    if programs.major >= 17:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    else:
        locale = ["--locale=C.UTF-8"]
    try:
        programs.run(
            "initdb",
            *("--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--data-checksums"),
            *("--text-search-config", "english", *locale),
            PGDATA=str(fresh),
        )
    except ProgramFailedError as failure:
        shutil.rmtree(fresh, ignore_errors=True)
        raise EmbeddedPostgresError(
            f"PostgreSQL could not prepare its data folder. {failure} "
            "Free some disk space, set PGDATA_DIR to another folder, or set DATABASE_URL."
        ) from failure


def make_socket_folder(place: Place) -> None:
    """Anyone may make a folder in /tmp first, so trust it only if it is ours alone."""
    owner = place.account.uid if place.account else os.geteuid()
    folder = place.sockets
    if not folder.exists():
        folder.mkdir(mode=0o700)
        _give(folder, place.account)
    entry = folder.lstat()
    if folder.is_symlink() or entry.st_uid != owner or entry.st_mode & 0o077:
        raise EmbeddedPostgresError(
            f"{folder} belongs to someone else or is open to others, so it cannot be trusted. "
            "Remove it, or set DATABASE_URL."
        )


def _give(folder: Path, account: Account | None) -> None:
    if account:
        os.chown(folder, account.uid, account.gid)
