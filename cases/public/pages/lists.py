"""Every public list: what it is called, how it is asked, and its answer as page or as data."""

from collections.abc import Callable
from dataclasses import dataclass
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

from cases.public import read
from cases.public.filters.cases import CaseFilter, ask_cases
from cases.public.filters.changes import ChangeFilter, ask_changes
from cases.public.filters.hearings import HearingFilter, ask_hearings
from cases.public.filters.orders import OrderFilter, ask_orders
from cases.public.filters.people import PersonFilter, ask_people
from cases.public.filters.strict import StrictFilterSet
from cases.public.formats import FORMATS, formats_of
from cases.public.formats.answer import answer, zipped
from cases.public.formats.case_listing import CaseListing
from cases.public.formats.change_listing import ChangeListing
from cases.public.formats.column import Column
from cases.public.formats.columns import (
    CASE_COLUMNS,
    CASE_FIELDS,
    CHANGE_COLUMNS,
    CHANGE_FIELDS,
    HEARING_COLUMNS,
    HEARING_FIELDS,
    ORDER_COLUMNS,
    ORDER_FIELDS,
    PERSON_COLUMNS,
    PERSON_FIELDS,
)
from cases.public.formats.listing import Listing
from cases.public.formats.person_listing import PersonListing
from cases.public.pages.answers import about_people, refused_data
from cases.public.pages.boxes import boxes, chips, form
from cases.public.pages.case_rows import case_row
from cases.public.pages.facets import Writing, groups
from cases.public.pages.stamp import signed, unchanged
from cases.public.search.paging import Order
from cases.public.search.why import why_found

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class PublicList:
    """A list: its name in addresses, its title, how it is asked, what it filters and tells."""

    name: str
    title: str
    ask: Callable[[QueryDict], Listing]
    filters: type[StrictFilterSet]
    columns: tuple[Column, ...]


def cases_asked(data: QueryDict) -> CaseListing:
    """The case list, asked these questions."""
    asked = ask_cases(data, read.courts())
    order = Order("filed_order", reverse=asked.value("sort") == "oldest")
    return CaseListing("cases", asked, order, CASE_FIELDS, CASE_COLUMNS)


def changes_asked(data: QueryDict) -> Listing:
    """The change desk, asked these questions."""
    asked = ask_changes(data, read.courts())
    return ChangeListing("changes", asked, Order("recorded_at"), CHANGE_FIELDS, CHANGE_COLUMNS)


def orders_asked(data: QueryDict) -> Listing:
    """The published protective orders, asked these questions."""
    asked = ask_orders(data, read.courts())
    order = Order("issued_date", nullable=True)
    return Listing("orders", asked, order, ORDER_FIELDS, ORDER_COLUMNS)


def hearings_asked(data: QueryDict) -> Listing:
    """The calendar of hearings, asked these questions."""
    asked = ask_hearings(data, read.courts())
    order = Order("starts_at", nullable=True, reverse=not asked.latest_first)
    return Listing("hearings", asked, order, HEARING_FIELDS, HEARING_COLUMNS)


def people_asked(data: QueryDict) -> Listing:
    """The people of published cases, asked these questions."""
    asked = ask_people(data, read.courts())
    order = Order("sort_name", reverse=True)
    return PersonListing("people", asked, order, PERSON_FIELDS, PERSON_COLUMNS)


LISTS: dict[str, PublicList] = {
    each.name: each
    for each in (
        PublicList("cases", "Cases", cases_asked, CaseFilter, CASE_COLUMNS),
        PublicList("changes", "Charge changes", changes_asked, ChangeFilter, CHANGE_COLUMNS),
        PublicList("orders", "Protective orders", orders_asked, OrderFilter, ORDER_COLUMNS),
        PublicList("hearings", "Hearings", hearings_asked, HearingFilter, HEARING_COLUMNS),
        PublicList("people", "People", people_asked, PersonFilter, PERSON_COLUMNS),
    )
}


@about_people
def in_format(request: HttpRequest, name: str, suffix: str) -> HttpResponseBase:
    """A list as data: the address of its page with a suffix, and the same question."""
    if suffix not in formats_of(name):
        raise Http404
    response = unchanged(request) or _as_data(request, name, suffix)
    # The reader alone may keep it, and asks each time whether it still stands.
    response.headers["Cache-Control"] = "private, no-cache"
    return zipped(request, response)


def _as_data(request: HttpRequest, name: str, suffix: str) -> HttpResponseBase:
    listing = LISTS[name].ask(request.GET)
    if not listing.asked.is_valid():
        return refused_data(listing.asked)
    response = answer(request, suffix, FORMATS[suffix], listing)
    return signed(request, response, listing.asked.told.moment)


@about_people
def case_list(request: HttpRequest) -> HttpResponse:
    return list_page(request, "cases", _cases)


def list_page(
    request: HttpRequest, name: str, told: Callable[[Listing, Rows, str], dict[str, Any]]
) -> HttpResponse:
    """A list as a page; `told` makes of its rows what the template shows."""
    held = unchanged(request)
    if held:
        return held
    listing = LISTS[name].ask(request.GET)
    asked = listing.asked
    filled = boxes(asked)
    context: dict[str, Any] = {
        "form": form(asked, filled),
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
        "chips": chips(asked, filled, request.path),
        "next": listing.link(request.path, after=page.next) if page.next else "",
        "previous": listing.link(request.path, before=page.previous) if page.previous else "",
        "formats": [(suffix, listing.link(f"{path}.{suffix}")) for suffix in formats_of(name)],
    }
    shown = {**context, **found, **told(listing, page.rows, request.path)}
    return signed(request, render(request, f"{listing.name}.html", shown), asked.told.moment)


def _why(name: str, row: dict[str, Any]) -> str:
    """Why a search by name found a case, where the name itself does not tell."""
    why = why_found(row["people"], name) if row.get("people") else None
    return str(why) if why and why.rank else ""


def _cases(listing: Listing, rows: Rows, path: str) -> dict[str, Any]:
    name = listing.asked.value("name") or listing.asked.value("q")
    return {
        "cases": [
            case_row(
                row,
                "; ".join(row["defendants"]) or "None published",
                _why(name, row) if name else "",
            )
            for row in rows
        ],
        "groups": groups(Writing(listing.asked, path, "case"), listing.facets)
        if isinstance(listing, CaseListing)
        else [],
    }
