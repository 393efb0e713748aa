"""The pages around the record: the front page, the courts, what this is and is not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cases.kinds.charges import DIRECTIONS, EFFECTS
from cases.public import read
from cases.public.formats.columns import CHANGE_FIELDS
from cases.public.models import PublishedChange
from cases.public.pages.answers import about_people, answered
from cases.public.pages.changes import change_row

LATEST = 6


@about_people
def front(request: HttpRequest) -> HttpResponse:
    """Search, the latest charge changes, and which courts are here."""
    courts = read.coverage()
    zones = {court["code"]: court["timezone"] for court in courts}
    latest = PublishedChange.objects.using("public").order_by("-recorded_at", "-key")
    rows = latest.values(*CHANGE_FIELDS)[:LATEST]
    changes = [change_row(row, zones[row["court"]]) for row in rows]
    return render(request, "front.html", {"courts": courts, "changes": changes})


@answered
def courts(request: HttpRequest) -> HttpResponse:
    return render(request, "courts.html", {"courts": read.coverage()})


@answered
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html", {"directions": DIRECTIONS, "effects": EFFECTS})
