"""The change desk: every published charge change, day by day, with what it was and became."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse

from cases.kinds.charges import DIRECTIONS
from cases.public.dates import in_zone
from cases.public.formats.change_listing import DIRECTED, ChangeListing
from cases.public.formats.listing import Listing
from cases.public.pages.answers import about_people
from cases.public.pages.boxes import toggled
from cases.public.pages.facets import Writing, groups
from cases.public.pages.lineage import step_of
from cases.public.pages.lists import Rows, list_page
from cases.public.search.paging import Total


@dataclass(frozen=True)
class Choice:
    """One direction: how many changes have it, and the list with it or without."""

    label: str
    total: Total
    link: str
    code: str
    is_in_use: bool


@about_people
def change_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, "changes", _days)


def _days(listing: Listing, rows: Rows, path: str) -> dict[str, Any]:
    """Changes by the day they were recorded, each in its own court's hours."""
    zones = {court["code"]: court["timezone"] for court in listing.asked.courts}
    changes = [change_row(row, zones[row["court"]]) for row in rows]
    days = groupby(changes, key=lambda change: change["recorded_day"])
    return {
        "days": [(day, list(of_day)) for day, of_day in days],
        "directions": directions(listing, path) if isinstance(listing, ChangeListing) else [],
        "groups": groups(Writing(listing.asked, path, "change"), listing.facets)
        if isinstance(listing, ChangeListing)
        else [],
    }


def directions(listing: ChangeListing, path: str) -> list[Choice]:
    """How many changes of each direction there are, each with the question that shows them."""
    in_use = listing.asked.value("direction") or ()
    return [
        Choice(
            label=DIRECTIONS.label(code) if code else "Without direction",
            total=total,
            link=toggled(listing.asked, "direction", code.lower(), path) if code else "",
            code=code or "",
            is_in_use=code in in_use,
        )
        for code in DIRECTED
        if (total := listing.directions.get(code))
    ]


def change_row(row: dict[str, Any], zone: str) -> dict[str, Any]:
    """A row of the change desk: where, whose, and the change as a case page tells it."""
    local = in_zone(row["recorded_at"], zone)
    change = {
        **row,
        "from": row["effective_from"] and row["effective_from"].isoformat(),
        "to": row["effective_to"] and row["effective_to"].isoformat(),
        "text": row["date_text"],
        "reason": None,
    }
    return {
        **row,
        "zone": zone,
        "recorded_day": local.date() if isinstance(local, datetime) else local,
        "step": step_of(change, {}),
    }
