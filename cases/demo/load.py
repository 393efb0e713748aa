"""Fills a database with fictional people and cases: once, and whole."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from django.db import connection
from django.db.models import Model
from rich.console import Console
from rich.progress import track

from cases.demo import ANCHOR, SIZE
from cases.demo.founding import LAST_ENTRY
from cases.demo.past import Moment
from cases.demo.replay import find_offenses, number_rows, recall, replay
from cases.demo.told import past_of
from cases.models import DocketEntry

# Two loads at once would write the same keys; the second waits for the first.
LOCK = 7_602_024
# Plans made for empty tables stay bad ones until the tables are looked at again.
LOOK_AGAIN = {1, 4, 12, 30, 60, 120, 200}


def load_demo(progress: Callable[[str], None], *, size: int = SIZE) -> None:
    """Load the fictional courts, unless they are there; go on where an earlier load broke off.

    `size` is how many ordinary cases there are beside those written by hand.
    """
    if DocketEntry.objects.filter(key=LAST_ENTRY).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            _load(progress, size)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _load(progress: Callable[[str], None], size: int) -> None:
    progress(f"Recording eight fictional years, until {ANCHOR:%B %Y} (less than a minute) ...")
    find_offenses()
    moments = past_of(size).moments()
    loaded = _already(moments)
    recall(moments[:loaded])
    number_rows(moments[loaded:])
    for place in _shown(range(loaded, len(moments))):
        replay(moments[place], place)
        if place - loaded in LOOK_AGAIN:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


def _already(moments: Sequence[Moment]) -> int:
    """How many moments an earlier load has recorded before it broke off."""
    proofs: dict[type[Model], list[UUID]] = defaultdict(list)
    for moment in moments:
        proofs[type(moment.proof)].append(moment.proof.key)
    return sum(
        table._default_manager.filter(key__in=keys).count() for table, keys in proofs.items()
    )


def _shown(places: range) -> Iterable[int]:
    """The same places, with a bar where somebody is looking."""
    console = Console(file=sys.stderr)
    return track(places, description="Recording", console=console, disable=not console.is_terminal)
