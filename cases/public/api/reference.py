"""The page about the API: its addresses, its manners, and examples that run."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cases.public import fair_use
from cases.public.api import openapi, sizes
from cases.public.api.examples import EXAMPLES
from cases.public.api.problems import PROBLEMS
from cases.public.formats.listing import site_of
from cases.public.pages.answers import answered
from cases.public.search.paging import PAGE


@answered
def reference(request: HttpRequest) -> HttpResponse:
    site = site_of(request)
    context = {
        "addresses": [
            (path, of["get"]["summary"])
            for path, of in openapi.document()["paths"].items()
            if path.startswith(reverse("api"))
        ],
        "examples": [
            (each.code, each.title, each.about, each.text.replace("SITE", site))
            for each in EXAMPLES
        ],
        "problems": PROBLEMS,
        "page": PAGE,
        "most": sizes.MOST,
        "per_minute": settings.API_REQUESTS_PER_MINUTE,
        "window": fair_use.WINDOW,
        "site": site,
    }
    return render(request, "api.html", context)
