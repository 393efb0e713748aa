"""The policy of disclosure: for every field of the record who may see it, and by which rule.

One TOML file for each noun, one line for each field. `rule` names a rule of rules.toml. `shown`
lists the places of the publication where the value itself can be read, `decides` those that turn
out otherwise when it does, or "rows" where it decides that a row is there at all. Nothing here
makes anything public: the views do. Tests change each field of the record in turn and hold what
happens to the publication against its line; see docs/policy.md.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
AUDIENCES = {
    "public": "Public, on the internet; reporters too",
    "courthouse": "At the courthouse",
    "clerk": "Clerk",
    "supervisor": "Supervisor",
    "auditor": "Auditor",
    "keeper": "User administrator",
}
ANSWERS = {"yes": "yes", "some": "where the rule allows", "no": "no"}
ROWS = "rows"
RULE_KEYS = {"title", "words", "law", *AUDIENCES}
ENTITY_KEYS = {"title", "rows", "fields"}
LINE_KEYS = {"rule", "shown", "decides", "same_as"}


class PolicyError(ValueError):
    """A file of the policy says something it may not; the message names place and way out."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule of disclosure, its law, and who sees what falls under it."""

    code: str
    title: str
    words: str
    law: str
    sees: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Line:
    """What the policy says of one field."""

    field: str
    rule: Rule
    shown: frozenset[str]
    decides: frozenset[str]
    # The field that holds the same value and is changed with it: a code others refer to by, or
    # what the database makes of it.
    same_as: str

    @property
    def decides_rows(self) -> bool:
        return ROWS in self.decides


@dataclass(frozen=True, kw_only=True)
class Entity:
    """A table of the record: the rule by which its rows are public, and a line per field."""

    table: str
    title: str
    rows: Rule
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The whole of it."""

    rules: Mapping[str, Rule]
    entities: Mapping[str, Entity]
    # Tables that are no part of the record, whole, by the label of their program part.
    apart: Mapping[str, Rule]
    # Places of the publication that are made there, of no one field of the record.
    made: Mapping[str, str]


@cache
def policy() -> Policy:
    """Read the policy; whatever does not fit together is refused by name."""
    rules = {code: _rule(code, told) for code, told in _read("rules").items()}
    others = {"rules", "apart", "made"}
    names = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem not in others)
    return Policy(
        rules=rules,
        entities={
            table: _entity(f"{name}.toml", table, told, rules)
            for name in names
            for table, told in _read(name).items()
        },
        apart={
            label: _named(rules, "apart.toml", label, code)
            for label, code in _read("apart").items()
        },
        made=_read("made"),
    )


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        try:
            return tomllib.load(file)
        except tomllib.TOMLDecodeError as mistake:
            raise PolicyError(f"{name}.toml: {mistake}") from mistake


def _rule(code: str, told: dict[str, Any]) -> Rule:
    _has("rules.toml", code, told, RULE_KEYS, RULE_KEYS)
    sees = {audience: told[audience] for audience in AUDIENCES}
    for audience, answer in sees.items():
        if answer not in ANSWERS:
            raise PolicyError(
                f"rules.toml, {code}, {audience}: {answer!r}. Write one of: {', '.join(ANSWERS)}."
            )
    return Rule(code=code, title=told["title"], words=told["words"], law=told["law"], sees=sees)


def _entity(file: str, table: str, told: dict[str, Any], rules: Mapping[str, Rule]) -> Entity:
    _has(file, table, told, ENTITY_KEYS, ENTITY_KEYS)
    lines = []
    for field, line in told["fields"].items():
        place = f"{table}.{field}"
        _has(file, place, line, LINE_KEYS, {"rule"})
        decides = line.get("decides", [])
        lines.append(
            Line(
                field=field,
                rule=_named(rules, file, place, line["rule"]),
                shown=frozenset(line.get("shown", [])),
                decides=frozenset([decides] if isinstance(decides, str) else decides),
                same_as=line.get("same_as", ""),
            )
        )
    rows = _named(rules, file, table, told["rows"])
    return Entity(table=table, title=told["title"], rows=rows, lines=lines)


def _named(rules: Mapping[str, Rule], file: str, place: str, code: str) -> Rule:
    if code not in rules:
        raise PolicyError(
            f"{file}, {place}: no rule is called {code!r}. Name one of rules.toml, or add it there."
        )
    return rules[code]


def _has(file: str, place: str, told: Any, known: set[str], needed: set[str]) -> None:
    if not isinstance(told, dict):
        raise PolicyError(
            f"{file}, {place}: {told!r}. Write a table of {', '.join(sorted(known))}."
        )
    if unknown := sorted(set(told) - known):
        raise PolicyError(
            f"{file}, {place}: {unknown[0]} is not known. Known: {', '.join(sorted(known))}."
        )
    if missing := sorted(needed - set(told)):
        raise PolicyError(f"{file}, {place}: {missing[0]} is missing. Write it.")
