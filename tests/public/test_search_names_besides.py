"""A name asked for with anything else finds what asking each case would, however it is sought."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from cases.public.formats.listing import Listing
from cases.public.pages.lists import cases_asked
from cases.public.search import besides, postings
from tests import world

pytestmark = pytest.mark.django_db(databases=["default", "public"])

NAMES = ["Maren Tallow", "Maren Tallow-Vex", "Jora Tallow", "Jora Orrin"]
LIMITS = [(postings, "MOST_READ"), (postings, "MOST_SEEN"), (besides, "MOST_HELD")]
ASKED = {
    "name": ["tallow", "tal", "maren tallow", "tallwo", "vex", "nobody"],
    "statute": ["", "", "5-10-101", "5-10-*", "5-99-1"],
    "outcome": ["", "", "acq", "conv_plea"],
    "number": ["", "", "CR-1", "CR-2"],
    "type": ["", "", "cr", "dr"],
    "status": ["", "", "", "filed", "stayed"],
    "filed_after": ["", "", "2024-01-05"],
    "filed_before": ["", "", "2024-01-06"],
}


@pytest.fixture
def town(public_db: Any, settle: Callable[[], None]) -> None:
    """Cases in which names, statutes, outcomes and the rest meet by chance."""
    draw = random.Random(5)  # noqa: S311
    court = world.court()
    for number in range(40):
        case = world.case(
            court=court, number=f"CR-{number}", visibility="PUBLIC",
            case_type=draw.choice(["CR", "DR"]), filed_date=date(2024, 1, 1 + number % 9),
        )  # fmt: skip
        world.status(case, draw.choice(["FILED", "STAYED"]))
        full = draw.choice(NAMES)
        given, _, surname = full.partition(" ")
        party = world.defendant(case, world.person(full, given=given, surname=surname))
        for n in range(draw.randint(0, 2)):
            charge = world.charge(party, statute=draw.choice(["5-10-101", "5-10-102"]), count=n + 1)
            if draw.random() < 0.6:
                world.dispose(charge, draw.choice(["ACQ", "CONV_PLEA"]))
    settle()


def questions() -> Iterator[Listing]:
    """Draws of what may be asked with a name."""
    draw = random.Random(6)  # noqa: S311
    for _ in range(60):
        asked = {name: draw.choice(choices) for name, choices in ASKED.items()}
        yield cases_asked(
            QueryDict(urlencode({name: code for name, code in asked.items() if code}))
        )


@pytest.mark.parametrize("limit", [1, 3, 20_000])
@pytest.mark.usefixtures("town")
def test_it_finds_what_asking_each_case_would(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    for module, name in LIMITS:
        monkeypatch.setattr(module, name, limit)
    found = 0
    for listing in questions():
        assert listing.asked.is_valid(), listing.asked.problems
        wanted = set(listing.asked.qs.values_list("key", flat=True))
        assert {row["key"] for row in listing.page(100).rows} == wanted
        assert listing.total.count == len(wanted)
        assert len(listing.page(2).rows) == min(2, len(wanted))
        found += len(wanted)
    assert found > 100


@pytest.mark.parametrize("name", ["", "tallow"])
def test_a_statute_and_an_outcome_mean_one_charge_with_a_name_too(
    public_db: Any, settle: Callable[[], None], name: str
) -> None:
    case = world.case(court=world.court(), number="CR-1", visibility="PUBLIC")
    party = world.defendant(case, world.person("Jora Tallow", given="Jora", surname="Tallow"))
    world.dispose(world.charge(party, statute="5-10-101", count=1), "ACQ")
    world.dispose(world.charge(party, statute="5-10-102", count=2), "CONV_PLEA")
    settle()
    asked = {"statute": "5-10-101", **({"name": name} if name else {})}
    for outcome, cases in (("acq", 1), ("conv_plea", 0)):
        listing = cases_asked(QueryDict(urlencode({**asked, "outcome": outcome})))
        assert listing.total.count == len(listing.page().rows) == cases
