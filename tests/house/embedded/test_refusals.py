"""What the embedded server refuses, in words that name the way out."""

from pathlib import Path

from config.pg_cluster import place_for
from tests.house.embedded.client import Client


def test_a_socket_folder_open_to_others_is_refused(data: Path) -> None:
    sockets = place_for(data).sockets
    sockets.mkdir()
    sockets.chmod(0o777)
    assert f"{sockets} belongs to someone else or is open to others" in Client(data).complaint()


def test_data_of_another_version_is_refused_by_name(checkout: Path) -> None:
    data = checkout / "pgdata"
    data.mkdir()
    (data / "PG_VERSION").write_text("14\n")
    assert f"{data} was made by PostgreSQL 14" in Client(data).complaint()


def test_a_folder_of_other_things_is_not_taken_over(checkout: Path) -> None:
    data = checkout / "pgdata"
    data.mkdir()
    (data / "letter.txt").touch()
    assert f"{data} is not a PostgreSQL data folder, and not empty" in Client(data).complaint()


def test_programs_that_are_not_there_are_named_with_the_way_out(checkout: Path) -> None:
    assert "set PG_BIN" in Client(checkout / "pgdata", PG_BIN="/nowhere").complaint()


def test_programs_too_old_are_refused(checkout: Path) -> None:
    for name in ("initdb", "pg_ctl", "postgres"):
        program = checkout / name
        program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n")
        program.chmod(0o755)
    complaint = Client(checkout / "pgdata", PG_BIN=str(checkout)).complaint()
    assert "holds PostgreSQL 14; 15 or newer is needed" in complaint


def test_a_folder_that_cannot_be_made_is_named_with_the_way_out(checkout: Path) -> None:
    complaint = Client(checkout / ("x" * 300) / "pgdata").complaint()
    assert "The embedded database cannot be kept in" in complaint
    assert "Set PGDATA_DIR" in complaint
