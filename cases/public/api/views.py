"""The addresses of the API. Lists are those of the pages, asked through the same filters."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response

from cases.public import read
from cases.public.api import problems, sizes
from cases.public.api.answers import resource
from cases.public.api.openapi import document_text
from cases.public.api.rows import COURT_COLUMNS, VERSION_COLUMNS
from cases.public.api.whole import whole
from cases.public.dates import utc
from cases.public.filters.fields import shortened
from cases.public.formats.json_page import result
from cases.public.formats.listing import Listing, site_of
from cases.public.pages.case import NoSuchTime, canonical, document_answer, time_of
from cases.public.pages.lists import LISTS
from cases.public.pages.stamp import making, signed, unchanged

Said = dict[str, list[str]]


@resource
def index(request: HttpRequest) -> HttpResponseBase:
    site = site_of(request)
    lists = {name: site + reverse("api-list", args=[name]) for name in LISTS}
    told = {
        "documentation": site + reverse("data-api"),
        "openapi": site + reverse("api-openapi"),
        "resources": {
            **lists,
            "courts": site + reverse("api-courts"),
            "statutes": site + reverse("api-statutes"),
        },
    }
    return _refused(request) or JsonResponse(told)


@resource
def openapi(request: HttpRequest) -> HttpResponseBase:
    """What the API answers to, for programs that write programs."""
    refused = _refused(request)
    text = HttpResponse(document_text(), content_type="application/json")
    return refused or _unless_held(request, f'W/"openapi-{making()}"', text)


@resource
def a_list(request: HttpRequest, name: str) -> HttpResponseBase:
    """One page of a list."""
    if name not in LISTS:
        return problems.answer(request, problems.NOT_FOUND)
    held = unchanged(request)
    if held:
        return held
    size, question, refused = sizes.asked_size(request.GET)
    listing = LISTS[name].ask(question)
    if listing.asked.problems or refused:
        return _bad_question(request, listing, refused)
    return _page(request, listing, size)


def _bad_question(request: HttpRequest, listing: Listing, refused: Said) -> HttpResponseBase:
    allowed = [*listing.asked.allowed, sizes.NAME]
    unknown = [f"This list has no such parameter. It knows: {', '.join(allowed)}."]
    fields = {
        name: said if name in allowed else unknown for name, said in listing.asked.problems.items()
    }
    return problems.answer(
        request, problems.BAD_QUESTION, fields={**fields, **refused}, allowed=allowed
    )


def _page(request: HttpRequest, listing: Listing, size: int) -> HttpResponseBase:
    page, total, site = listing.page(size), listing.total, site_of(request)
    path = site + request.path
    kept = {"limit": str(size)} if "limit" in request.GET else {}
    beside = {
        "next": listing.link(path, after=page.next, **kept) if page.next else None,
        "previous": listing.link(path, before=page.previous, **kept) if page.previous else None,
    }
    rows = [result(row, listing.columns, site) for row in page.rows]
    response = JsonResponse(
        {"count": total.count, "count_exact": total.is_exact, **beside, "results": rows}
    )
    links = [f'<{url}>; rel="{rel[:4]}"' for rel, url in beside.items() if url]
    if links:
        response.headers["Link"] = ", ".join(links)
    return signed(request, response, listing.asked.told.moment)


@resource
def courts(request: HttpRequest) -> HttpResponseBase:
    """Every court, with how much of it is published and how lately."""
    answered = _refused(request) or unchanged(request)
    if answered:
        return answered
    moment, site = read.moment(), site_of(request)
    rows = [result(row, COURT_COLUMNS, site) for row in read.coverage()]
    return signed(request, whole(rows), moment)


@resource
def case(request: HttpRequest, court: str, number: str, then: str = "") -> HttpResponseBase:
    """The document of a case, now or as it stood, byte for byte what the hash is of."""
    name, more = ("api-case-at", [then]) if then else ("api-case", [])
    elsewhere = canonical(request, name, court, number, *more)
    refused = elsewhere or _refused(request)
    if refused:
        return refused
    try:
        moment = time_of(then) if then else None
    except NoSuchTime as problem:
        return problems.answer(request, problems.BAD_TIME, str(problem))
    reading = read.case_at(court, number, moment) if moment else read.case(court, number)
    if reading is None:
        return problems.answer(request, problems.NOT_FOUND)
    return _unless_held(request, f'W/"{reading.version_hash}"', document_answer(request, reading))


@resource
def versions(request: HttpRequest, court: str, number: str) -> HttpResponseBase:
    """Every version of a case that is still public, latest first."""
    elsewhere = canonical(request, "api-versions", court, number)
    refused = elsewhere or _refused(request)
    if refused:
        return refused
    found = read.versions(court, number)
    if not found:
        return problems.answer(request, problems.NOT_FOUND)
    site = site_of(request)
    for version in found:
        moment = utc(version["published_at"])
        version["url"] = reverse("api-case-at", args=[court, number, moment])
    return whole([result(version, VERSION_COLUMNS, site) for version in found])


@resource
def nothing_here(request: HttpRequest, path: str = "") -> HttpResponseBase:
    return problems.answer(request, problems.NOT_FOUND)


def _refused(request: HttpRequest) -> HttpResponseBase | None:
    """An address that takes no parameters passes over none."""
    if not request.GET:
        return None
    fields = {shortened(name): ["This address has no parameters."] for name in request.GET}
    return problems.answer(request, problems.BAD_QUESTION, fields=fields, allowed=[])


def _unless_held(request: HttpRequest, etag: str, response: HttpResponse) -> HttpResponseBase:
    """Answer “not modified” to who holds this very text."""
    answer = get_conditional_response(request, etag=etag, response=response) or response
    answer.headers["ETag"] = etag
    return answer
