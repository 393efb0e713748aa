"""Takes the SQL of the public views apart: each clause that hides or shows something, and the
statement as it is without it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cases import public

FOLDER = Path(public.__file__).parent / "sql"
STATEMENT = re.compile(r"^CREATE (?:VIEW|FUNCTION) .*?(?:\$\$;|;\n(?=\n|\Z|--|CREATE))", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"--[^\n]*")
TOKEN = re.compile(r"'(?:[^']|'')*'|[A-Za-z_][\w.]*|\(|\)|;|\$\$|\S")
# What ends the conditions after WHERE or ON, at its own depth.
ENDS = {
    "GROUP", "ORDER", "LIMIT", "OFFSET", "UNION", "EXCEPT", "HAVING", "RETURNING", "LOOP", "THEN",
    "INTO", "WHERE", "JOIN", "LEFT", "CROSS", ";", "$$", ")", "FILTER",
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A statement without one clause."""

    name: str
    clause: str
    statement: str


def statements(file: str) -> Iterator[tuple[str, str]]:
    """The views and functions of a file, each with its name."""
    text = COMMENT.sub("", (FOLDER / f"{file}.sql").read_text())
    for found in STATEMENT.finditer(text):
        name = re.match(r"CREATE (?:VIEW|FUNCTION) (\w+)", found.group())
        if name:
            yield name.group(1), found.group().replace("CREATE ", "CREATE OR REPLACE ", 1)


def mutants(name: str, statement: str) -> Iterator[Mutant]:
    """The statement without each of its clauses in turn."""
    for start, end, instead in (*_conditions(statement), *_guards(statement)):
        clause = " ".join(statement[start:end].split())
        yield Mutant(name, clause, statement[:start] + instead + statement[end:])


def _conditions(text: str) -> Iterator[tuple[int, int, str]]:
    """What stands between WHERE, ON, AND and OR: one left out of an AND holds always, one left out
    of an OR never."""
    tokens = [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text)]
    for place, (word, _, end) in enumerate(tokens):
        if word.upper() in ("WHERE", "ON") and tokens[place + 1][0].upper() != "CONFLICT":
            yield from _parts(tokens, place + 1, end)
        elif word == "(" and _is_alternative(tokens, place):
            yield from _parts(tokens, place + 1, end)


def _is_alternative(tokens: list[tuple[str, int, int]], opened: int) -> bool:
    """Does this bracket hold an OR of its own, or an AND within an OR?"""
    depth = 0
    for word, _, _ in tokens[opened + 1 :]:
        if depth == 0 and word.upper() in ("OR", "AND"):
            return tokens[opened + 1][0].upper() != "SELECT"
        if depth == 0 and word == ")" or word.upper() in ("SELECT", "FROM") and depth == 0:
            return False
        depth += {"(": 1, ")": -1}.get(word, 0)
    return False


def _parts(
    tokens: list[tuple[str, int, int]], place: int, begin: int
) -> Iterator[tuple[int, int, str]]:
    """The parts of one condition, at its own depth."""
    depth, start, last, joined = 0, begin, begin, "AND"
    parts: list[tuple[int, int, str]] = []
    for word, at, end in tokens[place:]:
        if depth == 0 and word.upper() in ENDS:
            break
        if depth == 0 and word.upper() in ("AND", "OR"):
            parts.append((start, last, joined))
            joined, start = word.upper(), end
        depth += {"(": 1, ")": -1}.get(word, 0)
        last = end if not (depth == 0 and word.upper() in ("AND", "OR")) else last
        del at
    parts.append((start, last, joined))
    is_or = any(joined == "OR" for _, _, joined in parts)
    for start, end, _ in parts:
        if end > start:
            yield start, end, " false" if is_or else " true"


def _guards(text: str) -> Iterator[tuple[int, int, str]]:
    """What is told only if: `told(text, hidden)` and `CASE WHEN … THEN … END`, without the if;
    kinds that are left out, with one of them not; and the one predicate, not asked."""
    for found in re.finditer(r"\btold\(([\w.]+), [\w.]+\)", text):
        yield found.start(), found.end(), f"({found.group(1)})::text"
    for found in re.finditer(r"coalesce\(told_text\(([^,]+), hidden\), ''\)", text):
        yield found.start(), found.end(), found.group(1)
    for found in re.finditer(r"\b(?:IF|ELSIF)\s+(.*?)\s+THEN\b", text, re.DOTALL):
        yield found.start(1), found.end(1), "false"
    for found in re.finditer(r"([\w.]+ <> '[^']*') AND \(", text):
        yield found.start(1), found.end(1), "true"
    for found in re.finditer(r"CASE WHEN ([\w.]+) THEN ([\w.]+) END", text):
        yield found.start(), found.end(), found.group(2)
    for found in re.finditer(r"NOT IN \(('[^)]*')\)", text):
        for each in re.finditer(r"'(\w+)'", found.group(1)):
            start = found.start(1) + each.start()
            yield start, start + len(each.group()), "'-'"
    for found in re.finditer(r"JOIN (public_case)\b", text):
        yield found.start(1), found.end(1), "every_case"
