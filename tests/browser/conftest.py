"""A real browser, served by the test's own process: it sees what the test has not committed.

Every request of the browser is answered by Django's test client, so no server runs, and
the pages come with their real headers, the Content-Security-Policy among them.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from contextvars import copy_context
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# By this name browsers trust a page as if it had come by https.
SITE = "http://localhost"
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing = f"No {CHROMIUM}: install it (apt-get install chromium) to test in a browser."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, in which Django would refuse to query.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def answer(route: Route, client: Client) -> None:
    """Answer one request of the browser through Django."""
    parts = urlsplit(route.request.url)
    response: Any = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    route.fulfill(status=response.status_code, headers=dict(response.headers), body=body)


@pytest.fixture
def opened(browser: Browser, public_db: Any, settle: Callable[[], None]) -> Iterator[Open]:
    """Opens a public page in a window of its own; options are those of a browser context."""
    with ExitStack() as windows:

        def open_page(path: str, **options: Any) -> Page:
            settle()
            context = browser.new_context(base_url=SITE, **options)
            windows.callback(context.close)
            # Playwright calls back in a context of its own, where Django would open connections
            # of its own, which see nothing uncommitted.
            here = copy_context()
            context.route(
                "**/*",
                lambda route: here.copy().run(answer, route, Client(SERVER_NAME="localhost")),
            )
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.goto(path)
            return page

        yield open_page
