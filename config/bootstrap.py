"""Gives manage.py an environment to run in, with Python's standard library alone.

The first command makes .venv and installs the pinned requirements; later ones find them there.
An environment is finished once its stamp says so, and the stamp is written last.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = "courtledger-requirements"
# Each file holds the ones before it.
REQUIREMENTS = ("requirements.txt", "requirements-test.txt", "requirements-lint.txt")
RUNTIME = (
    *("django", "psycopg", "django_filters", "pghistory", "environ", "csp"),
    *("jinja2", "gunicorn", "whitenoise", "rich", "icalendar", "allauth", "fido2", "qrcode"),
)
TESTING = ("pytest", "pytest_django", "pytest_randomly", "hypothesis", "playwright", "time_machine")


class CannotPrepare(Exception):
    """The environment cannot be made; the message says why and the way out."""


def prepare(arguments: list[str]) -> None:
    """Return if everything is here; else make the environment and start again inside it."""
    testing = arguments[:1] == ["test"]
    wanted = REQUIREMENTS[1] if testing else REQUIREMENTS[0]
    if _inside() and (not _is_ours() or (_is_installed(wanted) and _runs())):
        return
    if not _inside() and all(map(importlib.util.find_spec, RUNTIME + (TESTING if testing else ()))):
        return
    try:
        _make(wanted)
    except (CannotPrepare, OSError) as problem:
        sys.exit(_in_plain_words(problem))
    except KeyboardInterrupt:
        sys.exit("\nInterrupted. The same command takes up where this one stopped.")
    python = str(_python())
    os.execv(python, [python, str(ROOT / "manage.py"), *arguments])  # noqa: S606


def _python() -> Path:
    return VENV / "bin" / "python"


def _is_ours() -> bool:
    return (VENV / STAMP).exists()


def _is_installed(requirements: str) -> bool:
    try:
        return _stamp_line(requirements) in (VENV / STAMP).read_text().splitlines()
    except FileNotFoundError:
        return False


def _stamp_line(requirements: str) -> str:
    digest = hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()
    return f"{requirements} {digest}"


def _in_plain_words(problem: Exception) -> str:
    if isinstance(problem, OSError):
        return (
            f"The environment cannot be made in {VENV}: {problem}. Courtledger keeps it in its "
            "own folder: copy the project to a folder of your own with 500 MB free."
        )
    return str(problem)


def _make(wanted: str) -> None:
    with _alone():
        if not (_is_installed(wanted) and _runs()):
            _say(f"Installing Courtledger's libraries into {VENV} (once, about half a minute) ...")
            _have_venv()
            _install(wanted)


@contextmanager
def _alone() -> Iterator[None]:
    """Keep two first commands from building the same environment at once."""
    try:
        import fcntl
    except ImportError:
        raise CannotPrepare(
            "Courtledger runs on Linux and macOS. On Windows, run it inside WSL."
        ) from None
    with (ROOT / ".venv.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("Another command is installing Courtledger's libraries; waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _inside() -> bool:
    return Path(sys.prefix).resolve() == VENV.resolve()


def _runs() -> bool:
    """Tell whether .venv still has the Python it was made with: a system upgrade takes it away."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return (VENV / "lib" / version).exists() if _inside() else _python().exists()


def _have_venv() -> None:
    if VENV.exists() and not _is_ours():
        raise CannotPrepare(
            f"{VENV} was not made by this command and lacks libraries that it needs. Install "
            f"them there ({_python()} -m pip install -r requirements-test.txt), or delete the "
            "folder and start again."
        )
    unfinished = _is_ours() and not (VENV / STAMP).read_text()
    if VENV.exists() and (unfinished or not _runs()):
        discarded = VENV.with_name(f".venv.old-{os.getpid()}")
        VENV.rename(discarded)
        shutil.rmtree(discarded, ignore_errors=True)
    if not VENV.exists():
        VENV.mkdir()
        (VENV / STAMP).write_text("")
        _create()


def _create() -> None:
    own_pip = importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")
    if not own_pip and not importlib.util.find_spec("pip"):
        (VENV / STAMP).unlink()
        VENV.rmdir()
        raise CannotPrepare(
            f"This Python ({sys.executable}) came without venv and pip. On Debian and Ubuntu: "
            "apt install python3-venv. Or, with uv installed: uv run manage.py demo"
        )
    # Inside a .venv that lost its Python, only the Python it was made from can make another.
    python = getattr(sys, "_base_executable", sys.executable)
    made = subprocess.run(
        [python, "-m", "venv", *([] if own_pip else ["--without-pip"]), str(VENV)],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode != 0:
        raise CannotPrepare(
            f"Python could not make {VENV}: {_last_line(made.stdout + made.stderr)} "
            "On Debian and Ubuntu, apt install python3-venv often helps."
        )


def _install(wanted: str) -> None:
    """Install the pinned, hashed requirements; the stamp is empty for as long as that takes."""
    (VENV / STAMP).write_text("")
    has_pip = any(VENV.glob("lib/python*/site-packages/pip"))
    pip = [str(_python()), "-m", "pip"] if has_pip else _outer_pip()
    quietly = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    installed = subprocess.run(
        [*pip, "install", *quietly, "--requirement", str(ROOT / wanted)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if installed.returncode != 0:
        raise CannotPrepare(_why_pip_failed(installed.stdout))
    covered = REQUIREMENTS[: REQUIREMENTS.index(wanted) + 1]
    (VENV / STAMP).write_text("\n".join(map(_stamp_line, covered)) + "\n")


def _outer_pip() -> list[str]:
    return [sys.executable, "-m", "pip", "--python", str(_python())]


def _why_pip_failed(output: str) -> str:
    reason = _last_line("\n".join(line for line in output.splitlines() if "ERROR" in line))
    if any(
        sign in output for sign in ("NewConnectionError", "ConnectTimeout", "connection broken")
    ):
        return (
            "The libraries could not be fetched: the package index does not answer. Check the "
            "network (behind a proxy, set HTTPS_PROXY; with a mirror of your own, set "
            "PIP_INDEX_URL), then give the same command again."
        )
    return f"The libraries could not be installed: {reason or _last_line(output)}"


def _last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""
