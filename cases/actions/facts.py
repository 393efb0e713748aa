"""What may be told of any legal fact: the dates as known, and what it rests on."""

from datetime import date
from typing import TypedDict

from cases.models import DocketEntry


class Resting(TypedDict, total=False):
    rests_on: str
    docket_entry: DocketEntry | None


class Dated(Resting, total=False):
    """Earliest and latest day, and the words it was given in."""

    date_from: date | None
    date_to: date | None
    date_text: str


class Changing(Dated, total=False):
    """By what instrument charges were changed, and by whom."""

    instrument: str
    authority: str
