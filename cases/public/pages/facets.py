"""The choices beside a list: what each would leave, as links that add or drop it."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote_plus

from cases.public.filters.fields import CodeField
from cases.public.filters.strict import StrictFilterSet
from cases.public.pages.boxes import beside, toggled
from cases.public.search.facets import Facets

# So many choices of a filter stand in view, and so many with what unfolds; the form has all.
IN_VIEW, MOST = 6, 24
LINE = 65


# One choice: the list with it or without, what it is called, how many cases it shows, and
# whether it is in use.
Choice = tuple[str, str, str, bool]


@dataclass(frozen=True)
class Group:
    """The choices of one filter, those in use first, then those that show most."""

    label: str
    choices: list[Choice]

    @property
    def first(self) -> list[Choice]:
        return self.choices[:IN_VIEW]

    @property
    def more(self) -> list[Choice]:
        return self.choices[IN_VIEW:]


def groups(asked: StrictFilterSet, facets: Facets, path: str) -> list[Group]:
    """Every filter that has something to choose between, in the order of the form."""
    if not facets.total.is_exact:
        return []
    found = [_group(name, asked, facets, path) for name in asked.filters if name in facets.counts]
    return [group for group in found if len(group.choices) > 1 or _in_use(group)]


def _group(name: str, asked: StrictFilterSet, facets: Facets, path: str) -> Group:
    field = asked.fields[name]
    if not isinstance(field, CodeField):
        raise TypeError(name)
    offered, counts, in_use = _offered(field), facets.counts[name], asked.value(name) or ()
    # What cannot be asked for cannot be a link: a charge without a level.
    counted = [(-n, *offered[code]) for code, n in counts.items() if code in offered]
    counted.sort()
    # The links that add a choice differ in their last word alone.
    adding = beside(asked, name, [*asked.asked.get(name, ()), ""], path)
    dropped: list[Choice] = [
        (toggled(asked, name, field.in_addresses(code), path), label, f"{-n:,}", True)
        for n, label, address, code in counted
        if code in in_use
    ]
    others: list[Choice] = [
        (adding + address, label, f"{-n:,}", False)
        for n, label, address, code in counted[:MOST]
        if code not in in_use
    ]
    return Group(str(field.label), [*dropped, *others][:MOST])


@lru_cache(maxsize=64)
def _offered(field: CodeField) -> dict[str, tuple[str, str, str]]:
    """For each code its label in a line, and how an address with it ends."""
    return {
        code: (_in_a_line(label), quote_plus(field.in_addresses(code)), code)
        for code, label in field.labels.items()
    }


def _in_a_line(label: str) -> str:
    return label if len(label) <= LINE else f"{label[: LINE - 8].rpartition(' ')[0]}..."


def _in_use(group: Group) -> bool:
    return any(is_in_use for *_, is_in_use in group.choices)
