"""The filter form of a list, ready to be shown: one box per filter, one chip per filter in use."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.forms import Field
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cases.public.filters.fields import CodeField, DayField
from cases.public.filters.strict import StrictFilterSet


@dataclass(frozen=True)
class Box:
    """One labelled input: a line of text, a day, or a choice."""

    name: str
    field: Field
    values: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        if isinstance(self.field, CodeField):
            return "choice"
        return "day" if isinstance(self.field, DayField) else "text"

    @property
    def value(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Each choice as addresses have it, and its label."""
        field = self.field
        if not isinstance(field, CodeField):
            return []
        return [(field.in_addresses(code), label) for code, label in field.labels.items()]


@dataclass(frozen=True)
class Chip:
    """A filter in use, in words, and the list without it."""

    label: str
    value: str
    link: str


def boxes(asked: StrictFilterSet) -> list[Box]:
    """The boxes in which something stands, or with which something is wrong."""
    filled = [name for name in asked.shown if name in asked.data or name in asked.problems]
    return [
        Box(name, asked.fields[name], _values(asked, name), tuple(asked.problems.get(name, ())))
        for name in filled
    ]


def form_html(asked: StrictFilterSet, filled: list[Box], path: str) -> SafeString:
    """The form, and above it what is wrong, also with parameters that have no box."""
    empty = _empty(tuple((name, asked.fields[name]) for name in asked.shown))
    html = empty | {box.name: _html_of(box) for box in filled}
    boxes, more = list(html.values()), list(html)[asked.in_view :]
    wrong = [box for box in filled if box.errors]
    return _html(
        "filter_form.html",
        first=boxes[: asked.in_view],
        more=boxes[asked.in_view :],
        wrong=wrong,
        is_open=any(box.name in more for box in wrong),
        strays=[(name, said) for name, said in asked.problems.items() if name not in html],
        path=path,
    )


def chips(asked: StrictFilterSet, filled: list[Box], path: str) -> list[Chip]:
    """The filters in use, out of the boxes of the form."""
    return [
        Chip(str(box.field.label), _in_words(box, value), toggled(asked, box.name, value, path))
        for box in filled
        for value in box.values
        if box.name != "sort"
    ]


def toggled(asked: StrictFilterSet, name: str, value: str, path: str) -> str:
    """The list with this value of a filter dropped where it is in use, else added."""
    given = asked.asked.get(name, [])
    left = [each for each in given if each.strip().casefold() != value.casefold()]
    return beside(asked, name, left if len(left) < len(given) else [*given, value], path)


def beside(asked: StrictFilterSet, name: str, values: Iterable[str], path: str) -> str:
    """The list with these values of a filter, which stand last in its address."""
    rest = [written for each, written in asked.written.items() if each != name]
    query = "&".join(filter(None, [*rest, urlencode({name: values}, doseq=True)]))
    return f"{path}?{query}" if query else path


# Hundreds of options take longer to write than a list. What is typed can be anything and is not
# kept; nor is what is wrong.
def _html_of(box: Box) -> SafeString:
    if box.errors or box.kind != "choice":
        return _html("_box.html", box=box)
    return _choice(box)


@lru_cache(maxsize=512)
def _choice(box: Box) -> SafeString:
    return _html("_box.html", box=box)


@lru_cache(maxsize=16)
def _empty(fields: tuple[tuple[str, Field], ...]) -> dict[str, SafeString]:
    """Every box of a form in which nothing was asked, in its order."""
    return {name: _html("_box.html", box=Box(name, field)) for name, field in fields}


def _html(template: str, **context: Any) -> SafeString:
    # A template has escaped all of it already.
    return SafeString(render_to_string(template, context))


def _values(asked: StrictFilterSet, name: str) -> tuple[str, ...]:
    """What was asked, codes as addresses have them."""
    field, checked = asked.fields[name], asked.value(name)
    if isinstance(field, CodeField) and checked:
        return tuple(map(field.in_addresses, checked if field.several else [checked]))
    return tuple(value.strip() for value in asked.data.getlist(name) if value.strip())


def _in_words(box: Box, value: str) -> str:
    return dict(box.choices).get(value, value)
