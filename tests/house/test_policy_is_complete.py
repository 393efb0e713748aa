"""Every field of the record is decided; the files of the policy say what they may and no more."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from cases import policy as policy_room
from cases.desk.roles import roles
from cases.integrity.decided import record_columns, undecided
from cases.kinds.docket import entries_about_orders
from cases.kinds.orders import ORDER_KINDS
from cases.kinds.people import ROLES
from cases.policy import Policy, PolicyError, policy

ROLE_NAMES = {
    "clerk": "Clerks",
    "supervisor": "Supervisors",
    "auditor": "Auditors",
    "keeper": "User administrators",
}
TABLES = {
    "court_case": "case", "case_status": "casestatus", "related_case": "relatedcase",
}  # fmt: skip
REAL = policy_room.FOLDER
LINES = [(table, line.field) for table, each in policy().entities.items() for line in each.lines]


def without(table: str, field: str) -> Policy:
    """The policy with one line taken out."""
    entity = policy().entities[table]
    left = [line for line in entity.lines if line.field != field]
    return replace(policy(), entities={**policy().entities, table: replace(entity, lines=left)})


def test_every_field_has_its_line_and_every_line_its_field() -> None:
    assert list(undecided(policy())) == []
    assert run_checks(tags=["policy"]) == []


@pytest.mark.parametrize(("table", "field"), LINES)
def test_a_line_taken_out_is_missed(table: str, field: str) -> None:
    said = [words for words, _ in undecided(without(table, field))]
    assert f"{table}.{field}: the policy does not say who may see it." in said


def test_a_table_taken_out_is_missed() -> None:
    left = {table: each for table, each in policy().entities.items() if table != "order_place"}
    said = [words for words, _ in undecided(replace(policy(), entities=left))]
    assert "order_place.text: the policy does not say who may see it." in said


@pytest.mark.parametrize("label", sorted(policy().apart))
def test_a_part_of_the_program_taken_out_is_missed(label: str) -> None:
    left = {each: rule for each, rule in policy().apart.items() if each != label}
    assert any(repr(label) in words for words, _ in undecided(replace(policy(), apart=left)))


def test_a_line_for_nothing_is_told() -> None:
    entity = policy().entities["court"]
    more = [*entity.lines, replace(entity.lines[0], field="color")]
    held = replace(policy(), entities={**policy().entities, "court": replace(entity, lines=more)})
    assert any("no such field" in words for words, _ in undecided(held))


def test_no_field_of_an_unlisted_rule_is_shown() -> None:
    entity = policy().entities["order_place"]
    shown = [replace(line, shown=frozenset({"published_case.caption"})) for line in entity.lines]
    held = replace(
        policy(), entities={**policy().entities, "order_place": replace(entity, lines=shown)}
    )
    assert any("the public does not see it" in words for words, _ in undecided(held))


@pytest.mark.parametrize("audience", sorted(ROLE_NAMES))
def test_the_policy_says_of_each_role_what_its_permissions_do(audience: str) -> None:
    """A role that may view a table sees some of its fields; one that may not sees none."""
    role = next(each for each in roles() if each.name == ROLE_NAMES[audience])
    for table in record_columns():
        model = TABLES.get(table, table.replace("_", ""))
        sees = {line.rule.sees[audience] for line in policy().entities[table].lines} - {"no"}
        rows = policy().entities[table].rows.sees[audience]
        if rows == "no" or table in ("seal", "destruction", "sealed_line"):
            sees = {rows} - {"no"}
        assert bool(sees) is (f"cases.view_{model}" in role.permissions), table


def test_the_rule_of_parties_names_the_roles_that_the_vocabulary_publishes() -> None:
    words = policy().rules["party-name"].words
    named = {
        "DEF": "defendants", "STATE": "prosecution", "ATTY_PROS": "prosecution",
        "ATTY_DEF": "defense", "PUBDEF": "defense", "JUDGE": "judges",
    }  # fmt: skip
    assert {role.code for role in ROLES if role.public == "NAME"} == set(named)
    assert all(name in words.split(";")[0] for name in named.values())


def test_the_rule_of_orders_names_the_kinds_that_are_never_published() -> None:
    words = policy().rules["order-redacted"].words
    named = {
        "TOP": "temporary", "EMERG": "magistrate's", "MIL": "military", "FOREIGN": "foreign",
        "UNKNOWN": "whose kind is not stated",
    }  # fmt: skip
    assert {kind.code for kind in ORDER_KINDS if not kind.publishable} == set(named)
    assert all(name in words for name in named.values())


def test_the_rule_of_entries_names_the_kinds_that_are_never_published() -> None:
    words = policy().rules["entry-existence"].words
    named = {
        "PROTECTIVE_ORDER": "protective order", "ALLEGED_VIOLATION": "alleged violation",
        "SEAL": "seal", "UNSEAL": "seal",
    }  # fmt: skip
    assert set(entries_about_orders()) == set(named)
    assert all(name in words for name in named.values())


MISTAKES = [
    ("rules", "[x]\ntitle = 'X'", "rules.toml, x: auditor is missing. Write it."),
    ("court", "[court]\ntitle = 'Court'\nrows = 'nobody'\n[court.fields]", "no rule is called"),
    ("court", "[court]\ntitle = 'Court'\nrows = 'seal'\n[court.fields]\nid = 1", "Write a table"),
    (
        "court",
        "[court]\ntitle = 'Court'\nrows = 'seal'\n[court.fields]\nid = { rul = 'seal' }",
        "court.toml, court.id: rul is not known. Known: decides, rule, same_as, shown.",
    ),
    ("court", "[court", "court.toml: "),
]


FILES = sorted(path.name for path in policy_room.FOLDER.glob("*.toml"))


def is_missed(folder: Path, name: str, without: int) -> bool:
    """Is a file refused without this line, or does it then leave something undecided?"""
    lines = (REAL / name).read_text().splitlines()
    (folder / name).write_text("\n".join(lines[:without] + lines[without + 1 :]))
    policy.cache_clear()
    try:
        return any(undecided(policy()))
    except PolicyError:
        return True


@pytest.mark.parametrize("name", [each for each in FILES if each != "made.toml"])
def test_no_line_of_a_file_can_go_unmissed(name: str, folder: Path) -> None:
    """Those of made.toml are missed by tests/canary/test_policy_holds.py."""
    for each in FILES:
        (folder / each).write_text((REAL / each).read_text())
    lines = (REAL / name).read_text().splitlines()
    said = [number for number, line in enumerate(lines) if line and not line.startswith("#")]
    assert [lines[number] for number in said if not is_missed(folder, name, number)] == []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A folder of policy files in place of ours."""
    for name in ("rules", "apart", "made"):
        (tmp_path / f"{name}.toml").write_text((policy_room.FOLDER / f"{name}.toml").read_text())
    monkeypatch.setattr(policy_room, "FOLDER", tmp_path)
    policy.cache_clear()
    yield tmp_path
    policy.cache_clear()


@pytest.mark.parametrize(("name", "text", "words"), MISTAKES)
def test_a_mistake_in_a_file_is_told_with_its_place(
    name: str, text: str, words: str, folder: Path
) -> None:
    (folder / f"{name}.toml").write_text(text)
    with pytest.raises(PolicyError) as refusal:
        policy()
    assert words in str(refusal.value)
    assert run_checks(tags=["policy"])[0].id == "cases.E001"


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("policy", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_every_rule_and_every_field() -> None:
    words = printed()
    assert all(rule.code in words for rule in policy().rules.values())
    assert all(entity.title in words for entity in policy().entities.values())


def test_the_command_prints_json_for_programs() -> None:
    told = json.loads(printed("--json", "--table", "order_place"))
    assert told["tables"]["order_place"]["fields"]["text"]["rule"] == "place"
    assert list(told["tables"]) == ["order_place"]


def test_the_command_names_the_tables_there_are() -> None:
    with pytest.raises(CommandError, match="Choose one of: attribution, "):
        printed("--table", "orders")
