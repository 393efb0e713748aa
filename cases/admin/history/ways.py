"""By which form of the desk a row is edited, if by any."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.forms.models import modelform_factory

from cases.admin.forms import OWN_FIELDS, RecordForm
from cases.desk.roles import ROWS


@dataclass(frozen=True, kw_only=True)
class Way:
    """A form over one row, and those of its fields that this user may fill in."""

    form: type[Any]
    fields: tuple[str, ...]


def way_for(site: Any, request: Any, row: models.Model, now: models.Model | None) -> Way | None:
    """The form by which this user may edit a row as it stands, or add it once more if gone."""
    desk = site._registry.get(type(row))
    # A party has a page of its own, and is edited within its case all the same.
    if desk is not None and row._meta.model_name not in ROWS:
        return own_way(desk, request, now) if now is not None else None
    for inline in inlines_of(site, type(row)):
        may = inline.has_change_permission if now is not None else inline.has_add_permission
        if may(request, None):
            fixed = inline.get_readonly_fields(request, None)
            asked = [name for name in inline.fields or () if name not in fixed]
            form = modelform_factory(type(row), form=RecordForm, fields=asked)
            return Way(form=form, fields=tuple(asked)) if asked else None
    return None


def own_way(desk: Any, request: Any, now: models.Model) -> Way | None:
    if not desk.has_change_permission(request, now):
        return None
    fixed = {*desk.get_readonly_fields(request, now), *OWN_FIELDS}
    columns = {column.name for column in now._meta.concrete_fields}
    listed = flatten_fieldsets(desk.get_fieldsets(request, now))
    asked = [name for name in listed if name in columns and name not in fixed]
    return Way(form=desk.get_form(request, now, change=True), fields=tuple(asked))


def inlines_of(site: Any, model: type[models.Model]) -> Iterator[Any]:
    """The tables of rows of this model within the pages of others."""
    for desk in site._registry.values():
        for inline in desk.inlines:
            if inline.model is model:
                yield inline(desk.model, site)


def answers(form: forms.ModelForm, given: Mapping[str, Any]) -> dict[str, Any]:  # type: ignore[type-arg]
    """What a browser would send of a form that was opened and in which this was filled in."""
    sent: dict[str, Any] = {}
    for bound in form:
        value = given[bound.name] if bound.name in given else bound.value()
        widget = bound.field.widget
        if hasattr(widget, "decompress"):
            sent |= {
                f"{bound.html_name}_{n}": each for n, each in enumerate(widget.decompress(value))
            }
        elif value is not None and value is not False:
            sent[bound.html_name] = value
    return sent
