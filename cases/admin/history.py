"""The audit of one row, for people: who wrote when, what stood there before, and why."""

from collections import defaultdict
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
Linked = dict[tuple[type[models.Model], Any], models.Model]


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
    listed = list(rows[max(0, shown.start_index() - 1) : shown.end_index() + 1])
    linked = _linked(row, listed)
    events = [_told(row, event, before, linked) for event, before in pairwise([*listed, None])]
    return {"page": shown, "rows": _with_names(events[:PAGE])}


def _linked(row: models.Model, events: list[Any]) -> Linked:
    """The rows that events of this row link to, by table and number. Those that the row links to
    now came with it; of the others a table is asked once."""
    linked = {(type(each), each.pk): each for each in row._state.fields_cache.values() if each}
    wanted: defaultdict[type[models.Model], set[Any]] = defaultdict(set)
    links: list[Any] = [field for field in row._meta.concrete_fields if field.is_relation]
    for field in links:
        for number in {getattr(each, field.attname, None) for each in events} - {None}:
            if (field.related_model, number) not in linked:
                wanted[field.related_model].add(number)
    for model, numbers in wanted.items():
        found = model._default_manager.in_bulk(numbers)
        linked |= {(model, number): each for number, each in found.items()}
    return linked


def _told(row: models.Model, event: Any, before: Any, linked: Linked) -> Event:
    is_end = event.pgh_label == "delete"
    context = event.pgh_context or {}
    return Event(
        at=event.pgh_created_at,
        user=str(context.get("user") or ""),
        reason=str(context.get("reason") or ""),
        done=DONE.get(event.pgh_label, event.pgh_label),
        is_first=before is None,
        differences=[] if is_end else _differences(row, event, before, linked),
    )


def _differences(row: models.Model, event: Any, before: Any, linked: Linked) -> list[Difference]:
    kept = {field.name for field in event._meta.concrete_fields}
    told = [
        Difference(
            column=str(field.verbose_name),
            was=_shown(before, field, linked) if before else EMPTY,
            becomes=_shown(event, field, linked),
        )
        for field in row._meta.concrete_fields
        if field.name in kept and field.name not in UNTOLD
    ]
    return [difference for difference in told if difference.was != difference.becomes]


def _shown(event: Any, field: Any, linked: Linked) -> str:
    """The value as the desk spells it; a link is told by its number where its row is gone."""
    value = getattr(event, field.attname)
    if value is None or value == "":
        return EMPTY
    if field.is_relation:
        stands = linked.get((field.related_model, value))
        return f"{stands} ({value})" if stands else str(value)
    return str(dict(field.flatchoices)[value] if field.choices else value)


def _with_names(events: list[Event]) -> list[Event]:
    """Requests that no act ran in are signed with the number of the user."""
    numbers = {event.user for event in events if event.user.isdecimal()}
    names = {str(user.pk): user.get_username() for user in User.objects.filter(pk__in=numbers)}
    return [Event(**{**vars(event), "user": names.get(event.user, event.user)}) for event in events]
