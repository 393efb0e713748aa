"""Where the embedded server lives, who can reach it, and how it was made."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.pg_cluster import Place, place_for
from config.pg_programs import Account, reachable
from tests.house.embedded.client import Client, ask, clear


def test_a_checkout_closed_to_others_stays_closed(checkout: Path) -> None:
    closed = checkout / "closed"
    closed.mkdir(mode=0o700)
    client = Client(closed / "pgdata")
    client.server()
    place = place_for(closed / "pgdata")
    assert place.data.stat().st_uid != 0
    client.leave()
    assert closed.stat().st_mode & 0o777 == 0o700
    clear(place)
    if place.data.parent != closed:
        shutil.rmtree(place.data.parent)


def test_a_folder_closed_to_others_is_out_of_the_service_accounts_reach(checkout: Path) -> None:
    closed = checkout / "closed"
    closed.mkdir(mode=0o700)
    stranger = Account("stranger", 60_001, 60_001)
    assert reachable(checkout, stranger)
    assert not reachable(closed / "pgdata", stranger)


def test_only_its_owner_can_reach_the_server(data: Path) -> None:
    client = Client(data)
    client.server()
    place = place_for(data)
    assert place.sockets.stat().st_mode & 0o777 == 0o700
    assert ask(place, "SHOW listen_addresses") == ""
    client.leave()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("SHOW server_encoding", "UTF8"),
        ("SHOW data_checksums", "on"),
        ("SHOW default_text_search_config", "pg_catalog.english"),
        ("SHOW fsync", "on"),
        ("SHOW timezone", "UTC"),
        ("SELECT 'Zoe' < 'adam'", "True"),
        ("SELECT upper('é')", "É"),
    ],
)
def test_every_machine_sorts_and_searches_alike(
    foreign_server: Place, question: str, answer: str
) -> None:
    assert ask(foreign_server, question) == answer


@pytest.fixture(scope="module")
def foreign_server() -> Iterator[Place]:
    """A server started by someone whose machine speaks Turkish and lives in Tokyo."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder, "pgdata")
        client = Client(data, LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8", TZ="Asia/Tokyo")
        client.server()
        yield place_for(data)
        client.leave()
        clear(place_for(data))
