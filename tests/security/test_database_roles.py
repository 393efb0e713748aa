"""What the roles of the database may, and what court_app may not do to the audit, however it
tries: each attempt is plain SQL, as whoever has taken over the program could send it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from cases.desk.destroying import audits
from cases.desk.models import Request
from cases.grants.check import roles_stand
from cases.grants.rights import ONLY_READ, WORKING, is_record, table_of
from cases.grants.standing import differences
from cases.models import Case
from cases.models.fields import RecordNow
from tests import world
from tests.rules import refuses

pytestmark = pytest.mark.django_db(databases=["default", "public"])

REFUSAL = "permission denied|must be owner|must be superuser"
RECORD = [model for model in apps.get_app_config("cases").get_models() if is_record(model)]
AUDIT: list[Any] = [getattr(model, "pgh_event_model") for model in RECORD]  # noqa: B009
PEOPLE, CASES = (table_of(f"cases.{name}auditevent") for name in ("person", "case"))


@contextmanager
def acting_as(role: str) -> Iterator[Any]:
    """A cursor with the rights of a role; what is refused leaves the test whole."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")
        yield cursor
        cursor.execute("RESET ROLE")


def refused(attempt: str, role: str = "court_app") -> None:
    with pytest.raises(DatabaseError, match=REFUSAL), acting_as(role) as cursor:
        cursor.execute(attempt)


def told() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {PEOPLE}")
        return int(cursor.fetchone()[0])


def test_a_migrated_database_has_its_roles_and_no_difference():
    assert [each.said for each in differences()] == []


@pytest.mark.parametrize("event", AUDIT, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE {0} SET pgh_label = 'forged'",
        "DELETE FROM {0}",
        "TRUNCATE {0}",
        "INSERT INTO {0} DEFAULT VALUES",
        "ALTER TABLE {0} DISABLE TRIGGER ALL",
        "DROP TABLE {0}",
    ],
)
def test_the_audit_is_read_and_nothing_else(event, attempt):
    table = event._meta.db_table
    with acting_as("court_app") as cursor:
        cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
    refused(attempt.format(table))


@pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "attempt",
    [
        "ALTER TABLE {0} DISABLE TRIGGER ALL",
        "ALTER TABLE {0} DISABLE TRIGGER USER",
        "TRUNCATE {0} CASCADE",
        "CREATE TRIGGER mine BEFORE INSERT ON {0} EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "CREATE RULE mine AS ON INSERT TO {0} DO INSTEAD NOTHING",
    ],
)
def test_no_table_of_the_record_is_emptied_or_freed_of_its_triggers(model, attempt):
    refused(attempt.format(model._meta.db_table))


@pytest.mark.parametrize(
    "attempt",
    [
        "SET session_replication_role = replica",
        "SET LOCAL session_replication_role = 'local'",
        "CREATE TABLE public.mine (n int)",
        "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE EXTENSION dblink",
        "CREATE ROLE mine SUPERUSER",
        "ALTER ROLE court_app SUPERUSER",
        "ALTER ROLE court_public SET role = court_app",
        "ALTER DATABASE postgres RENAME TO mine",
        "COPY court_case TO PROGRAM 'cat'",
        "SELECT pg_read_file('pg_hba.conf')",
        "SELECT publish_cases(ARRAY[1])",
        "SELECT recount_publication()",
        "DELETE FROM published_version",
        "UPDATE published_case SET caption = 'forged'",
        "DELETE FROM touched_case",
        "UPDATE case_guard SET hidden = '{}'",
        "UPDATE auth_group SET name = 'mine'",
        "DELETE FROM django_migrations",
        "DELETE FROM django_admin_log",
        "DELETE FROM desk_done",
        "UPDATE access_log SET who = 'another'",
        "DELETE FROM access_log",
        "TRUNCATE access_log",
        "ALTER TABLE access_log DISABLE TRIGGER access_log_stands",
        "DELETE FROM access_review",
        "SELECT note_access('SIGNED_IN', 'another', '')",
        "INSERT INTO destroying (\"table\", row_id) VALUES ('charge', 1)",
        "INSERT INTO destruction (destroyed_on) VALUES (current_date)",
        "DELETE FROM court_case",
        "DELETE FROM charge",
    ],
)
def test_nothing_is_made_forged_or_silenced_by_the_program(attempt):
    refused(attempt)


def test_the_setting_that_once_silenced_triggers_silences_none():
    before = told()
    with acting_as("court_app") as cursor:
        cursor.execute("SET LOCAL pgtrigger.ignore = '{person:pgh_insert}'")
        world.person()
    assert told() == before + 1


@pytest.mark.parametrize("table", ["touched_case", "court_case", "charge", "case_guard"])
def test_a_table_of_the_session_stands_in_for_none_of_the_record(table, settle):
    """A temporary table is found before one of its name; triggers do not look there."""
    made = world.case(visibility="PUBLIC")
    settle()
    with acting_as("court_app") as cursor:
        cursor.execute(f"CREATE TEMP TABLE {table} (LIKE public.{table} INCLUDING DEFAULTS)")
        cursor.execute("UPDATE public.court_case SET caption = 'Told' WHERE id = %s", [made.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT caption FROM public.published_case WHERE key = %s", [made.key])
        assert cursor.fetchone() == ("Told",)


def test_no_trigger_of_the_audit_is_hung_on_a_table_of_ones_own():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proname LIKE 'pgtrigger\\_%%' LIMIT 1", []
        )
        tracker = cursor.fetchone()[0]
    refused(
        "CREATE TEMP TABLE mine (id int);"
        "CREATE TRIGGER t AFTER INSERT ON mine REFERENCING NEW TABLE AS new_values"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {tracker}()"
    )


def test_what_the_program_writes_is_audited_and_published(settle):
    before = told()
    with acting_as("court_app"):
        case = world.case(visibility="PUBLIC")
        person = world.person()
        Case.objects.filter(pk=case.pk).update(caption="State v. Nobody")
        settle()
    assert told() == before + 1
    with acting_as("court_public") as cursor:
        cursor.execute("SELECT caption FROM published_case WHERE key = %s", [case.key])
        assert cursor.fetchone() == ("State v. Nobody",)
    assert person.pk


def test_a_destruction_that_two_people_asked_for_deletes_no_other_audit():
    """The one function that deletes from the audit is told which audit is whose."""
    with acting_as("court_app"):
        case = world.case(case_type="JV", visibility="JUVENILE")
        asked = Request.objects.create(
            act="destroy", table="court_case", row_id=case.pk, given={}, said="", asked_by="clerk"
        )
        Request.objects.filter(pk=asked.pk).update(
            decision="APPROVED", decided_by="judge", decided_at=RecordNow()
        )
    told = json.dumps({**audits(), "court_case": audits()["charge"]})
    with refuses("destruction_reaches_its_own_audit"), acting_as("court_app") as cursor:
        cursor.execute("SELECT destroy_record(%s, '{}', %s, '{}')", [asked.pk, told])


def test_an_auditor_reads_the_record_the_audit_and_the_publication_and_writes_nothing():
    made = world.case()
    with acting_as("court_reader") as cursor:
        cursor.execute("SET LOCAL search_path = masked, public")
        for table in ("court_case", CASES, "published_case", "access_log"):
            cursor.execute(f"SELECT count(*) FROM {table}")
        cursor.execute("SET LOCAL search_path = public")
    for attempt in (
        f"UPDATE court_case SET caption = 'forged' WHERE id = {made.pk}",
        "SELECT password FROM auth_user",
        "SELECT session_data FROM staff_session",
        "SELECT data FROM mfa_authenticator",
        "SELECT * FROM desk_draft",
        "SELECT * FROM public.person",
        f"SELECT * FROM public.{PEOPLE}",
        "SELECT * FROM public.order_place",
        "UPDATE masked.docket_entry SET kind = 'OTHER'",
    ):
        refused(attempt, "court_reader")


def test_every_table_of_ours_was_decided():
    """A table that nobody thought of may be written by nobody: it is found here, not by a clerk."""
    decided = {table_of(label) for label in WORKING} | {model._meta.db_table for model in RECORD}
    decided |= {model._meta.db_table for model in AUDIT} | ONLY_READ | {"destruction"}
    ours = {
        model._meta.db_table
        for label in ("cases", "desk", "accounts", "mfa")
        for model in apps.get_app_config(label).get_models()
    }
    assert ours - decided == set()


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("GRANT DELETE ON court_case TO court_app", "court_app: DELETE on table court_case: given"),
        ("GRANT SELECT ON court_case TO PUBLIC", "PUBLIC: SELECT on table court_case: given"),
        (
            "GRANT SELECT (caption) ON court_case TO court_public",
            "on column court_case.caption: gi",
        ),
        (
            "GRANT SELECT ON masked.person TO court_public",
            "court_public: SELECT on table masked.person: given",
        ),
        ("GRANT SELECT ON person TO court_reader", "court_reader: SELECT on table person: given"),
        ("DROP VIEW masked.person", "What auditors read does not follow from the policy"),
        ("COMMENT ON SCHEMA masked IS ''", "What auditors read does not follow from the policy"),
        ("REVOKE INSERT ON party FROM court_app", "court_app: INSERT on table party: not given"),
        (
            "GRANT EXECUTE ON FUNCTION recount_publication() TO court_app",
            "recount_publication(): gi",
        ),
        ("CREATE TABLE forgotten (n int)", "court_app: SELECT on table forgotten: not given"),
        ("ALTER FUNCTION hold_rules() SECURITY INVOKER", "trigger function hold_rules() runs with"),
        (
            "ALTER ROLE court_public RESET statement_timeout",
            "court_public: statement_timeout is not",
        ),
        ("ALTER ROLE court_reader CREATEDB", "court_reader may more than log in"),
        ("GRANT pg_write_all_data TO court_reader", "court_reader may act as pg_write_all_data"),
    ],
)
def test_each_difference_is_said_and_mended(sql, said):
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert any(said in each.said for each in differences())
    with pytest.raises(CommandError, match=r"^1 differences"):
        call_command("grants", "--check")
    call_command("grants", verbosity=0)
    assert differences() == []


def test_the_check_of_the_system_names_what_is_amiss():
    assert roles_stand(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("GRANT TRUNCATE ON charge TO court_app")
    (warning,) = roles_stand(databases=["default"])
    assert "court_app: TRUNCATE on table charge: given" in warning.msg
    assert "manage.py grants" in warning.hint


@override_settings(DEMO=False)
def test_a_program_that_connects_as_the_owner_is_told_so():
    (warning,) = roles_stand(databases=["default"])
    assert warning.id == "cases.W002"
