"""The page of a history, and the pages of a row as it once stood."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst

from cases.admin.history.asked import Asked
from cases.admin.history.putting_back import put_back_page
from cases.admin.history.stood import stood
from cases.admin.history.story import Story, story_of
from cases.admin.history.strands import strands_of
from cases.models import Case


def history_page(
    desk: Any, request: Any, row: Any, extra: dict[str, Any] | None = None
) -> HttpResponse:
    """The audit, in place of the log of what was done by way of the desk."""
    with hours_of(row):
        strands = strands_of(row, request.user)
        event = request.GET.get("event")
        if event is None:
            return told(desk, request, row, extra)
        found = stood(desk, request, row, strands, event)
        if found is None:
            return desk._get_obj_does_not_exist_redirect(request, desk.opts, event)  # type: ignore[no-any-return]
        if "put_back" in request.GET or request.method == "POST":
            context = shared(desk, request, row, f"Put back: {found.words}")
            return put_back_page(request, context, found, request.path)
        context = shared(desk, request, row, f"As it stood: {found.words}")
        return TemplateResponse(
            request, "admin/cases/history/stood.html", {**context, "stood": found}
        ).render()


def told(desk: Any, request: HttpRequest, row: Any, extra: dict[str, Any] | None) -> HttpResponse:
    strands = strands_of(row, request.user)
    asked = Asked(request.GET, strands)
    is_asked_well = asked.is_valid()
    story = story_of(row, strands, asked, request.user) if is_asked_well else Story(acts=[])
    context = {
        **shared(desk, request, row, f"History: {row}"),
        "asked": asked,
        "is_narrowed": is_asked_well and asked.is_narrowed,
        "is_asked_well": is_asked_well,
        "events": {"acts": story.acts, "rows": story.rows, "earlier": story.earlier},
        **(extra or {}),
    }
    return TemplateResponse(request, "admin/object_history.html", context).render()


def shared(desk: Any, request: HttpRequest, row: Any, title: str) -> Any:
    """What all pages of a history have."""
    return {
        **desk.admin_site.each_context(request),
        "title": title,
        "module_name": capfirst(desk.opts.verbose_name_plural),
        "object": row,
        "opts": desk.opts,
    }


def hours_of(row: models.Model) -> AbstractContextManager[None]:
    """Hours of a case are told as its court's own."""
    case = row if isinstance(row, Case) else getattr(row, "case", None)
    return timezone.override(ZoneInfo(case.court.timezone)) if case else nullcontext()
