"""Two records side by side, and what making them one would move."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cases.actions.people import DOUBLED, NAME_ADDED, WITHHELD
from cases.admin.people_told import Met, met
from cases.kinds.people import PUBLIC_NAMES
from cases.models import (
    OrderProtected,
    Party,
    Person,
    PersonMerge,
    PersonName,
    PersonRelation,
    Statement,
)

SHOWN = 50
FEW = 10


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing that both records tell, or only one of them."""

    label: str
    one: list[str]
    other: list[str]

    @property
    def compared(self) -> str:
        """What the one says of the other; nothing recorded twice is no likeness."""
        if not self.one and not self.other:
            return "neither"
        if not self.one or not self.other:
            return "only one"
        return "alike" if self.one == self.other else "different"


def side_by_side(one: Person, other: Person, user: Any) -> list[Row]:
    """What the two records tell of themselves."""
    places = met([one.pk, other.pk], user)
    names = _names(one, other)
    roles = _roles(one, other, user)
    return [
        Row(label=label, one=_told_by(tell(one)), other=_told_by(tell(other)))
        for label, tell in (
            ("Name", lambda person: [person.full_name]),
            ("In parts", lambda person: [_parts(person)]),
            ("Also named", lambda person: names[person.pk]),
            ("Born", lambda person: [str(person.birth_date or person.birth_year or "")]),
            ("Died", lambda person: [str(person.death_date or "")]),
            ("Kind", lambda person: [person.get_kind_display()]),
            ("Met in", lambda person: [places.get(person.pk, Met()).words]),
            ("Latest cases", lambda person: roles[person.pk]),
            ("Came from", lambda person: [person.source or "typed here"]),
        )
    ]


def _told_by(lines: list[str]) -> list[str]:
    return [each for each in lines if each]


def _parts(person: Person) -> str:
    parts = (
        ("given", person.given),
        ("middle", person.middle),
        ("surname", person.surname),
        ("suffix", person.suffix),
    )
    return "; ".join(f"{label} {part}" for label, part in parts if part)


def _names(one: Person, other: Person) -> dict[int, list[str]]:
    told = defaultdict(list)
    for name in PersonName.objects.filter(person__in=(one, other)).order_by("full_name", "pk"):
        told[name.person_id].append(f"{name.full_name} ({name.get_kind_display().lower()})")
    return told


def _roles(one: Person, other: Person, user: Any) -> dict[int, list[str]]:
    """The latest cases of each."""
    return {
        person.pk: [
            f"{party.get_role_display()} in {party.case} ({party.case.court.name})"
            for party in seen(Party.objects.filter(person=person), user).order_by("-pk")[:FEW]
        ]
        for person in (one, other)
    }


def seen(parties: Any, user: Any) -> Any:
    """Of these parties those in cases that this user may know of."""
    rows = parties.select_related("case__court")
    return rows if user.has_perm("cases.view_seal") else rows.exclude(case__visibility="SEALED")


def in_one_case(one: Person, other: Person, user: Any) -> list[str]:
    """The cases that both are in: whoever is met twice in one case is seldom one person."""
    both = seen(Party.objects.filter(person=one), user).filter(case__parties__person=other)
    return [f"{party.case} ({party.case.court.name})" for party in both.distinct()[:FEW]]


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Rows of one kind that a merge moves or changes, each in words."""

    title: str
    lines: list[str]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def moved(merge: PersonMerge, user: Any) -> list[Moved]:
    """All that a merge moves and changes, kind by kind, as far as this user may know."""
    by_table: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for move in merge.moves.order_by("pk"):
        by_table[move.table.partition("=")[0]].append((move.table, move.row_id))
    told = (
        _told("Cases", by_table["party"], _cases, user),
        _told("Orders that protect this person", by_table["order_protected"], _orders, user),
        _told("Other names", by_table["person_name"], _other_names, user),
        _told("Kept as another spelling", by_table[NAME_ADDED], _other_names, user),
        _told(
            "Relations",
            [*by_table["person_relation"], *by_table["person_relation.other"]],
            _relations,
            user,
        ),
        _told("Statements", by_table["statement"], _statements, user),
        _told(
            "Names withheld from now on, since the strictest decision holds",
            by_table[WITHHELD.removesuffix("=")],
            _withheld,
            user,
        ),
        _doubled(by_table),
    )
    return [each for each in told if each.count]


def _told(title: str, moves: list[tuple[str, int]], tell: Any, user: Any) -> Moved:
    lines, count = tell(moves, user) if moves else ([], 0)
    return Moved(title=title, lines=lines, count=count)


Lines = tuple[list[str], int]


def _cases(moves: Iterable[tuple[str, int]], user: Any) -> Lines:
    parties = seen(Party.objects.filter(pk__in=[row for _, row in moves]), user)
    lines = [
        f"{party.get_role_display()} in {party.case} ({party.case.court.name})"
        for party in parties.order_by("-pk")[:SHOWN]
    ]
    return lines, parties.count()


def _orders(moves: Iterable[tuple[str, int]], user: Any) -> Lines:
    if not user.has_perm("cases.view_protectiveorder"):
        return [], 0
    shielding = OrderProtected.objects.filter(pk__in=[row for _, row in moves])
    if not user.has_perm("cases.view_seal"):
        shielding = shielding.exclude(order__case__visibility="SEALED")
    rows = shielding.select_related("order__case").order_by("-pk")
    lines = [
        f"{row.order.get_kind_display()} {row.order.number} in {row.order.case}"
        for row in rows[:SHOWN]
    ]
    return lines, shielding.count()


def _other_names(moves: Iterable[tuple[str, int]], user: Any) -> Lines:
    names = PersonName.objects.filter(pk__in=[row for _, row in moves]).order_by("full_name")
    lines = [f"{name.full_name} ({name.get_kind_display().lower()})" for name in names]
    return lines[:SHOWN], len(lines)


def _relations(moves: Iterable[tuple[str, int]], user: Any) -> Lines:
    rows = PersonRelation.objects.filter(pk__in=[row for _, row in moves])
    lines = [
        f"{row.person} is {row.get_kind_display()} {row.other}"
        for row in rows.select_related("person", "other").order_by("pk")
    ]
    return lines[:SHOWN], len(lines)


def _statements(moves: Iterable[tuple[str, int]], user: Any) -> Lines:
    if not user.has_perm("cases.view_statement"):
        return [], 0
    rows = Statement.objects.filter(pk__in=[row for _, row in moves]).select_related("case")
    if not user.has_perm("cases.view_seal"):
        rows = rows.exclude(case__visibility="SEALED")
    lines = [f"{row.get_kind_display()} in {row.case}" for row in rows.order_by("-pk")[:SHOWN]]
    return lines, rows.count()


def _withheld(moves: Iterable[tuple[str, int]], user: Any) -> Lines:
    before = {row: table.removeprefix(WITHHELD) for table, row in moves}
    parties = seen(Party.objects.filter(pk__in=before), user).order_by("-pk")
    lines = [
        f"{party.get_role_display()} in {party.case}; until now: "
        f"{PUBLIC_NAMES.label(before[party.pk]).lower()}"
        for party in parties[:SHOWN]
    ]
    return lines, parties.count()


def _doubled(by_table: dict[str, list[tuple[str, int]]]) -> Moved:
    """Rows that the survivor has already in the same words."""
    nouns = {"person_name": "a name", "person_relation": "a relation"}
    lines = [
        f"{nouns.get(table.split('.')[0], table)} that the other record has in the same words"
        for table, moves in by_table.items()
        if table.endswith(DOUBLED)
        for _ in moves
    ]
    return Moved(title="Taken out, since it stands there already", lines=lines, count=len(lines))
