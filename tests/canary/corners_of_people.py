"""Corners of parties: whose row is public, and whose name; whose status is told."""

from tests import world
from tests.canary.corners import BASIS, Corners

# Of parties: role, kind of person, decision, its basis; whether an order protects them; is the
# row public, and is the name. What the rules would refuse is written past them: the views must
# not lean on the rules.
PARTIES = (
    ("DEF", "PERSON", "HIDE", "", False, True, False),
    ("JUDGE", "PERSON", "", "", False, True, True),
    ("STATE", "ORGANIZATION", "", "", False, True, True),
    ("PET", "PERSON", "", "", False, True, False),
    ("PET", "ORGANIZATION", "", "", False, True, True),
    ("VIC", "ORGANIZATION", "", "", False, True, False),
    ("VIC", "PERSON", "SHOW", BASIS, False, True, True),
    ("VIC", "PERSON", "SHOW", "", False, True, False),
    ("VIC", "PERSON", "", BASIS, False, True, False),
    ("RES", "PERSON", "SHOW", BASIS, True, True, False),
    ("PLT", "ORGANIZATION", "HIDE", BASIS, False, True, False),
    ("DECEDENT", "PERSON", "", "", False, True, False),
    ("ATTY_PET", "PERSON", "SHOW", BASIS, False, False, False),
    ("NEXTFRIEND", "ORGANIZATION", "", "", False, False, False),
    ("WIT", "PERSON", "SHOW", BASIS, False, False, False),
)


def corners_of_people(made: Corners) -> None:
    for row in PARTIES:
        _party(made, *row)
    _statuses(made)
    _sealed_parties(made)


def _party(
    made: Corners,
    role: str,
    kind: str,
    decision: str,
    basis: str,
    protected: bool,
    row: bool,
    name: bool,
) -> None:
    who = world.person("Cleo Vandermeer", kind=kind)
    party = world.party(made.case(), role, who)
    made.write(party, public_name=decision, public_name_basis=basis)
    if role == "STATE":
        # Nobody is listed as the prosecuting entity, so no surname is published.
        made.write(who, surname="")
    if protected:
        world.order(world.case(), protects=who)
    made.public += [party] if row else []
    made.public += [who] if name else []


def _statuses(made: Corners) -> None:
    """That of a party who is not listed is not told."""
    case = made.case()
    made.public += [world.status(case), world.status(case, party=made.accused(case))]
    world.status(case, party=world.party(case, "WIT"))


def _sealed_parties(made: Corners) -> None:
    """Of a sealed defendant there is nothing: no charge, nor what became one of theirs in another
    case; no status, no order; no link to a case where they are named, and no text that names
    them."""
    who = world.person()
    here = made.accused(made.case(), who)
    there = made.case(court=world.court(order_publication="REDACTED"))
    gone = world.defendant(there, who)
    made.write(gone, visibility="SEALED")
    world.status(there, party=gone)
    world.order(there, gone, world.person("Una Delacroix"), consent_to_publish=True)
    world.relate(here.case, there, "TRANSFERRED")
    made.links.append((here.case, there, False))
    bound, first, second = (made.charge(here, False) for _ in range(3))
    made.change("BOUND_OVER", [bound], [made.charge(gone, False)], case=here.case)
    made.change("AMENDED", [first], [second])
    made.change("BOUND_OVER", [second], [made.charge(gone, False)], case=here.case)
    named = made.case()
    party = world.defendant(named)
    made.write(party, visibility="SEALED")
    made.name(party.person, "Zebedee", "Quillfeather")
    made.text(named, "Motion of Zebedee Quillfeather", False)
