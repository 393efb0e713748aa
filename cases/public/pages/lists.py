"""The two lists, cases and charge changes, as pages and in every data format."""

from collections.abc import Callable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import render

from cases.kinds.cases import CASE_TYPES
from cases.kinds.charges import DIRECTIONS
from cases.public import read
from cases.public.dates import in_zone
from cases.public.filters.cases import ask_cases, status_label
from cases.public.filters.changes import ask_changes
from cases.public.filters.levels import level_label
from cases.public.filters.paging import Order
from cases.public.formats import FORMATS
from cases.public.formats.columns import (
    CASE_COLUMNS,
    CASE_FIELDS,
    CHANGE_COLUMNS,
    CHANGE_FIELDS,
)
from cases.public.formats.listing import Listing
from cases.public.pages.answers import about_people, refused_data
from cases.public.pages.boxes import boxes, chips, form_html, strays
from cases.public.pages.lineage import step_of

Ask = Callable[[QueryDict], Listing]
Rows = list[dict[str, Any]]


def cases_asked(data: QueryDict) -> Listing:
    """The case list, asked these questions."""
    asked = ask_cases(data, read.courts())
    order = Order("filed_date", nullable=True, reverse=asked.value("sort") == "oldest")
    return Listing("cases", asked, order, CASE_FIELDS, CASE_COLUMNS)


def changes_asked(data: QueryDict) -> Listing:
    """The change desk, asked these questions."""
    asked = ask_changes(data, read.courts())
    return Listing("changes", asked, Order("recorded_at"), CHANGE_FIELDS, CHANGE_COLUMNS)


LISTS: dict[str, Ask] = {"cases": cases_asked, "changes": changes_asked}


@about_people
def in_format(request: HttpRequest, name: str, suffix: str) -> HttpResponseBase:
    """A list as data: the address of its page with a suffix, and the same question."""
    if suffix not in FORMATS:
        raise Http404
    listing = LISTS[name](request.GET)
    if not listing.asked.is_valid():
        return refused_data(listing.asked)
    response = FORMATS[suffix](request, listing)
    response.headers["Cache-Control"] = "no-store"
    return response


@about_people
def case_list(request: HttpRequest) -> HttpResponse:
    return _page(request, cases_asked, _cases)


@about_people
def change_list(request: HttpRequest) -> HttpResponse:
    return _page(request, changes_asked, _days)


def _page(
    request: HttpRequest, ask: Ask, told: Callable[[Listing, Rows], dict[str, Any]]
) -> HttpResponse:
    """A list as a page; `told` makes of its rows what the template shows."""
    listing = ask(request.GET)
    asked = listing.asked
    form = boxes(asked)
    context: dict[str, Any] = {
        "form": form_html(form, strays(asked), request.path, asked.in_view),
        "path": request.path,
    }
    if not asked.is_valid():
        return render(request, f"{listing.name}.html", context, status=400)
    if any(not value for value in request.GET.values()):
        # A form sends its empty boxes too; the address to keep and to cite has none.
        return HttpResponseRedirect(listing.link(request.path))
    page = listing.page()
    path = request.path.rstrip("/")
    found = {
        "total": listing.total,
        "chips": chips(asked, form),
        "next": listing.link(request.path, after=page.next) if page.next else "",
        "previous": listing.link(request.path, before=page.previous) if page.previous else "",
        "formats": [(suffix, listing.link(f"{path}.{suffix}")) for suffix in FORMATS],
    }
    return render(request, f"{listing.name}.html", {**context, **found, **told(listing, page.rows)})


def _cases(listing: Listing, rows: Rows) -> dict[str, Any]:
    return {
        "cases": [
            {
                **row,
                "status": status_label(row["status"]),
                "type": CASE_TYPES.label(row["case_type"]),
                "level": level_label(row["state"], row["lead_level"]),
                "changes": [DIRECTIONS[code] for code in row["directions"]],
            }
            for row in rows
        ]
    }


def _days(listing: Listing, rows: Rows) -> dict[str, Any]:
    """Changes by the day they were recorded, each in its own court's hours."""
    zones = {court["code"]: court["timezone"] for court in listing.asked.courts}
    changes = [change_row(row, zones[row["court"]]) for row in rows]
    days = groupby(changes, key=lambda change: change["recorded_day"])
    return {"days": [(day, list(of_day)) for day, of_day in days]}


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
