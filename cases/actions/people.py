"""Make two records of one person one, and undo it.

What a merge moved is listed row by row, so that undoing it restores every row exactly: names,
orders, parties and who may read their names. Two records are never merged because their names
are alike: a person decides, and says why.

Where both records hold the same role in one case, or are protected by one order, the merge is
refused: one of the two rows has to go first, by a clerk who sees which. Folding them here
would lose which charges were against which.
"""

from dataclasses import dataclass

from django.db import models

from cases.actions.refusal import Refused, act, write
from cases.kinds.people import ROLES
from cases.models import (
    OrderProtected,
    Party,
    Person,
    PersonMerge,
    PersonMergeMove,
    PersonName,
    PersonRelation,
    ProtectiveOrder,
    Statement,
)
from cases.models.fields import RecordNow


class MergeRefused(Refused):
    """These records cannot be made one, or two again."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A column that points at people; `name` is what a move is listed under."""

    name: str
    model: type[models.Model]
    column: str = "person"


LINKS = (
    Link(name="party", model=Party),
    Link(name="order_protected", model=OrderProtected),
    Link(name="person_name", model=PersonName),
    Link(name="person_relation", model=PersonRelation),
    Link(name="person_relation.other", model=PersonRelation, column="other"),
    Link(name="statement", model=Statement),
)
# Rows that a merge changed or added in other ways; undoing it turns them back, or takes them out.
DOUBLED = ".doubled"
NAME_ADDED = "person_name.added"
WITHHELD = "party.public_name="


def merge_people(survivor: Person, absorbed: Person, *, by: str, reason: str) -> PersonMerge:
    """Make everything that refers to `absorbed` refer to `survivor`. A name withheld anywhere
    is withheld everywhere afterwards."""
    with act(by=by, reason=reason):
        _refuse_strangers(survivor, absorbed, reason)
        _refuse_doubles(survivor, absorbed)
        merge = PersonMerge(survivor=survivor, absorbed=absorbed, merged_by=by, reason=reason)
        write(merge)
        is_withheld = Party.objects.filter(
            person__in=(survivor, absorbed), public_name="HIDE"
        ).exists()
        for link in LINKS:
            _move(merge, link)
        _refuse_restrained_protected(survivor)
        _keep_spelling(merge)
        if is_withheld:
            _withhold(merge)
        absorbed.merged_into = survivor
        absorbed.save(update_fields=["merged_into"])
    return merge


def unmerge(merge: PersonMerge, *, by: str, reason: str) -> PersonMerge:
    """Give every row that a merge moved back to the record it came from. Rows recorded since
    stay with the survivor."""
    with act(by=by, reason=reason):
        stands = PersonMerge.objects.select_for_update().get(pk=merge.pk)
        if stands.undone_at:
            raise MergeRefused(f"This merge was already undone by {stands.undone_by}.")
        if stands.survivor.merged_into_id:
            raise MergeRefused(
                f"{stands.survivor} was itself merged into {stands.survivor.merged_into} since. "
                "Undo that merge first.",
                field="merge",
            )
        absorbed = stands.absorbed
        absorbed.merged_into = None
        absorbed.save(update_fields=["merged_into"])
        _move_back(stands)
        PersonMerge.objects.filter(pk=merge.pk).update(undone_at=RecordNow(), undone_by=by)
        merge.refresh_from_db()
    return merge


def _refuse_strangers(survivor: Person, absorbed: Person, reason: str) -> None:
    pair = [survivor.pk, absorbed.pk]
    stand = list(Person.objects.select_for_update().filter(pk__in=pair).order_by("pk"))
    if len(stand) != 2:
        raise MergeRefused("Choose two different records.", field="absorbed")
    if not reason:
        raise MergeRefused(
            "Say why these are one person; a like name is no reason.", field="reason"
        )
    if len({person.kind for person in stand}) != 1:
        raise MergeRefused("A person and an organization cannot be one.", field="absorbed")
    for person in stand:
        if person.merged_into_id:
            raise MergeRefused(
                f"{person} was already merged into {person.merged_into}. Choose that record.",
                field="absorbed" if person.pk == absorbed.pk else "survivor",
            )
    if len({person.suffix for person in stand if person.suffix}) == 2:
        raise MergeRefused(
            "The suffixes differ, as father's and son's do. Correct the wrong one first.",
            field="absorbed",
        )


def _refuse_doubles(survivor: Person, absorbed: Person) -> None:
    theirs = Party.objects.filter(person=survivor).values_list("case_id", "role")
    ours = Party.objects.filter(person=absorbed).select_related("case").order_by("case__number")
    for party in ours:
        if (party.case_id, party.role) in set(theirs):
            raise MergeRefused(
                f"Both are {ROLES.label(party.role).lower()} in case {party.case}. Take the one "
                "entered twice out of that case first.",
                field="absorbed",
            )
    pair = (survivor, absorbed)
    if PersonRelation.objects.filter(person__in=pair, other__in=pair).exists():
        raise MergeRefused(
            "The two are recorded as related to each other, as one person cannot be. Take that "
            "relation out first, if it is wrong.",
            field="absorbed",
        )
    orders = OrderProtected.objects.filter(person=survivor).values("order")
    doubled = OrderProtected.objects.filter(person=absorbed, order__in=orders).first()
    if doubled:
        raise MergeRefused(
            f"Both are protected by order {doubled.order}. Take the one entered twice out of that "
            "order first.",
            field="absorbed",
        )


def _refuse_restrained_protected(survivor: Person) -> None:
    order = ProtectiveOrder.objects.filter(
        restrained__person=survivor, protected__person=survivor, voided_at=None
    ).first()
    if order:
        raise MergeRefused(
            f"Order {order} restrains the one and protects the other: they are not one person.",
            field="absorbed",
        )


def _move(merge: PersonMerge, link: Link) -> None:
    """Point rows at the survivor. One that it has already in the same words is taken out; the
    audit keeps it, and undoing the merge puts it back from there."""
    rows = link.model._default_manager.filter(**{link.column: merge.absorbed_id})
    for row in rows.order_by("pk"):
        is_double = _stands_already(row, link, merge.survivor_id)
        name = f"{link.name}{DOUBLED}" if is_double else link.name
        write(PersonMergeMove(merge=merge, table=name, row_id=row.pk))
        if is_double:
            row.delete()
        else:
            rows.filter(pk=row.pk).update(**{link.column: merge.survivor_id})


def _stands_already(row: models.Model, link: Link, survivor: int) -> bool:
    if isinstance(row, PersonName):
        same = PersonName.objects.filter(person=survivor, kind=row.kind, full_name=row.full_name)
        return same.exists()
    if isinstance(row, PersonRelation):
        ends = {"person": row.person_id, "other": row.other_id, link.column: survivor}
        return PersonRelation.objects.filter(kind=row.kind, **ends).exists()
    return False


def _keep_spelling(merge: PersonMerge) -> None:
    """The absorbed record's name still finds the person."""
    survivor, name = merge.survivor, merge.absorbed
    known = {survivor.full_name, *survivor.names.values_list("full_name", flat=True)}
    if name.full_name not in known:
        added = PersonName(
            person=survivor,
            kind="SPELLING",
            given=name.given,
            middle=name.middle,
            surname=name.surname,
            suffix=name.suffix,
            full_name=name.full_name,
        )
        write(added)
        write(PersonMergeMove(merge=merge, table=NAME_ADDED, row_id=added.pk))


def _withhold(merge: PersonMerge) -> None:
    """The strictest decision on either record's name now holds for both (rule 25)."""
    for party in Party.objects.filter(person=merge.survivor_id).exclude(public_name="HIDE"):
        write(PersonMergeMove(merge=merge, table=f"{WITHHELD}{party.public_name}", row_id=party.pk))
        Party.objects.filter(pk=party.pk).update(public_name="HIDE")


def _move_back(merge: PersonMerge) -> None:
    by_name = {link.name: link for link in LINKS}
    for move in merge.moves.order_by("-pk"):
        if move.table == NAME_ADDED:
            PersonName.objects.filter(pk=move.row_id, person=merge.survivor_id).delete()
        elif move.table.startswith(WITHHELD):
            Party.objects.filter(pk=move.row_id, public_name="HIDE").update(
                public_name=move.table.removeprefix(WITHHELD)
            )
        elif move.table.endswith(DOUBLED):
            link = by_name[move.table.removesuffix(DOUBLED)]
            audit = link.model.pgh_event_model  # type: ignore[attr-defined]
            audit.objects.filter(pgh_obj_id=move.row_id, pgh_label="delete").latest(
                "pgh_id"
            ).revert()
        else:
            link = by_name[move.table]
            rows = link.model._default_manager.filter(
                pk=move.row_id, **{link.column: merge.survivor_id}
            )
            rows.update(**{link.column: merge.absorbed_id})
