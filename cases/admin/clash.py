"""Two people at one row: what it was when the page was opened, what the other made of it, and
what is typed here, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db import models

from cases.admin.row_version import RowVersion

EMPTY = "empty"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A column that was changed while the page was open. It is `taken_over` where nothing else
    was typed here; what was is as the page was opened, if the audit still tells."""

    name: str
    column: "models.Field[Any, Any]"
    was: Any
    theirs: Any
    mine: Any
    is_taken_over: bool

    def words(self, stands: models.Model) -> str:
        """Both versions in one line."""
        label = str(self.column.verbose_name).capitalize()
        if self.is_taken_over:
            return f"{label} is now “{shown(self.column, self.theirs)}”."
        return (
            f"Now “{shown(self.column, self.theirs)}”; you typed “{shown(self.column, self.mine)}”."
        )


def differences(
    stands: models.Model, opened: models.Model | None, cleaned: dict[str, Any]
) -> Iterator[Difference]:
    """The columns in which a row is not what somebody who fills in its form took it for."""
    for column in stands._meta.concrete_fields:
        if column.name not in cleaned:
            continue
        mine = number_of(cleaned[column.name])
        theirs = getattr(stands, column.attname)
        was = getattr(opened, column.attname) if opened else theirs
        if mine != theirs and (opened is None or theirs != was):
            is_taken_over = opened is not None and mine == was
            yield Difference(
                name=column.name,
                column=column,
                was=was,
                theirs=theirs,
                mine=mine,
                is_taken_over=is_taken_over,
            )


def as_opened(row: models.Model, version: str) -> Any:
    """The audit's copy of a row as it was at this version, by the transaction that both name."""
    audit = type(row).pgh_event_model  # type: ignore[attr-defined]
    events = audit.objects.annotate(version=RowVersion()).filter(pgh_obj_id=row.pk)
    return events.filter(version=version).order_by("pgh_id").last()


def who_since(row: models.Model, opened: Any) -> str:
    """Who wrote the row last, and when."""
    audit = type(row).pgh_event_model  # type: ignore[attr-defined]
    latest = audit.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id").last()
    if latest is None or opened is None:
        return "Somebody else"
    name = str((latest.pgh_context or {}).get("user") or "Somebody else")
    if name.isdecimal():
        name = User.objects.filter(pk=name).values_list("username", flat=True).first() or name
    return f"{name} ({latest.pgh_created_at:%H:%M} UTC)"


def put(form: forms.BaseForm, data: Any, name: str, value: Any) -> None:
    """Have a form show another value than the one that was sent."""
    field = form.fields[name]
    widget: Any = getattr(field.widget, "widget", field.widget)
    sent = form.add_prefix(name)
    if hasattr(widget, "decompress"):
        for number, part in enumerate(widget.decompress(value)):
            data[f"{sent}_{number}"] = widget.widgets[number].format_value(part) or ""
    elif isinstance(widget, forms.CheckboxInput):
        data.pop(sent, None)
        if value:
            data[sent] = "on"
    else:
        data[sent] = "" if value is None else str(field.prepare_value(value))


def shown(column: "models.Field[Any, Any]", value: Any) -> str:
    """A value as the desk spells it."""
    if value is None or value == "":
        return EMPTY
    if isinstance(column, models.ForeignKey):
        linked: Any = column.related_model
        return str(linked._default_manager.filter(pk=value).first() or value)
    return str(dict(column.flatchoices).get(value, value))


def number_of(value: Any) -> Any:
    """A linked row as its column keeps it."""
    return value.pk if isinstance(value, models.Model) else value
