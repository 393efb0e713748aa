"""The embedded server's life, lived by real processes."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from config.pg_cluster import Place, place_for
from tests.house.embedded.client import Client, ask, clear, running, server_pid

FORKING = """
import os, sys, time
from pathlib import Path
from config.embedded_pg import ensure
ensure(Path(sys.argv[1]))
ready, say_ready = os.pipe()
if os.fork() == 0:
    ensure(Path(sys.argv[1]))
    os.write(say_ready, b"x")
    while not Path(sys.argv[1] + ".go").exists():
        time.sleep(0.02)
    sys.exit()
os.read(ready, 1)
"""


def test_the_last_process_to_leave_stops_the_server(data: Path) -> None:
    first, second = Client(data), Client(data)
    assert first.server() == second.server()
    first.leave()
    assert running(place_for(data))
    second.leave()
    assert not running(place_for(data))


def test_processes_that_start_together_share_one_server(data: Path) -> None:
    clients = [Client(data) for _ in range(4)]
    assert len({client.server() for client in clients}) == 1
    for client in clients:
        client.leave()
    assert not running(place_for(data))


def test_a_killed_client_keeps_nobody_from_stopping_the_server(data: Path) -> None:
    killed = Client(data)
    began = killed.server()
    killed.process.kill()
    killed.leave()
    assert running(place_for(data))
    following = Client(data)
    assert following.server() == began
    following.leave()
    assert not running(place_for(data))


def test_a_killed_server_comes_back_with_its_data(data: Path) -> None:
    before = Client(data)
    began = before.server()
    place = place_for(data)
    with psycopg.connect(host=str(place.sockets), dbname="courtledger", user="courtledger") as c:
        c.execute("CREATE TABLE kept AS SELECT 'kept' AS word")
    os.kill(server_pid(place), signal.SIGKILL)
    after = Client(data)
    assert after.server() != began
    assert ask(place, "SELECT word FROM kept") == "kept"
    before.leave()
    after.leave()
    assert not running(place)


def test_a_forked_child_keeps_the_server_after_its_parent_left(data: Path) -> None:
    subprocess.run([sys.executable, "-c", FORKING, str(data)], cwd=settings.BASE_DIR, check=True)
    assert running(place_for(data))
    Path(f"{data}.go").touch()
    wait_until_stopped(place_for(data))


def wait_until_stopped(place: Place) -> None:
    give_up = time.monotonic() + 20
    while running(place) and time.monotonic() < give_up:
        time.sleep(0.05)
    assert not running(place)


@pytest.mark.parametrize("record", ["", "\n", "{pid}\n", "{pid}\n{data}\n1\n5432\n"])
def test_a_record_left_by_a_dead_server_is_no_obstacle(data: Path, record: str) -> None:
    left = record.format(pid=os.getpid(), data=data)
    (data / "postmaster.pid").write_text(left)
    client = Client(data)
    client.server()
    client.leave()
    assert not running(place_for(data))


def test_two_checkouts_run_side_by_side(data: Path, other_data: Path) -> None:
    here, there = Client(data), Client(other_data)
    assert here.server() != there.server()
    assert place_for(data).sockets != place_for(other_data).sockets
    here.leave()
    assert running(place_for(other_data))
    there.leave()


def test_the_id_of_another_checkouts_server_is_not_taken_for_ours(
    data: Path, other_data: Path
) -> None:
    other = Client(other_data)
    other.server()
    (data / "postmaster.pid").write_text((other_data / "postmaster.pid").read_text())
    ours = Client(data)
    ours.server()
    ours.leave()
    assert running(place_for(other_data))
    other.leave()


def test_a_long_path_with_spaces_and_quotes_will_do(checkout: Path, prepared: Path) -> None:
    deep = checkout / ('the court\'s "own" record ' + "x" * 100)
    deep.mkdir()
    subprocess.run(["cp", "-a", prepared, deep / "pgdata"], check=True)
    client = Client(deep / "pgdata")
    client.server()
    client.leave()
    clear(place_for(deep / "pgdata"))


def test_a_start_killed_half_way_is_taken_up_again(checkout: Path) -> None:
    interrupted = Client(checkout / "pgdata")
    while not list(checkout.glob("pgdata.new-*/base")):
        assert interrupted.process.poll() is None
    interrupted.process.kill()
    interrupted.leave()
    assert not (checkout / "pgdata").exists()
    client = Client(checkout / "pgdata")
    client.server()
    client.leave()
    clear(place_for(checkout / "pgdata"))


def test_data_deleted_under_a_running_server_begins_anew(data: Path) -> None:
    before = Client(data)
    began = before.server()
    shutil.rmtree(data)
    after = Client(data)
    assert after.server() != began
    before.leave()
    after.leave()
    assert not running(place_for(data))


def test_a_socket_swept_from_tmp_is_made_again(data: Path) -> None:
    before = Client(data)
    began = before.server()
    shutil.rmtree(place_for(data).sockets)
    after = Client(data)
    assert after.server() != began
    before.leave()
    after.leave()
