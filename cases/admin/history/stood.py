"""A row as it stood at some moment of its history, beside what stands there now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.urls import reverse

from cases.admin.history.known import Known, known_to, spelled
from cases.admin.history.story import (
    ARM,
    UNTOLD,
    Written,
    bodies_of,
    hidden_from,
    names_of,
    rights,
)
from cases.admin.history.strands import Strand
from cases.admin.history.ways import Way, way_for
from cases.admin.history.words import subject
from cases.admin.row_version import RowVersion

# By these acts a recorded fact is set right.
LAWFUL = ("correct", "void", "unmerge", "seal", "unseal")
# Who recorded a row, and who sent it, stands below what it says.
SIGNED = ("recorded_at", "recorded_by", "source", "source_id")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column, then and now; `may` where a form may put it back."""

    name: str
    label: str
    then: str
    now: str
    differs: bool
    may: bool


@dataclass(frozen=True, kw_only=True)
class Stood:
    """A row as one write left it, or found it if that write took it out."""

    key: str
    words: str
    at: datetime
    user: str
    reason: str
    is_end: bool
    row: Any
    now: Any
    way: Way | None
    columns: list[Column]
    acts: list[tuple[str, str]]

    @property
    def returnable(self) -> list[Column]:
        """What the desk may put back."""
        return [each for each in self.columns if each.may]

    @property
    def differing(self) -> list[Column]:
        return [each for each in self.columns if each.differs]

    @property
    def beyond(self) -> list[Column]:
        """What differs and is changed by acts only."""
        return [each for each in self.differing if not each.may]


def stood(
    desk: Any, request: Any, root: models.Model, strands: Sequence[Strand], key: str
) -> Stood | None:
    """The row that an event of this history wrote, if there is such an event."""
    table, _, number = key.rpartition("-")
    strand = next((each for each in strands if each.table == table), None)
    if strand is None or not number.isdecimal() or len(number) > 18:
        return None
    event = event_of(root, strand, int(number), request.user)
    if event is None:
        return None
    row = bodies_of([strand], [event])[0, event.number]
    rows = strand.model._default_manager.filter(pk=row.pk)
    now = rows.annotate(row_version=RowVersion()).first()
    known = known_to([row, now] if now else [row], hidden_from(request.user, root))
    way = way_for(desk.admin_site, request, row, now)
    who = event.who or ""
    return Stood(
        key=key,
        words=subject(row, known).rstrip(",;"),
        at=event.at,
        user=names_of([event]).get(who, who),
        reason=event.reason or "",
        is_end=event.label == "delete",
        row=row,
        now=now,
        way=way,
        columns=columns_of(row, now, known, way),
        acts=acts_on(desk.admin_site, request.user, now),
    )


def event_of(root: models.Model, strand: Strand, number: int, user: Any) -> Written | None:
    """An event of this history, by its number."""
    text = ARM.format(
        strand=0, audit=strand.audit, where=f"({strand.where}) AND e.pgh_id = %(number)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, {**rights(root, user), "number": number})
        told = cursor.fetchone()
        names = [column.name for column in cursor.description or ()]
    return Written(**dict(zip(names, told, strict=True)), place=1) if told else None


def columns_of(row: Any, now: Any, known: Known, way: Way | None) -> list[Column]:
    """Every column that tells a reader something, then and now."""
    told = []
    for column in row._meta.concrete_fields:
        if column.name in UNTOLD:
            continue
        then = spelled(column, row, known)
        stands = spelled(column, now, known) if now else ""
        differs = now is None or row.__dict__.get(column.attname) != now.__dict__[column.attname]
        may = differs and way is not None and column.name in way.fields
        told.append(
            Column(
                name=column.name,
                label=str(column.verbose_name).capitalize(),
                then=then,
                now=stands,
                differs=differs,
                may=may,
            )
        )
    return sorted(told, key=lambda each: each.name in SIGNED)


def acts_on(site: Any, user: Any, now: Any) -> list[tuple[str, str]]:
    """The acts by which what a fact says is lawfully changed."""
    desk = site._registry.get(type(now)) if now is not None else None
    known = [act for act in getattr(desk, "acts", ()) if act.slug in LAWFUL]
    if not known:
        return []
    name = f"admin:{now._meta.app_label}_{now._meta.model_name}_act"
    return [
        (act.label, reverse(name, args=[now.pk, act.slug]))
        for act in known
        if act.is_allowed(user) and act.applies(now)
    ]
