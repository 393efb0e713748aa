"""Corners of narrowing: what was public is so no longer, and is gone from what was told before,
while the rest stands there as it did."""

from datetime import date
from itertools import pairwise

from cases import models as record
from tests import world
from tests.canary.corners import BASIS, Corners


def corners_narrowed(made: Corners) -> None:
    _names(made)
    _changes(made, made.accused(made.case()))
    _another_result(made, made.accused(made.case()))
    _between(made)
    _orders(made)
    _relations(made)
    _statuses(made)
    _moved(made)


def _names(made: Corners) -> None:
    party = made.victim(made.case(), world.person())
    made.name(party.person, "Cleo", "Vandermeer")
    made.write(party, public_name="SHOW", public_name_basis=BASIS)
    made.narrow(party, public_name="HIDE")
    for said in ("Motion to continue", ""):
        made.text(party.case, said, True)
    entry = world.entry(party.case, "MOTION")
    made.public += [entry]
    made.write(entry, text="Motion of Vandermeer")
    made.narrow(entry, text="Motion to withdraw")
    made.texts.append((entry, [None, "Motion to withdraw"]))
    made.anew.append(party.case)


def _changes(made: Corners, accused: record.Party) -> None:
    """A charge is sealed: what is left of its change is told of."""
    for kind, others, told in (
        ("MERGED", 1, "AMENDED"), ("MERGED", 2, "MERGED"), ("ENHANCED", 1, "ENHANCED"),
    ):  # fmt: skip
        gone = made.charge(accused, False)
        left = [made.charge(accused, True) for _ in range(others)]
        result = made.charge(accused, True)
        change = made.change(kind, [gone, *left], [result], (told, "UPGRADE", False))
        made.write(change.items.get(charge=gone), rank=999_999, ladder="ZZ")
        made.narrow(gone, visibility="SEALED")
    gone, small, kept, raised = (made.charge(accused, name != "gone") for name in
                                 ("gone", "small", "kept", "raised"))  # fmt: skip
    change = made.change("AMENDED", [gone, small, (kept, "RETAINED")], [raised],
                         ("AMENDED", "UPGRADE", False))  # fmt: skip
    made.write(change.items.get(charge=kept), rank=999_998, ladder="ZZ")
    made.narrow(gone, visibility="SEALED")
    grave, sealed, less = (made.charge(accused, name != "sealed") for name in
                           ("grave", "sealed", "less"))  # fmt: skip
    change = made.change("MERGED", [sealed, grave], [less], ("AMENDED", "REDUCTION", False))
    made.write(change.items.get(charge=less), rank=5)
    made.narrow(sealed, visibility="SEALED")
    # One of which nothing is hidden.
    whole = [made.charge(accused, True) for _ in range(2)]
    made.change("AMENDED", whole[:1], whole[1:], ("AMENDED", "UPGRADE", True))


def _another_result(made: Corners, accused: record.Party) -> None:
    """A change led to another charge than was told, and that one is sealed. No rule lets a result
    be exchanged: what was told must not lean on that."""
    was, result = made.charge(accused, True), made.charge(accused, True)
    gone = made.charge(accused, False)
    change = made.change("AMENDED", [was], [gone], ("AMENDED", "UPGRADE", True))
    item = change.items.get(charge=gone)
    made.public += [item]
    made.narrow(item, charge_id=result.pk)
    made.narrow(gone, visibility="SEALED")
    made.anew.append(accused.case)


def _between(made: Corners) -> None:
    """The charge of this case is sealed: the change of those of others is told of no longer."""
    who = world.person()
    here, there, result = (made.accused(made.case(), who) for _ in range(3))
    for other in (here, there):
        world.relate(other.case, result.case, "TRANSFERRED")
    gone = made.charge(here, False)
    change = made.change(
        "MERGED", [gone, made.charge(there, True)], [made.charge(result, True)],
        ("AMENDED", "UPGRADE", False), case=result.case,
    )  # fmt: skip
    made.narrow(gone, visibility="SEALED")
    made.apart.append((here.case, change))


def _orders(made: Corners) -> None:
    """An order that gives somebody away in its case is told without it from then on."""
    accused = made.accused(made.case(court=world.court(order_publication="REDACTED")))
    who = world.person("Una Delacroix")
    kin = record.PersonRelation.objects.create(person=who, other=world.person(), kind="SPOUSE_OF")
    order = world.order(accused.case, accused, who, consent_to_publish=True)
    made.public += [order]
    made.orders.append((order, False))
    made.narrow(kin, other_id=accused.person.pk)


def _relations(made: Corners) -> None:
    """A case that belongs to two is told to belong to one of them no longer."""
    here, there, both = made.case(), made.case(), made.case(case_type="DR")
    world.relate(here, both)
    world.relate(there, both)
    hurt = world.person("Ana Vale")
    made.victim(here, hurt)
    party = made.victim(both, world.person("Ida Marsh"), "PET")
    made.narrow(party, person_id=hurt.pk)
    made.links += [(here, both, False), (there, both, True)]


def _statuses(made: Corners) -> None:
    """The status of a case, too, is told without the defendant who is sealed."""
    case = made.case()
    days = [date(2024, month, 1) for month in range(1, 4)]
    for code, (since, until) in zip(("DISPOSED", "STAYED"), pairwise(days), strict=True):
        made.public += [world.status(case, code, effective_date=since, until_date=until)]
    made.public += [world.status(case, "FILED", effective_date=days[-1])]
    gone = world.defendant(case)
    world.status(case, "REVIEW", party=gone)
    made.narrow(gone, visibility="SEALED")
    case = made.case()
    for code in ("DISPOSED", "FILED"):
        made.public += [world.status(case, code, party=made.accused(case))]
    gone = world.defendant(case)
    world.status(case, "REVIEW", party=gone)
    made.narrow(gone, visibility="SEALED")


def _moved(made: Corners) -> None:
    """What turns out to belong to another case is told there, and was never told here."""
    court = world.court(order_publication="REDACTED")
    here, there = made.accused(made.case(court=court)), made.case(court=court)
    charge = made.charge(here, True)
    below = [world.dispose(charge), world.sentence(charge)]
    rows = [
        charge,
        made.victim(here.case, world.person("Ana Vale")),
        world.status(here.case),
        world.entry(here.case, "MOTION"),
        world.hearing(here.case),
        world.order(here.case, here, world.person("Una Delacroix"), consent_to_publish=True),
    ]
    made.public += [*below, *rows[2:]]
    for row in rows:
        made.narrow(row, case_id=there.pk)
    made.apart += [(here.case, row) for row in (*rows, *below)]
    made.anew.append(there)
