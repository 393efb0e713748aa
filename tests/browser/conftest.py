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
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# By this name browsers trust a page as if it had come by https.
SITE = "http://localhost"
# Headers of the browser that an answer depends on.
PASSED_ON = {"accept", "origin", "referer", "rehearsal", "x-requested-with", "if-none-match"}
Open = Callable[..., Page]
# Milliseconds. A busy machine is no failure: what is waited for comes late, or never.
PATIENCE = 20_000


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
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def answer(route: Route, client: Client, settle: Callable[[], None]) -> None:
    """Answer one request of the browser through Django. Cookies are the client's: it keeps them
    as the browser would, and whatever it writes is settled as at a commit."""
    asked = route.request
    parts = urlsplit(asked.url)
    response: Any = client.generic(
        asked.method,
        parts.path,
        asked.post_data_buffer or b"",
        content_type=asked.headers.get("content-type", ""),
        QUERY_STRING=parts.query,
        headers={name: value for name, value in asked.headers.items() if name in PASSED_ON},
    )
    if asked.method == "POST":
        settle()
    if response.status_code in (301, 302, 303) and asked.is_navigation_request():
        # What Playwright is told to follow it fetches past this function, from the network.
        onward = (
            f'<title>…</title><meta http-equiv="refresh" content="0;url={response["Location"]}">'
        )
        return route.fulfill(status=200, content_type="text/html; charset=utf-8", body=onward)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return route.fulfill(status=response.status_code, headers=dict(response.headers), body=body)


@pytest.fixture
def opened(browser: Browser, public_db: Any, settle: Callable[[], None]) -> Iterator[Open]:
    """Opens a page in a window of its own, as a stranger or as the `client` that is given;
    further options are those of a browser context."""
    with ExitStack() as windows:

        def open_page(path: str, client: Client | None = None, **options: Any) -> Page:
            settle()
            # Nothing moves: a color seen halfway through its change is no color of ours.
            context = browser.new_context(base_url=SITE, reduced_motion="reduce", **options)
            windows.callback(context.close)
            # Playwright calls back in a context of its own, where Django would open connections
            # of its own, which see nothing uncommitted.
            here = copy_context()
            reader = client or Client()
            reader.defaults["SERVER_NAME"] = "localhost"
            context.route(
                "**/*",
                lambda route: here.copy().run(answer, route, reader, settle),
            )
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(path)
            return page

        yield open_page
