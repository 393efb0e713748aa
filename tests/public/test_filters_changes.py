"""The change desk finds charge changes by what they were, became, when and where."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from cases.models import Case, ChargeChange
from tests import world
from tests.public.reader import Reader, path_of
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])
LIST = "/changes.json"


def changed(
    number: str, was: str = "F-B", becomes: str = "F-Y", *, court: Any = None, **given: Any
) -> ChargeChange:
    """A published case in which robbery became aggravated robbery."""
    court = court or world.court()
    case = world.case(number=number, visibility="PUBLIC", court=court)
    party = world.defendant(case, world.person("Wendell Oakhurst"))
    before = world.charge(party, was, statute="5-12-102", label="Robbery", filed_date=None)
    after = world.charge(
        party, becomes, statute="5-12-103", label="Aggravated robbery", filed_date=None
    )
    return world.change(before=[before], after=[after], **given)


def recorded(at: datetime) -> None:
    """What is written from here on is recorded at that moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('courtledger.replay_at', %s, true)", [at.isoformat()])


def test_it_lists_the_latest_recorded_first(reader: Reader) -> None:
    for day in (1, 2, 3):
        recorded(datetime(2024, 5, day, tzinfo=UTC))
        changed(f"CR-{day}")
    assert reader.numbers(LIST) == ["CR-3", "CR-2", "CR-1"]


def test_the_founding_change_is_found_as_an_upgrade(reader: Reader) -> None:
    found = founding(no_contact_level="M-A")
    asked = {"direction": "upgrade", "from_statute": "5-26-303", "to_statute": "5-10-101"}
    assert reader.numbers(LIST, asked) == [found.homicide.number]


def test_a_change_without_known_levels_is_undetermined(reader: Reader) -> None:
    found = founding()
    assert reader.numbers(LIST, {"direction": "undetermined"}) == [found.homicide.number]
    assert reader.numbers(LIST, {"direction": "upgrade"}) == []


def test_each_filter_narrows_the_desk(reader: Reader) -> None:
    court = world.court(code="ouachita-circuit", county="Ouachita")
    changed("CR-1", court=court, date_from=date(2024, 5, 2), date_to=date(2024, 5, 2))
    changed("CR-2", "F-D", "M-A", kind="LESSER_INCLUDED", court=world.court(county="Bend"))
    narrowing = [
        ("q", "CR-1"), ("direction", "upgrade"), ("kind", "amended"), ("from_level", "F-B"),
        ("to_level", "F-Y"), ("court", "ouachita-circuit"), ("county", "Ouachita"),
        ("effective_after", "2024-05-02"), ("effective_before", "2024-05-02"),
    ]  # fmt: skip
    for name, value in narrowing:
        assert reader.numbers(LIST, {name: value}) == ["CR-1"], name


def test_a_statute_is_found_on_its_own_side_only(reader: Reader) -> None:
    changed("CR-1")
    assert reader.numbers(LIST, {"from_statute": "5-12-102"}) == ["CR-1"]
    assert reader.numbers(LIST, {"to_statute": "5-12-102"}) == []
    assert reader.numbers(LIST, {"to_statute": "5-12-*"}) == ["CR-1"]


def test_an_uncertain_date_is_found_wherever_it_may_lie(reader: Reader) -> None:
    changed("CR-1", date_from=date(2024, 5, 1), date_to=date(2024, 5, 31))
    changed("CR-2")
    assert reader.numbers(LIST, {"effective_after": "2024-05-20"}) == ["CR-1"]
    assert reader.numbers(LIST, {"effective_before": "2024-05-20"}) == ["CR-1"]
    assert reader.numbers(LIST, {"effective_after": "2024-06-01"}) == []


def test_a_recorded_day_is_the_courts_own_day(reader: Reader) -> None:
    # 03:00 UTC is still the evening before in Arkansas, and 10 in the morning in no court here.
    recorded(datetime(2024, 5, 2, 3, tzinfo=UTC))
    changed("CR-1")
    on_the_first = {"recorded_after": "2024-05-01", "recorded_before": "2024-05-01"}
    assert reader.numbers(LIST, on_the_first) == ["CR-1"]
    assert reader.numbers(LIST, {"recorded_after": "2024-05-02"}) == []
    assert "Recorded May 1, 2024" in reader.words("/changes/")


def test_courts_in_other_time_zones_keep_their_own_days(reader: Reader) -> None:
    recorded(datetime(2024, 5, 2, 5, 30, tzinfo=UTC))
    changed("CR-1", court=world.court(timezone="America/Chicago"))
    changed("CR-2", court=world.court(timezone="America/Denver"))
    assert reader.numbers(LIST, {"recorded_after": "2024-05-02"}) == ["CR-1"]
    assert reader.numbers(LIST, {"recorded_before": "2024-05-01"}) == ["CR-2"]


def test_a_row_of_the_desk_tells_the_whole_change(reader: Reader) -> None:
    found = founding(no_contact_level="M-A")
    words = reader.words("/changes/")
    for said in (
        "Darío Ibáñez-Quintero",
        "Domestic battering in the first degree 5-26-303 · Class B felony replaced by this change",
        "Violation of a no-contact order statute not stated · Class A misdemeanor "
        "the record does not say",
        "Upgrade Merged into one",
        "Capital murder 5-10-101 · Capital murder",
    ):
        assert said in words
    assert path_of(Case.objects.get(pk=found.homicide.pk)) in reader.get("/changes/").text
