"""The audit covers every table of the record, once per statement, and cannot be silenced."""

import pghistory
import pytest
from django.apps import apps
from django.db import connection

from cases.models import Destruction, SealedLine

pytestmark = pytest.mark.django_db

# An audit of these would keep what they are there to forget. A destruction is written once and
# stays (tests/record/test_rules_destruction.py); a line's copy is on the sealed list.
UNTOLD = {Destruction, SealedLine}
RECORD = [
    model
    for model in apps.get_app_config("cases").get_models()
    if not issubclass(model, pghistory.models.Event) and model not in UNTOLD
]

TRACKERS = """
SELECT p.proname, t.tgtype & 1 = 1, t.tgtype & 28, t.tgenabled, p.prosecdef, p.proconfig, p.prosrc,
    has_function_privilege('court_public', p.oid, 'EXECUTE')
FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
WHERE t.tgrelid = %s::regclass AND p.proname LIKE 'pgtrigger\\_%%'
"""
INSERT, DELETE, UPDATE = 4, 8, 16


def trackers(model):
    with connection.cursor() as cursor:
        cursor.execute(TRACKERS, [model._meta.db_table])
        return cursor.fetchall()


@pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)
def test_every_table_tells_inserts_updates_and_deletions_once_per_statement(model):
    found = trackers(model)
    assert sorted(act for _, _, act, *_ in found) == [INSERT, DELETE, UPDATE]
    assert not any(for_each_row for _, for_each_row, *_ in found)
    assert {enabled for _, _, _, enabled, *_ in found} == {"O"}


@pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)
def test_every_tracker_writes_with_its_owners_rights_and_nobody_else_calls_it(model):
    for name, _, _, _, definer, config, _, callable_by_public in trackers(model):
        assert definer, name
        assert config == ["search_path=public, pg_temp"], name
        assert not callable_by_public, name


@pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)
def test_every_column_is_told(model):
    told = {field.attname for field in model.pgh_event_model._meta.concrete_fields}
    assert {field.attname for field in model._meta.concrete_fields} <= told


def test_nothing_listens_to_the_setting_that_would_silence_triggers():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT btrim(lower(prosrc), E' \\n;'), provolatile FROM pg_proc"
            " WHERE proname = '_pgtrigger_should_ignore'"
        )
        assert cursor.fetchall() == [("select false", "i")]
