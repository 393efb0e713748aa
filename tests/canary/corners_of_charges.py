"""Corners of charges and their changes: what a charge became, and by what it is told."""

from itertools import pairwise
from typing import Any

from cases import models as record
from tests import world
from tests.canary.corners import VOID, Corners


def corners_of_charges(made: Corners) -> None:
    case = made.case()
    _chains(made, made.accused(case))
    _walks(made, made.accused(case))
    _mergers(made, made.accused(case))
    _elsewhere(made)
    _between(made)


def _chains(made: Corners, accused: record.Party) -> None:
    """What a charge became, or what became of that, is sealed; or it was not really so."""
    first, second = (made.charge(accused, False) for _ in range(2))
    made.change("AMENDED", [first], [second])
    made.change("AMENDED", [second], [made.sealed(accused)])
    for effect in ("UNKNOWN", "DISMISSED"):
        changed = made.charge(accused, False)
        made.change("AMENDED", [(changed, effect)], [made.sealed(accused)])
    kept = made.charge(accused, True)
    made.change("AMENDED", [(kept, "RETAINED")], [made.sealed(accused)])
    mistaken = made.charge(accused, True)
    void = made.change("AMENDED", [mistaken], [made.sealed(accused)])
    made.write(void, voided_at=VOID)
    made.write(void.items.get(side="BEFORE"), is_void=True)
    ended = made.charge(accused, True)
    replaced = made.change("AMENDED", [ended], [made.sealed(accused)])
    back = made.change("REINSTATED", [], [ended], ("REINSTATED", None, True))
    made.write(replaced.items.get(side="BEFORE"), ended_by_id=back.pk)
    # Not what it came from, nor what it stands beside, but what it became is asked for.
    grown = made.charge(accused, True)
    made.change("MERGED", [made.sealed(accused), made.charge(accused, True)], [grown],
                ("AMENDED", "UPGRADE", False))  # fmt: skip
    long = [made.charge(accused, False) for _ in range(4)]
    for was, becomes in pairwise(long):
        made.change("AMENDED", [was], [becomes])
    made.change("AMENDED", [long[-1]], [made.sealed(accused)])


def _walks(made: Corners, accused: record.Party) -> None:
    """Further on, too, only what a charge really became is asked for."""
    first, second, third = (made.charge(accused, True) for _ in range(3))
    made.change("AMENDED", [first], [second], ("AMENDED", "UPGRADE", True))
    onward = made.change("AMENDED", [second], [third], ("AMENDED", "UPGRADE", True))
    ways: tuple[dict[str, Any], ...] = (
        {"is_void": True}, {"ended_by_id": onward.pk}, {"effect": "RETAINED"},
    )  # fmt: skip
    for way in ways:
        other = made.charge(accused, True)
        change = made.change("AMENDED", [other], [made.sealed(accused)])
        made.write(change.items.get(side="BEFORE"), **way, charge_id=second.pk)
    beside = made.charge(accused, True)
    split = made.change("SPLIT", [made.charge(accused, False)], [beside, made.sealed(accused)])
    made.write(split.items.get(charge=beside), charge_id=second.pk)
    low, high, top = (made.charge(accused, True) for _ in range(3))
    made.change("AMENDED", [low], [high], ("AMENDED", "UPGRADE", True))
    made.change("MERGED", [high, made.sealed(accused)], [top], ("AMENDED", "UPGRADE", False))
    # What is sealed on the way is not made good by what came of it.
    way_of = [made.charge(accused, False), made.charge(accused, False), made.sealed(accused)]
    for was, becomes in pairwise([*way_of, made.charge(accused, True)]):
        made.change("AMENDED", [was], [becomes])


def _mergers(made: Corners, accused: record.Party) -> None:
    """With a charge hidden, a change is told by what is left of it, or not at all."""
    low, high, top = (made.charge(accused, True, level=level) for level in ("M-A", "F-B", "F-Y"))
    made.change("MERGED", [low, high], [top], ("MERGED", "UPGRADE", True))
    left, gravest = (made.charge(accused, True, level=level) for level in ("M-A", "F-D"))
    merged = made.change("MERGED", [left, made.sealed(accused)], [gravest],
                         ("AMENDED", "UPGRADE", False))  # fmt: skip
    made.write(merged.items.get(charge=left), rank=5)
    for item in merged.items.filter(side="BEFORE").exclude(charge=left):
        made.write(item, rank=999_999, ladder="ZZ")
    small, kept, raised = (made.charge(accused, True) for _ in range(3))
    beside = made.change("AMENDED", [small, (kept, "RETAINED")], [raised],
                         ("AMENDED", "UPGRADE", True))  # fmt: skip
    made.write(beside.items.get(charge=kept), rank=999_998, ladder="ZZ")
    grave, less = (made.charge(accused, True) for _ in range(2))
    lowered = made.change("AMENDED", [grave], [less], ("AMENDED", "REDUCTION", True))
    made.write(lowered.items.get(charge=less), rank=5)
    alone = made.charge(accused, True)
    made.change("AMENDED", [made.sealed(accused)], [alone])
    added = made.charge(accused, True)
    made.change("ADDED", [], [added], ("ADDED", None, True))
    both = made.charge(accused, False)
    made.change("SPLIT", [both], [made.charge(accused, True), made.sealed(accused)])


def _elsewhere(made: Corners) -> None:
    """A charge bound over to a case that is hidden, and one that is not."""
    who = world.person()
    here = made.accused(made.case(), who)
    for is_public in (True, False):
        there = world.case(visibility="PUBLIC") if is_public else world.case()
        made.public += [there] if is_public else []
        accused = world.defendant(there, who)
        made.public += [accused] if is_public else []
        world.relate(here.case, there, "TRANSFERRED")
        made.public += list(here.case.relations.filter(other_case=there)) if is_public else []
        bound, result = made.charge(here, is_public), made.charge(accused, is_public)
        made.change(
            "BOUND_OVER", [bound], [result],
            ("BOUND_OVER", "UPGRADE", True) if is_public else None, case=here.case,
        )  # fmt: skip
        if is_public:
            made.links.append((here.case, there, True))
        else:
            first, then = made.charge(here, False), made.charge(here, False)
            made.change("AMENDED", [first], [then])
            made.change("BOUND_OVER", [then], [made.charge(accused, False)], case=here.case)


def _between(made: Corners) -> None:
    """A change of charges of other cases is not told where the charge of this case is sealed."""
    who = world.person()
    here, there, result = (made.accused(made.case(), who) for _ in range(3))
    for other in (here, there):
        world.relate(other.case, result.case, "TRANSFERRED")
    change = made.change(
        "MERGED", [made.sealed(here), made.charge(there, True)], [made.charge(result, True)],
        ("AMENDED", "UPGRADE", False), case=result.case,
    )  # fmt: skip
    made.apart.append((here.case, change))
