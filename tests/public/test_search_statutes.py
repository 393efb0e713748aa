"""Statutes are found by citation, by its beginning, in words, by an everyday name; and leave
nothing behind when the last case charged under them is sealed."""

from datetime import date

import pytest

from cases.public.models import PublishedCitation, PublishedStatute
from cases.public.search import paging
from tests import world
from tests.public.publication import differences
from tests.public.reader import Reader

pytestmark = pytest.mark.django_db(databases=["default", "public"])

CHARGED = {
    "CR-1": ("5-26-303", "Domestic battering in the first degree"),
    "CR-2": ("5-26-305", "Domestic battering in the third degree"),
    "CR-3": ("5-13-201(a)(1)", "Battery in the first degree"),
    "CR-4": ("5-65-103", "Driving or boating while intoxicated"),
    "CR-5": ("720 ILCS 5/12-3.2", "Domestic battery"),
}


def publish() -> None:
    court = world.court(code="bend-circuit", county="Bend")
    for number, (statute, label) in CHARGED.items():
        day = date(2024, 1, int(number[-1]))
        case = world.case(number=number, court=court, filed_date=day, visibility="PUBLIC")
        world.charge(world.defendant(case), statute=statute, label=label)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("5-26-303", ["CR-1"]),
        ("§ 5-26-303", ["CR-1"]),
        ("5-13-201", ["CR-3"]),
        ("5-13-201(a)", ["CR-3"]),
        ("5-26-3*", ["CR-2", "CR-1"]),
        ("720 ilcs 5 / 12-3.2", ["CR-5"]),
        ("domestic battery", ["CR-5", "CR-2", "CR-1"]),
        ("battering", ["CR-2", "CR-1"]),
        ("batter", ["CR-5", "CR-3", "CR-2", "CR-1"]),
        ("Battery in the first degree", ["CR-3"]),
        ("DUI", ["CR-4"]),
        ("drunk driving", ["CR-4"]),
        ("5-99-999", []),
        ("sorcery", []),
    ],
)
def test_a_statute_is_found_as_people_name_it(reader: Reader, typed: str, found: list[str]) -> None:
    publish()
    assert reader.numbers(query={"statute": typed}) == found


def test_statutes_are_leafed_through_like_the_list(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    publish()
    first = reader.get("/cases.json", {"statute": "domestic battery"}).json()
    assert (first["count"], [row["number"] for row in first["results"]]) == (3, ["CR-5", "CR-2"])
    rest = reader.get(first["next"].removeprefix("http://testserver")).json()
    assert [row["number"] for row in rest["results"]] == ["CR-1"]
    back = reader.get(rest["previous"].removeprefix("http://testserver")).json()
    assert back["results"] == first["results"]


def test_a_case_charged_twice_under_what_is_asked_is_shown_once(reader: Reader) -> None:
    case = world.case(number="CR-9", visibility="PUBLIC")
    party = world.defendant(case)
    world.charge(party, statute="5-26-303", label="Domestic battering in the first degree")
    world.charge(party, statute="5-26-305", label="Domestic battering in the third degree")
    answer = reader.get("/cases.json", {"statute": "5-26-3*"}).json()
    assert (answer["count"], [row["number"] for row in answer["results"]]) == (1, ["CR-9"])


def test_a_statute_narrows_together_with_other_filters(reader: Reader) -> None:
    publish()
    asked = {"statute": "domestic battery", "filed_after": "2024-01-02", "county": "Bend"}
    assert reader.numbers(query=asked) == ["CR-5", "CR-2"]
    assert reader.numbers(query={**asked, "status": "closed"}) == []


def test_outcomes_are_found_like_statutes(reader: Reader) -> None:
    publish()
    assert reader.numbers(query={"outcome": "filed", "filed_before": "2024-01-02"}) == [
        "CR-2",
        "CR-1",
    ]


def test_the_statutes_of_a_sealed_case_leave_nothing_behind(reader: Reader) -> None:
    case = world.case(number="CR-9", visibility="PUBLIC")
    world.charge(world.defendant(case), statute="5-14-126", label="Rare offense, seldom charged")
    assert reader.numbers(query={"statute": "rare offense"}) == ["CR-9"]
    world.sealed(case)
    assert reader.numbers(query={"statute": "rare offense"}) == []
    assert not PublishedCitation.objects.filter(statute_key="5-14-126").exists()
    assert not PublishedStatute.objects.filter(statute_key="5-14-126").exists()
    assert differences() == []
