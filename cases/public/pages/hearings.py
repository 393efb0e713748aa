"""The calendar of hearings, day by day, each in its own court's hours."""

from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse

from cases.kinds.cases import CASE_TYPES
from cases.kinds.docket import HEARING_KINDS, HEARING_STATUSES
from cases.public.dates import hour_words, in_zone
from cases.public.filters.hearings import HearingFilter
from cases.public.formats.listing import Listing
from cases.public.pages.answers import about_people
from cases.public.pages.lists import Rows, list_page


@about_people
def hearing_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, "hearings", _calendar)


def _calendar(listing: Listing, rows: Rows, path: str) -> dict[str, Any]:
    zones = {court["code"]: court["timezone"] for court in listing.asked.courts}
    hearings = [_hearing(row, zones[row["court"]]) for row in rows]
    days = groupby(hearings, key=lambda hearing: hearing["day"])
    return {
        "days": [(day, list(of_day)) for day, of_day in days],
        "begins_today": isinstance(listing.asked, HearingFilter) and listing.asked.begins_today,
        "latest_first": listing.link("", sort="latest"),
    }


def _hearing(row: dict[str, Any], zone: str) -> dict[str, Any]:
    local = in_zone(row["starts_at"], zone) if row["starts_at"] else None
    return {
        **row,
        "day": local.date() if isinstance(local, datetime) else local,
        "hour": hour_words(row["starts_at"], zone) if row["starts_at"] else "",
        "kind": HEARING_KINDS.label(row["kind"]),
        "type": CASE_TYPES.label(row["case_type"]),
        "status_label": HEARING_STATUSES.label(row["status"]),
    }
