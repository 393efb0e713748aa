"""Clients that are slow, broken, or mean to be misunderstood, at a real server with the settings
of the image: the others are served meanwhile."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connections

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True, databases=["default", "public"]),
]
PATIENCE = 90
Ask = Callable[..., bytes]


def gunicorn_of_the_image() -> list[str]:
    """The options in the Dockerfile, without the address."""
    text = (Path(settings.BASE_DIR) / "Dockerfile").read_text().partition('CMD ["gunicorn"')[2]
    given = re.findall(r'"([^"]+)"', text)
    place = given.index("--bind")
    return [*given[:place], *given[place + 2 :]]


def url_of(alias: str, user: str) -> str:
    given = connections[alias].get_connection_params()
    return f"postgres://{user}@{quote(given['host'], safe='')}/{given['dbname']}"


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        chosen: int = free.getsockname()[1]
    urls = {
        "DATABASE_URL": url_of("default", "court_app"),
        "PUBLIC_DATABASE_URL": url_of("public", "court_public"),
    }
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            *gunicorn_of_the_image(),
            "--bind",
            f"127.0.0.1:{chosen}",
        ],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DEMO": "true", **urls},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_it(chosen)
        yield chosen
    finally:
        server.terminate()
        server.wait(PATIENCE)


def wait_for_it(port: int) -> None:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("The server did not come up.")


@pytest.fixture
def ask(port: int) -> Ask:
    """Sends bytes as they are, and gives the first bytes of what comes back."""

    def send(request: bytes, patience: float = 20) -> bytes:
        with socket.create_connection(("127.0.0.1", port), timeout=patience) as line:
            line.sendall(request)
            try:
                return line.recv(65536)
            except (ConnectionError, TimeoutError):
                return b""

    return send


def page(port: int) -> int:
    with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE) as answer:
        return int(answer.status)


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET /cases/ HTTP/1.1\r\nHost: localhost\r\nX-A: ",
     b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nq="],
    ids=["nothing", "half of the headers", "half of the body"],
)  # fmt: skip
def test_twenty_clients_that_stall_keep_nobody_waiting_for_long(begun: bytes, port: int) -> None:
    with ExitStack() as lines:
        for _ in range(20):
            line = socket.create_connection(("127.0.0.1", port), timeout=10)
            lines.callback(line.close)
            if begun:
                line.sendall(begun)
        since = time.monotonic()
        assert page(port) == 200
        assert time.monotonic() - since < PATIENCE


MEANT_TO_BE_MISUNDERSTOOD = (
    (b"GET / HTTP/1.1\r\nHost: a\r\nHost: localhost\r\n\r\n", (b"400",)),
    (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\nabcde",
     (b"400",)),
    (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n"
     b"0\r\n\r\nGET /admin/ HTTP/1.1\r\nHost: localhost\r\n\r\n", (b"400",)),
    (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: xchunked\r\n\r\n", (b"400", b"501")),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A : b\r\n\r\n", (b"400",)),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nX_Forwarded_For: 1.1.1.1\r\n\r\n", (b"200", b"400")),
    (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", (b"400", b"414")),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"a" * 20000 + b"\r\n\r\n", (b"400", b"431")),
    (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: b\r\n" * 300 + b"\r\n", (b"400", b"431")),
    (b"GET /static/..%2f..%2f.env HTTP/1.1\r\nHost: localhost\r\n\r\n", (b"404",)),
    (b"GET /../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", (b"404",)),
    (b"GET /cases/%00/ HTTP/1.1\r\nHost: localhost\r\n\r\n", (b"404",)),
    (b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", (b"400",)),
    (b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n", (b"405",)),
    (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", (b"400", b"")),
    (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", (b"400", b"505")),
    (b"GE\x00T / HTTP/1.1\r\nHost: localhost\r\n\r\n", (b"400",)),
)  # fmt: skip


def test_what_is_meant_to_be_misunderstood_is_refused(ask: Ask, port: int) -> None:
    wrong = []
    for request, statuses in MEANT_TO_BE_MISUNDERSTOOD:
        answer = ask(request)
        status = answer.split(b" ", 2)[1] if answer.startswith(b"HTTP/") else b""
        if status not in statuses or b"Traceback" in answer or answer.count(b"HTTP/1.1 200") > 1:
            wrong.append((request[:80], status))
    assert wrong == []
    assert page(port) == 200
