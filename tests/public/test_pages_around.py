"""The pages around the record, and what every public answer has in common."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connections
from django.test import RequestFactory

from cases.kinds.charges import OUTCOMES
from cases.public.filters.cases import CaseFilter
from cases.public.filters.changes import ChangeFilter
from cases.public.formats.columns import CASE_COLUMNS, CHANGE_COLUMNS
from cases.public.pages.answers import answered
from tests import world
from tests.public.reader import Reader, path_of
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])
PRESUMPTION = "A charge is an accusation. The defendant is presumed innocent unless proven guilty."
OPEN = ["/about/", "/courts/", "/data/"]
ABOUT_PEOPLE = ["/", "/cases/", "/changes/", "/cases.csv", "/changes.json", "/cases/x/Y/"]


def test_the_front_page_shows_the_latest_changes_and_the_courts(reader: Reader) -> None:
    found = founding(no_contact_level="M-A")
    words = reader.words("/")
    assert "Merged into one" in words
    assert found.homicide.number in words
    assert "District Court of Bend" in words


def test_the_front_page_asks_twice(reader: Reader, queries: Callable[[], Any]) -> None:
    founding()
    reader.settle()
    with queries() as asked:
        reader.client.get("/")
    assert len(asked) == 2


def test_the_front_page_of_an_empty_site_says_so(reader: Reader) -> None:
    words = reader.words("/")
    assert "No charge change is published yet." in words
    assert "No court publishes here yet." in words


def test_a_court_tells_how_much_how_far_back_and_how_fresh(reader: Reader) -> None:
    court = world.court(name="Circuit Court of Ouachita", county="Ouachita")
    for year in (2020, 2024):
        world.case(court=court, filed_date=date(year, 5, 1), visibility="PUBLIC")
    world.case(court=court, filed_date=date(1999, 5, 1), visibility="DRAFT")
    words = reader.words("/courts/")
    assert "Circuit Court of Ouachita Ouachita, Arkansas 2 May 1, 2020 to May 1, 2024" in words


def test_a_court_without_a_published_case_tells_nothing_of_others(reader: Reader) -> None:
    world.case(court=world.court(name="Circuit Court of Ouachita"), visibility="DRAFT")
    words = reader.words("/courts/")
    assert "Circuit Court of Ouachita Arkansas 0 Nothing yet Nothing yet" in words


@pytest.mark.parametrize("path", ["/", "/cases/", "/changes/", *OPEN])
def test_every_page_says_that_a_charge_is_an_accusation(reader: Reader, path: str) -> None:
    assert PRESUMPTION in reader.words(path)


def test_about_says_what_this_is_not_and_why_names_are_withheld(reader: Reader) -> None:
    words = reader.words("/about/")
    for said in ("not a judgment", "Why a name may be withheld", "Corrections", "Nolle prosequi"):
        assert said in words


@pytest.mark.parametrize("path", ABOUT_PEOPLE)
def test_pages_about_people_are_kept_from_search_engines(reader: Reader, path: str) -> None:
    assert reader.get(path)["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("path", OPEN)
def test_pages_about_the_site_may_be_found(reader: Reader, path: str) -> None:
    assert "X-Robots-Tag" not in reader.get(path)


def test_crawlers_are_told_to_stay_out(reader: Reader) -> None:
    lines = reader.get("/robots.txt").text.splitlines()
    assert "Disallow: /" in lines
    assert "Allow: /about/" in lines


@pytest.mark.parametrize("path", [*ABOUT_PEOPLE, *OPEN, "/healthz", "/readyz", "/robots.txt"])
def test_no_answer_sets_a_cookie_or_varies_by_one(reader: Reader, path: str) -> None:
    answer = reader.get(path)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_pages_are_asked_for_anew_and_downloads_are_not_kept(reader: Reader) -> None:
    assert reader.get("/cases/")["Cache-Control"] == "no-cache"
    assert reader.get("/cases.csv")["Cache-Control"] == "private, no-cache"


def test_no_page_has_inline_script_or_style(reader: Reader) -> None:
    found = founding()
    for path in ("/", "/cases/", "/changes/", *OPEN, path_of(found.homicide), "/nowhere/"):
        page = reader.get(path).text
        assert "<script" not in page
        assert "style=" not in page
        assert "<style" not in page


@pytest.mark.parametrize("path", ["/cases/", "/cases.csv", "/about/", "/healthz"])
def test_nothing_public_can_be_written_to(reader: Reader, path: str) -> None:
    assert reader.client.post(path).status_code == 405


def test_the_site_says_that_it_is_alive_and_ready(reader: Reader) -> None:
    assert reader.get("/healthz").text == "ok\n"
    assert reader.get("/readyz").text == "ready\n"


def test_every_column_parameter_and_code_is_in_the_data_dictionary(reader: Reader) -> None:
    page = reader.get("/data/").text
    names = [column.name for column in (*CASE_COLUMNS, *CHANGE_COLUMNS)]
    names += [*CaseFilter.base_filters, *ChangeFilter.base_filters, *OUTCOMES.codes()]
    for name in names:
        assert f"<code>{name}</code>" in page, name


def test_what_takes_too_long_is_answered_in_words(reader: Reader) -> None:
    @answered
    def slow(request: Any) -> Any:
        with connections["public"].cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '20ms'; SELECT pg_sleep(1)")

    answer: Any = slow(RequestFactory().get("/"))
    assert answer.status_code == 503
    assert "This question takes too long" in answer.content.decode()
