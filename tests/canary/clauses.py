"""Takes the SQL of the public views apart: each clause that hides or shows something, and the
statement as it is without it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cases import public

FOLDER = Path(public.__file__).parent / "sql"
STATEMENT = re.compile(
    r"^CREATE (?:VIEW|FUNCTION) .*?(?:\$\$;|;\n(?=\n|\Z|--|CREATE))", re.DOTALL | re.MULTILINE
)
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
        if (word.upper() in ("WHERE", "ON") and tokens[place + 1][0].upper() != "CONFLICT") or (
            word == "(" and _is_alternative(tokens, place)
        ):
            yield from _parts(tokens, place + 1, end)


def _is_alternative(tokens: list[tuple[str, int, int]], opened: int) -> bool:
    """Does this bracket hold an OR of its own, or an AND within an OR?"""
    depth = 0
    for word, _, _ in tokens[opened + 1 :]:
        if depth == 0 and word.upper() in ("OR", "AND"):
            return tokens[opened + 1][0].upper() != "SELECT"
        if (depth == 0 and word == ")") or (word.upper() in ("SELECT", "FROM") and depth == 0):
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


# What is told only if, and what it is without the if: `told(text, hidden)`, `CASE WHEN … THEN …
# END`, IF, a first condition before a bracket, and the one predicate, not asked.
GUARDS = (
    (re.compile(r"(\btold\(([\w.]+), [\w.]+\))"), r"(\2)::text"),
    (re.compile(r"(coalesce\(told_text\(([^,]+), hidden\), ''\))"), r"\2"),
    (re.compile(r"\b(?:IF|ELSIF)\s+(.*?)\s+THEN\b", re.DOTALL), "false"),
    (re.compile(r"([\w.]+ <> '[^']*') AND \("), "true"),
    (re.compile(r"(p\.visibility = '[^']*') AND p\."), "true"),
    (re.compile(r"(CASE WHEN [\w.]+ THEN ([\w.]+) END)"), r"\2"),
    (re.compile(r"JOIN (public_case)\b"), "every_case"),
)
LEFT_OUT = re.compile(r"NOT IN \(('[^)]*')\)")


def _guards(text: str) -> Iterator[tuple[int, int, str]]:
    """Each guard without its if; and kinds that are left out, with one of them not."""
    for pattern, instead in GUARDS:
        for found in pattern.finditer(text):
            yield found.start(1), found.end(1), found.expand(instead)
    for found in LEFT_OUT.finditer(text):
        for each in re.finditer(r"'(\w+)'", found.group(1)):
            start = found.start(1) + each.start()
            yield start, start + len(each.group()), "'-'"
