"""The benchmark's record is written past every trigger: so it is held against every rule here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction

from cases.integrity import broken
from tests.bench.fill import FILLED, CannotFill, fill
from tests.record.benched import BrokenOff, bench_database, rows

pytestmark = pytest.mark.slow

CASES = 2000
TABLES = [model._meta.db_table for model in FILLED]


@pytest.fixture(scope="module")
def filled(django_db_blocker: Any) -> Iterator[None]:
    """A database of its own beside the tests' own, filled once and dropped at the end."""
    with bench_database(django_db_blocker, "fill"):
        fill(CASES, lambda line: None)
        yield


def break_off(line: str) -> None:
    raise BrokenOff(line)


def forget_the_marker() -> None:
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON TABLE court_case IS 'something else'")


@contextmanager
def rolled_back() -> Iterator[None]:
    """Triggers on single rows speak; what they wrote is undone before the commit's do."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def defined(kind: str) -> list[tuple[Any, ...]]:
    """The constraints of this kind on the filled tables, as the system tells them."""
    return rows(
        "SELECT conrelid::regclass, conname, confrelid::regclass, pg_get_expr(conbin, conrelid), "
        "(SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]), "
        "(SELECT attname FROM pg_attribute WHERE attrelid = confrelid AND attnum = confkey[1]) "
        "FROM pg_constraint WHERE contype = %s AND conrelid = ANY (%s::regclass[])",
        [kind, TABLES],
    )


def contents() -> dict[str, str]:
    return {
        table: rows(f"SELECT md5(string_agg(t::text, '' ORDER BY t.id)) FROM {table} t")[0][0]
        for table in TABLES
    }


def indexes() -> list[tuple[Any, ...]]:
    return rows("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef")


def test_exactly_the_wanted_number_of_cases_is_there(filled):
    assert rows("SELECT count(*), min(id), max(id) FROM court_case") == [(CASES, 1, CASES)]


def test_every_filled_table_has_rows(filled):
    assert [table for table in TABLES if rows(f"SELECT count(*) FROM {table}") == [(0,)]] == []


@pytest.mark.parametrize(
    ("table", "wanted"),
    [
        ("person WHERE id >= 100000", 1.2), ("party", 2.5), ("charge", 2.0),
        ("charge_change", 0.4), ("protective_order", 0.1), ("docket_entry", 5.0),
        ("case_status", 1.2), ("hearing", 0.5), ("disposition", 0.6), ("sentence", 0.3),
        ("court_case WHERE visibility = 'SEALED'", 0.045),
    ],
)  # fmt: skip
def test_a_case_has_as_many_rows_on_average_as_in_the_prototype(filled, table, wanted):
    counted = rows(f"SELECT count(*) FROM {table}")[0][0] / CASES
    assert counted == pytest.approx(wanted, rel=0.2)


def test_no_rule_over_several_rows_is_broken(filled):
    assert [finding.rule for finding in broken()] == []


def test_every_foreign_key_leads_somewhere(filled):
    orphans = [
        name
        for table, name, other, _, column, key in defined("f")
        if rows(
            f"SELECT 1 FROM {table} t WHERE t.{column} IS NOT NULL "
            f"AND NOT EXISTS (SELECT FROM {other} o WHERE o.{key} = t.{column}) LIMIT 1"
        )
    ]
    assert orphans == []


def test_every_check_constraint_holds(filled):
    refuted = [
        name
        for table, name, _, condition, _, _ in defined("c")
        if rows(f"SELECT 1 FROM {table} WHERE NOT ({condition}) LIMIT 1")
    ]
    assert refuted == []


def test_charges_stand_as_the_trigger_would_have_placed_them(filled):
    placed = "rank, ladder, level_label, category"
    given = (
        "case_id, party_id, offense_id, statute, label, level, level_reason, offense_from, "
        "offense_to, offense_date_text, filed_date, instrument, visibility, source, source_id, "
        "recorded_at, recorded_by, rests_on, void_reason"
    )
    with rolled_back():
        rows(
            f"INSERT INTO charge (id, key, count, {given}) "
            f"SELECT -id, gen_random_uuid(), count + 1000, {given} FROM charge RETURNING id"
        )
        differing = rows(
            "SELECT was.id FROM charge was JOIN charge becomes ON becomes.id = -was.id "
            f"WHERE (was.{placed.replace(', ', ', was.')}) "
            f"IS DISTINCT FROM (becomes.{placed.replace(', ', ', becomes.')})"
        )
    assert differing == []


def test_charges_on_both_sides_of_a_change_keep_their_own_rank(filled):
    differing = rows(
        "SELECT i.id FROM charge_change_item i JOIN charge c ON c.id = i.charge_id "
        "WHERE (i.rank, i.ladder) IS DISTINCT FROM (c.rank, c.ladder) OR i.is_void"
    )
    assert differing == []


def test_every_plea_is_known_to_its_state(filled):
    with rolled_back():
        assert rows("UPDATE disposition SET plea = plea RETURNING id")


def test_the_numbers_of_a_court_and_year_leave_no_gap(filled):
    gaps = rows(
        "SELECT court_id FROM (SELECT court_id, extract(year FROM filed_date) AS year, "
        r"regexp_replace(number, '^.*?(\d{6})(-00)?$', '\1')::integer AS n FROM court_case) c "
        "GROUP BY court_id, year HAVING min(n) <> 1 OR max(n) <> count(*)"
    )
    assert gaps == []


def test_the_database_numbers_its_own_rows_after_those(filled):
    new = rows("SELECT nextval(pg_get_serial_sequence('docket_entry', 'id'))")
    assert new > rows("SELECT max(id) FROM docket_entry")


def test_what_is_there_already_is_left_alone(filled):
    said: list[str] = []
    fill(CASES, said.append)
    assert said == ["2,000 cases are there already."]


def test_triggers_are_on_again_afterwards(filled):
    assert rows("SHOW session_replication_role") == [("origin",)]


def test_filling_that_breaks_off_leaves_nothing_half_made(filled):
    indexed = indexes()
    forget_the_marker()
    with pytest.raises(BrokenOff):
        fill(CASES, break_off)
    left = rows("SELECT count(*) FROM court_case")
    fill(CASES, lambda line: None)
    assert (left, indexes()) == ([(0,)], indexed)


def test_filling_again_makes_the_same_rows_and_indexes(filled):
    before, indexed = contents(), indexes()
    forget_the_marker()
    fill(CASES, lambda line: None)
    assert (contents(), indexes()) == (before, indexed)


def test_no_other_database_is_emptied(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "NAME", "courtledger_of_a_court")
    with pytest.raises(CannotFill, match="courtledger_of_a_court is not the benchmark's own"):
        fill(CASES, lambda line: None)
