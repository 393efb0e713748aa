"""The audit of a row and of what belongs to it, for people: who wrote when, what stood there
before, and why. What one transaction wrote is one act with its parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, models

from cases.admin.history.asked import Asked
from cases.admin.history.known import EMPTY, Known, known_to, made, spelled
from cases.admin.history.strands import Strand
from cases.admin.history.words import done, subject
from cases.models import Case

ACTS_SHOWN = 40
DONE = {"insert": "Recorded", "update": "Changed", "delete": "Deleted"}
# What tells a reader nothing.
UNTOLD = ("id", "key", "transaction", "words", "number_key")

ARM = """
    SELECT {strand} AS strand, e.pgh_id AS number, e.pgh_created_at AS at, e.pgh_label AS label,
        e.pgh_context ->> 'user' AS who, e.pgh_context ->> 'reason' AS reason,
        e.pgh_context_id AS act,
        lag(e.pgh_id) OVER (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id) AS before
    FROM {audit} e WHERE {where}
"""
# Acts are counted by their moments: those of one transaction are never parted.
QUESTION = """
    WITH told AS ({arms}), wanted AS (
        SELECT *, dense_rank() OVER (ORDER BY at DESC) AS place FROM told WHERE {asked}
    ), ordered AS (
        SELECT *, max(number) OVER (PARTITION BY at, act) AS latest FROM wanted
        WHERE place <= %(most)s
    )
    SELECT strand, number, at, label, who, reason, act, before, place FROM ordered
    ORDER BY at DESC, latest DESC, act, strand, number
"""
BODY = "SELECT {strand}, e.pgh_id, to_jsonb(e)::text FROM {audit} e WHERE e.pgh_id = ANY (%s)"


@dataclass(frozen=True, kw_only=True)
class Written:
    """One event as the question tells it."""

    strand: int
    number: int
    at: datetime
    label: str
    who: str | None
    reason: str | None
    act: Any
    before: int | None
    place: int


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One column: what stood there, what stands there now."""

    column: str
    was: str
    becomes: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """One write to one row. `key` is what its state is asked for by."""

    at: datetime
    user: str
    reason: str
    done: str
    words: str
    key: str
    is_first: bool
    is_end: bool
    differences: list[Difference]


@dataclass(kw_only=True)
class Told:
    """One act: who, when and why, and all that it wrote."""

    at: datetime
    user: str = ""
    reason: str = ""
    parts: list[Part] = field(default_factory=list)

    @property
    def others(self) -> int:
        return len(self.parts) - 1


@dataclass(frozen=True, kw_only=True)
class Story:
    """A page of a history, the latest act first; `earlier` asks for the next one."""

    acts: list[Told]
    earlier: str = ""

    @property
    def rows(self) -> list[Part]:
        return [part for act in self.acts for part in act.parts]


def story_of(row: models.Model, strands: Sequence[Strand], asked: Asked, user: Any) -> Story:
    """The part of a history that is asked for and that this user may read."""
    chosen = asked.chosen(strands)
    written = question(row, chosen, asked, user) if chosen else []
    shown = [each for each in written if each.place <= ACTS_SHOWN]
    bodies = bodies_of(chosen, shown)
    known = known_to(bodies.values(), hidden_from(user, row))
    names = names_of(shown)
    parts = [(each, part(each, chosen, bodies, known, names)) for each in shown]
    acts = [act(group) for _, group in groupby(parts, key=lambda pair: (pair[0].at, pair[0].act))]
    is_more = len(shown) < len(written)
    return Story(acts=acts, earlier=asked.earlier(shown[-1].at) if is_more else "")


def question(
    row: models.Model, strands: Sequence[Strand], asked: Asked, user: Any
) -> list[Written]:
    """The events that are asked for, without what they say."""
    said, values = asked.conditions()
    arms = (
        ARM.format(strand=number, audit=each.audit, where=each.where)
        for number, each in enumerate(strands)
    )
    text = QUESTION.format(arms=" UNION ALL ".join(arms), asked=said)
    with connection.cursor() as cursor:
        cursor.execute(text, {**values, **rights(row, user), "most": ACTS_SHOWN + 1})
        names = [column.name for column in cursor.description or ()]
        return [Written(**dict(zip(names, told, strict=True))) for told in cursor.fetchall()]


def rights(row: models.Model, user: Any) -> dict[str, Any]:
    """Whose history, and whether sealed cases may be told of."""
    return {"root": row.pk, "sees_sealed": user.has_perm("cases.view_seal")}


def bodies_of(strands: Sequence[Strand], written: Iterable[Written]) -> dict[tuple[int, int], Any]:
    """The rows as they were written, and as they were before, by strand and number."""
    wanted: dict[int, set[int]] = {}
    for each in written:
        numbers = {each.number} | ({each.before} if each.before else set())
        wanted.setdefault(each.strand, set()).update(numbers)
    if not wanted:
        return {}
    arms = (BODY.format(strand=number, audit=strands[number].audit) for number in wanted)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(arms), [list(each) for each in wanted.values()])
        return {
            (strand, number): made(strands[strand].model, told)
            for strand, number, told in cursor.fetchall()
        }


HIDDEN = """
    SELECT person_id FROM cases_orderprotectedauditevent WHERE order_id = ANY (ARRAY(
        SELECT id FROM protective_order WHERE case_id = %(case)s))
    UNION SELECT person_id FROM cases_partyauditevent WHERE case_id = %(case)s AND role = 'PROT'
"""


def hidden_from(user: Any, row: models.Model) -> set[int]:
    """Whom an order of this case protects is read by those who may read orders."""
    case = row.pk if isinstance(row, Case) else getattr(row, "case_id", None)
    if case is None or user.has_perm("cases.view_protectiveorder"):
        return set()
    with connection.cursor() as cursor:
        cursor.execute(HIDDEN, {"case": case})
        return {number for (number,) in cursor.fetchall()}


def names_of(written: Iterable[Written]) -> dict[str, str]:
    """Requests that no act ran in are signed with the number of the user."""
    numbers = {each.who for each in written if each.who and each.who.isdecimal()}
    if not numbers:
        return {}
    return {str(user.pk): user.get_username() for user in User.objects.filter(pk__in=numbers)}


def part(
    each: Written,
    strands: Sequence[Strand],
    bodies: dict[tuple[int, int], Any],
    known: Known,
    names: dict[str, str],
) -> Part:
    row = bodies[each.strand, each.number]
    before = bodies.get((each.strand, each.before)) if each.before else None
    is_end = each.label == "delete"
    who = each.who or ""
    return Part(
        at=each.at,
        user=names.get(who, who),
        reason=each.reason or "",
        done=DONE.get(each.label, each.label),
        words=f"{subject(row, known)} {done(each.label, row, before)}",
        key=f"{strands[each.strand].table}-{each.number}",
        is_first=before is None,
        is_end=is_end,
        differences=[] if is_end else differences(row, before, known),
    )


def differences(row: models.Model, before: Any, known: Known) -> list[Difference]:
    """What the write changed; of a new row, what it was given."""
    told = [
        Difference(
            column=str(column.verbose_name),
            was=spelled(column, before, known) if before is not None else EMPTY,
            becomes=spelled(column, row, known),
        )
        for column in row._meta.concrete_fields
        if column.name not in UNTOLD
    ]
    return [each for each in told if each.was != each.becomes]


def act(group: Iterable[tuple[Written, Part]]) -> Told:
    """Parts of one transaction by one person. A name tells more than a number, and a reason
    more than none."""
    parts = [part for _, part in group]
    return Told(
        at=parts[0].at,
        user=next((each.user for each in parts if each.user), ""),
        reason=next((each.reason for each in parts if each.reason), ""),
        parts=parts,
    )
