"""Guessing at two server processes at once: they count together, and tell nothing."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any

import pytest
import requests
from django.contrib.auth.models import User
from django.test import override_settings

from cases.accounts.adapters import REFUSED, WRONG_CODE
from tests.accounts.people import (
    PASSWORD,
    SECOND,
    SIGN_IN,
    code_now,
    entries,
    staff,
    with_app,
)
from tests.servers import PATIENCE, Server, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
GUESSES = 12
# What a real installation hashes with: one hash is most of what an answer takes.
HASHER = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


class Visitor(requests.Session):
    """Somebody at the pages of one server, with a browser that keeps cookies."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self.server = server
        # A server ends a kept connection after a while, which may be just when it is used again.
        self.headers["Connection"] = "close"

    def fill_in(self, page: str, **typed: str) -> requests.Response:
        address = self.server.address + page
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', self.get(address).text)
        assert token, "there is no form"
        sent = {"csrfmiddlewaretoken": token[1], **typed}
        return self.post(address, sent, timeout=PATIENCE)

    def sign_in(self, name: str, password: str) -> requests.Response:
        return self.fill_in(SIGN_IN, login=name, password=password)

    def is_in(self) -> bool:
        return self.get(f"{self.server.address}/admin/", allow_redirects=False).status_code == 200


@pytest.fixture
def servers() -> Iterator[list[Server]]:
    with serving() as one, serving() as other:
        yield [one, other]


@pytest.fixture
def vesna() -> User:
    with override_settings(PASSWORD_HASHERS=HASHER):
        return staff()


def by_turns(servers: list[Server], attempt: Callable[[Visitor, int], Any]) -> list[Any]:
    """Several at each server, all at the same time."""
    with ThreadPoolExecutor(max_workers=GUESSES) as pool:
        at = [servers[number % len(servers)] for number in range(GUESSES)]
        return list(pool.map(lambda pair: attempt(Visitor(pair[1]), pair[0]), enumerate(at)))


def words(answer: requests.Response) -> str:
    """The page, without what is different on every page."""
    return re.sub(r'(csrfmiddlewaretoken"|name="login") value="[^"]*"', "", answer.text)


def test_five_wrong_passwords_at_both_lock_the_account_at_both(
    servers: list[Server], vesna: User
) -> None:
    by_turns(servers, lambda visitor, number: visitor.sign_in("vesna", f"guess {number}"))
    assert len(entries("PASSWORD_WRONG")) == 5
    assert len(entries("STILL_LOCKED")) == GUESSES - 5
    assert len(entries("LOCKED_OUT")) == 1
    for server in servers:
        right, unknown = Visitor(server), Visitor(server)
        refusals = {words(right.sign_in("vesna", PASSWORD)), words(unknown.sign_in("nobody", "x"))}
        assert len(refusals) == 1
        assert REFUSED in refusals.pop()
        assert not right.is_in()


def test_the_right_password_of_a_locked_account_takes_as_long_as_a_name_that_no_account_has(
    servers: list[Server], vesna: User
) -> None:
    by_turns(servers, lambda visitor, number: visitor.sign_in("vesna", f"guess {number}"))
    tried = [("vesna", PASSWORD), ("nobody {}", "x")]
    took: dict[str, list[float]] = {name: [] for name, _ in tried}
    for number in range(16):
        for name, password in tried:
            visitor = Visitor(servers[number % 2])
            visitor.get(visitor.server.address + SIGN_IN)
            since = time.monotonic()
            visitor.sign_in(name.format(number), password)
            took[name].append(time.monotonic() - since)
    # The machine has other work too: by the middle of each, and within a third of one another.
    locked, unknown = (median(times) for times in took.values())
    assert abs(locked - unknown) < max(locked, unknown) / 3, took


def test_wrong_codes_at_both_lock_it_as_well(servers: list[Server], vesna: User) -> None:
    with_app(vesna)
    asked = [Visitor(server) for server in servers for _ in range(GUESSES // 2)]
    for visitor in asked:
        assert visitor.sign_in("vesna", PASSWORD).url.endswith(SECOND)
    with ThreadPoolExecutor(max_workers=GUESSES) as pool:
        told = list(pool.map(lambda visitor: visitor.fill_in(SECOND, code="000000"), asked))
    assert all(WRONG_CODE in answer.text for answer in told)
    assert len(entries("CODE_WRONG")) == 5
    assert len(entries("STILL_LOCKED")) == GUESSES - 5
    for visitor in asked:
        visitor.fill_in(SECOND, code=code_now())
        assert not visitor.is_in()


def test_who_knows_both_comes_in_at_either(servers: list[Server], vesna: User) -> None:
    """Without this the refusals above would prove nothing."""
    with_app(vesna)
    visitor = Visitor(servers[1])
    visitor.sign_in("vesna", PASSWORD)
    visitor.fill_in(SECOND, code=code_now())
    assert visitor.is_in()
