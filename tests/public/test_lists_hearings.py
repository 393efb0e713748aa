"""The calendar of hearings: from today on, day by day, in each court's own hours."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from cases.models import Court, Hearing
from tests import world
from tests.public.reader import Reader

pytestmark = [
    pytest.mark.django_db(databases=["default", "public"]),
    pytest.mark.usefixtures("friday_evening"),
]
LIST = "/hearings.json"
# Nine in the evening in Arkansas, and already Saturday by the clock of the machine.
NOW = datetime(2024, 5, 4, 2, tzinfo=UTC)


@pytest.fixture
def friday_evening() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def at(day: int, hour: int = 15) -> datetime:
    return datetime(2024, 5, day, hour, tzinfo=UTC)


def hearing(number: str, starts_at: datetime | None, court: Any = None, **given: Any) -> Hearing:
    case = world.case(number=number, visibility="PUBLIC", court=court or world.court())
    world.defendant(case, world.person("Wendell Oakhurst"))
    return world.hearing(case, starts_at=starts_at, **given)


def test_it_begins_today_and_the_soonest_comes_first(reader: Reader) -> None:
    hearing("CR-4", at(20))
    hearing("CR-2", at(3))
    hearing("CR-3", at(5))
    hearing("CR-1", at(2))
    hearing("CR-0", None)
    assert reader.numbers(LIST) == ["CR-2", "CR-3", "CR-4"]
    assert "From today on." in reader.words("/hearings/")


def test_today_is_that_of_each_court(reader: Reader) -> None:
    hearing("CR-1", at(3), world.court(timezone="America/Chicago"))
    hearing("CR-2", at(3), world.court(timezone="Europe/Berlin"))
    assert reader.numbers(LIST) == ["CR-1"]


def test_past_hearings_are_reached_latest_first_and_the_undated_last(reader: Reader) -> None:
    hearing("CR-1", at(1))
    hearing("CR-2", at(20))
    hearing("CR-0", None)
    assert reader.numbers(LIST, {"sort": "latest"}) == ["CR-2", "CR-1", "CR-0"]
    assert 'href="/hearings/?sort=latest"' in reader.get("/hearings/").text


def test_a_day_is_the_courts_own(reader: Reader) -> None:
    hearing("CR-1", at(2, 3))
    hearing("CR-2", at(2, 15))
    assert reader.numbers(LIST, {"day": "2024-05-01"}) == ["CR-1"]
    assert reader.numbers(LIST, {"day": "2024-05-02"}) == ["CR-2"]
    assert reader.numbers(LIST, {"day_after": "2024-05-02"}) == ["CR-2"]
    assert reader.numbers(LIST, {"day_before": "2024-05-01"}) == ["CR-1"]


def test_each_filter_narrows_the_calendar(reader: Reader) -> None:
    court = world.court(code="ouachita-circuit", county="Ouachita")
    hearing("CR-1", at(10), court, kind="TRIAL", status="CONTINUED")
    other = world.case(
        number="DR-2", visibility="PUBLIC", case_type="DR", court=world.court("TX", county="Bend")
    )
    world.hearing(other, starts_at=at(11), kind="MOTION")
    narrowing = [
        ("q", "oakhurst"), ("q", "CR-1"), ("court", "ouachita-circuit"), ("county", "Ouachita"),
        ("state", "AR"), ("kind", "trial"), ("status", "continued"), ("type", "cr"),
        ("day", "2024-05-10"), ("day_before", "2024-05-10"),
    ]  # fmt: skip
    for name, value in narrowing:
        assert reader.numbers(LIST, {name: value}) == ["CR-1"], name


def test_a_row_tells_hour_case_kind_status_and_place(reader: Reader) -> None:
    hearing("CR-1", at(10, 14), kind="TRIAL", courtroom="Courtroom 2")
    words = reader.words("/hearings/")
    for said in ("May 10, 2024", "9:00 AM CDT", "CR-1", "Trial", "Set", "Courtroom 2"):
        assert said in words


def test_hearings_stand_under_their_day(reader: Reader) -> None:
    for number, day in (("CR-1", 10), ("CR-2", 10), ("CR-3", 11)):
        hearing(number, at(day))
    assert reader.get("/hearings/").text.count('class="rows-day"') == 2


def test_hearings_on_protective_orders_and_of_hidden_cases_are_not_there(reader: Reader) -> None:
    hearing("CR-1", at(10), kind="ORDER")
    world.hearing(world.case(visibility="DRAFT"), starts_at=at(10))
    assert reader.numbers(LIST) == []
    assert (
        "“order” is not one of the choices" in reader.problems(LIST, {"kind": "order"})["kind"][0]
    )


def test_a_caption_that_would_name_somebody_hidden_is_not_told(reader: Reader) -> None:
    case = world.case(caption="In re Tove Marisdatter", visibility="PUBLIC", case_type="DR")
    world.party(case, "VIC", world.person("Tove Marisdatter"))
    world.hearing(case, starts_at=at(10))
    assert "Caption withheld" in reader.words("/hearings/")


def test_leafing_shows_every_hearing_once(reader: Reader) -> None:
    case = world.case(visibility="PUBLIC")
    for hour in range(60):
        world.hearing(case, starts_at=at(10 + hour // 24, hour % 24))
    first = reader.get(LIST).json()
    second = reader.client.get(first["next"]).json()
    third = reader.client.get(second["next"]).json()
    seen = [row["starts_at"] for page in (first, second, third) for row in page["results"]]
    assert seen == sorted(seen)
    assert len(set(seen)) == 60
    assert reader.client.get(third["previous"]).json()["results"] == second["results"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_calendar_asks_the_database_three_times_at_most(
    reader: Reader, queries: Callable[[], Any], count: int
) -> None:
    case = world.case(visibility="PUBLIC")
    for _ in range(count):
        world.hearing(case, starts_at=at(10))
    reader.settle()
    with queries() as asked:
        assert reader.client.get("/hearings/", {"kind": "other"}).status_code == 200
    assert len(asked) <= 3, asked


def test_an_empty_calendar_says_that_it_proves_nothing(reader: Reader) -> None:
    assert "An index is not proof of absence." in reader.words("/hearings/")


def test_a_renamed_court_is_renamed_in_the_calendar(reader: Reader) -> None:
    court = world.court(name="Circuit Court of Bend")
    hearing("CR-1", at(10), court)
    reader.settle()
    Court.objects.filter(pk=court.pk).update(name="Circuit Court of Ouachita")
    assert "Circuit Court of Ouachita" in reader.words("/hearings/")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("day", "tomorrow", "“tomorrow” is not a day of the calendar"),
        ("sort", "loudest", "“loudest” is not one of the choices: soonest, latest"),
        ("q", "a\0b", "Null characters are not allowed"),
        ("after", "garbage", "This page address is damaged"),
        ("bogus", "1", "This list has no such parameter. It knows: court, day, kind, q"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    reader: Reader, name: str, value: str, said: str
) -> None:
    assert said in " ".join(reader.problems(LIST, {name: value})[name])
    assert reader.get("/hearings/", {name: value}).status_code == 400
