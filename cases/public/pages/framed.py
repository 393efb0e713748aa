"""Lets the clerk's desk, and no other site, show a page of a case within its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_sameorigin

from cases.public.pages.answers import not_found

View = Callable[..., HttpResponseBase]


def framed_by_the_desk(view: View) -> View:
    """A clerk sees beside the file of a case what the public gets at its address. Only these
    pages may be framed, and only by this site: nothing can be clicked in them that changes
    anything. That nothing is found there is answered likewise, whether or not there is a case."""

    @csp_replace({"frame-ancestors": [SELF]})
    @xframe_options_sameorigin
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return not_found(request)

    return answer
