"""What machines ask: is it alive, can it answer, what may a crawler read."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from cases.public.sealed_list import last_proof

Answer = Callable[[HttpRequest], HttpResponseBase]

ROBOTS = """\
User-agent: *
Allow: /about/
Allow: /courts/
Allow: /data/
Disallow: /
"""


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The program runs."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The publication can be read, and everything on the sealed list is sealed in it."""
    problem = not_ready()
    if problem:
        return HttpResponse(f"{problem}\n", "text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


def not_ready() -> str:
    """Why nothing should be served yet; empty where all is well."""
    try:
        with connections["public"].cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM published_court)")
            cursor.fetchone()
    except DatabaseError:
        return "the publication cannot be read"
    return not_sealed()


def not_sealed() -> str:
    """Why what is on the sealed list may not be sealed here; empty where it is, or there is no
    list."""
    try:
        proof = last_proof(Path(settings.SEALED_LIST)) if settings.SEALED_LIST else ""
        if not proof:
            return ""
        with connections["public"].cursor() as cursor:
            cursor.execute("SELECT seals_are_applied(%s)", [proof])
            (is_applied,) = cursor.fetchone()
    except (OSError, ValueError):
        return "the sealed list cannot be read"
    except DatabaseError:
        return "the publication cannot be read"
    return "" if is_applied else "a restored backup is not sealed yet; run manage.py reapply_seals"


def sealed_first(get_response: Answer) -> Answer:
    """Middleware: a program that starts on a restored backup serves nothing but what machines ask
    until everything on the sealed list is sealed; asked until it is so, and then no more."""
    waits = bool(settings.SEALED_LIST)

    def answer(request: HttpRequest) -> HttpResponseBase:
        nonlocal waits
        if waits and request.path not in ("/healthz", "/readyz"):
            if not_sealed():
                closed = HttpResponse("This site is not open yet.\n", "text/plain", status=503)
                closed["Retry-After"] = "60"
                return closed
            waits = False
        return get_response(request)

    return answer


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain")
