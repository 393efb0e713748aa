"""Reading public pages in tests: text, links and cells rather than markup."""

import csv
import html
import io
import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from cases.models import Case
from cases.public import read


def path_of(case: Case) -> str:
    """The canonical address of a case."""
    return f"/cases/{case.court.code}/{re.sub('[^A-Za-z0-9]+', '-', case.number).upper()}/"


def body_of(response: Any) -> str:
    """The whole body, streamed or not."""
    if response.streaming:
        return b"".join(response.streaming_content).decode()
    text: str = response.content.decode()
    return text


def words_of(response: Any) -> str:
    """What a reader sees: no tags, every run of white space one space."""
    text = re.sub(r"<(style|script|head).*?</\1>", " ", body_of(response), flags=re.DOTALL)
    spaced = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))
    return re.sub(r" ([.,:;])", r"\1", spaced)


def in_one_moment(ask: Callable[[], Any]) -> Any:
    """What is answered while nobody else's transaction comes between: snapshots are those of the
    whole server, and other tests may be running in it."""
    for _ in range(500):
        before = read.moment()
        answer = ask()
        if read.moment() == before:
            return answer
    raise AssertionError("The server is never quiet.")


class Reader:
    """Asks for pages after publishing what stands."""

    def __init__(self, client: Client, settle: Callable[[], None]) -> None:
        self.client = client
        self.settle = settle

    def get(self, path: str, query: Any = None, **more: Any) -> Any:
        self.settle()
        return self.client.get(path, query or {}, **more)

    def words(self, path: str, query: Any = None) -> str:
        """The words of a page that must be there."""
        response = self.get(path, query)
        assert response.status_code == 200, (response.status_code, path)
        return words_of(response)

    def numbers(self, path: str = "/cases.json", query: Any = None) -> list[str]:
        """The case numbers that a list gives, in its order."""
        answer = self.get(path, query)
        assert answer.status_code == 200, body_of(answer)
        return [row["number"] for row in answer.json()["results"]]

    def rows(self, path: str, query: Any = None) -> list[dict[str, str]]:
        """The rows of a CSV file, by column."""
        answer = self.get(path, query)
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(body_of(answer))))

    def problems(self, path: str, query: Any) -> dict[str, list[str]]:
        """What a data format says is wrong with a question."""
        answer = self.get(path, query)
        assert answer.status_code == 400
        fields: dict[str, list[str]] = answer.json()["fields"]
        return fields
