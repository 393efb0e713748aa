"""Corners of captions: which title stands in place of one that names somebody hidden, and which
caption each version tells."""

from cases import models as record
from tests import world
from tests.canary.corners import BASIS, Corners

# Of a party: role, full name, whether the public may know the name.
Cast = tuple[tuple[str, str, bool], ...]
WORKS = ("PET", "Fernleigh Works", True)
HURT = ("VIC", "Ana Quillon", False)
# A caption names the victim; the parties; the title built of them.
BUILT: tuple[tuple[Cast, str | None], ...] = (
    ((WORKS, ("DEF", "Ida Marsh", False), HURT), "Fernleigh Works v. Name withheld"),
    ((("STATE", "Fernleigh", True), ("DEF", "Ida Marsh", True), HURT), "Fernleigh v. Ida Marsh"),
    ((WORKS, ("RES", "Ida Marsh", False), ("JUDGE", "Bo Abbott", True), HURT),
     "Fernleigh Works v. Name withheld"),
    ((("PLT", "Cleo Marsh", False), ("DEF", "Ida Marsh", False),
      ("DEF", "Bo Abbott", True), HURT), "Name withheld v. Bo Abbott et al."),
    ((("PET", "Cleo Marsh", False), ("DEF", "Ida Marsh", False),
      ("DEF", "Bo Abbott", False), HURT), None),
    ((WORKS, HURT), None),
)  # fmt: skip


def corners_of_captions(made: Corners) -> None:
    for cast, title in BUILT:
        case = made.case()
        for role, name, is_known in cast:
            _cast(made, case, role, name, is_known)
        made.caption(case, "In re Quillon", title)
    _sealed(made)
    _narrowed(made)


def _cast(made: Corners, case: record.Case, role: str, name: str, is_known: bool) -> record.Party:
    kind = "ORGANIZATION" if is_known and role in ("STATE", "PET") else "PERSON"
    party = made.victim(case, world.person(kind=kind), role)
    made.public += [party.person] if is_known else []
    given, _, surname = name.rpartition(" ")
    made.name(party.person, given, surname)
    if role == "DEF" and not is_known:
        made.write(party, public_name="HIDE")
    return party


def _sealed(made: Corners) -> None:
    """Whoever is sealed is no side of a case."""
    case = made.case()
    for each in (WORKS, HURT):
        _cast(made, case, *each)
    gone = world.defendant(case)
    made.write(gone, visibility="SEALED")
    made.caption(case, "In re Quillon", None)


def _narrowed(made: Corners) -> None:
    """A version that told no title tells none once there is one; one that told another keeps it,
    unless it names somebody who is hidden now."""
    case = _hidden_later(made)
    hurt = _cast(made, case, *HURT)
    made.public += [hurt.person]
    made.narrow(hurt, public_name="SHOW", public_name_basis=BASIS)
    made.caption(case, "In re Quillon", None, "In re Quillon")
    made.anew.append(case)
    case = _hidden_later(made)
    made.narrow(case, caption="In re Orcutt")
    made.caption(case, "In re Marsh", "In re Marsh", "In re Orcutt")
    made.anew.append(case)
    case = _hidden_later(made)
    for each in (WORKS, ("DEF", "Ida Marsh", True)):
        _cast(made, case, *each)
    made.caption(case, "In re Aldous", "Fernleigh Works v. Ida Marsh")


def _hidden_later(made: Corners) -> record.Case:
    """A case that tells the name of somebody, and later does not."""
    case = made.case()
    party = _cast(made, case, "VIC", "Sunniva Aldous", False)
    made.write(party, public_name="SHOW", public_name_basis=BASIS)
    made.narrow(party, public_name="HIDE")
    return case
