"""The audit of one row, for people: who wrote when, what stood there before, and why."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db import models

PAGE = 50
DONE = {"insert": "Recorded", "update": "Changed", "delete": "Deleted"}
EMPTY = "empty"
# What tells a reader nothing.
UNTOLD = ("id", "key", "transaction")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One column: what stood there, what stands there now."""

    column: str
    was: str
    becomes: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """One write."""

    at: datetime
    user: str
    reason: str
    done: str
    is_first: bool
    differences: list[Difference]


def events_of(row: models.Model, page: str) -> dict[str, Any]:
    """A page of the audit of one row, the latest first."""
    audit = type(row).pgh_event_model  # type: ignore[attr-defined]
    rows = audit.objects.filter(pgh_obj_id=row.pk).order_by("-pgh_id")
    shown: Page[Any] = Paginator(rows, PAGE).get_page(page)
    # One event more than is shown: the oldest one shown is compared with it.
    listed = [*rows[shown.start_index() - 1 if rows else 0 : shown.end_index() + 1], None]
    events = [_told(row, event, before) for event, before in pairwise(listed)][:PAGE]
    return {"page": shown, "rows": _with_names(events)}


def _told(row: models.Model, event: Any, before: Any) -> Event:
    is_end = event.pgh_label == "delete"
    context = event.pgh_context or {}
    return Event(
        at=event.pgh_created_at,
        user=str(context.get("user") or ""),
        reason=str(context.get("reason") or ""),
        done=DONE.get(event.pgh_label, event.pgh_label),
        is_first=before is None,
        differences=[] if is_end else _differences(row, event, before),
    )


def _differences(row: models.Model, event: Any, before: Any) -> list[Difference]:
    kept = {field.name for field in event._meta.concrete_fields}
    told = [
        Difference(
            column=str(field.verbose_name),
            was=_shown(before, field) if before else EMPTY,
            becomes=_shown(event, field),
        )
        for field in row._meta.concrete_fields
        if field.name in kept and field.name not in UNTOLD
    ]
    return [difference for difference in told if difference.was != difference.becomes]


def _shown(event: Any, field: Any) -> str:
    """The value as the desk spells it; a link is told by its number where its row is gone."""
    value = getattr(event, field.attname)
    if value is None or value == "":
        return EMPTY
    if field.is_relation:
        linked = field.related_model._default_manager.filter(pk=value).first()
        return f"{linked} ({value})" if linked else str(value)
    return str(dict(field.flatchoices)[value] if field.choices else value)


def _with_names(events: list[Event]) -> list[Event]:
    """Requests that no act ran in are signed with the number of the user."""
    numbers = {event.user for event in events if event.user.isdecimal()}
    names = {str(user.pk): user.get_username() for user in User.objects.filter(pk__in=numbers)}
    return [Event(**{**vars(event), "user": names.get(event.user, event.user)}) for event in events]
