"""The examples on the page about the API run as they stand, against a server that serves it."""

import html
import json
import re
import subprocess
import sys
from typing import Any
from urllib.request import urlopen

import pytest
from django.db import transaction

from cases.public.api.examples import EXAMPLES
from tests.worlds.founding import Founding, founding

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "public"])
PRESENTED = re.compile(r'<h3 id="([\w-]+)">.*?<pre[^>]*><code>(.*?)</code></pre>', re.DOTALL)


@pytest.fixture
def found(transactional_db: None) -> Founding:
    with transaction.atomic():
        return founding(no_contact_level="M-A")


@pytest.fixture
def examples(live_server: Any) -> dict[str, str]:
    """The programs by their codes, as a reader copies them from the page."""
    page = read(f"{live_server.url}/data/api/")
    return {code: html.unescape(text) for code, text in PRESENTED.findall(page)}


def read(url: str) -> str:
    with urlopen(url) as answer:  # noqa: S310 - our own server
        text: str = answer.read().decode()
        return text


def printed(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_the_page_shows_every_example(examples: dict[str, str]) -> None:
    assert list(examples) == [each.code for each in EXAMPLES]


def test_the_example_for_curl_runs(found: Founding, examples: dict[str, str]) -> None:
    told = json.loads(printed("sh", "-c", examples["curl"]))
    assert [row["number"] for row in told["results"]] == [found.homicide.number]


def test_the_example_for_python_runs(found: Founding, examples: dict[str, str]) -> None:
    (line,) = printed(sys.executable, "-c", examples["python"]).splitlines()
    assert line.startswith(found.homicide.number)
    assert line.endswith(" -> Capital murder")


def test_the_example_that_reads_the_past_runs(found: Founding, examples: dict[str, str]) -> None:
    (line,) = printed(sys.executable, "-c", examples["python-as-of"]).splitlines()
    assert "charges" in line


def test_the_example_for_r_asks_for_what_is_there(
    found: Founding, examples: dict[str, str]
) -> None:
    (url,) = re.findall(r'url <- "(.+)"', examples["r"])
    (change,) = json.loads(read(url))["results"]
    named = set(re.findall(r"(?:change|charge)\$(\w+)", examples["r"]))
    assert named <= {*change, *change["after"][0]}
