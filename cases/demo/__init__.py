"""The demonstration: ten fictional courts, and what they recorded week by week since 2019.

Nobody in it exists. It reads no clock and draws everything from one seed, so it is the same on
every machine, down to the keys in its addresses.
"""

import random
from datetime import date
from uuid import UUID, uuid5

NAMESPACE = UUID("6f1c0b5e-3d0e-4c55-9c39-5d2f1a7be0a4")
SEED = "Ouachita Bend"
# The demonstration's today: nothing is recorded later, whenever it is loaded.
ANCHOR = date(2026, 11, 20)
SIZE = 4_500

FOUNDING_COURT = "bend-circuit"
FOUNDING_NUMBER = "76CR-24-1864"


def key(name: str) -> UUID:
    """The key that everything of this name has in every copy of the demonstration."""
    return uuid5(NAMESPACE, name)


def drawing(name: str) -> random.Random:
    """The chances of everything of this name, the same in every copy."""
    return random.Random(f"{SEED}/{name}")  # noqa: S311 - fiction needs no secrets


FOUNDING_KEY = key(f"{FOUNDING_COURT}/{FOUNDING_NUMBER}")
