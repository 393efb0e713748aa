"""One address may send so many requests in a minute; what is left is said with every answer."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import RequestFactory, override_settings

from cases.public import fair_use
from cases.public.fair_use import MOST_READERS, WINDOW, Buckets, reader_of
from tests.public.reader import Reader

pytestmark = pytest.mark.django_db(databases=["default", "public"])
PATH = "/api/v1/courts/"


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three requests a minute, from full buckets."""
    monkeypatch.setattr(fair_use, "BUCKETS", Buckets())
    with override_settings(API_REQUESTS_PER_MINUTE=3):
        yield


def coming(**headers: str) -> Any:
    return RequestFactory().get(PATH, headers=headers)


def test_a_bucket_holds_the_requests_of_a_minute() -> None:
    buckets = Buckets()
    assert [buckets.spend("a", 3, 100.0).left for _ in range(3)] == [2, 1, 0]
    refused = buckets.spend("a", 3, 100.0)
    assert (refused.left, refused.wait, refused.full_in) == (0, 20, 60)


def test_a_bucket_fills_at_an_even_rate() -> None:
    buckets = Buckets()
    for _ in range(4):
        buckets.spend("a", 3, 100.0)
    assert buckets.spend("a", 3, 119.0).wait == 1
    assert buckets.spend("a", 3, 120.0).wait == 0
    assert buckets.spend("a", 3, 120.0 + 2 * WINDOW).left == 2


def test_a_refused_request_costs_nothing() -> None:
    buckets = Buckets()
    waits = [buckets.spend("a", 1, 100.0).wait for _ in range(50)]
    assert waits == [0] + [60] * 49


def test_one_reader_takes_nothing_from_another() -> None:
    buckets = Buckets()
    for _ in range(5):
        buckets.spend("a", 3, 100.0)
    assert buckets.spend("b", 3, 100.0).left == 2


def test_no_crowd_of_addresses_fills_the_memory() -> None:
    buckets = Buckets()
    for number in range(MOST_READERS + 2):
        buckets.spend(str(number), 3, 100.0)
    assert len(buckets._full_at) < MOST_READERS


def test_every_answer_says_what_is_left(reader: Reader, three: None) -> None:
    answer = reader.get(PATH)
    assert answer["RateLimit-Policy"] == '"requests";q=3;w=60'
    assert answer["RateLimit"] == '"requests";r=2;t=20'
    assert "Retry-After" not in answer


def test_refusals_count_too_and_questions_of_browsers_do_not(reader: Reader, three: None) -> None:
    assert reader.get("/api/v1/cases/", {"bogus": "1"})["RateLimit"].startswith('"requests";r=2')
    assert "RateLimit" not in reader.client.options(PATH)
    assert reader.get("/api/v1/nowhere/")["RateLimit"].startswith('"requests";r=1')


def test_too_many_are_told_when_to_come_back(reader: Reader, three: None) -> None:
    answers = [reader.get(PATH) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1]["Content-Type"] == "application/problem+json"
    assert answers[-1]["RateLimit"].startswith('"requests";r=0;')
    assert 1 <= int(answers[-1]["Retry-After"]) <= 20


def test_too_many_put_no_question_to_the_database(
    reader: Reader, three: None, queries: Any
) -> None:
    for _ in range(3):
        reader.get(PATH)
    with queries() as asked:
        assert reader.client.get(PATH).status_code == 429
    assert asked == []


def test_pages_and_files_have_a_bucket_of_their_own(reader: Reader, three: None) -> None:
    assert [reader.get("/cases.csv").status_code for _ in range(5)] == [200] * 5


def test_without_a_limit_none_is_told(reader: Reader) -> None:
    assert "RateLimit" not in reader.get(PATH)


@pytest.mark.parametrize(
    ("address", "reader"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_a_reader_is_an_address_or_a_network(address: str, reader: str) -> None:
    assert reader_of(RequestFactory().get(PATH, REMOTE_ADDR=address)) == reader


def test_a_header_that_anybody_can_send_is_not_believed() -> None:
    assert reader_of(coming(X_Forwarded_For="192.0.2.1")) == "127.0.0.1"


@override_settings(BEHIND_PROXY=True)
def test_behind_a_proxy_the_address_that_it_saw_counts() -> None:
    assert reader_of(coming(X_Forwarded_For="203.0.113.9, 192.0.2.1")) == "192.0.2.1"


@override_settings(BEHIND_PROXY=True)
def test_a_proxy_that_tells_no_address_limits_nobody(reader: Reader, three: None) -> None:
    assert [reader.get(PATH).status_code for _ in range(5)] == [200] * 5
