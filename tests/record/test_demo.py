"""The demonstration: whole, lawful, the same everywhere, and with every hard case in it.

It is loaded once for this file and really committed, since its past is one of commits. The
first part is loaded alone, as a load leaves it that was cut off. The full size is loaded in
test_demo_whole.py.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, models

from cases.demo import FOUNDING_COURT, FOUNDING_KEY, FOUNDING_NUMBER
from cases.demo.founding import FILED, RAISED
from cases.demo.load import load_demo
from cases.demo.past import Moment
from cases.demo.replay import find_offenses, number_rows, replay
from cases.demo.told import past_of
from cases.kinds import Vocabulary
from cases.kinds.charges import CHANGE_KINDS, CHARGE_STATUSES, DIRECTIONS
from cases.models import (
    Case,
    Charge,
    ChargeChange,
    DocketEntry,
    Hearing,
    Party,
    PersonMerge,
    ProtectiveOrder,
    Statement,
)
from cases.models.fields import KindField
from tests.world import load_ladders

SIZE = 60
CUT_OFF = 40


@pytest.fixture(scope="module")
def _demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Moment]]:
    with django_db_blocker.unblock():
        call_command("load_ladders", verbosity=0)
        moments = past_of(SIZE).moments()
        find_offenses()
        number_rows(moments)
        for place, moment in enumerate(moments[:CUT_OFF]):
            replay(moment, place)
        load_demo(lambda _line: None, size=SIZE)
        yield moments
        call_command("flush", verbosity=0, interactive=False)
        load_ladders()


@pytest.fixture
def demo(_demo: list[Moment], db: None) -> list[Moment]:
    return _demo


def rows_of(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def version_as_of(moment: str) -> dict[str, Any]:
    """The founding case as the public could read it then."""
    (found,) = rows_of(
        "SELECT document FROM published_version WHERE case_key = %s AND published_at <= %s "
        "ORDER BY published_at DESC LIMIT 1",
        FOUNDING_KEY,
        moment,
    )
    document: dict[str, Any] = json.loads(found[0])
    return document


def test_a_load_that_was_cut_off_goes_on_where_it_stopped(demo):
    expected: dict[type[models.Model], int] = defaultdict(int)
    for moment in demo:
        for row in moment.rows:
            expected[type(row)] += 1
    for table in (Case, Party, Charge, ChargeChange, DocketEntry, Hearing, Statement):
        assert table.objects.count() == expected[table], table


def test_every_rule_of_the_record_holds(demo):
    assert rows_of("SELECT * FROM broken_rules(ARRAY(SELECT id FROM court_case))") == []


def test_the_publication_is_what_the_record_says(demo):
    ids = "ARRAY(SELECT id FROM court_case)"
    assert rows_of(f"SELECT * FROM publication_differences({ids})") == []


def test_loading_it_again_changes_nothing(demo):
    said: list[str] = []
    before = rows_of("SELECT count(*), max(published_at) FROM published_version")
    load_demo(said.append, size=SIZE)
    assert rows_of("SELECT count(*), max(published_at) FROM published_version") == before
    assert said == []


def test_what_was_recorded_carries_the_time_of_its_moment(demo):
    told = {moment.at for moment in demo}
    assert set(DocketEntry.objects.values_list("recorded_at", flat=True)) <= told
    assert {at for (at,) in rows_of("SELECT published_at FROM published_version")} <= told


def test_the_audit_says_who_recorded_what(demo):
    found = rows_of(
        "SELECT DISTINCT pgh_context->>'user' FROM cases_chargeauditevent "
        "UNION SELECT DISTINCT pgh_context->>'user' FROM cases_caseauditevent"
    )
    assert {who for (who,) in found} == {
        "demo clerk Odalys",
        "demo clerk Bertil",
        "demo clerk Quyên",
        "demo registrar Aslaug",
    }


def test_the_founding_case_stands_at_its_address(demo):
    case = Case.objects.get(key=FOUNDING_KEY)
    assert (case.court.code, case.number) == (FOUNDING_COURT, FOUNDING_NUMBER)
    assert rows_of("SELECT number FROM published_case WHERE key = %s", FOUNDING_KEY)


def test_the_founding_charges_were_raised(demo):
    change = ChargeChange.objects.get(case__key=FOUNDING_KEY)
    items = {
        (item.side, item.effect, item.charge.label)
        for item in change.items.select_related("charge")
    }
    assert items == {
        ("BEFORE", "REPLACED", "Domestic battering in the first degree"),
        ("BEFORE", "UNKNOWN", "Violation of a no-contact order"),
        ("AFTER", "", "Capital murder"),
    }
    direction = "SELECT direction FROM charge_change_direction WHERE change_id = %s"
    assert rows_of(direction, change.pk) == [("UPGRADE",)]


def test_the_day_before_the_change_the_page_shows_battering(demo):
    before = version_as_of(f"{RAISED:%Y-%m-%d}T00:00:00Z")
    assert [charge["label"] for charge in before["charges"]] == [
        "Domestic battering in the first degree",
        "Violation of a no-contact order",
    ]
    assert before["changes"] == []
    after = version_as_of("2024-09-06T00:00:00Z")
    assert [change["direction"] for change in after["changes"]] == ["UPGRADE"]


def test_the_founding_case_was_recorded_on_the_day_it_was_filed(demo):
    (first,) = rows_of(
        "SELECT min(published_at)::date FROM published_version WHERE case_key = %s", FOUNDING_KEY
    )
    assert first == (FILED,)


def test_the_victim_of_the_founding_case_is_nowhere_in_the_publication(demo):
    assert not rows_of("SELECT 1 FROM published_version WHERE document ~* 'marisol' LIMIT 1")
    assert not rows_of("SELECT 1 FROM published_case WHERE caption ~* 'marisol' LIMIT 1")
    assert not rows_of("SELECT 1 FROM published_name WHERE 'marisol' IN (word, beside)")


def test_what_others_said_of_it_is_kept_with_who_said_it(demo):
    said = Statement.objects.filter(case__key=FOUNDING_KEY)
    two_hops = said.get(text="He was arrested in another county.")
    assert [hop.said_by for hop in two_hops.hops.order_by("hop")] == [
        "Ouachita Bend police",
        "Ouachita Bend EMS",
    ]
    spouse = said.filter(text__contains="husband").values_list("text", flat=True)
    assert set(spouse) == {"He was her husband.", "He was her estranged husband."}


def test_the_stay_away_order_stays_unstated(demo):
    order = ProtectiveOrder.objects.get(kind="UNKNOWN", case__number="OBD-24-1702")
    assert (order.status, order.issued_date, order.service) == ("UNKNOWN", None, "UNKNOWN")
    assert set(order.terms.values_list("term", flat=True)) == {"04", "05"}
    assert order.places.count() == 2


# A code that the ten courts have no use for, and why.
UNUSED = {
    "court kind": {"SUPERIOR"},  # none of the five states has one
    "category of offense level": {"ORDINANCE", "UNKNOWN"},  # no ladder has such a level
    "charge status": {"VACATED"},  # whoever vacates makes the charge pending again
    # In the demonstration two people seal by order; nothing comes by a file, a schedule or a
    # restored backup, and nothing is destroyed.
    "origin of a seal": {"IMPORTED", "RESTORED", "SCHEDULED"},
    "setting for what the law lets be sealed": {"SEAL"},
    "law of a destruction": {"JUVENILE", "ORDER"},
    "line of the sealed list": {"DESTROY"},
}


def used_codes() -> dict[str, tuple[Vocabulary[Any], set[str]]]:
    """For each vocabulary of the record, the codes that stand in any of its columns."""
    found: dict[str, tuple[Vocabulary[Any], set[str]]] = {}
    for model in apps.get_app_config("cases").get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, KindField) and field.vocabulary and "pgh_id" not in vars(model):
                _, used = found.setdefault(field.vocabulary.name, (field.vocabulary, set()))
                used.update(model._default_manager.values_list(field.name, flat=True).distinct())
    return found


def test_every_word_of_every_vocabulary_is_used(demo):
    used = used_codes()
    directions = rows_of("SELECT DISTINCT direction FROM charge_change_direction")
    used["direction"] = (DIRECTIONS, {direction for (direction,) in directions})
    statuses = rows_of("SELECT DISTINCT status FROM charge_status")
    used["charge status"] = (CHARGE_STATUSES, {status for (status,) in statuses})
    missing = {
        name: set(vocabulary.codes()) - codes - UNUSED.get(name, set())
        for name, (vocabulary, codes) in used.items()
    }
    assert {name: codes for name, codes in missing.items() if codes} == {}


def test_every_kind_of_change_can_be_read_by_the_public(demo):
    found = {kind for (kind,) in rows_of("SELECT DISTINCT kind FROM published_change")}
    assert found == set(CHANGE_KINDS.codes())


def test_a_case_sealed_after_it_was_public_left_nothing_behind(demo):
    sealed = Case.objects.filter(visibility="SEALED").values_list("key", flat=True)
    assert sealed
    for table, column in (("published_case", "key"), ("published_version", "case_key")):
        assert not rows_of(f"SELECT 1 FROM {table} WHERE {column} = ANY(%s)", list(sealed))


def test_some_people_were_merged_and_one_merge_was_undone(demo):
    assert PersonMerge.objects.filter(undone_at=None).count() == 1
    assert PersonMerge.objects.exclude(undone_at=None).count() == 1


def digest() -> str:
    """What the whole fiction says, row by row, without the numbers that a database gives."""
    summary = hashlib.sha256()
    for moment in past_of(SIZE).moments():
        summary.update(moment.at.isoformat().encode())
        for row in moment.rows:
            told = [
                (field.name, plainly(row, field))
                for field in row._meta.concrete_fields
                if field.name not in ("id", "recorded_at")
            ]
            summary.update(repr((type(row).__name__, told)).encode())
    return summary.hexdigest()


def plainly(row: models.Model, field: Any) -> str:
    value = row._state.fields_cache.get(field.name) if field.is_relation else None
    if value is not None:
        return str(getattr(value, "key", value))
    return (
        ""
        if field.generated or field.db_default is not models.NOT_PROVIDED
        else repr(getattr(row, field.attname))
    )


PRINT_DIGEST = (
    "import django; django.setup(); from tests.record.test_demo import digest; "
    "import sys; sys.stdout.write(digest())"
)


@pytest.mark.slow
def test_it_is_the_same_wherever_it_is_made():
    """Python draws the order of sets anew in each process; nothing here may hang on it."""
    elsewhere = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        env={**os.environ, "PYTHONHASHSEED": "1", "DJANGO_SETTINGS_MODULE": "config.settings"},
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    assert elsewhere.stdout == digest()
