"""The lists as pages: leafing, counting, and how little they ask of the database."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from cases.public.search import paging
from tests import world
from tests.public.reader import Reader

pytestmark = pytest.mark.django_db(databases=["default", "public"])
NIL = "An index is not proof of absence."


def published(count: int, *, undated: int = 0) -> list[str]:
    """So many cases of one court, newest first, and the undated last."""
    court = world.court(code="bend-circuit")
    numbers = []
    for n in range(count):
        filed = None if n < undated else date(2024, 1, 1) + timedelta(days=n // 2)
        case = world.case(number=f"CR-{n}", court=court, filed_date=filed, visibility="PUBLIC")
        world.defendant(case, world.person("Rowan Achterberg"))
        numbers.append(case.number)
    return numbers


def leaf(reader: Reader, side: str, path: str = "/cases.json") -> list[list[str]]:
    """Every page from the first (or, by `previous`, from the last one reached)."""
    pages = []
    link: str | None = path
    while link:
        parts = urlsplit(link)
        answer = reader.get(f"{parts.path}?{parts.query}").json()
        pages.append([row["number"] for row in answer["results"]])
        link = answer[side]
        assert len(pages) < 20
    return pages


@pytest.mark.parametrize("sort", ["newest", "oldest"])
def test_leafing_shows_every_case_once_there_and_back(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    monkeypatch.setattr(paging, "PAGE", 4)
    numbers = published(11, undated=5)
    pages = leaf(reader, "next", f"/cases.json?sort={sort}")
    assert [len(page) for page in pages] == [4, 4, 3]
    assert sorted(number for page in pages for number in page) == sorted(numbers)
    last = f"/cases.json?sort={sort}"
    for _ in range(2):
        last = reader.get(last).json()["next"].removeprefix("http://testserver")
    assert list(reversed(leaf(reader, "previous", last))) == pages


def test_newest_filed_comes_first_and_undated_last(reader: Reader) -> None:
    published(5, undated=1)
    assert (reader.numbers()[0], reader.numbers()[-1]) == ("CR-4", "CR-0")
    assert reader.numbers(query={"sort": "oldest"})[0] == "CR-0"


def test_links_to_other_pages_keep_the_question(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    published(3)
    following = reader.get("/cases.json", {"name": "rowan", "type": "cr"}).json()["next"]
    kept = parse_qs(urlsplit(following).query)
    assert (kept["name"], kept["type"]) == (["rowan"], ["cr"])


def test_a_big_list_is_not_counted_to_the_end(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    published(3)
    answer = reader.get("/cases.json", {"name": "rowan"}).json()
    assert (answer["count"], answer["count_exact"]) == (2, False)
    assert "2+ published cases" in reader.words("/cases/", {"name": "rowan"})


def test_cases_of_a_kind_are_counted_to_the_end_however_many(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_COUNTED", 2)
    published(3)
    answer = reader.get("/cases.json", {"type": "cr", "court": "bend-circuit"}).json()
    assert (answer["count"], answer["count_exact"]) == (3, True)


def test_a_small_list_is_counted_exactly(reader: Reader) -> None:
    published(3)
    answer = reader.get("/cases.json").json()
    assert (answer["count"], answer["count_exact"]) == (3, True)


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(
    "path", ["/cases/", "/cases/?q=rowan&status=unknown&statute=5-1", "/changes/"]
)
def test_a_list_asks_the_database_three_times_at_most(
    reader: Reader, queries: Callable[[], Any], count: int, path: str
) -> None:
    published(count)
    reader.settle()
    with queries() as asked:
        assert reader.client.get(path).status_code == 200
    assert len(asked) <= 3, asked


def test_a_later_page_asks_no_more(
    reader: Reader, queries: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    published(6, undated=3)
    following = reader.get("/cases.json").json()["next"].removeprefix("http://testserver")
    with queries() as asked:
        reader.client.get(following)
    assert len(asked) == 3


@pytest.mark.parametrize(
    "path", ["/cases/?q=nobody", "/cases/?court=bend-circuit&level=F-Y", "/changes/"]
)
def test_an_empty_result_says_that_it_proves_nothing(reader: Reader, path: str) -> None:
    published(1)
    assert NIL in reader.words(path)


def test_empty_boxes_drop_out_of_the_address(reader: Reader) -> None:
    answer = reader.get("/cases/?q=rowan&name=&court=&sort=")
    assert (answer.status_code, answer["Location"]) == (302, "/cases/?q=rowan")


def test_the_form_remembers_the_question_and_each_filter_can_be_dropped(reader: Reader) -> None:
    published(1)
    page = reader.get("/cases/?q=rowan&type=cr").text
    assert 'name="q" type="text" value="rowan"' in page
    assert '<option value="cr" selected>Criminal</option>' in page
    assert 'href="/cases/?type=cr"' in page
    assert 'href="/cases/?q=rowan"' in page


def test_a_filter_typed_between_spaces_can_be_dropped(reader: Reader) -> None:
    assert '<a class="chip" href="/cases/">' in reader.get("/cases/?type=+CR+").text


def test_the_form_has_a_court_by_its_new_name_at_once(reader: Reader) -> None:
    court = world.court(code="bend-circuit", name="Circuit Court of Bend")
    assert "Circuit Court of Bend</option>" in reader.get("/cases/").text
    court.name = "Circuit Court of Bend & Reeds"
    court.save()
    assert "Circuit Court of Bend &amp; Reeds</option>" in reader.get("/cases/").text


def test_a_page_links_itself_as_data(reader: Reader) -> None:
    page = reader.get("/cases/?q=rowan").text
    assert 'href="/cases.csv?q=rowan"' in page
    assert 'href="/cases.json?q=rowan"' in page


def test_a_row_tells_case_court_status_and_gravest_charge(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC", caption="State v. Rowan Achterberg")
    party = world.defendant(case)
    world.charge(party, "M-A", label="Trespass")
    world.charge(party, "F-B", label="Robbery")
    world.status(case, "FILED")
    words = reader.words("/cases/")
    for said in ("CR-1 State v. Rowan Achterberg", case.court.name, "Robbery Class B felony"):
        assert said in words


def test_a_withheld_caption_says_so(reader: Reader) -> None:
    told = "State v. A; victim Tove Marisdatter"
    case = world.case(number="CR-1", visibility="PUBLIC", caption=told)
    world.party(case, "VIC", world.person("Tove Marisdatter"))
    assert "Caption withheld" in reader.words("/cases/")
