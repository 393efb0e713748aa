"""The courts, which every list needs: for its form, its links, and the hours its days are in."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any

Court = Mapping[str, Any]
Choices = tuple[tuple[str, str], ...]

COLUMNS = ("code", "name", "state", "state_name", "county", "timezone")
# Signs that are left out of names: between columns, and between courts.
COLUMN_END, COURT_END = "\x1f", "\x1e"


@dataclass(frozen=True)
class Courts:
    """Every court as one text, and the moment of the publication at which it was read. What is
    made of the courts is kept under their text: other courts are another text."""

    text: str
    moment: str

    @property
    def every(self) -> tuple[Court, ...]:
        """Each court, by state and name."""
        return _every(self.text)


def places(text: str) -> Mapping[str, Choices]:
    """For each filter by place, what can be asked for where these are the courts."""
    courts = _every(text)
    counties = sorted({court["county"] for court in courts if court["county"]})
    return {
        "court": tuple((court["code"], court["name"]) for court in courts),
        "county": tuple((county, county) for county in counties),
        "state": tuple(sorted({(court["state"], court["state_name"]) for court in courts})),
    }


@lru_cache(maxsize=4)
def _every(text: str) -> tuple[Court, ...]:
    told = [court.split(COLUMN_END) for court in text.split(COURT_END) if court]
    courts = [dict(zip(COLUMNS, each, strict=True)) for each in told]
    return tuple(sorted(courts, key=itemgetter("state_name", "name", "code")))
