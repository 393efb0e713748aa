"""The filter form of a list, ready to be shown: one box per filter, one chip per filter in use."""

from dataclasses import dataclass
from functools import lru_cache

from django.forms import Field
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cases.public.filters.fields import CodeField, DayField
from cases.public.filters.strict import StrictFilterSet, written


@dataclass(frozen=True)
class Box:
    """One labelled input: a line of text, a day, or a choice."""

    name: str
    field: Field
    values: tuple[str, ...] = ()
    # What the values are called.
    words: tuple[str, ...] = ()
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


@dataclass(frozen=True)
class Form:
    """The form: boxes as HTML, those in view and those folded away, and what is wrong."""

    first: list[SafeString]
    more: list[SafeString]
    is_open: bool
    wrong: list[Box]
    strays: list[tuple[str, list[str]]]


def boxes(asked: StrictFilterSet) -> list[Box]:
    """The boxes in which something stands, or with which something is wrong."""
    return [
        _box(asked, name) for name in asked.shown if name in asked.data or name in asked.problems
    ]


def form(asked: StrictFilterSet, filled: list[Box]) -> Form:
    """The whole form, with what is wrong also with parameters that have no box."""
    empty = _empty(tuple((name, asked.fields[name]) for name in asked.shown))
    html = empty | {box.name: _html_of(box) for box in filled}
    wrong = [box for box in filled if box.errors]
    folded = list(html)[asked.in_view :]
    return Form(
        first=list(html.values())[: asked.in_view],
        more=list(html.values())[asked.in_view :],
        is_open=any(box.name in folded for box in wrong),
        wrong=wrong,
        strays=[(name, said) for name, said in asked.problems.items() if name not in html],
    )


def chips(asked: StrictFilterSet, filled: list[Box], path: str) -> list[Chip]:
    """The filters in use, out of the boxes of the form."""
    return [
        Chip(str(box.field.label), words, toggled(asked, box.name, value, path))
        for box in filled
        for value, words in zip(box.values, box.words, strict=True)
        if box.name != "sort"
    ]


def toggled(asked: StrictFilterSet, name: str, value: str, path: str) -> str:
    """The list with this value of a filter dropped where it is in use, else added."""
    given = asked.asked.get(name, [])
    left = [each for each in given if each.strip().casefold() != value.casefold()]
    return beside(asked, name, left if len(left) < len(given) else [*given, value], path)


def beside(asked: StrictFilterSet, name: str, values: list[str], path: str) -> str:
    """The list with these values of a filter, which stand last in its address."""
    rest = [written for each, written in asked.written.items() if each != name]
    query = "&".join([*rest, written(name, values)] if values else rest)
    return f"{path}?{query}" if query else path


# Hundreds of options take longer to write than a list. What is typed can be anything and is not
# kept; nor is what is wrong.
def _html_of(box: Box) -> SafeString:
    if box.errors or box.kind != "choice":
        return _html(box)
    return _choice(box)


@lru_cache(maxsize=512)
def _choice(box: Box) -> SafeString:
    return _html(box)


@lru_cache(maxsize=16)
def _empty(fields: tuple[tuple[str, Field], ...]) -> dict[str, SafeString]:
    """Every box of a form in which nothing was asked, in its order."""
    return {name: _html(Box(name, field)) for name, field in fields}


def _html(box: Box) -> SafeString:
    # A template has escaped all of it already.
    return SafeString(render_to_string("_box.html", {"box": box}))


def _box(asked: StrictFilterSet, name: str) -> Box:
    """What was asked, codes as addresses have them."""
    field, checked = asked.fields[name], asked.value(name)
    errors = tuple(asked.problems.get(name, ()))
    if isinstance(field, CodeField) and checked:
        codes = checked if field.several else [checked]
        values = tuple(field.in_addresses(code) for code in codes)
        return Box(name, field, values, tuple(field.labels[code] for code in codes), errors)
    values = tuple(value.strip() for value in asked.data.getlist(name) if value.strip())
    return Box(name, field, values, values, errors)
