"""Dates and times in words, as the record knows them and in the court's own hours."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

UNSTATED = "date not stated"
MONTHS = (
    *("", "January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


@dataclass(frozen=True)
class Stated:
    """A date of the record: as worded, as bounded, and exactly where one day is known."""

    text: str
    words: str
    iso: str


def day_words(day: date | str) -> str:
    """November 22, 2026. What is no calendar day is said as it was given."""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return str(day)
    return f"{MONTHS[day.month]} {day.day}, {day.year}"


def short_day(day: date | str) -> str:
    """Nov 22, 2026, for tables."""
    if not isinstance(day, str):
        return f"{MONTHS[day.month][:3]} {day.day}, {day.year}"
    whole = day_words(day)
    month, _, rest = whole.partition(" ")
    return f"{month[:3]} {rest}" if rest else whole


def stated(text: str, lower: str | None, upper: str | None) -> Stated:
    """Put a date given by bounds and words into words."""
    if lower and upper and lower == upper:
        words = day_words(lower)
    elif lower and upper:
        words = f"between {day_words(lower)} and {day_words(upper)}"
    elif upper:
        words = f"by {day_words(upper)}"
    elif lower:
        words = f"from {day_words(lower)} on"
    else:
        words = "" if text else UNSTATED
    return Stated(text, words, lower if lower and lower == upper else "")


def moment_words(moment: datetime | str, zone: str) -> str:
    """November 22, 2026, 9:05 AM CST: a moment in the hours of a court."""
    local = in_zone(moment, zone)
    if not isinstance(local, datetime):
        return local
    return f"{day_words(local)}, {hour_words(local, zone)}"


def hour_words(moment: datetime, zone: str) -> str:
    """9:05 AM CST, for a moment whose day is told already."""
    local = moment.astimezone(ZoneInfo(zone))
    hour = f"{local:%I:%M %p}".removeprefix("0")
    return f"{hour} {local:%Z}"


def in_zone(moment: datetime | str, zone: str) -> datetime | str:
    """A moment in a zone; what lies beyond the calendar stays as it was given."""
    try:
        read = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        return read.astimezone(ZoneInfo(zone))
    except (ValueError, OverflowError):
        return str(moment)


def utc(moment: datetime | str) -> str:
    """The moment as machines read it: 2026-11-22T15:05:00Z."""
    at = in_zone(moment, "UTC")
    if not isinstance(at, datetime):
        return at
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
