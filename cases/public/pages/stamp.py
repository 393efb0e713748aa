"""Lets a reader's browser keep a case page until the case, or the making of the page, changes."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

MADE_OF = ("templates/public/**/*.html", "static/css/*.css", "cases/kinds/*.py",
           "cases/public/**/*.py")  # fmt: skip


def stamped(
    request: HttpRequest, version_hash: str, make: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """Answer “not modified” to who holds this very page, else make it."""
    etag = f'W/"{version_hash[:20]}-{making()}"'
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    return response


@cache
def making() -> str:
    """A short hash of all that pages are made of besides the record."""
    base = Path(settings.BASE_DIR)
    digest = hashlib.sha256()
    for file in sorted(file for pattern in MADE_OF for file in base.glob(pattern)):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
