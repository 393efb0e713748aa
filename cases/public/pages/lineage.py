"""What became of each charge: the changes of one document as stories, one for each set of
charges that changes tie together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cases.kinds.charges import (
    AUTHORITIES,
    CHANGE_KINDS,
    CHARGE_STATUSES,
    DIRECTIONS,
    EFFECTS,
    INSTRUMENTS,
)
from cases.public.dates import Stated, stated

Item = dict[str, Any]
NO_LEVEL = "level not stated"
REPLACED = ("SUPERSEDED", "TRANSFERRED")


@dataclass(frozen=True)
class Count:
    """A charge as a card shows it. One of another case carries that case's address."""

    key: str
    label: str
    statute: str
    level: str
    status: str
    status_label: str
    offense: Stated | None
    filed: str | None
    instrument: str
    elsewhere: dict[str, str] | None


@dataclass(frozen=True)
class Was:
    """A charge before a change, and what the change did to it."""

    count: Count
    effect: str


@dataclass(frozen=True)
class Step:
    """One change: the charges before, the act, the charges after."""

    kind: str
    direction: str | None
    direction_label: str
    direction_words: str
    severity_before: str
    severity_after: str
    when: Stated
    instrument: str
    authority: str
    reason: str | None
    recorded_at: str
    before: list[Was]
    after: list[Count]


@dataclass(frozen=True)
class Story:
    """Charges as first known, the steps they went through, and where they led."""

    opening: list[Count]
    steps: list[Step]
    ending: list[Count]
    direction: str | None
    direction_label: str
    as_filed: str


def stories(document: dict[str, Any], charges: Iterable[dict[str, Any]]) -> list[Story]:
    """The stories of these charges of a document, in the order of their first charge."""
    told: set[str] = set()
    found = []
    for charge in charges:
        if charge["key"] in told:
            continue
        changes = tied_to(charge["key"], document["changes"])
        keys = {charge["key"], *(key for change in changes for key in keys_of(change))}
        told |= keys
        if changes:
            found.append(_story(document, in_order(changes)))
    return found


def unchanged(document: dict[str, Any], charges: Iterable[dict[str, Any]]) -> list[Count]:
    """These charges, less those that any change touched."""
    touched = {key for change in document["changes"] for key in keys_of(change)}
    return [count_of(charge) for charge in charges if charge["key"] not in touched]


def tied_to(key: str, changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every change that a chain of changes ties to this charge."""
    keys = {key}
    while True:
        tied = [change for change in changes if keys & keys_of(change)]
        reached = keys.union(*(keys_of(change) for change in tied))
        if reached == keys:
            return tied
        keys = reached


def in_order(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Oldest first; a change without a date comes after what it rests on."""
    waiting = sorted(changes, key=_day)
    ordered = []
    while waiting:
        ready = (change for change in waiting if not _rests_on_any(change, waiting))
        first = next(ready, waiting[0])
        waiting.remove(first)
        ordered.append(first)
    return ordered


def _day(change: dict[str, Any]) -> str:
    return str(change["to"] or change["from"] or change["recorded_at"])[:10]


def _rests_on_any(change: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Does another change make a charge that this one starts from?"""
    needed = {item["charge"] for item in change["before"]}
    return any(
        needed & {item["charge"] for item in _made_by(other)}
        for other in others
        if other is not change
    )


def keys_of(change: dict[str, Any]) -> set[str]:
    return {item["charge"] for item in [*change["before"], *change["after"]]}


def _story(document: dict[str, Any], changes: list[dict[str, Any]]) -> Story:
    known = {charge["key"]: charge for charge in document["charges"]}
    made = {item["charge"] for change in changes for item in _made_by(change)}
    roots = _distinct(item for c in changes for item in c["before"] if item["charge"] not in made)
    reached = _distinct(item for change in changes for item in change["after"])
    gone = _gone(known, changes)
    ends = [item for item in reached if item["charge"] not in gone]
    direction = compared(roots, ends) if len(changes) > 1 else changes[0]["direction"]
    steps = [step_of(change, known) for change in changes]
    return Story(
        opening=[_count(item, known) for item in roots],
        steps=steps,
        ending=[_count(item, known) for item in ends],
        direction=direction,
        direction_label=DIRECTIONS.label(direction) if direction else steps[-1].kind,
        as_filed=DIRECTIONS[direction].sentence if direction and len(steps) > 1 else "",
    )


def _made_by(change: dict[str, Any]) -> list[Item]:
    """A reinstatement makes no charge: it brings back what an earlier change ended."""
    return [] if change["kind"] == "REINSTATED" else list(change["after"])


def _gone(known: dict[str, Item], changes: list[dict[str, Any]]) -> set[str]:
    """Charges another took the place of: by their status, or for those of other cases by
    the effect that a change told."""
    told = {
        item["charge"]
        for change in changes
        for item in change["before"]
        if item["effect"] == "REPLACED" and item["charge"] not in known
    }
    return told | {key for key, charge in known.items() if charge["status"] in REPLACED}


def step_of(change: dict[str, Any], known: dict[str, dict[str, Any]]) -> Step:
    """One change in words; `known` are the charges of this case by key."""
    direction = change["direction"]
    return Step(
        kind=CHANGE_KINDS.label(change["kind"]),
        direction=direction,
        direction_label=DIRECTIONS.label(direction) if direction else "",
        direction_words=DIRECTIONS[direction].sentence if direction else "",
        severity_before=severity(change["before"]),
        severity_after=severity(change["after"]),
        when=stated(change["text"], change["from"], change["to"]),
        instrument=INSTRUMENTS.label(change["instrument"]),
        authority=AUTHORITIES.label(change["authority"]),
        reason=change["reason"],
        recorded_at=change["recorded_at"],
        before=[Was(_count(i, known), EFFECTS[i["effect"]].sentence) for i in change["before"]],
        after=[_count(item, known) for item in change["after"]],
    )


def _count(item: Item, known: dict[str, Item]) -> Count:
    return count_of(known.get(item["charge"], item), item)


def count_of(charge: dict[str, Any], item: Item | None = None) -> Count:
    """A charge of this case, or what a change tells of one in another case."""
    here = "status" in charge
    return Count(
        key=charge["key"] if here else charge["charge"],
        label=charge["label"],
        statute=charge["statute"],
        level=charge["level_label"] or NO_LEVEL,
        status=charge["status"] if here else "",
        status_label=CHARGE_STATUSES.label(charge["status"]) if here else "",
        offense=_offense(charge) if here else None,
        filed=charge["filed"] if here else None,
        instrument=INSTRUMENTS.label(charge["instrument"]) if here else "",
        elsewhere=item["case"] if item else None,
    )


def _offense(charge: dict[str, Any]) -> Stated:
    return stated(charge["offense_text"], charge["offense_from"], charge["offense_to"])


def severity(items: list[Item]) -> str:
    """The levels of these charges in words, gravest first."""
    ranked = sorted(items, key=lambda item: -(item["rank"] or 0))
    labels = dict.fromkeys(item["level_label"] or NO_LEVEL for item in ranked)
    return "; ".join(labels)


def compared(before: list[Item], after: list[Item]) -> str | None:
    """The direction from the one to the other, as a change's own is computed."""
    if not before or not after:
        return None
    ladders = {item["ladder"] for item in [*before, *after]}
    if len(ladders) != 1 or any(item["rank"] is None for item in [*before, *after]):
        return "UNDETERMINED"
    was, became = (max(item["rank"] for item in items) for items in (before, after))
    if was == became:
        return "LATERAL"
    return "UPGRADE" if became > was else "REDUCTION"


def _distinct(items: Iterable[Item]) -> list[Item]:
    """Each charge once, as first told."""
    return list({item["charge"]: item for item in reversed(list(items))}.values())[::-1]
