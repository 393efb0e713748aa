"""Each constraint of the record and each named rule of its SQL stands in a test that sees it
refuse; and docs/rules.md tells each of them."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.django_db

ROOT = Path(settings.BASE_DIR)
RECORD = ROOT / "tests" / "record"
RULES_FILES = [
    *RECORD.glob("test_rules_*.py"),
    RECORD / "test_sealing_guard.py",
    RECORD.parent / "security" / "test_database_roles.py",
]

NAMED = re.compile(r"refuse\(\s*'([a-z_]+)'")
NAMED_FOR_ITS_TABLE = re.compile(r"refuse\(TG_TABLE_NAME \|\| '([a-z_]+)'")
LITERAL = re.compile(r"'([a-z]+(?:_[a-z]+)+)'")

FUNCTIONS = """
SELECT p.proname, p.prosrc, array_remove(array_agg(DISTINCT k.relname), NULL)
FROM pg_proc p
LEFT JOIN pg_trigger t ON t.tgfoid = p.oid AND NOT t.tgisinternal
LEFT JOIN pg_class k ON k.oid = t.tgrelid
WHERE p.pronamespace = 'public'::regnamespace AND p.prolang <> (
    SELECT oid FROM pg_language WHERE lanname = 'c')
GROUP BY p.oid
"""


def constraints_of_models():
    return {
        constraint.name
        for model in apps.get_app_config("cases").get_models()
        for constraint in model._meta.constraints
    }


def rules_of_sql():
    """Every name that a function of the database may refuse a write by."""
    with connection.cursor() as cursor:
        cursor.execute(FUNCTIONS)
        functions = cursor.fetchall()
    tables = set(connection.introspection.table_names())
    names = set()
    for function, source, fired_by in functions:
        names |= set(NAMED.findall(source))
        suffixes = NAMED_FOR_ITS_TABLE.findall(source)
        names |= {f"{table}{suffix}" for table in fired_by for suffix in suffixes}
        if re.fullmatch(r"broken_\w+_rules", function):
            names |= set(LITERAL.findall(source)) - tables
    return names


# A void item is no case of its own (an item is void with its change), so it stays nothing.
NEVER_REFUSED = {"charge_change_item_stays_void"}


def test_the_rules_are_found():
    assert len(constraints_of_models()) > 100
    assert {
        "charge_is_against_a_defendant",
        "charge_change_runs_forward",
        "order_status_is_its_latest_act",
        "court_case_is_voided_not_deleted",
    } <= rules_of_sql()


def test_every_rule_is_seen_to_refuse():
    written = "".join(path.read_text(encoding="utf-8") for path in RULES_FILES)
    named = set(re.findall(r'"([a-z_]+)"', written))
    assert sorted((constraints_of_models() | rules_of_sql()) - named - NEVER_REFUSED) == []


def test_no_test_names_a_rule_that_is_not_there():
    written = "".join(path.read_text(encoding="utf-8") for path in RULES_FILES)
    refused = set(re.findall(r'refuses\(\s*"([a-z_]+)"', written))
    automatic = {"charge_key_key"}
    assert sorted(refused - constraints_of_models() - rules_of_sql() - automatic) == []


def test_every_rule_of_the_sql_is_told_in_the_documentation():
    told = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert sorted(rule for rule in rules_of_sql() - NEVER_REFUSED if f"`{rule}`" not in told) == []
