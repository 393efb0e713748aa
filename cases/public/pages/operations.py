"""What machines ask: is it alive, can it answer, what may a crawler read."""

from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

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
    """The publication can be read."""
    try:
        with connections["public"].cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM published_court)")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("the publication cannot be read\n", "text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain")
