"""Servers of our own, and a client that adds next to nothing to what they take."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from django.conf import settings
from django.db import connection

from tests.bench import Stopped

START_SECONDS = 60
HOST = "127.0.0.1"
THREADS = 4


class NotServed(Stopped):
    """A server did not come up, or broke off; the message says which."""


@contextmanager
def our_site(workers: int = 1) -> "Iterator[tuple[int, subprocess.Popen[bytes]]]":
    """gunicorn as the demo runs it, over the benchmark's database; gives its port and process."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "gunicorn", "tests.bench.kit.site:application"),
        *("--bind", f"{HOST}:{port}", "--workers", str(workers), "--worker-class", "gthread"),
        *("--threads", str(THREADS), "--keep-alive", "60", "--log-level", "warning"),
        *("--timeout", "600", "--no-control-socket"),
    ]
    environment = {
        **os.environ,
        "BENCH_DATABASE": str(connection.settings_dict["NAME"]),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    with served(command, port, environment) as process:
        yield port, process


@contextmanager
def served(
    command: Sequence[str],
    port: int,
    environment: dict[str, str] | None = None,
    *,
    is_quiet: bool = False,
) -> Iterator["subprocess.Popen[bytes]"]:
    """A server's process, from its first answer until it is no longer wanted."""
    # What a server says of each request would fill the screen; what goes wrong is an answer.
    heard = subprocess.DEVNULL if is_quiet else None
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=heard, stderr=heard
    )
    try:
        await_port(process, port)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)


def await_port(process: "subprocess.Popen[bytes]", port: int) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise NotServed(f"Nothing answers at {HOST}:{port}: {process.args!r}")


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class Client:
    """One connection that stays open; reads answers whole."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.begun = b""
        self.socket = socket.create_connection((HOST, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, address: str, headers: str = "", *, status: tuple[int, ...] = (200,)) -> bytes:
        """The head of the answer to a GET; its body is read to the end and dropped."""
        asked = f"GET {address} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n{headers}\r\n"
        self.socket.sendall(asked.encode())
        head, body = self._head()
        answered = int(head.split(b" ", 2)[1])
        if answered not in status:
            raise NotServed(f"{address} answered {answered} instead of {status[0]}.")
        self._body(head.lower(), body)
        return head

    def first_byte(self, address: str) -> float:
        """Ask for a file, and tell the moment in which its first byte came."""
        asked = f"GET {address} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n\r\n"
        self.socket.sendall(asked.encode())
        _, self.begun = self._head()
        if not self.begun:
            self.begun = self._more()
        return time.perf_counter()

    def rest(self) -> None:
        """Read the file to its end."""
        self._body(b"transfer-encoding: chunked", self.begun)

    def close(self) -> None:
        self.socket.close()

    def _head(self) -> tuple[bytes, bytes]:
        got = b""
        while b"\r\n\r\n" not in got:
            got += self._more()
        head, _, body = got.partition(b"\r\n\r\n")
        return head, body

    def _body(self, head: bytes, body: bytes) -> None:
        if b"content-length:" in head:
            size = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
            left = size - len(body)
            while left > 0:
                left -= len(self._more())
        elif b"transfer-encoding: chunked" in head:
            while not body.endswith(b"0\r\n\r\n"):
                body = body[-5:] + self._more()

    def _more(self) -> bytes:
        got = self.socket.recv(1 << 16)
        if not got:
            raise NotServed("The server closed the connection in the middle of an answer.")
        return got


def header(head: bytes, name: str) -> str:
    """One header of an answer; empty where it has none."""
    for line in head.decode("latin-1").split("\r\n"):
        if line.lower().startswith(f"{name.lower()}:"):
            return line.partition(":")[2].strip()
    return ""
