"""The days on which the courts of the demonstration record what has happened since the last."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta

from cases.demo import ANCHOR

OPENING = date(2019, 1, 3)
# Offices close around now, in every zone of the ten courts.
CLOSING_TIME = time(21, 30, tzinfo=UTC)
# The founding case is recorded on days of its own.
FOUNDING_DAYS = (date(2024, 8, 20), date(2024, 9, 5))


def recording_days() -> list[date]:
    """Every third Thursday in the early years, every second in the last but one, every one in
    the last; Tuesdays too in the last weeks."""
    days = {OPENING, *FOUNDING_DAYS}
    day = OPENING
    while day < ANCHOR:
        days.add(day)
        age = (ANCHOR - day).days // 7
        if age < 8:
            days.add(day - timedelta(days=2))
        day += timedelta(weeks=1 if age < 53 else 2 if age < 105 else 3)
    return sorted(days)


DAYS = recording_days()


def recorded_on(day: date) -> datetime | None:
    """When something of this day is recorded: on the next recording day. None: not yet."""
    place = bisect_left(DAYS, day)
    return datetime.combine(DAYS[place], CLOSING_TIME) if place < len(DAYS) else None


def hour(day: date, at: int = 16, minute: int = 0) -> datetime:
    """A time of that day; from 16 to 20 o'clock (UTC) every one of the courts is open."""
    return datetime.combine(day, time(at, minute, tzinfo=UTC))


def workday(day: date) -> date:
    """That day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
