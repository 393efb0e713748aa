"""What machines ask: is it alive, can it answer, what may a crawler read."""

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cases.public.sealed_list import last_proof

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
        proof = last_proof(Path(settings.SEALED_LIST)) if settings.SEALED_LIST else ""
    except (OSError, ValueError):
        return "the sealed list cannot be read"
    try:
        with connections["public"].cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM published_court)")
            cursor.fetchone()
            if proof:
                cursor.execute("SELECT seals_are_applied(%s)", [proof])
                if not cursor.fetchone()[0]:
                    return "what is sealed has not been sealed anew; run manage.py reapply_seals"
    except DatabaseError:
        return "the publication cannot be read"
    return ""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain")
