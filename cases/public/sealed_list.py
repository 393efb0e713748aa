"""The end of the sealed list, as far as it takes to know whether the database has come to it.

The list itself is kept by cases/actions/sealed_list.py; it discloses nothing by itself.
"""

import json
from pathlib import Path

# More than any line is long.
TAIL = 65_536


def whole_lines(text: bytes) -> list[bytes]:
    """The lines of a text without one that was cut off in the writing."""
    return text[: text.rfind(b"\n") + 1].splitlines()


def tail(path: Path) -> list[bytes]:
    """The last lines of a list. Raises OSError where there is no list."""
    with path.open("rb") as list_file:
        size = list_file.seek(0, 2)
        list_file.seek(max(0, size - TAIL))
        lines = whole_lines(list_file.read())
    return lines if size <= TAIL else lines[1:]


def last_proof(path: Path) -> str:
    """The proof of the last line of a list; empty where nothing stands on it yet. Raises OSError
    or ValueError where it cannot be read."""
    lines = tail(path)
    return str(json.loads(lines[-1])["mac"]) if lines else ""
