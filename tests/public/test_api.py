"""The API gives what the pages give: the same lists and cases, page by page, from anywhere."""

import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from cases.public.pages.lists import LISTS
from tests import world
from tests.public.publication import later
from tests.public.reader import Reader, in_one_moment, path_of
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])
API = "/api/v1"
SHAPE = ["count", "count_exact", "next", "previous", "results"]


def many(count: int) -> None:
    court = world.court()
    for n in range(count):
        world.case(number=f"CR-{n}", court=court, visibility="PUBLIC", filed_date=date(2024, 3, 1))


def local(url: str) -> str:
    return url.removeprefix("http://testserver")


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_there_with_the_rows_of_its_json_file(reader: Reader, name: str) -> None:
    found = founding(no_contact_level="M-A")
    world.hearing(found.homicide)
    told = reader.get(f"{API}/{name}/").json()
    assert list(told) == SHAPE
    assert told["results"] == reader.get(f"/{name}.json").json()["results"]


def test_a_list_takes_the_filters_of_its_page(reader: Reader) -> None:
    founding(no_contact_level="M-A")
    asked = {"direction": "upgrade", "to_statute": "5-10-101"}
    assert reader.get(f"{API}/changes/", asked).json()["count"] == 1
    assert reader.get(f"{API}/changes/", {"direction": "reduction"}).json()["count"] == 0


def test_limit_says_how_many_rows_a_page_has(reader: Reader) -> None:
    many(7)
    assert len(reader.numbers(f"{API}/cases/", {"limit": "3"})) == 3
    assert len(reader.numbers(f"{API}/cases/", {"limit": "1000"})) == 7


def test_next_leads_through_the_whole_list_and_previous_back(reader: Reader) -> None:
    many(7)
    whole = reader.numbers("/cases.json")
    pages = [reader.get(f"{API}/cases/", {"limit": "3"}).json()]
    while pages[-1]["next"]:
        pages.append(reader.get(local(pages[-1]["next"])).json())
    assert [row["number"] for page in pages for row in page["results"]] == whole
    assert [len(page["results"]) for page in pages] == [3, 3, 1]
    back = reader.get(local(pages[-1]["previous"])).json()
    assert back["results"] == pages[1]["results"]


def test_the_header_link_leads_to_the_pages_beside(reader: Reader) -> None:
    many(3)
    answer = reader.get(f"{API}/cases/", {"limit": "1"})
    assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'
    second = reader.get(local(answer.json()["next"]))
    assert f'<{second.json()["previous"]}>; rel="prev"' in second["Link"]


@pytest.mark.parametrize("name", LISTS)
def test_a_page_asks_three_times_at_most(
    reader: Reader, queries: Callable[[], Any], name: str
) -> None:
    founding()
    reader.settle()
    with queries() as asked:
        assert reader.client.get(f"{API}/{name}/?limit=100").status_code == 200
    assert len(asked) <= 3


def test_a_case_is_its_document_byte_for_byte(reader: Reader) -> None:
    path = path_of(founding().homicide)
    answer = reader.get(API + path)
    assert answer.content == reader.get(path.rstrip("/") + ".json").content
    assert hashlib.sha256(answer.content).hexdigest() == answer["Version-Hash"]
    assert answer["Link"].endswith('; rel="permalink"')


def test_a_case_spelled_otherwise_leads_to_its_one_address(reader: Reader) -> None:
    path = path_of(founding().homicide)
    answer = reader.get(API + path.lower())
    assert (answer.status_code, answer["Location"]) == (301, API + path)


def test_every_version_of_a_case_is_listed_and_read(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC", caption="State v. Before")
    reader.settle()
    later()
    case.caption = "State v. After"
    case.save()
    told = reader.get(f"{API}{path_of(case)}versions/").json()
    assert list(told) == SHAPE
    texts = [reader.get(local(version["url"])).content for version in told["results"]]
    assert [json.loads(text)["caption"] for text in texts] == ["State v. After", "State v. Before"]
    hashes = [version["version_hash"] for version in told["results"]]
    assert [hashlib.sha256(text).hexdigest() for text in texts] == hashes


def test_a_case_is_read_as_it_stood_at_the_end_of_a_day(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC")
    reader.settle()
    assert reader.get(f"{API}{path_of(case)}at/1999-01-01/").status_code == 404
    document = reader.get(API + path_of(case))
    (version,) = reader.get(f"{API}{path_of(case)}versions/").json()["results"]
    assert reader.get(local(version["url"])).content == document.content


def test_a_person_comes_with_the_published_cases(reader: Reader, queries: Any) -> None:
    who = world.person("Zebedee Quillfeather")
    court = world.court()
    for n in range(27):
        opened = world.case(
            number=f"CR-{n:02}", court=court, visibility="PUBLIC", filed_date=date(2024, 3, n + 1)
        )
        world.defendant(opened, who)
    (found,) = reader.get(f"{API}/people/", {"q": "quillfeather"}).json()["results"]
    with queries() as asked:
        told = reader.client.get(f"{API}/people/{found['key']}/").json()
    assert len(asked) <= 3
    assert (told["name"], told["count"]) == ("Zebedee Quillfeather", 27)
    assert told["results"][0]["number"] == "CR-26"
    assert told["results"][0]["roles"] == ["DEF"]
    rest = reader.get(local(told["next"])).json()
    assert [row["number"] for row in rest["results"]] == ["CR-01", "CR-00"]
    assert reader.get(local(rest["previous"])).json()["results"] == told["results"]


def test_a_person_of_sealed_cases_only_is_not_found(reader: Reader) -> None:
    accused = world.defendant(world.case(visibility="PUBLIC"), world.person("Zebedee Quill"))
    (found,) = reader.get(f"{API}/people/", {"q": "quill"}).json()["results"]
    world.sealed(accused.case)
    sealed = reader.get(f"{API}/people/{found['key']}/")
    never = reader.get(f"{API}/people/{uuid4()}/")
    assert (sealed.status_code, sealed.content) == (404, never.content)


def test_courts_are_listed_with_what_they_publish(reader: Reader) -> None:
    many(2)
    told = reader.get(f"{API}/courts/").json()
    assert list(told) == SHAPE
    assert told["results"][0]["cases"] == 2


def test_statutes_are_listed_with_what_is_charged_under_them(reader: Reader) -> None:
    founding(no_contact_level="M-A")
    told = reader.get(f"{API}/statutes/").json()
    assert list(told) == SHAPE
    assert {"statute": "5-10-101", "label": "Capital murder", "cases": 1} in told["results"]


@pytest.mark.parametrize("q", ["5-10-101", "5-10*", "capital", "murder capital"])
def test_a_statute_is_found_by_citation_beginning_or_words(reader: Reader, q: str) -> None:
    founding(no_contact_level="M-A")
    (found,) = reader.get(f"{API}/statutes/", {"q": q}).json()["results"]
    assert found["statute"] == "5-10-101"


def test_a_statute_of_sealed_cases_only_is_not_listed(reader: Reader) -> None:
    charge = world.charge(statute="5-99-999", label="Sealed away")
    charge.case.visibility = "PUBLIC"
    charge.case.save()
    assert reader.get(f"{API}/statutes/", {"q": "5-99-999"}).json()["count"] == 1
    world.sealed(charge.case)
    assert reader.get(f"{API}/statutes/").json()["count"] == 0


def test_the_front_of_the_api_leads_to_everything(reader: Reader) -> None:
    told = reader.get(f"{API}/").json()
    assert list(told["resources"]) == [*LISTS, "courts", "statutes"]
    for url in (*told["resources"].values(), told["openapi"], told["documentation"]):
        assert reader.get(local(url)).status_code == 200


@pytest.mark.parametrize("path", ["/cases/", "/courts/", "/openapi.json", "/cases/x/Y/"])
def test_a_script_of_any_site_may_read(reader: Reader, path: str) -> None:
    answer = reader.get(API + path, headers={"Origin": "https://news.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "ETag" in answer["Access-Control-Expose-Headers"]
    assert not answer.cookies


def test_a_browser_may_ask_first(reader: Reader) -> None:
    answer = reader.client.options(f"{API}/cases/", headers={"Origin": "https://news.example"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/cases/", "/courts/", "/statutes/", "/openapi.json"])
def test_who_holds_an_answer_is_told_only_that_it_stands(reader: Reader, path: str) -> None:
    def twice() -> Any:
        held = reader.get(API + path)["ETag"]
        return reader.client.get(API + path, headers={"If-None-Match": held})

    many(1)
    answer = in_one_moment(twice)
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_who_holds_a_case_is_told_when_it_changed(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC")
    held = {"If-None-Match": reader.get(API + path_of(case))["ETag"]}
    assert reader.get(API + path_of(case), headers=held).status_code == 304
    case.caption = "State v. After"
    case.save()
    assert reader.get(API + path_of(case), headers=held).status_code == 200


def test_answers_are_compressed_for_who_takes_that(reader: Reader) -> None:
    many(25)
    plain = reader.get(f"{API}/cases/")
    packed = reader.get(f"{API}/cases/", headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.parametrize("path", ["/", "/cases/", "/courts/", "/openapi.json", "/cases/x/Y/"])
def test_head_answers_as_get_without_a_body(reader: Reader, path: str) -> None:
    got, head = reader.get(API + path), reader.client.head(API + path)
    assert (head.status_code, head["Content-Type"]) == (got.status_code, got["Content-Type"])
    assert head.content == b""
    assert head["Content-Length"] == str(len(got.content))


def test_sealed_a_case_answers_as_one_that_never_was(reader: Reader) -> None:
    case = world.case(number="CR-777", visibility="PUBLIC")
    (version,) = reader.get(f"{API}{path_of(case)}versions/").json()["results"]
    world.sealed(case)
    for address in (
        f"{API}{path_of(case)}",
        local(version["url"]),
        f"{API}{path_of(case)}versions/",
    ):
        sealed, never = reader.get(address), reader.get(address.replace("777", "999"))
        assert sealed.status_code == never.status_code == 404
        assert sealed.content == never.content
        assert dict(sealed.headers) == dict(never.headers)
    assert reader.get(f"{API}/cases/").json()["count"] == 0
