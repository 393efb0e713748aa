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
# What a condition stands behind, and what ends it, at its own depth.
OPENS = {"WHERE", "ON", "WHEN", "IF", "ELSIF"}
ENDS = {
    "GROUP", "ORDER", "LIMIT", "OFFSET", "UNION", "EXCEPT", "HAVING", "RETURNING", "LOOP", "THEN",
    "INTO", "WHERE", "JOIN", "LEFT", "CROSS", ";", "$$", ")",
}  # fmt: skip
LEFT_JOIN = re.compile(r"LEFT JOIN \w+ \w+ ON$")
DEEPER = {"(": 1, ")": -1, "CASE": 1, "END": -1}
# Clauses without which the same is told: where one stands, its shape, and what it is for.
NOT_FOR_HIDING = (
    ("hidden_words", r"\.case_id = ANY \(ids\)$", "no more is read than was asked for"),
    ("tellable_parts", r"'(name|text):' \|\| key FROM public_\w+ WHERE case_id = wanted$",
     "no more is read than was asked for: whose row it is, is asked of the row itself"),
    ("tellable_parts", r"(public_change h WHERE h\.id = ANY \(ARRAY\(.*|i\.charge_id = m\.id|"
     r"m\.id WHERE m\.case_id = wanted)$",
     "no more is read than was asked for: of which case a change is told is asked below"),
    ("told_text", r"(given IS NULL|given = ''|IF given IS NULL OR given = '')$",
     "no text is not looked through"),
    ("charge_leads_to_hidden", r"(IF|OR) (is_hidden OR )?next_to IS NULL$", "a walk ends"),
    ("charge_leads_to_hidden", r"NOT a\.charge_id = ANY \(reached\)$", "a walk ends"),
    ("charge_leads_to_hidden", r"\bWHERE EXISTS \(SELECT FROM charge_change_item f\b",
     "no step is made in vain: the next asks the same of itself"),
    ("charge_leads_to_hidden", r"\bf\.(\w+)( = c\.id| = 'BEFORE'| <> 'RETAINED'| IS NULL)?$",
     "no step is made in vain: the next asks the same of itself"),
    ("public_charge", r"OR \(EXISTS \(SELECT FROM charge_change_item f\b[^()]*\)$",
     "no walk is begun in vain: its first step asks the same"),
    ("public_charge", r"\bf\.(\w+)( = n\.id| = 'BEFORE'| <> 'RETAINED'| IS NULL)?$",
     "no walk is begun in vain: its first step asks the same"),
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A statement without one clause."""

    name: str
    clause: str
    statement: str
    whole: str
    # The clause with what stands before it.
    around: str

    def is_shaped(self, exempt: tuple[str, str, str]) -> bool:
        name, shape, _ = exempt
        return name == self.name and bool(re.search(shape, self.around))


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
        around = " ".join(statement[max(start - 80, 0) : end].split())
        yield Mutant(name, clause, statement[:start] + instead + statement[end:], statement, around)


def _conditions(text: str) -> Iterator[tuple[int, int, str]]:
    """What stands between WHERE, ON, AND and OR: one left out of an AND holds always, one left out
    of an OR never."""
    tokens = [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(text)]
    for place, (word, _, _) in enumerate(tokens):
        follows = tokens[place + 1][0] if place + 1 < len(tokens) else ""
        if (word.upper() in OPENS and follows.upper() not in ("CONFLICT", ";")) or (
            word == "(" and _is_alternative(tokens, place)
        ):
            yield from _parts(text, tokens, place + 1)


def _is_alternative(tokens: list[tuple[str, int, int]], opened: int) -> bool:
    """Does this bracket hold an OR of its own, or an AND within an OR?"""
    depth = 0
    for word, _, _ in tokens[opened + 1 :]:
        if depth == 0 and word.upper() in ("OR", "AND"):
            return True
        if depth == 0 and word.upper() in (")", ",", "SELECT", "FROM", "WHERE"):
            return False
        depth += DEEPER.get(word.upper(), 0)
    return False


def _parts(
    text: str, tokens: list[tuple[str, int, int]], place: int
) -> Iterator[tuple[int, int, str]]:
    """The parts of one condition, at its own depth. What a LEFT JOIN joins is not joined at all:
    joined to everything it would take for ever."""
    begin = tokens[place - 1][2]
    is_left_join = bool(LEFT_JOIN.search(text[:begin]))
    depth, start, last, is_or = 0, begin, begin, False
    parts: list[tuple[int, int]] = []
    for word, _, end in tokens[place:]:
        if depth == 0 and word.upper() in ENDS:
            break
        if depth == 0 and word.upper() in ("AND", "OR"):
            parts.append((start, last))
            start, is_or = end, is_or or word.upper() == "OR"
        else:
            last = end
        depth += DEEPER.get(word.upper(), 0)
    parts.append((start, last))
    for start, end in parts:
        clause = text[start:end].strip()
        if clause and clause != "true":
            yield start, end, " false" if is_or or is_left_join else " true"


# What is told only if, and what it is without the if: `told(text, hidden)`, IF, a first condition
# before a bracket, and the one predicate, not asked.
GUARDS = (
    (re.compile(r"(\btold\(([\w.]+), [\w.]+\))"), r"(\2)::text"),
    (re.compile(r"(coalesce\(told_text\(([^,]+), hidden\), ''\))"), r"\2"),
    (re.compile(r"\b(?:IF|ELSIF)\s+(.*?)\s+THEN\b", re.DOTALL), "false"),
    (re.compile(r"([\w.]+ <> '[^']*') AND \("), "true"),
    (re.compile(r"(p\.visibility = '[^']*') AND p\."), "true"),
    (re.compile(r"(p\.role IN \([^)]*\)) AS is_listed"), "true"),
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
