"""The choices beside a list: what each would leave, as links that add or drop it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from urllib.parse import quote_plus

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cases.public.filters.fields import CodeField
from cases.public.filters.strict import StrictFilterSet
from cases.public.pages.boxes import beside, toggled
from cases.public.search.facets import Facets

# So many choices of a filter stand in view, and so many with what unfolds; the form has all.
IN_VIEW, MOST = 6, 24
LINE = 65


@dataclass(frozen=True)
class Group:
    """The choices of one filter as links, those in use first, then those that show most."""

    label: str
    first: SafeString
    more: SafeString
    folded: int


@dataclass(frozen=True)
class Writing:
    """What the choices of one list are written with."""

    asked: StrictFilterSet
    path: str
    # What is counted: a case, a change.
    noun: str


def groups(writing: Writing, facets: Facets) -> list[Group]:
    """Every filter that has something to choose between, in the order of the form."""
    if not facets.total.is_exact:
        return []
    found = [
        _group(name, writing, facets.counts[name])
        for name in writing.asked.filters
        if name in facets.counts
    ]
    return [group for group in found if group]


def _group(name: str, writing: Writing, counts: Mapping[str, int]) -> Group | None:
    asked, path, noun = writing.asked, writing.path, writing.noun
    field, in_use = asked.fields[name], asked.value(name) or ()
    if not isinstance(field, CodeField):
        raise TypeError(name)
    # What cannot be asked for cannot be a link: a charge without a level.
    choices = _choices(field)
    counted = sorted((-counts[code], *choices[code]) for code in counts if code in choices)
    # The links that add a choice differ in their last word alone.
    adding = escape(beside(asked, name, [*asked.asked.get(name, ()), ""], path))
    add, drop, many = _pattern(is_in_use=False), _pattern(is_in_use=True), f"{noun}s"
    dropped = [
        drop
        % (
            escape(toggled(asked, name, field.in_addresses(code), path)),
            label,
            f"{-n:,}",
            noun if n == -1 else many,
        )
        for n, label, _, code in counted
        if code in in_use
    ]
    added = [
        add % (adding + address, label, f"{-n:,}", noun if n == -1 else many)
        for n, label, address, code in counted[:MOST]
        if code not in in_use
    ]
    links = [*dropped, *added][:MOST]
    if len(links) < 2 and not dropped:
        return None
    first, more = "".join(links[:IN_VIEW]), "".join(links[IN_VIEW:])
    return Group(str(field.label), SafeString(first), SafeString(more), len(links) - IN_VIEW)


@cache
def _pattern(*, is_in_use: bool) -> str:
    return str(render_to_string("_choice.html", {"is_in_use": is_in_use}))


@lru_cache(maxsize=64)
def _choices(field: CodeField) -> dict[str, tuple[str, str, str]]:
    """For each code its label in a line, escaped, and how an address with it ends."""
    return {
        code: (escape(_in_a_line(label)), quote_plus(field.in_addresses(code)), code)
        for code, label in field.labels.items()
    }


def _in_a_line(label: str) -> str:
    return label if len(label) <= LINE else f"{label[: LINE - 8].rpartition(' ')[0]}..."
