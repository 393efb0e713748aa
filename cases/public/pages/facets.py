"""The choices beside the case list: what each would leave, as links that add or drop it."""

from dataclasses import dataclass

from cases.public.filters.fields import CodeField
from cases.public.filters.strict import StrictFilterSet
from cases.public.pages.boxes import toggles
from cases.public.search.facets import Facets

# So many choices of a filter stand in view, and so many with what unfolds; the form has all.
IN_VIEW, MOST = 6, 24


@dataclass(frozen=True)
class Choice:
    """One choice of a filter: how many cases it shows, and the question with it or without."""

    label: str
    cases: int
    query: str
    is_in_use: bool


@dataclass(frozen=True)
class Group:
    """The choices of one filter, those in use first, then those that show most."""

    label: str
    choices: tuple[Choice, ...]

    @property
    def first(self) -> tuple[Choice, ...]:
        return self.choices[:IN_VIEW]

    @property
    def more(self) -> tuple[Choice, ...]:
        return self.choices[IN_VIEW:]


def groups(asked: StrictFilterSet, facets: Facets) -> list[Group]:
    """Every filter that has something to choose between, in the order of the form."""
    found = [_group(name, asked, facets) for name in asked.filters if name in facets.counts]
    return [group for group in found if len(group.choices) > 1 or _in_use(group)]


def _group(name: str, asked: StrictFilterSet, facets: Facets) -> Group:
    field = asked.form.fields[name]
    if not isinstance(field, CodeField):
        raise TypeError(name)
    labels, in_use = dict(field.offers()), asked.value(name)
    # What cannot be asked for cannot be a link: a charge without a level.
    counted = [(code, n) for code, n in facets.counts.get(name, {}).items() if code in labels]
    counted.sort(key=lambda choice: (choice[0] not in in_use, -choice[1], labels[choice[0]]))
    toggle = toggles(asked, name)
    choices = tuple(
        Choice(labels[code], cases, toggle(field.in_addresses(code)), code in in_use)
        for code, cases in counted[:MOST]
    )
    return Group(str(field.label), choices)


def _in_use(group: Group) -> bool:
    return any(choice.is_in_use for choice in group.choices)
