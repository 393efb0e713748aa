"""Whichever way the change desk finds its changes, they are those that the filters say."""

import random
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict

from cases.models import Case, ChargeChange
from cases.public.models import PublishedAlike, PublishedChange
from cases.public.pages.lists import changes_asked
from cases.public.search import kinds, paging
from tests import world
from tests.public.publication import differences, later
from tests.public.reader import Reader

pytestmark = pytest.mark.django_db(databases=["default", "public"])
LEVELS = ("F-Y", "F-A", "F-B", "F-D", "M-A")
STATUTES = ("5-12-102", "5-12-103")
CHOICES = {
    "direction": ("upgrade", "reduction", "lateral"),
    "kind": ("amended", "superseded", "added"),
    "instrument": ("indictment", "information", "unknown"),
    "county": ("Ouachita", "Bend", "Tallow"),
    "state": ("ar",),
    "from_level": LEVELS,
    "to_level": LEVELS,
    "recorded_after": ("2024-05-03", "2024-05-04T06:30", "2024-05-05T12:00Z"),
    "recorded_before": ("2024-05-06", "2024-05-05T06:30", "2024-05-07T12:00Z"),
    "effective_after": ("2024-02-10", "2024-03-01"),
    "effective_before": ("2024-02-20", "2024-03-15"),
    "from_statute": STATUTES,
    "to_statute": (*STATUTES, "5-12-*"),
}


@pytest.fixture
def desk(reader: Reader) -> list[ChargeChange]:
    """Twenty-four changes of every sort, at courts of three counties and two time zones."""
    drawn = random.Random(20240817)  # noqa: S311
    courts = [
        world.court(county=county, timezone=zone)
        for county in CHOICES["county"]
        for zone in ("America/Chicago", "America/Denver")
    ]
    return [made(drawn, courts) for _ in range(24)]


def made(drawn: random.Random, courts: list[Any]) -> ChargeChange:
    with connection.cursor() as cursor:
        at = datetime(2024, 5, drawn.randint(1, 8), drawn.randint(0, 23), tzinfo=UTC)
        cursor.execute("SELECT set_config('courtledger.replay_at', %s, true)", [at.isoformat()])
    party = world.defendant(world.case(visibility="PUBLIC", court=drawn.choice(courts)))
    before, after = (
        world.charge(party, level, statute=drawn.choice(STATUTES), filed_date=None)
        for level in drawn.choices(LEVELS, k=2)
    )
    first = date(2024, drawn.randint(1, 3), drawn.randint(1, 28))
    bounds = [(first, first), (first, date(2024, 4, 1)), (None, first), (first, None), (None, None)]
    date_from, date_to = drawn.choice(bounds)
    return world.change(
        drawn.choice(["AMENDED", "SUPERSEDED"]),
        [before],
        [after],
        instrument=drawn.choice(["INDICTMENT", "INFORMATION", "UNKNOWN"]),
        date_from=date_from,
        date_to=date_to,
    )


def question(drawn: random.Random) -> QueryDict:
    asked = QueryDict(mutable=True)
    for name in drawn.sample(list(CHOICES), drawn.randint(0, 4)):
        several = drawn.randint(1, 2) if "_after" not in name and "_before" not in name else 1
        asked.setlist(name, drawn.sample(CHOICES[name], min(several, len(CHOICES[name]))))
    return asked


@pytest.mark.parametrize(("read", "sought"), [(3, 0), (8_000, 50_000)])
def test_every_question_is_answered_as_by_reading_every_change(
    desk: Any, reader: Reader, monkeypatch: pytest.MonkeyPatch, read: int, sought: int
) -> None:
    monkeypatch.setattr(paging, "PAGE", 5)
    monkeypatch.setattr(kinds, "MOST_READ", read)
    monkeypatch.setattr(kinds, "MOST_SEEN", sought)
    reader.settle()
    drawn = random.Random(read)  # noqa: S311
    for _ in range(25):
        listing = changes_asked(question(drawn))
        if not listing.asked.is_valid():
            continue
        expected = list(listing.asked.qs.order_by("-recorded_at", "-key").values_list("key"))
        assert listing.total.count == len(expected), listing.asked.data
        assert [(row["key"],) for row in listing.page().rows] == expected[:5], listing.asked.data


def test_what_is_counted_follows_every_seal_and_correction(desk: Any, reader: Reader) -> None:
    reader.settle()
    drawn = random.Random(7)  # noqa: S311
    for change in drawn.sample(desk, 5):
        later()
        world.sealed(Case.objects.get(pk=change.case_id))
        reader.settle()
    assert differences() == []
    counted = sum(PublishedAlike.objects.values_list("changes", flat=True))
    assert counted == PublishedChange.objects.count() == 19
