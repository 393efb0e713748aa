"""Chance that falls alike for one seed."""

import random

from tests.bench import SEEDS


def dice(name: str) -> random.Random:
    """Dice of their own for each thing that is drawn, so that no drawing moves another."""
    return random.Random(f"{name} {SEEDS['seed']}")  # noqa: S311 - no secrets here
