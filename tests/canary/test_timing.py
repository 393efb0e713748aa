"""How long an answer takes does not tell what is sealed from what never was."""

import random
import statistics
import time
from typing import Any

import pytest
from django.test import Client

from tests import world
from tests.public.reader import Reader, path_of

pytestmark = [pytest.mark.django_db(databases=["default", "public"]), pytest.mark.slow]
TRIES = 1000
RESAMPLED = 400
# Beyond what a reader could tell: nobody measures less than this over a network, nor we here.
NOTICEABLE = 0.02


@pytest.fixture
def reader(public_db: Any, settle: Any) -> Reader:
    return Reader(Client(), settle)


def interleaved(client: Client, paths: list[str]) -> list[list[float]]:
    """The time of each try, by address; who comes first is left to chance, so that whatever else
    the machine does falls on all alike."""
    taken: list[list[float]] = [[] for _ in paths]
    places = list(range(len(paths)))
    for _ in range(TRIES):
        random.shuffle(places)
        for place in places:
            begun = time.perf_counter()
            client.get(paths[place])
            taken[place].append(time.perf_counter() - begun)
    return taken


def lasting(one: list[float], other: list[float]) -> float:
    """How much of the difference of medians remains when chance is taken out of it, as a part of
    the median: nothing where a bootstrap of 99.8 % holds zero."""
    differences = sorted(
        statistics.median(random.choices(one, k=len(one)))  # noqa: S311 - no secret
        - statistics.median(random.choices(other, k=len(other)))  # noqa: S311
        for _ in range(RESAMPLED)
    )
    low, high = differences[0], differences[-1]
    return max(low, -high, 0.0) / statistics.median(one + other)


@pytest.mark.parametrize(
    "address",
    ["{}", "{}versions/", "{}at/2024-06-01T12:00:00Z/", "/api/v1{}", "/cases.json?number={number}"],
)
def test_a_sealed_case_takes_as_long_as_one_that_never_was(address: str, reader: Reader) -> None:
    sealed, never, _ = addresses(address, reader)
    assert lasting(*interleaved(reader.client, [sealed, never])) < NOTICEABLE


def test_what_takes_longer_is_noticed(reader: Reader) -> None:
    """Else the test above would hold of anything."""
    _, never, public = addresses("{}", reader)
    assert lasting(*interleaved(reader.client, [public, never])) > NOTICEABLE


def addresses(address: str, reader: Reader) -> tuple[str, str, str]:
    """The address of a case that is sealed, of one that never was, of one that is public."""
    court = world.court()
    cases = [
        world.case(court=court, number=f"CR-24-{number}", visibility="PUBLIC")
        for number in range(301, 331)
    ]
    for case in cases:
        world.charge(world.defendant(case))
    reader.settle()
    sealed = cases[7]
    world.sealed(sealed)
    reader.settle()
    return tuple(  # type: ignore[return-value]
        address.format(path_of(sealed).replace("308", number), number=f"CR-24-{number}")
        for number in ("308", "398", "309")
    )
