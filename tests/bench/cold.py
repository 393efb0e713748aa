"""The first question after a start: nothing in the server's memory, nothing in the system's."""

import os
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import connections

from config.pg_cluster import place_for
from config.pg_programs import find_programs
from tests.bench import Measured
from tests.bench.kit.asking import Bare, Statements, listing, noted
from tests.bench.kit.goals import at_most, told
from tests.bench.kit.names import asked, people
from tests.bench.kit.published import published, say
from tests.bench.kit.questions import Drawing, different
from tests.bench.kit.timing import ROUNDS, Spread, milliseconds, spread

SIZE = 100_000
QUESTIONS = 80


def run(size: int) -> list[Measured]:
    """Lists and names, each question once after each start; embedded servers only."""
    with published(size):
        if not settings.DATABASES["default"].get("EMBEDDED"):
            say("Only an embedded server can be started anew; nothing was measured.")
            return []
        lists = [page_of(question) for question in different(Drawing("cold").mixed, QUESTIONS)]
        names = [page_of(asked(who.given, who.surname)) for who in people(QUESTIONS)]
        return [*first_touch("list", 20, lists), *first_touch("name", 15, names)]


def first_touch(name: str, goal: float, questions: list[Statements]) -> list[Measured]:
    took = after_starts(questions)
    return [
        told(f"{name}: first touch, p50", took.p50, "ms"),
        told(f"{name}: first touch, slowest", took.most, "ms"),
        at_most(10, goal, f"{name}: first touch, p95", took.p95, "ms"),
    ]


def after_starts(questions: list[Statements]) -> Spread:
    rounds = []
    for _ in range(ROUNDS):
        start_anew()
        bare = Bare()
        rounds.append([milliseconds(partial(bare.ask, asked)) for asked in questions])
        bare.close()
    return spread(rounds)


def start_anew() -> None:
    """Stop the server, make the system forget its files, and start it again."""
    connections.close_all()
    place = place_for(Path(settings.DATABASES["default"]["EMBEDDED"]))
    programs = find_programs(place.account, place.data)
    data = {"PGDATA": str(place.data)}
    programs.run("pg_ctl", "stop", "--mode", "fast", "--silent", **data)
    for file in place.data.joinpath("base").rglob("*"):
        if file.is_file():
            forget(file)
    connections["default"].ensure_connection()


def forget(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)


def page_of(question: str) -> Statements:
    """All that one page asks of the database but who it is asked by."""
    with noted() as statements:
        listing("cases", question).page()
    return statements
