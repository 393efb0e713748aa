"""How the desk draws what is filled in, where a page has hundreds of such."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db import models
from django.forms.renderers import DjangoTemplates, Jinja2
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

from cases.admin.typed import TypedSelect

OPTION = '<option value="{}"{}>{}</option>'


INPUTS = {
    each.template_name
    for each in (
        forms.TextInput, forms.NumberInput, forms.HiddenInput, forms.CheckboxInput,
        forms.DateInput, forms.TimeInput,
    )
}  # fmt: skip


class DayAndHour(AdminSplitDateTime):
    """Two inputs for one moment, each of which says to everybody what it is for."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for part, label in zip(self.widgets, ("Date (UTC)", "Time (UTC)"), strict=True):
            part.attrs["aria-label"] = label


class QuickWidgets(DjangoTemplates):
    """Draws inputs and selects by hand, Django's other widgets by their Jinja templates, and
    where there are no errors, nothing. Widgets of the admin are drawn as ever."""

    quick = Jinja2()

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("django/forms/widgets/"):
            return self.quick.get_template(template_name)
        return super().get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name in INPUTS:
            return drawn_input(context["widget"])
        if template_name == forms.Select.template_name:
            return drawn_select(context["widget"])
        if template_name.startswith("django/forms/errors/list/") and not context["errors"]:
            return ""
        return super().render(template_name, context, request)


# One for all forms: it keeps the templates that it has read.
QUICK = QuickWidgets()


def drawn_input(widget: dict[str, Any]) -> str:
    """An input as its template draws it."""
    told = {"type": widget["type"], "name": widget["name"], "value": widget["value"]}
    return format_html("<input{}>", flatatt({**told, **widget["attrs"]}))


def drawn_select(widget: dict[str, Any]) -> str:
    """A select as its template draws it."""
    groups = (
        (name, format_html_join("", OPTION, map(of_option, options)))
        for name, options, _ in widget["optgroups"]
    )
    drawn = (
        (format_html('<optgroup label="{}">{}</optgroup>', name, options) if name else options,)
        for name, options in groups
    )
    named = flatatt({"name": widget["name"], **widget["attrs"]})
    return format_html("<select{}>{}</select>", named, format_html_join("", "{}", drawn))


def of_option(option: dict[str, Any]) -> tuple[Any, str, Any]:
    attributes = flatatt(option["attrs"]) if option["attrs"] else ""
    return option["value"], attributes, option["label"]


class KnownSelect(TypedSelect):
    """A searchable select; where the row it shows came with the form's own, it is not asked for
    again."""

    shown: models.Model | None = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        # What the desk wraps around it, for the links beside it, brings no renderer.
        return super().render(name, value, attrs, renderer or QUICK)

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        if self.shown and [str(each) for each in value] == [str(self.shown.pk)]:
            label = self.choices.field.label_from_instance(self.shown)
            options.append(self.create_option(name, self.shown.pk, label, True, len(options)))
        elif any(value):
            return super().optgroups(name, value, attr)
        return [(None, options, 0)]
