"""Clocks: the same things done in rounds, and the middle round told."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any, TypeVar

ROUNDS = 3

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Spread:
    """Milliseconds: each figure is the median of the rounds' own."""

    p50: float
    p95: float
    most: float


def milliseconds(act: Callable[[], Any]) -> float:
    """How long this takes, once."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def spread(rounds: Sequence[Sequence[float]]) -> Spread:
    """The middle of what the rounds say, figure by figure."""
    each = [(share(times, 0.5), share(times, 0.95), max(times)) for times in rounds]
    return Spread(*(median(figures) for figures in zip(*each, strict=True)))


def share(times: Sequence[float], part: float) -> float:
    """The time within which this part of all was done."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def in_rounds(
    things: Iterable[Thing], *acts: Callable[[Thing], Any], rounds: int = ROUNDS
) -> list[Spread]:
    """Do every act to every thing, the acts side by side, so that what else the machine does
    falls on all of them alike; the one that goes first changes, since it warms the rest."""
    kept = list(things)
    times: list[list[list[float]]] = [[[] for _ in range(rounds)] for _ in acts]
    for turn in range(rounds):
        for place, thing in enumerate(kept):
            for step in range(len(acts)):
                number = (step + place + turn) % len(acts)
                act = acts[number]
                times[number][turn].append(milliseconds(partial(act, thing)))
    return [spread(each) for each in times]
