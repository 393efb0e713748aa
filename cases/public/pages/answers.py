"""What all public answers share: methods, headers, and the words for what is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from psycopg.errors import QueryCanceled

from cases.public import fair_use
from cases.public.api import problems
from cases.public.filters.strict import StrictFilterSet

View = Callable[..., HttpResponseBase]

# Search engines keep names for ever; courts let them be found here, not there.
UNLISTED = "noindex, nofollow"
NOT_FOUND = {"error": "Not found. The public record has nothing at this address."}
TOO_MANY = {
    "error": "More requests came from this address than one reader may send. Wait as many seconds "
    "as Retry-After says, then go on. For a whole list, take its CSV file."
}
# Of these a request may write a list of millions.
WHOLE = (".csv", ".ndjson", ".ics")


def answered(view: View) -> View:
    """A public page: read-only, and asked for anew each time."""

    # What only reads refuses other methods as such, before any token is asked for.
    @csrf_exempt
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        price = fair_use.WHOLE_LIST if request.path.endswith(WHOLE) else 1
        allowed = fair_use.allowance_of_pages(request, price)
        if allowed and allowed.wait:
            return too_many(request, allowed)
        try:
            response = view(request, *args, **kwargs)
        except OperationalError as problem:
            if not isinstance(problem.__cause__, QueryCanceled):
                raise
            response = too_slow(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return answer


def about_people(view: View) -> View:
    """A page that names people: answered, and not for search engines."""

    page = answered(view)

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = page(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = UNLISTED
        return response

    return answer


def too_many(request: HttpRequest, allowed: fair_use.Allowance) -> HttpResponse:
    """Nothing is asked of the database for who asks too often."""
    response: HttpResponse
    if request.path.endswith("/"):
        response = render(request, "too_many.html", {"wait": allowed.wait}, status=429)
    else:
        response = JsonResponse(TOO_MANY, status=429)
    fair_use.state(response, allowed)
    return response


def too_slow(request: HttpRequest) -> HttpResponse:
    """The database gave up on a question that would have kept everybody waiting."""
    return render(request, "too_slow.html", status=503)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """One answer for every address that has nothing: sealed, withdrawn, never there."""
    response = render(request, "not_found.html", status=404)
    response.headers["X-Robots-Tag"] = UNLISTED
    return response


def not_found_data() -> JsonResponse:
    """The same for programs."""
    return JsonResponse(NOT_FOUND, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    if request.path.startswith(reverse("api-nothing")):
        return problems.answer(request, problems.BROKEN)
    return render(request, "broken.html", status=500)


def refused_data(asked: StrictFilterSet) -> JsonResponse:
    """What is wrong with a question put to a data format, and what could be asked."""
    return JsonResponse(
        {
            "error": "This question cannot be answered as asked.",
            "fields": asked.problems,
            "allowed": asked.allowed,
        },
        status=400,
    )
