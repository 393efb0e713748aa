"""The change desk finds charge changes by what they were, became, when and where."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from cases.models import Case, ChargeChange
from cases.public.search import kinds, paging
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
    day = date(2024, 5, 2)
    changed("CR-1", court=court, date_from=day, date_to=day, instrument="INDICTMENT")
    elsewhere = world.court("TX", county="Bend")
    changed("CR-2", "F-2", "M-A", kind="LESSER_INCLUDED", court=elsewhere)
    narrowing = [
        ("q", "CR-1"), ("direction", "upgrade"), ("kind", "amended"), ("from_level", "F-B"),
        ("to_level", "F-Y"), ("court", "ouachita-circuit"), ("county", "Ouachita"),
        ("effective_after", "2024-05-02"), ("effective_before", "2024-05-02"),
        ("instrument", "indictment"), ("state", "ar"),
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


def test_several_choices_of_one_filter_are_any_of_them(reader: Reader) -> None:
    for number, county in (("CR-1", "Ouachita"), ("CR-2", "Bend"), ("CR-3", "Tallow")):
        changed(number, court=world.court(county=county))
    found = reader.numbers(f"{LIST}?county=Ouachita&county=Tallow")
    assert sorted(found) == ["CR-1", "CR-3"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2024-05-01T16:59", True),
        ("2024-05-01T17:00", True),
        ("2024-05-01T17:00:01", False),
        ("2024-05-01T22:00Z", True),
        ("2024-05-01T22:00:00.000001Z", False),
    ],
)
def test_since_a_moment_is_by_the_courts_own_clock(reader: Reader, typed: str, found: bool) -> None:
    recorded(datetime(2024, 5, 1, 22, tzinfo=UTC))
    changed("CR-1")
    assert bool(reader.numbers(LIST, {"recorded_after": typed})) == found


def test_until_a_moment_includes_it(reader: Reader) -> None:
    recorded(datetime(2024, 5, 1, 22, tzinfo=UTC))
    changed("CR-1")
    assert reader.numbers(LIST, {"recorded_before": "2024-05-01T17:00"}) == ["CR-1"]
    assert reader.numbers(LIST, {"recorded_before": "2024-05-01T16:59"}) == []


@pytest.mark.parametrize("typed", ["2024-05-01 17:00", "2024-05-01T25:00", "yesterday", "17:00"])
def test_what_is_neither_day_nor_moment_is_refused(reader: Reader, typed: str) -> None:
    (said,) = reader.problems(LIST, {"recorded_after": typed})["recorded_after"]
    assert f"“{typed}” is neither a day nor a moment" in said


def test_a_span_of_moments_that_ends_before_it_begins_is_refused(reader: Reader) -> None:
    question = {"recorded_after": "2024-05-01T17:00", "recorded_before": "2024-05-01T16:00"}
    assert reader.problems(LIST, question) == {
        "recorded_before": ["2024-05-01T16:00 comes before 2024-05-01T17:00."]
    }


def test_the_totals_of_each_direction_stand_above_the_desk(reader: Reader) -> None:
    changed("CR-1")
    changed("CR-2")
    changed("CR-3", "F-Y", "F-B")
    assert "▲ Upgrade 2 ▼ Reduction 1" in reader.words("/changes/")
    asked = reader.get("/changes/", {"direction": "upgrade"}).text
    assert "<strong>2</strong> published changes" in asked
    assert 'href="/changes/?direction=upgrade&amp;direction=reduction"' in asked


def test_a_site_without_a_court_has_an_empty_desk(reader: Reader) -> None:
    assert reader.numbers(LIST, {"recorded_after": "2024-05-01"}) == []


def test_a_change_with_one_side_has_no_direction_and_is_counted(reader: Reader) -> None:
    case = world.case(visibility="PUBLIC")
    charge = world.charge(world.defendant(case), filed_date=None)
    world.change("ADDED", after=[charge])
    assert "Without direction 1" in reader.words("/changes/")
    assert reader.get(LIST).json()["count"] == 1


def test_a_total_too_big_to_count_says_so(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 1)
    changed("CR-1")
    changed("CR-2")
    assert "Upgrade 1+" in reader.words("/changes/", {"q": "wendell"})
    assert reader.get(LIST, {"q": "wendell"}).json()["count_exact"] is False


def test_what_codes_alone_ask_for_is_counted_exactly(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 1)
    changed("CR-1")
    changed("CR-2")
    answer = reader.get(LIST, {"direction": "upgrade"}).json()
    assert (answer["count"], answer["count_exact"]) == (2, True)


def test_each_choice_of_each_filter_tells_how_many_changes_it_takes_in(reader: Reader) -> None:
    changed("CR-1", court=world.court(county="Ouachita"))
    changed("CR-2", court=world.court(county="Ouachita"), kind="SUPERSEDED")
    changed("CR-3", "F-2", "M-A", court=world.court("TX", county="Bend"))
    words = reader.words("/changes/")
    for said in ("Ouachita 2 changes", "Bend 1 change", "Texas 1 change", "Superseded 1 change"):
        assert said in words, said
    narrowed = reader.words("/changes/", {"county": "Ouachita"})
    assert "Remove Ouachita 2 changes" in narrowed
    assert "Bend 1 change" in narrowed
    assert "Texas" not in narrowed.partition("Narrow the list")[2].partition("Took effect")[0]


@pytest.mark.parametrize(
    "question",
    [{}, {"direction": "upgrade"}, {"state": "ar"}, {"recorded_after": "2024-05-02"},
     {"state": "ar", "recorded_after": "2024-05-02"}, {"q": "wendell"}],
)  # fmt: skip
@pytest.mark.parametrize(("read", "sought"), [(1, 0), (8_000, 50_000)])
def test_leafing_shows_every_change_once_there_and_back(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, question: Any, read: int, sought: int
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    monkeypatch.setattr(kinds, "MOST_READ", read)
    monkeypatch.setattr(kinds, "MOST_SEEN", sought)
    courts = [world.court(timezone=zone) for zone in ("America/Chicago", "America/Denver")]
    for n in range(7):
        recorded(datetime(2024, 5, 1 + n // 2, 12, tzinfo=UTC))
        changed(f"CR-{n}", court=courts[n % 2], kind=["AMENDED", "SUPERSEDED"][n % 2])
    expected = {f"CR-{n}" for n in range(2 if "recorded_after" in question else 0, 7)}
    first = reader.get(LIST, question).json()
    assert first["count"] == len(expected)
    pages = [first]
    while pages[-1]["next"]:
        pages.append(reader.client.get(pages[-1]["next"]).json())
    assert {row["number"] for page in pages for row in page["results"]} == expected
    assert sum(len(page["results"]) for page in pages) == len(expected)
    back = reader.client.get(pages[-1]["previous"]).json()
    assert back["results"] == pages[-2]["results"]


def test_the_desk_asks_the_database_three_times_at_most(
    reader: Reader, queries: Callable[[], Any]
) -> None:
    changed("CR-1")
    reader.settle()
    with queries() as asked:
        reader.client.get("/changes/?direction=upgrade&state=ar&recorded_after=2024-05-01T17:00")
    assert len(asked) <= 3, asked


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


def test_a_statute_with_a_day_of_effect_is_paged_both_ways(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    for day in range(1, 6):
        recorded(datetime(2024, 5, day, tzinfo=UTC))
        changed(f"CR-{day}", date_from=date(2024, 2, day), date_to=date(2024, 2, day))
    asked = {"from_statute": "5-12-102", "effective_before": "2024-02-04"}
    first = reader.get(LIST, asked).json()
    second = reader.client.get(first["next"]).json()
    back = reader.client.get(second["previous"]).json()
    told = [[row["number"] for row in page["results"]] for page in (first, second, back)]
    assert told == [["CR-4", "CR-3"], ["CR-2", "CR-1"], ["CR-4", "CR-3"]]
