"""Fills a database with fictional people and cases: once, and whole."""

import gc
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
from cases.demo.replay import CannotLoad, find_offenses, look_again, number_rows, recall, replay
from cases.demo.told import past_of
from cases.models import DocketEntry

# Two loads at once would write the same keys; the second waits for the first.
LOCK = 7_602_024
# Plans made for empty tables stay bad ones until the tables are looked at again.
LOOK_AGAIN = {3, 12, 40, 100}


def load_demo(progress: Callable[[str], None], *, size: int = SIZE) -> None:
    """Load the fictional courts, unless they are there; go on where an earlier load broke off.

    `size` is how many ordinary cases there are beside those written by hand.
    """
    if DocketEntry.objects.filter(key=LAST_ENTRY).exists():
        return
    # The past is a web of rows that lives to the end: looking for garbage in it takes seconds.
    gc.disable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            _load(progress, size)
        finally:
            gc.enable()
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
            look_again()


def _already(moments: Sequence[Moment]) -> int:
    """How many moments an earlier load has recorded before it broke off."""
    proofs: dict[type[Model], list[UUID]] = defaultdict(list)
    for table, key in (moment.proof for moment in moments):
        proofs[table].append(key)
    stands = {
        key
        for table, keys in proofs.items()
        for key in table._default_manager.filter(key__in=keys).values_list("key", flat=True)
    }
    loaded = [moment.proof[1] in stands for moment in moments]
    if loaded != sorted(loaded, reverse=True):
        raise CannotLoad(
            "This database holds part of another demonstration. Take an empty one: stop the demo, "
            "delete the folder of its data (.pgdata, or PGDATA_DIR), and start it again."
        )
    return sum(loaded)


def _shown(places: range) -> Iterable[int]:
    """The same places, with a bar where somebody is looking."""
    console = Console(file=sys.stderr)
    return track(places, description="Recording", console=console, disable=not console.is_terminal)
