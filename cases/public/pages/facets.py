"""The choices beside the case list: what each would leave, as links that add or drop it."""

from dataclasses import dataclass

from cases.public.filters.fields import CodeField
from cases.public.filters.strict import StrictFilterSet
from cases.public.pages.boxes import toggled
from cases.public.search.facets import Facets

# So many choices of a filter stand in view; the rest unfolds.
IN_VIEW = 6


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
    choices = [
        Choice(
            label=labels.get(code, code) or "Not stated",
            cases=cases,
            query=toggled(asked, name, field.in_addresses(code)),
            is_in_use=code in in_use,
        )
        for code, cases in facets.counts.get(name, {}).items()
        # What cannot be asked for cannot be a link: a charge without a level.
        if code in labels
    ]
    choices.sort(key=lambda choice: (not choice.is_in_use, -choice.cases, choice.label))
    return Group(str(field.label), tuple(choices))


def _in_use(group: Group) -> bool:
    return any(choice.is_in_use for choice in group.choices)
