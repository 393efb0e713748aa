"""What all answers of the API share: methods, media type, fair use, and reading from any site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from psycopg.errors import QueryCanceled

from cases.public import fair_use
from cases.public.api import problems
from cases.public.formats.answer import zipped
from cases.public.pages.answers import UNLISTED

View = Callable[..., HttpResponseBase]

METHODS = "GET, HEAD, OPTIONS"
MEDIA_TYPE = "application/json"
# Public data, and no cookie is ever looked at: a script of any site may read it.
FROM_ANYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, Version-Hash, Version-Published-At"
    ),
}
ASKING_FIRST = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-Modified-Since, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def resource(view: View) -> View:
    """An address of the API. A request that would change something is refused as such, so no
    token is asked of it."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204, headers=ASKING_FIRST)
            response.headers["Allow"] = METHODS
        else:
            response = zipped(request, _counted(view, request, *args, **kwargs))
        response.headers["X-Robots-Tag"] = UNLISTED
        for name, value in FROM_ANYWHERE.items():
            response.headers[name] = value
        response.headers.setdefault("Cache-Control", "no-cache")
        return response if request.method != "HEAD" else _headers_of(response)

    return answer


def _headers_of(response: HttpResponseBase) -> HttpResponseBase:
    """The answer to HEAD: how long the body would be, and no body."""
    if isinstance(response, HttpResponse):
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _counted(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    allowed = fair_use.allowance_of_api(request)
    if allowed and allowed.wait:
        response: HttpResponseBase = problems.answer(request, problems.TOO_MANY)
    else:
        response = _read(view, request, *args, **kwargs)
    if allowed:
        fair_use.state(response, allowed)
    return response


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method not in ("GET", "HEAD"):
        refused = problems.answer(request, problems.WRONG_METHOD)
        refused.headers["Allow"] = METHODS
        return refused
    if request.headers.get("Accept") and not request.accepts(MEDIA_TYPE):
        return problems.answer(request, problems.NOT_ACCEPTABLE)
    try:
        response = view(request, *args, **kwargs)
    except TooManyFieldsSent:
        said = f"There are more than {settings.DATA_UPLOAD_MAX_NUMBER_FIELDS} parameters."
        return problems.answer(request, problems.BAD_QUESTION, said, fields={}, allowed=[])
    except OperationalError as problem:
        if not isinstance(problem.__cause__, QueryCanceled):
            raise
        return problems.answer(request, problems.TOO_SLOW)
    if response.status_code == problems.NOT_HELD.status:
        return problems.answer(request, problems.NOT_HELD)
    return response
