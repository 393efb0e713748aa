"""The audit tells every write, whichever way it came, with who and why; nobody silences or
rewrites it (rule 23)."""

import pghistory
import pytest
from django.db import ProgrammingError, connection, transaction

from cases.models import Charge, Hearing, Person
from tests import world

pytestmark = pytest.mark.django_db

CLERK = {"user": "clerk", "reason": "calendar call"}


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def told(model, label):
    """The events of a model with this label: the rows as told, and their context."""
    return model.pgh_event_model.objects.filter(pgh_label=label).order_by("pgh_id")


@pytest.fixture
def hearings():
    case = world.case()
    return [world.hearing(case, courtroom="2") for _ in range(3)]


@pytest.mark.parametrize("way", ["create", "bulk_create", "sql"])
def test_an_insert_is_told_with_who_and_why(way):
    case = world.case()
    with pghistory.context(**CLERK):
        match way:
            case "create":
                world.hearing(case, courtroom="2")
            case "bulk_create":
                Hearing.objects.bulk_create([Hearing(case=case, courtroom="2")])
            case "sql":
                run(
                    "INSERT INTO hearing (key, case_id, kind, courtroom, status, reason, source,"
                    " source_id, recorded_by)"
                    " VALUES (gen_random_uuid(), %s, 'TRIAL', '2', 'SET', '', '', '', '')",
                    case.pk,
                )
    event = told(Hearing, "insert").get()
    assert (event.courtroom, event.pgh_obj_id) == ("2", Hearing.objects.get().pk)
    assert event.pgh_context == CLERK


@pytest.mark.parametrize("way", ["save", "update", "bulk_update", "sql"])
def test_an_update_is_told_with_what_stands_there_now(hearings, way):
    with pghistory.context(**CLERK):
        match way:
            case "save":
                for hearing in hearings:
                    hearing.courtroom = "5"
                    hearing.save()
            case "update":
                Hearing.objects.update(courtroom="5")
            case "bulk_update":
                for hearing in hearings:
                    hearing.courtroom = "5"
                Hearing.objects.bulk_update(hearings, ["courtroom"])
            case "sql":
                run("UPDATE hearing SET courtroom = '5'")
    events = told(Hearing, "update")
    assert [event.courtroom for event in events] == ["5", "5", "5"]
    assert {event.pgh_obj_id for event in events} == {hearing.pk for hearing in hearings}
    assert [event.pgh_context for event in events] == [CLERK] * 3


@pytest.mark.parametrize("way", ["delete", "queryset", "sql"])
def test_a_deletion_is_told_with_what_stood_there(hearings, way):
    with pghistory.context(**CLERK):
        match way:
            case "delete":
                for hearing in hearings:
                    hearing.delete()
            case "queryset":
                Hearing.objects.all().delete()
            case "sql":
                run("DELETE FROM hearing")
    events = told(Hearing, "delete")
    assert [event.courtroom for event in events] == ["2", "2", "2"]
    assert [event.pgh_context for event in events] == [CLERK] * 3


def test_every_past_state_can_be_told_from_the_events(hearings):
    for room in ("3", "4"):
        Hearing.objects.filter(pk=hearings[0].pk).update(courtroom=room)
    insert = told(Hearing, "insert").filter(pgh_obj_id=hearings[0].pk)
    updates = told(Hearing, "update").filter(pgh_obj_id=hearings[0].pk)
    assert [event.courtroom for event in [*insert, *updates]] == ["2", "3", "4"]


def test_an_update_that_changes_nothing_is_not_told(hearings):
    Hearing.objects.update(courtroom="2")
    assert not told(Hearing, "update").exists()


def test_a_write_without_a_context_is_told_all_the_same(hearings):
    run("UPDATE hearing SET courtroom = '5'")
    assert [event.pgh_context for event in told(Hearing, "update")] == [None] * 3


def test_a_write_by_a_trigger_is_told(settle):
    was = world.charge()
    change = world.change(before=[was], after=[world.charge(was.party)])
    type(change).objects.filter(pk=change.pk).update(
        voided_at="2024-05-01T12:00Z", voided_by="clerk", void_reason="mistyped"
    )
    assert {event.is_void for event in told(type(change.items.get(side="AFTER")), "update")} == {
        True
    }


def test_what_is_rolled_back_is_not_told(hearings):
    with transaction.atomic():
        Hearing.objects.update(courtroom="5")
        transaction.set_rollback(True)
    assert not told(Hearing, "update").exists()


def test_the_setting_that_would_silence_the_audit_is_not_heard():
    run(
        "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true)"
        " FROM pg_trigger WHERE tgrelid = 'hearing'::regclass"
    )
    world.hearing(world.case())
    assert told(Hearing, "insert").count() == 1


@pytest.fixture
def stranger(hearings):
    """A role with every right on the record, and only reading rights on its audit."""
    run("CREATE ROLE audit_stranger")
    run("GRANT USAGE ON SCHEMA public TO audit_stranger")
    run("GRANT ALL ON ALL TABLES IN SCHEMA public TO audit_stranger")
    run("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO audit_stranger")
    run("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO audit_stranger")
    for model in (Hearing, Person, Charge):
        table = told(model, "insert").model._meta.db_table
        run(f"REVOKE ALL ON {table} FROM audit_stranger")
        run(f"GRANT SELECT ON {table} TO audit_stranger")
    run("SET LOCAL ROLE audit_stranger")
    yield
    run("RESET ROLE")


def test_a_writer_without_rights_on_the_audit_leaves_events_all_the_same(stranger):
    Hearing.objects.update(courtroom="5")
    assert told(Hearing, "update").count() == 3


@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE {events} SET courtroom = '9'",
        "DELETE FROM {events}",
        "TRUNCATE {events}",
        "INSERT INTO {events} (pgh_label) VALUES ('insert')",
        "ALTER TABLE hearing DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
    ],
)
def test_a_writer_without_rights_on_the_audit_changes_nothing_in_it(stranger, attempt):
    events = told(Hearing, "insert").model._meta.db_table
    with pytest.raises(ProgrammingError), transaction.atomic():
        run(attempt.format(events=events))
    assert told(Hearing, "insert").count() == 3
