"""One case: its page, its document, its versions, and the record as it stood."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from cases.kinds.cases import CASE_TYPES
from cases.public import read
from cases.public.dates import in_zone, utc
from cases.public.filters.cases import status_label
from cases.public.filters.fields import DAY, YEARS, shortened
from cases.public.pages.answers import about_people, not_found_data
from cases.public.pages.document import sections
from cases.public.pages.framed import framed_by_the_desk
from cases.public.pages.stamp import page_held, page_tag
from cases.public.search.conditions import number_key

HASH_SHOWN = 12
SHORTEST_HASH = 8


class NoSuchTime(ValueError):
    """An address names a time that is none, or that has not come; the message says so."""


@framed_by_the_desk
@about_people
def case_page(request: HttpRequest, court: str, number: str) -> HttpResponseBase:
    """The present record of a case."""
    elsewhere = canonical(request, "case", court, number)
    if elsewhere:
        return elsewhere
    held = page_held(request, lambda: read.version_hash(court, number))
    if held:
        return held
    reading = read.case(court, number)
    if reading is None:
        raise Http404
    response = render(request, "case.html", _told(request, reading))
    response.headers["ETag"] = page_tag(reading.version_hash)
    return response


@about_people
def case_document(
    request: HttpRequest, court: str, number: str, then: str = ""
) -> HttpResponseBase:
    """The document itself, byte for byte: its SHA-256 is the hash of the version."""
    name, more = ("case-at-json", [then]) if then else ("case-json", [])
    elsewhere = canonical(request, name, court, number, *more)
    if elsewhere:
        return elsewhere
    try:
        moment = time_of(then) if then else None
    except NoSuchTime as problem:
        return JsonResponse({"error": str(problem)}, status=400)
    reading = read.case_at(court, number, moment) if moment else read.case(court, number)
    if reading is None:
        return not_found_data()
    return document_answer(request, reading)


def document_answer(request: HttpRequest, reading: read.Reading) -> HttpResponse:
    """The text of a version, with what is needed to cite it."""
    response = HttpResponse(reading.text, content_type="application/json")
    response.headers["Link"] = f'<{permalink(request, reading)}>; rel="permalink"'
    response.headers["Version-Hash"] = reading.version_hash
    response.headers["Version-Published-At"] = utc(reading.published_at)
    return response


@about_people
def case_versions(request: HttpRequest, court: str, number: str) -> HttpResponseBase:
    """Every version of the public record of a case."""
    elsewhere = canonical(request, "case-versions", court, number)
    if elsewhere:
        return elsewhere
    found = read.versions(court, number)
    if not found:
        raise Http404
    versions = [
        {**version, "path": _at(court, number, version["published_at"], version["version_hash"])}
        for version in found
    ]
    context = {"court": court, "number_key": number, "present": found[0], "versions": versions}
    return render(request, "versions.html", context)


@about_people
def case_at(request: HttpRequest, court: str, number: str, then: str) -> HttpResponseBase:
    """The public record of a case as it stood at a moment, or at the end of a day."""
    elsewhere = canonical(request, "case-at", court, number, then)
    if elsewhere:
        return elsewhere
    try:
        moment = time_of(then)
    except NoSuchTime as problem:
        return render(request, "no_such_time.html", {"problem": str(problem)}, status=400)
    reading = read.case_at(court, number, moment)
    if reading is None:
        raise Http404
    zone = reading.document["court"]["timezone"]
    context = {
        **_told(request, reading),
        "then": moment,
        "is_day": not isinstance(moment, datetime),
        "is_open": not isinstance(moment, datetime) and moment >= _today(zone),
        "misses_citation": _misses(reading, request.GET.get("hash", "")),
    }
    return render(request, "case.html", context)


@about_people
def case_then(request: HttpRequest, court: str, number: str) -> HttpResponseBase:
    """The form's way to a day: `at/?day=2026-03-31` leads to `at/2026-03-31/`."""
    day = request.GET.get("day", "")
    if not DAY.fullmatch(day):
        problem = f"“{shortened(day)}” is not a day."
        return render(request, "no_such_time.html", {"problem": problem}, status=400)
    return HttpResponseRedirect(reverse("case-at", args=[court, number, day]))


def permalink(request: HttpRequest, reading: read.Reading) -> str:
    """The address that shows this very version for as long as it is public."""
    document = reading.document
    path = _at(
        document["court"]["code"],
        document["number_key"],
        reading.published_at,
        reading.version_hash,
    )
    return request.build_absolute_uri(path)


def _told(request: HttpRequest, reading: read.Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "case": document,
        "court": document["court"],
        "zone": document["court"]["timezone"],
        "reading": reading,
        "permalink": permalink(request, reading),
        "type": CASE_TYPES.label(document["type"]),
        "status": status_label(document["status"]),
        **sections(document),
    }


def canonical(
    request: HttpRequest, name: str, court: str, number: str, *more: str
) -> HttpResponseBase | None:
    """A court or number spelled otherwise is sent to its one address, whether or not there is
    such a case: the answer tells nothing."""
    spelled = (court.lower(), number_key(number))
    if spelled == (court, number):
        return None
    path = reverse(name, args=[*spelled, *more])
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def _at(court: str, number: str, moment: datetime, version_hash: str) -> str:
    path = reverse("case-at", args=[court, number, utc(moment)])
    return f"{path}?{urlencode({'hash': version_hash[:HASH_SHOWN]})}"


def _misses(reading: read.Reading, cited: str) -> bool:
    """Was this cited from another text than the one that stands? Nothing cited misses nothing."""
    is_hash = len(cited) >= SHORTEST_HASH and reading.version_hash.startswith(cited.lower())
    return bool(cited) and not is_hash


def time_of(given: str) -> date | datetime:
    """The day or moment that an address names."""
    try:
        then = date.fromisoformat(given) if DAY.fullmatch(given) else datetime.fromisoformat(given)
    except ValueError:
        raise NoSuchTime(f"“{shortened(given)}” is not a day or a moment.") from None
    if then.year not in YEARS:
        raise NoSuchTime(f"Give a year from {YEARS.start} to {YEARS.stop - 1}.")
    if isinstance(then, datetime) and then.tzinfo is None:
        raise NoSuchTime(f"“{shortened(given)}” does not say in which time zone.")
    # Somewhere it is tomorrow already.
    now = timezone.now()
    latest = now if isinstance(then, datetime) else (now + timedelta(hours=14)).date()
    if then > latest:
        raise NoSuchTime("That time has not come yet.")
    return then


def _today(zone: str) -> date:
    now = in_zone(timezone.now(), zone)
    return now.date() if isinstance(now, datetime) else timezone.now().date()
