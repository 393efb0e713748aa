"""Lets a reader keep an answer until the record, or the making of the answer, changes."""

import hashlib
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import get_conditional_response

from cases.public import read

# Who asks so holds nothing in particular.
ANYTHING = "*"
MADE_OF = (
    *("templates/public/**/*.html", "static/css/*.css"),
    *("cases/kinds/*.py", "cases/ladders/*.toml", "cases/public/**/*.py", "cases/policy/*"),
    "cases/public/search/*.toml",
)
Answer = TypeVar("Answer", bound=HttpResponseBase)


def page_held(request: HttpRequest, version: Callable[[], str | None]) -> HttpResponse | None:
    """Answer “not modified” to who holds the page of this version: its hash alone is read, by
    nobody who holds no page of ours."""
    if making() not in request.headers.get("If-None-Match", ""):
        return None
    version_hash = version()
    return _held(request, page_tag(version_hash)) if version_hash else None


def page_tag(version_hash: str) -> str:
    """The name of the page of a version."""
    return f'W/"{version_hash[:20]}-{making()}"'


def unchanged(request: HttpRequest) -> HttpResponse | None:
    """Answer “not modified” to who holds the answer to this very question, at the price of one
    look at what the database has come to. Nobody else is asked to wait for that."""
    if request.headers.get("If-None-Match", ANYTHING) == ANYTHING:
        return None
    return _held(request, _tag(request, read.moment()))


def signed(request: HttpRequest, response: Answer, moment: str) -> Answer:
    """Name the answer of a list by question and moment: that at which its courts were read,
    which is before its rows were."""
    return _with_tag(response, _tag(request, moment))


def _held(request: HttpRequest, etag: str) -> HttpResponse | None:
    held = get_conditional_response(request, etag=etag)
    return _with_tag(held, etag) if isinstance(held, HttpResponseNotModified) else None


def _tag(request: HttpRequest, moment: str) -> str:
    site, asked = f"{request.scheme}://{request.get_host()}", request.META.get("QUERY_STRING", "")
    # What “today” means can change with every full hour.
    hour = int(time.time() // 3600)
    said = f"{site}{request.path}?{asked} {moment} {hour} {making()}"
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
