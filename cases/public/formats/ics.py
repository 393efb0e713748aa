"""iCalendar: every hearing asked for, as events in each court's own hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from icalendar import Calendar, Event, Timezone

from cases.kinds.docket import HEARING_KINDS, HEARING_STATUSES
from cases.public.addresses import case_path
from cases.public.formats.column import Row
from cases.public.formats.listing import Listing, site_of
from cases.public.formats.snapshot import snapshot

ROWS_AT_ONCE = 2000
END = b"END:VCALENDAR\r\n"
# Nobody need come at that hour.
OFF = ("CANCELLED", "CONTINUED")
ZONES_REACH = date(2100, 1, 1)


def write(request: HttpRequest, listing: Listing) -> Iterator[bytes]:
    """The calendar, without a cap; hearings whose day is not known have no place in one."""
    zones = {court["code"]: court["timezone"] for court in listing.asked.courts}
    return _written(listing, zones, site_of(request), request.get_host().partition(":")[0])


def _written(listing: Listing, zones: dict[str, str], site: str, host: str) -> Iterator[bytes]:
    now = timezone.now()
    yield beginning() + b"".join(map(zone_told, sorted(set(zones.values()))))
    with snapshot():
        dated = listing.whole().filter(starts_at__isnull=False)
        for row in dated.iterator(ROWS_AT_ONCE):
            yield event(row, ZoneInfo(zones[row["court"]]), site, host, now)
    yield END


def beginning() -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Courtledger//Hearings//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Court hearings")
    whole: bytes = calendar.to_ical()
    return whole.removesuffix(END)


@cache
def zone_told(zone: str) -> bytes:
    told: bytes = Timezone.from_tzid(zone, last_date=ZONES_REACH).to_ical()
    return told


def event(row: Row, zone: ZoneInfo, site: str, host: str, now: datetime) -> bytes:
    """A hearing, under the same identity whenever it is told."""
    is_off = row["status"] in OFF
    status = HEARING_STATUSES.label(row["status"])
    what = f"{HEARING_KINDS.label(row['kind'])}: {row['caption'] or row['number']}"
    made = Event()
    made.add("uid", f"{row['key']}@{host}")
    made.add("dtstamp", now.astimezone(UTC))
    made.add("dtstart", row["starts_at"].astimezone(zone))
    made.add("summary", f"{status}: {what}" if is_off else what)
    made.add("description", f"{row['number']}. {status}.")
    made.add("location", ", ".join(part for part in (row["courtroom"], row["court_name"]) if part))
    made.add("status", "CANCELLED" if is_off else "CONFIRMED")
    made.add("url", site + case_path(row["court"], row["number_key"]))
    told: bytes = made.to_ical()
    return told
