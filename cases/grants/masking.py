"""Who reads the record masked: whoever at the desk may not see places, and writes nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cases.accounts.middleware import DESK
from cases.desk.roles import PLACES
from cases.grants.masks import SCHEMA


class MaskingMiddleware:
    """Decides for each request of the desk, before anything of the record is read. A file is still
    written when the request is over: then it holds until the next one upon the same connection."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not response.streaming:
            mask(is_masked=False)
        return response

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        if request.path.startswith(DESK) and request.user.is_authenticated:
            mask(is_masked=is_only_reading(request.user))


def is_only_reading(user: Any) -> bool:
    """Somebody like an auditor; whoever may write the record has to know what is in it."""
    acts = (name.partition(".") for name in user.get_all_permissions())
    writes = any(app in ("cases", "desk") and not does.startswith("view_") for app, _, does in acts)
    return not writes and not user.has_perm(PLACES)


def mask(*, is_masked: bool) -> None:
    """Let this connection read the record masked from here on, or as it is."""
    if is_masked or is_masking():
        path = f"{SCHEMA}, public" if is_masked else "public"
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('search_path', %s, false)", [path])
    connection.is_masking = is_masked  # type: ignore[attr-defined]


def is_masking() -> bool:
    return getattr(connection, "is_masking", False)


@contextmanager
def as_it_is() -> Iterator[None]:
    """Let what an auditor did be written where everybody's is: nothing is written to a view."""
    was_masking = is_masking()
    if was_masking:
        mask(is_masked=False)
    try:
        yield
    finally:
        if was_masking:
            mask(is_masked=True)
