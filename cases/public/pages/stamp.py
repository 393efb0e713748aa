"""Lets a reader keep an answer until the record, or the making of the answer, changes."""

import hashlib
from collections.abc import Callable
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response

from cases.public import read

# Who asks so holds nothing in particular.
ANYTHING = "*"
MADE_OF = (
    *("templates/public/**/*.html", "static/css/*.css"),
    *("cases/kinds/*.py", "cases/ladders/*.toml", "cases/public/**/*.py"),
    "cases/public/search/*.toml",
)
Answer = TypeVar("Answer", bound=HttpResponseBase)


def stamped(
    request: HttpRequest, version_hash: str, make: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """Answer “not modified” to who holds this very page, else make it."""
    etag = f'W/"{version_hash[:20]}-{making()}"'
    response = get_conditional_response(request, etag=etag) or make()
    response.headers["ETag"] = etag
    return response


def unchanged(request: HttpRequest) -> HttpResponse | None:
    """Answer “not modified” to who holds the answer to this very question, at the price of one
    look at what the database has come to. Nobody else is asked to wait for that."""
    if request.headers.get("If-None-Match", ANYTHING) == ANYTHING:
        return None
    etag = _tag(request, read.moment())
    held = get_conditional_response(request, etag=etag)
    return _with_tag(held, etag) if isinstance(held, HttpResponseNotModified) else None


def signed(request: HttpRequest, response: Answer, moment: str) -> Answer:
    """Name the answer of a list by question and moment: that at which its courts were read,
    which is before its rows were."""
    return _with_tag(response, _tag(request, moment))


def _tag(request: HttpRequest, moment: str) -> str:
    # What “today” means can change with every full hour.
    hour = timezone.now().astimezone(UTC).strftime("%Y-%m-%dT%H")
    said = f"{request.build_absolute_uri()} {moment} {hour} {making()}"
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


def _with_tag(response: Answer, etag: str) -> Answer:
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
