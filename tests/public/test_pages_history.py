"""Yesterday's citation still shows yesterday's record."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cases.models import Case
from cases.public.dates import moment_words
from tests import world
from tests.public.publication import later
from tests.public.reader import Reader, path_of, words_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])
# 23:30 on the first of May in the court's hours.
FIRST = datetime(2024, 5, 2, 4, 30, tzinfo=UTC)
SECOND = datetime(2024, 5, 3, 16, 0, tzinfo=UTC)
MISSED = "The hash in this address is not that of the record shown here."


def clock(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('courtledger.replay_at', %s, true)", [at.isoformat()])


@pytest.fixture
def case(public_db: Any, settle: Any) -> Case:
    """A case published on one day with one charge, and on a later day with two."""
    clock(FIRST)
    opened = world.case(number="CR-7", visibility="PUBLIC")
    party = world.defendant(opened)
    world.charge(party, label="Trespass")
    settle()
    later()
    clock(SECOND)
    world.charge(party, label="Burglary")
    settle()
    return opened


def test_both_versions_are_listed_latest_first(reader: Reader, case: Case) -> None:
    words = reader.words(f"{path_of(case)}versions/")
    assert words.index("May 3, 2024, 11:00 AM CDT") < words.index("May 1, 2024, 11:30 PM CDT")


def test_the_record_as_it_stood_at_a_moment(reader: Reader, case: Case) -> None:
    words = reader.words(f"{path_of(case)}at/2024-05-02T12:00:00Z/")
    assert "This is the public record as it stood on May 2, 2024, 7:00 AM CDT." in words
    assert "Trespass" in words
    assert "Burglary" not in words
    assert "stood until May 3, 2024, 11:00 AM CDT" in words


def test_a_day_means_its_end_in_the_courts_hours(reader: Reader, case: Case) -> None:
    words = reader.words(f"{path_of(case)}at/2024-05-01/")
    assert "as it stood at the end of May 1, 2024, in the court's own hours" in words
    assert "Burglary" not in words
    assert "Burglary" in reader.words(f"{path_of(case)}at/2024-05-03/")


def test_before_its_first_version_the_case_is_not_found(reader: Reader, case: Case) -> None:
    before = reader.get(f"{path_of(case)}at/2024-04-30/")
    assert before.status_code == 404
    assert before.content == reader.get("/cases/no-such-court/CR-7/").content


def test_today_is_not_over_and_the_page_says_so(reader: Reader, case: Case) -> None:
    today = (timezone.now() - timedelta(hours=6)).date()
    words = reader.words(f"{path_of(case)}at/{today}/")
    assert "this page can still change today" in words
    assert "It is also the present record." in words


def test_a_citation_that_still_holds_says_nothing_more(reader: Reader, case: Case) -> None:
    at = f"{path_of(case)}at/2024-05-02T12:00:00Z"
    version = reader.get(f"{at}.json")["Version-Hash"]
    assert MISSED not in reader.words(f"{at}/", {"hash": version[:12]})
    assert MISSED not in reader.words(f"{at}/", {"hash": version.upper()})


@pytest.mark.parametrize("cited", ["0" * 12, "zzzz", "a", "<i>x</i>"])
def test_a_citation_of_another_text_gets_one_fixed_sentence(
    reader: Reader, case: Case, cited: str
) -> None:
    answer = reader.get(f"{path_of(case)}at/2024-05-03/", {"hash": cited})
    assert words_of(answer).count(MISSED) == 1


def test_what_is_sealed_later_is_gone_from_the_past_without_a_word(
    reader: Reader, case: Case
) -> None:
    at = f"{path_of(case)}at/2024-05-03T20:00:00Z"
    cited = reader.get(f"{at}.json")["Version-Hash"]
    world.sealed(case.charges.get(label="Burglary"))
    answer = reader.get(f"{at}/", {"hash": cited[:12]})
    assert "Burglary" not in words_of(answer)
    assert MISSED in words_of(answer)
    assert "seal" not in words_of(answer).lower()


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("2024-02-30", "“2024-02-30” is not a day or a moment."),
        ("yesterday", "“yesterday” is not a day or a moment."),
        ("2024-05-01T12:00:00", "does not say in which time zone"),
        ("2999-01-01", "That time has not come yet."),
        ("2999-01-01T00:00:00Z", "That time has not come yet."),
        ("0001-01-01", "Give a year from 1600 to 9998."),
        ("%00", "is not a day or a moment."),
        ("9" * 2000, "is not a day or a moment."),
    ],
)
def test_what_is_no_time_is_refused_with_the_way_out(
    reader: Reader, case: Case, then: str, said: str
) -> None:
    answer = reader.get(f"{path_of(case)}at/{then}/")
    assert answer.status_code == 400
    assert said in words_of(answer)
    assert "2026-03-31T17:00:00Z" in words_of(answer)
    data = reader.get(f"{path_of(case)}at/{then}.json")
    assert (data.status_code, said in data.json()["error"]) == (400, True)


def test_a_wrong_time_is_refused_alike_whether_or_not_there_is_a_case(
    reader: Reader, case: Case
) -> None:
    there = reader.get(f"{path_of(case)}at/soon/")
    nowhere = reader.get("/cases/no-such-court/CR-7/at/soon/")
    assert there.content == nowhere.content


def test_the_form_for_a_day_leads_to_its_address(reader: Reader, case: Case) -> None:
    answer = reader.get(f"{path_of(case)}at/", {"day": "2024-05-01"})
    assert (answer.status_code, answer["Location"]) == (302, f"{path_of(case)}at/2024-05-01/")
    assert reader.get(f"{path_of(case)}at/", {"day": "x"}).status_code == 400


def test_a_spelling_that_is_not_canonical_keeps_its_time(reader: Reader, case: Case) -> None:
    answer = reader.get(f"/cases/{case.court.code}/cr 7/at/2024-05-01/?hash=abc")
    assert answer["Location"] == f"{path_of(case)}at/2024-05-01/?hash=abc"


def test_each_look_at_the_past_is_one_query(reader: Reader, case: Case, queries: Any) -> None:
    for path in ("at/2024-05-01/", "at/2024-05-02T12:00:00Z/", "versions/"):
        with queries() as asked:
            assert reader.client.get(path_of(case) + path).status_code == 200
        assert len(asked) == 1


def test_a_moment_beyond_the_calendar_is_shown_as_given() -> None:
    assert moment_words("12026-01-01T00:00:00+00:00", "UTC") == "12026-01-01T00:00:00+00:00"
    assert moment_words("0001-01-01T00:00:00+00:00", "America/Chicago").startswith("0001")
