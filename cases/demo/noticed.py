"""What a night's check leaves on the desk of the demo: something to look into."""

from cases.desk.duplicates import duplicates
from cases.desk.flags import FOUND_BY_CHECK, keep, raise_flags
from cases.desk.models import Flag
from cases.integrity import batches
from cases.models import Person

# All people held against all others would take longer than everything else.
NEWEST = 300


def notice() -> None:
    """Flag what is lawful but odd in every case, and likes of the people recorded last; once."""
    if Flag.objects.exists():
        return
    for batch in batches():
        keep(batch, is_sweep=True)
    newest = Person.objects.order_by("-pk").values_list("pk", flat=True)[:NEWEST]
    raise_flags(duplicates(list(newest)), by=FOUND_BY_CHECK)
