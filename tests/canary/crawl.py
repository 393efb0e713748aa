"""Reads every public address that can be reached: by link, feed, API document, format, and by
asking every filter for every value."""

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.test import Client

from cases.public.filters.fields import CodeField
from cases.public.formats import formats_of
from cases.public.pages.lists import LISTS
from tests.public.reader import body_of

HREF = re.compile(r'(?:href|src|action)="([^"#]*)')
ABSOLUTE = re.compile(r'https?://testserver(/[^"\s<>\\]*)')
LINK = re.compile(r"<([^>]+)>")
SEEDS = (
    "/", "/robots.txt", "/healthz", "/readyz", "/api/v1/", "/api/v1/openapi.json", "/data/api/",
    "/about/data-policy/", "/sitemap.xml", "/api/", "/no-such-page/",
)  # fmt: skip
ACCEPTED = (
    "text/html", "application/json", "text/csv", "application/xml", "application/atom+xml",
    "text/calendar", "image/png", "*/*;q=0.1", "nonsense",
)  # fmt: skip
LATEST = {"hearings": {"sort": "latest"}}


def crawled(client: Client, starts: Any = SEEDS) -> Iterator[tuple[str, Any, str]]:
    """Every address that links lead to, each with its answer and its whole text."""
    waiting, seen = list(starts), set()
    while waiting:
        path = waiting.pop()
        kind = kind_of(path)
        if kind in seen:
            continue
        seen.add(kind)
        answer = client.get(path)
        text = whole(answer)
        yield path, answer, text
        waiting += [link for link in links_in(answer, text) if not link.startswith("/static/")]


def kind_of(path: str) -> str:
    """Lists differ by their questions; of a question with several filters one is looked at."""
    parts = urlsplit(path)
    asked = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    return path if len(asked) < 2 else f"{parts.path}?{'&'.join(sorted(set(asked)))}"


def links_in(answer: Any, text: str) -> Iterator[str]:
    """What an answer leads to, within the site."""
    found = [*map(unescape, HREF.findall(text)), *ABSOLUTE.findall(text)]
    found += [*LINK.findall(answer.headers.get("Link", "")), answer.headers.get("Location", "")]
    here = answer.request["PATH_INFO"]
    for link in found:
        path = link.removeprefix("http://testserver")
        if path.startswith("?"):
            yield here + path
        elif path.startswith("/") and not path.startswith(("//", "/admin")):
            yield path


def whole(answer: Any) -> str:
    """Status, headers and body as one text."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items() if name != "Date")
    return f"{answer.status_code}\n{headers}\n\n{body_of(answer)}"


def questions(values: Sequence[str]) -> Iterator[str]:
    """Every list in every format, by every filter: each code that there is, and these values."""
    for name, listed in LISTS.items():
        for form in ("/", *(f".{suffix}" for suffix in formats_of(name))):
            yield _address(name, form, {})
            if form not in ("/", ".json"):
                continue
            for filtered, each in listed.filters.base_filters.items():
                offered = each.field.labels if isinstance(each.field, CodeField) else ()
                for value in [*offered, *values]:
                    yield _address(name, form, {filtered: value})


def _address(name: str, form: str, asked: dict[str, str]) -> str:
    query = urlencode({**LATEST.get(name, {}), **asked})
    return f"/{name}{form}?{query}" if query else f"/{name}{form}"


def of_the_api(client: Client) -> Iterator[str]:
    """The addresses that the API's own document tells of, with nothing in their places."""
    for path in json.loads(client.get("/api/v1/openapi.json").content)["paths"]:
        yield re.sub(r"{[^}]+}", "nothing", path)
