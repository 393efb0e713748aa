"""A row that is found by what is typed. Where no script runs nothing is offered while one types:
there a plain field takes the words, and they have to name one row."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.html import format_html

from cases.admin.finding import people_found
from cases.models import Court, Offense, Person

# So many are named where words name several.
SHOWN = 6
# Cases are not among them: what is said of a number must not tell that a sealed case has it.
NAMED_BY: Mapping[type[models.Model], tuple[str, Callable[[str], Q]]] = {
    Person: ("Words of a name", lambda text: people_found(text)[0]),
    Court: ("Words of its name", lambda text: Q(name__icontains=text) | Q(code__iexact=text)),
    Offense: (
        "A statute, or words of its title",
        lambda text: Q(statute__iexact=text) | Q(title__icontains=text),
    ),
}


class Typed(str):
    """Words in place of the number of a row."""

    __slots__ = ()


class TypedSelect(AutocompleteSelect):
    """A searchable select, and in a browser without scripts a plain field beside it."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        chosen, typed = (None, value) if isinstance(value, Typed) else (value, "")
        return drawn(self, name, super().render(name, chosen, attrs, renderer), typed)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = data.get(f"{name}-typed", "").strip()
        return Typed(typed) if typed else super().value_from_datadict(data, files, name)


class TypedSelectMultiple(AutocompleteSelectMultiple):
    """The same for several rows: what is typed is set apart by semicolons."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        typed = [each for each in value or () if isinstance(each, Typed)]
        chosen = [each for each in value or () if not isinstance(each, Typed)]
        return drawn(self, name, super().render(name, chosen, attrs, renderer), "; ".join(typed))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = (each.strip() for each in data.get(f"{name}-typed", "").split(";"))
        chosen = super().value_from_datadict(data, files, name) or []
        return [*chosen, *(Typed(each) for each in typed if each)]


def drawn(widget: Any, name: str, select: str, typed: str) -> Any:
    """The select, and the plain field that only shows where no script runs."""
    model = widget.field.remote_field.model
    if model not in NAMED_BY:
        return select
    words, _ = NAMED_BY[model]
    several = ", set apart by semicolons" if widget.allow_multiple_selected else ""
    return format_html(
        '{}<noscript><label class="typed">{}, or its number{}: '
        '<input type="text" name="{}-typed" value="{}" maxlength="300"></label></noscript>',
        select, words, several, name, typed,
    )  # fmt: skip


class FoundField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A row of these, chosen or named."""

    def to_python(self, value: Any) -> Any:
        return named(self.queryset, value) if isinstance(value, Typed) else super().to_python(value)


class FoundSeveralField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Rows of these, chosen or named."""

    def clean(self, value: Any) -> Any:
        numbers = [
            str(named(self.queryset, each).pk) if isinstance(each, Typed) else each
            for each in value or ()
        ]
        return super().clean(numbers)


def found(field: Any, rows: Any, *, widget: Any = None, **given: Any) -> FoundField:
    """A question for a row that is found by what is typed."""
    return FoundField(rows, widget=widget or TypedSelect(field, admin.site), **given)


def named(rows: Any, text: str) -> Any:
    """The one row that words name, or a number."""
    _, by_words = NAMED_BY[rows.model]
    is_number = text.isdecimal() and len(text) < 19
    listed = list(rows.filter(pk=int(text)) if is_number else rows.filter(by_words(text))[:SHOWN])
    exact = [each for each in listed if text.casefold() in _names(each)]
    if len(listed) == 1 or len(exact) == 1:
        return (exact or listed)[0]
    if not listed:
        raise ValidationError(
            f"Nothing in the record is named by “{text}”. Try other words, or fewer."
        )
    told = "; ".join(f"{each} (number {each.pk})" for each in listed[: SHOWN - 1])
    more = "; and more" if len(listed) == SHOWN else ""
    raise ValidationError(
        f"“{text}” names more than one: {told}{more}. Write the number of the one that is meant."
    )


def _names(row: Any) -> list[str]:
    """What names a row by itself."""
    told = (getattr(row, name, "") for name in ("name", "code", "statute", "full_name"))
    return [each.casefold() for each in told if each]
