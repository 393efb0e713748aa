"""A reader of the public site, who sees what is published and connects as the public does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.public.reader import Reader


@pytest.fixture
def reader(public_db: Any, settle: Callable[[], None]) -> Reader:
    """Publishes what the test has made, then reads."""
    return Reader(Client(), settle)


@pytest.fixture
def queries(public_db: Any) -> Callable[[], Any]:
    """`with queries() as asked:` holds the statements that a page puts to the publication."""

    @contextmanager
    def captured() -> Iterator[list[str]]:
        asked: list[str] = []
        with CaptureQueriesContext(connections["public"]) as captured_queries:
            yield asked
        asked += [query["sql"] for query in captured_queries.captured_queries]

    return captured
