"""The filter form of a list, ready to be shown: one box per filter, one chip per filter in use."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

from django.forms import Field
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cases.public.filters.fields import CodeField, DayField
from cases.public.filters.strict import StrictFilterSet


@dataclass(frozen=True)
class Box:
    """One labelled input: a line of text, a day, or a choice."""

    name: str
    label: str
    help: str
    kind: str
    values: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class Chip:
    """A filter in use, in words, and the query that is left without it."""

    label: str
    value: str
    without: str


Boxes = tuple[Box, ...]
Strays = tuple[tuple[str, str], ...]


def boxes(asked: StrictFilterSet) -> Boxes:
    """Every box of the form, in its order."""
    return tuple(_box(name, asked.form.fields[name], asked) for name in asked.shown)


def strays(asked: StrictFilterSet) -> Strays:
    """What is wrong with parameters that have no box."""
    shown = asked.shown
    return tuple((name, " ".join(s)) for name, s in asked.problems.items() if name not in shown)


# Its hundreds of options take longer to write than the list itself.
@lru_cache(maxsize=256)
def form_html(form: Boxes, strays: Strays, path: str, in_view: int) -> SafeString:
    """The form as HTML, made once for each state it is shown in."""
    context = {"boxes": form, "strays": strays, "path": path, "in_view": in_view}
    # A template has escaped all of it already.
    return SafeString(render_to_string("filter_form.html", context))


def chips(asked: StrictFilterSet, form: Boxes) -> list[Chip]:
    """The filters in use, out of the boxes of the form."""
    return [
        Chip(box.label, dict(box.choices).get(value, value), toggled(asked, box.name, value))
        for box in form
        for value in box.values
        if box.name != "sort"
    ]


def toggled(asked: StrictFilterSet, name: str, value: str) -> str:
    """The question with this value of a filter dropped where it is in use, else added."""
    return toggles(asked, name)(value)


def toggles(asked: StrictFilterSet, name: str) -> Callable[[str], str]:
    """The same for many values of one filter: what stays is written once."""
    question: QueryDict = asked.asked()
    given = question.pop(name, [])
    rest = [question.urlencode()] if question else []

    def toggle(value: str) -> str:
        left = [each for each in given if each.casefold() != value.casefold()]
        kept = left if len(left) < len(given) else [*given, value]
        return "&".join([*rest, *(f"{name}={quote_plus(each)}" for each in kept)])

    return toggle


def _box(name: str, field: Field, asked: StrictFilterSet) -> Box:
    given = tuple(value.strip() for value in asked.data.getlist(name) if value.strip())
    choices: tuple[tuple[str, str], ...] = ()
    kind = "day" if isinstance(field, DayField) else "text"
    if isinstance(field, CodeField):
        kind = "choice"
        choices = tuple((field.in_addresses(code), label) for code, label in field.offers())
        checked = asked.value(name)
        codes = checked if field.several else [checked] if checked else []
        given = tuple(map(field.in_addresses, codes or ())) or given
    return Box(
        name=name,
        label=str(field.label),
        help=str(field.help_text),
        kind=kind,
        values=given,
        choices=choices,
        errors=tuple(asked.problems.get(name, ())),
    )
