"""What was typed into a form of the desk and never sent: kept as it is typed, and put back."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_POST

from cases.desk.done import draft_of, drop_draft, keep_draft

LONGEST = 200_000
# Not what somebody typed.
UNTYPED = ("csrfmiddlewaretoken", "token", "digest", "confirm", "back", "noted")


def draft_context(request: HttpRequest) -> dict[str, Any]:
    """What the page of a form tells of a draft, and where it sends what is typed."""
    is_sent = request.method == "POST" or "draft" in request.GET
    return {
        "draft": None if is_sent else draft_of(request.user, request.path),
        "draft_address": reverse("desk-draft"),
        "draft_page": request.path,
    }


def typed(request: HttpRequest) -> QueryDict | None:
    """What was typed into this page, where somebody asks for it back."""
    draft = draft_of(request.user, request.path) if "draft" in request.GET else None
    if draft is None:
        return None
    sent = QueryDict(mutable=True)
    for name, value in draft.typed:
        sent.appendlist(name, value)
    return sent


def typed_initial(request: HttpRequest) -> dict[str, Any]:
    """The same, for a form that is asked for anew: it must not be told its errors yet."""
    sent = typed(request) or QueryDict()
    return {name: values if len(values) > 1 else values[0] for name, values in sent.lists()}


@require_POST
def draft_view(request: HttpRequest) -> HttpResponse:
    """Keep what is typed, sent every few seconds by the page; or throw it away when asked."""
    page = request.POST.get("page", "")[:200]
    if not page.startswith(reverse("admin:index")):
        return JsonResponse({"kept": False, "why": "This is no page of the desk."}, status=400)
    if "discard" in request.POST:
        drop_draft(request.user, page)
        return HttpResponseRedirect(reverse("admin:index") if "desk" in request.POST else page)
    given = request.POST.get("typed", "")
    pairs = _pairs(given) if len(given) <= LONGEST else None
    if pairs is None:
        return JsonResponse({"kept": False, "why": "This cannot be kept."}, status=400)
    keep_draft(request.user, page, title=request.POST.get("title", ""), typed=pairs)
    return JsonResponse({"kept": True})


def _pairs(text: str) -> list[list[str]] | None:
    """Names and values as a browser sends a form; None where it is anything else."""
    try:
        told = json.loads(text)
    except ValueError:
        return None
    is_pairs = isinstance(told, list) and all(
        isinstance(each, list) and len(each) == 2 and all(isinstance(part, str) for part in each)
        for each in told
    )
    return [each for each in told if each[0] not in UNTYPED] if is_pairs else None
