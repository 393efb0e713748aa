"""The list of protective orders: only those a court may publish, and nobody's name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cases.models import Court, OrderTerm, ProtectiveOrder
from tests import world
from tests.public.reader import Reader, path_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])
LIST = "/orders.json"


def publishing(in_state: str = "AR", **given: Any) -> Court:
    """A court that publishes orders where the protected person asked for it."""
    return world.court(in_state, order_publication="REDACTED", **given)


def published(court: Court | None = None, **given: Any) -> ProtectiveOrder:
    case = world.case(court=court or publishing(), visibility="PUBLIC")
    return world.order(case, **{"consent_to_publish": True, **given})


def keys(reader: Reader, query: Any = None) -> list[str]:
    answer = reader.get(LIST, query)
    assert answer.status_code == 200, answer.content
    return [row["key"] for row in answer.json()["results"]]


def test_it_lists_the_newest_issued_first_and_the_undated_last(reader: Reader) -> None:
    court = publishing()
    undated = published(court, issued_date=None)
    older = published(court, issued_date=date(2024, 1, 2))
    newer = published(court, issued_date=date(2024, 5, 2))
    assert keys(reader) == [str(order.key) for order in (newer, older, undated)]


def test_an_order_is_not_there_without_consent_or_a_court_that_publishes(reader: Reader) -> None:
    published(world.court())
    published(consent_to_publish=False)
    published(kind="TOP")
    assert keys(reader) == []


def test_an_order_that_is_no_longer_to_be_published_is_gone(reader: Reader) -> None:
    order = published()
    assert len(keys(reader)) == 1
    ProtectiveOrder.objects.filter(pk=order.pk).update(consent_to_publish=False)
    assert keys(reader) == []


def test_each_filter_narrows_the_list(reader: Reader) -> None:
    here = publishing(code="ouachita-circuit", county="Ouachita")
    found = published(here, kind="STALK", status="EXTENDED", issued_date=date(2024, 5, 2))
    OrderTerm.objects.create(order=found, term="05")
    published(publishing("TX", county="Bend"), issued_date=date(2024, 4, 1))
    narrowing = [
        ("court", "ouachita-circuit"), ("county", "Ouachita"), ("state", "AR"), ("state", "ar"),
        ("kind", "stalk"), ("status", "extended"), ("term", "05"), ("issued_after", "2024-05-02"),
    ]  # fmt: skip
    for name, value in narrowing:
        assert keys(reader, {name: value}) == [str(found.key)], name
    assert str(found.key) not in keys(reader, {"issued_before": "2024-05-01"})


def test_a_kind_that_is_never_published_is_no_choice(reader: Reader) -> None:
    assert (
        "“top” is not one of the choices: fop" in reader.problems(LIST, {"kind": "top"})["kind"][0]
    )


def test_a_row_tells_kind_status_days_terms_and_the_case(reader: Reader) -> None:
    order = published(issued_date=date(2024, 5, 2), expires_date=date(2026, 5, 2))
    OrderTerm.objects.create(order=order, term="05")
    page = reader.words("/orders/")
    for said in (
        "Final order of protection", "Issued", "May 2, 2024", "May 2, 2026", "No communication",
        order.case.number, "1 published order",
    ):  # fmt: skip
        assert said in page
    assert path_of(order.case) in reader.get("/orders/").text


def test_a_case_that_would_tell_who_is_protected_is_not_told(reader: Reader) -> None:
    court = publishing()
    case = world.case(court=court, visibility="PUBLIC")
    restrained = world.defendant(case, world.person("Darío Quillfeather"))
    spouse = world.person("Tove Quillfeather")
    world.order(case, restrained, spouse, consent_to_publish=True)
    (row,) = reader.get(LIST).json()["results"]
    assert (row["number"], row["url"]) == ("", "")
    (cells,) = reader.rows("/orders.csv")
    assert (cells["number"], cells["url"]) == ("", "")
    page = reader.get("/orders/").text
    assert "Case not told" in page
    assert case.number not in page


def test_nobody_is_named_in_any_format(reader: Reader) -> None:
    published()
    for path in ("/orders/", LIST, "/orders.csv"):
        text = reader.get(path)
        body = b"".join(text.streaming_content) if text.streaming else text.content
        assert b"Marisdatter" not in body
        assert b"Achterberg" not in body


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_the_database_three_times_at_most(
    reader: Reader, queries: Callable[[], Any], count: int
) -> None:
    court = publishing()
    for _ in range(count):
        published(court)
    reader.settle()
    with queries() as asked:
        assert reader.client.get("/orders/", {"kind": "fop", "term": "05"}).status_code == 200
    assert len(asked) <= 3, asked


def test_an_empty_list_says_that_it_proves_nothing(reader: Reader) -> None:
    assert "An index is not proof of absence." in reader.words("/orders/")


def test_a_renamed_court_is_renamed_in_the_list(reader: Reader) -> None:
    court = publishing(name="Circuit Court of Bend")
    published(court)
    reader.settle()
    Court.objects.filter(pk=court.pk).update(name="Circuit Court of Ouachita")
    assert "Circuit Court of Ouachita" in reader.words("/orders/")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("issued_after", "2024-13-01", "“2024-13-01” is not a day of the calendar"),
        ("term", "99", "“99” is not one of the choices: 01, 02"),
        ("q", "Wendell", "This list has no such parameter. It knows: court, county, state"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    reader: Reader, name: str, value: str, said: str
) -> None:
    assert said in " ".join(reader.problems(LIST, {name: value})[name])
    assert reader.get("/orders/", {name: value}).status_code == 400
