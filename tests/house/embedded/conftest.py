import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.pg_cluster import place_for
from tests.house.embedded.client import Client, clear


@pytest.fixture(autouse=True)
def nobody_stays() -> Iterator[None]:
    yield
    for client in Client.started:
        if client.process.poll() is None:
            client.process.kill()
            client.leave()
    Client.started.clear()


@pytest.fixture(scope="module")
def prepared() -> Iterator[Path]:
    """A data folder made once, to be copied by the tests that do not ask how it is made."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        client = Client(Path(folder, "pgdata"))
        client.server()
        client.leave()
        yield Path(folder, "pgdata")


@pytest.fixture
def checkout() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def data(checkout: Path, prepared: Path) -> Iterator[Path]:
    yield from copied(prepared, checkout / "pgdata")


@pytest.fixture
def other_data(checkout: Path, prepared: Path) -> Iterator[Path]:
    (checkout / "other").mkdir()
    yield from copied(prepared, checkout / "other" / "pgdata")


def copied(prepared: Path, data: Path) -> Iterator[Path]:
    subprocess.run(["cp", "-a", prepared, data], check=True)
    yield data
    clear(place_for(data))
