"""The corners in which something is hidden or shown for one reason alone: each clause of the
public views has its place here, with what becomes of it if the clause is not there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from cases import models as record
from tests import world

BASIS = "Order of 3 May"
VOID = "2024-05-05T00:00Z"
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
# Kind, direction, and whether the reason is told.
Telling = tuple[str, str | None, bool]


@dataclass
class Corners:
    """Which rows are public; what is written once every field has its value; what is told."""

    public: list[Any] = field(default_factory=list)
    writes: list[tuple[Any, str, Any]] = field(default_factory=list)
    told: list[tuple[Any, Telling]] = field(default_factory=list)
    # Orders, and whether they are published with their case.
    orders: list[tuple[Any, bool]] = field(default_factory=list)
    # Cases, and whether they are told to belong to another.
    links: list[tuple[Any, bool]] = field(default_factory=list)
    # Words of a text, and whether it may be published.
    texts: list[tuple[Any, bool]] = field(default_factory=list)

    def write(self, row: Any, **given: Any) -> None:
        self.writes += [(row, column, value) for column, value in given.items()]

    def case(self, **given: Any) -> record.Case:
        case = world.case(visibility="PUBLIC", **given)
        self.public += [case]
        return case

    def accused(self, case: record.Case, who: record.Person | None = None) -> record.Party:
        party = world.defendant(case, who)
        self.public += [party, party.person]
        return party

    def charge(self, against: record.Party, is_public: bool, **given: Any) -> record.Charge:
        charge = world.charge(against, **given)
        self.public += [charge] if is_public else []
        return charge

    def sealed(self, against: record.Party) -> record.Charge:
        charge = self.charge(against, False)
        self.write(charge, visibility="SEALED")
        return charge

    def change(
        self,
        kind: str,
        before: Iterable[Any],
        after: Iterable[Any],
        told: Telling | None = None,
        **given: Any,
    ) -> record.ChargeChange:
        """A change; with what is told of it, it is public."""
        change = world.change(kind, before, after, **given)
        if told:
            shown = [item for item in change.items.all() if item.charge in self.public]
            self.public += [change, *shown]
            self.told += [(change, told)]
        return change


def corners() -> Corners:
    """Make them all."""
    made = Corners()
    for row in PARTIES:
        _party(made, *row)
    case = made.case()
    _chains(made, made.accused(case))
    _mergers(made, made.accused(case))
    _elsewhere(made)
    _orders(made)
    _statuses(made)
    _sealed_parties(made)
    _relations(made)
    _texts(made)
    _releases(made)
    return made


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


def _mergers(made: Corners, accused: record.Party) -> None:
    """With a charge hidden, a change is told by what is left of it, or not at all."""
    low, high, top = (made.charge(accused, True, level=level) for level in ("M-A", "F-B", "F-Y"))
    made.change("MERGED", [low, high], [top], ("MERGED", "UPGRADE", True))
    left, gravest = (made.charge(accused, True, level=level) for level in ("M-A", "F-D"))
    merged = made.change("MERGED", [left, made.sealed(accused)], [gravest],
                         ("AMENDED", "UPGRADE", False))  # fmt: skip
    made.write(merged.items.get(charge=left), rank=5)
    for item in merged.items.filter(side="BEFORE").exclude(charge=left):
        made.write(item, rank=999_999)
    small, kept, raised = (made.charge(accused, True) for _ in range(3))
    beside = made.change("AMENDED", [small, (kept, "RETAINED")], [raised],
                         ("AMENDED", "UPGRADE", True))  # fmt: skip
    made.write(beside.items.get(charge=kept), rank=999_998)
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


def _orders(made: Corners) -> None:
    """Published with its case, without it, or not at all."""
    court = world.court(order_publication="REDACTED")
    given: Any = {"consent_to_publish": True}
    for restrained, protected, kin in (
        ("Bo Lindqvist", "Una Delacroix", False),
        ("Darío Quintero", "Ana Quintero", False),
        ("Kai Moana", "Ines Okafor", True),
    ):
        accused = made.accused(made.case(court=court), world.person(restrained))
        who = world.person(protected)
        order = world.order(accused.case, accused, who, **given)
        made.public += [order]
        if kin:
            record.PersonRelation.objects.create(person=who, other=accused.person, kind="SPOUSE_OF")
        is_namesake = restrained.split()[1] == protected.split()[1]
        if is_namesake:
            made.write(accused.person, surname="Quintero")
            made.write(who, surname="Quintero-Vale")
        made.orders.append((order, not (kin or is_namesake)))
    withheld = made.accused(made.case(court=world.court(order_publication="WITHHELD")))
    world.order(withheld.case, withheld, **given)
    void = made.accused(made.case(court=court))
    made.write(world.order(void.case, void, world.person("Una Delacroix"), **given), voided_at=VOID)
    ended = made.accused(made.case(court=court))
    order = world.order(ended.case, ended, world.person("Una Delacroix"), **given)
    made.public += [order]
    made.orders.append((order, True))
    term = record.OrderTerm.objects.create(order=order, term="X_PET")
    made.write(term, until_date="2024-05-05")


def _statuses(made: Corners) -> None:
    """That of a party who is not listed is not told."""
    case = made.case()
    made.public += [world.status(case)]
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
    made.links.append((here.case, False))
    bound, first, second = (made.charge(here, False) for _ in range(3))
    made.change("BOUND_OVER", [bound], [made.charge(gone, False)], case=here.case)
    made.change("AMENDED", [first], [second])
    made.change("BOUND_OVER", [second], [made.charge(gone, False)], case=here.case)
    named = made.case()
    party = world.defendant(named)
    made.write(party, visibility="SEALED")
    made.write(party.person, full_name="Zebedee Quillfeather", surname="Quillfeather")
    entry = world.entry(named, "MOTION")
    made.public += [entry]
    made.texts.append((entry, False))
    made.write(entry, text="Motion of Zebedee Quillfeather")


def _relations(made: Corners) -> None:
    """Two cases belong together; somebody hidden in the one stands in the other."""
    hurt, shielded, other = (world.person(name) for name in ("Ana Vale", "Ines Vale", "Una Vale"))
    for role, theirs, order in (("VIC", hurt, False), ("", shielded, True), ("VIC", other, None)):
        criminal, divorce = made.case(), made.case(case_type="DR")
        world.relate(criminal, divorce)
        if role:
            made.public += [world.party(criminal, role, theirs)]
        if order:
            world.order(criminal, made.accused(criminal), theirs)
        # Somebody hidden in the one, and not in the other, gives nothing away.
        made.links.append((criminal, order is None))
        if order is not None:
            made.public += [world.party(divorce, "PET", theirs)]


def _texts(made: Corners) -> None:
    """Names short, long, foreign, of organizations, and those that are shown anyway."""
    for given, surname, said, is_told in (
        ("Wu", "Li", "Motion of Ms. Li", False),
        ("Ana", "de la Cruz", "Motion of a house de la ville", True),
        ("Иван", "Петров", "Motion of Петров", False),
        ("Ana", "Петров", "Motion without a name", True),
        ("J", "Marlow", "Exhibit J", True),
        ("", "Las", "Motion at Las Palmas", False),
    ):
        case = made.case()
        made.public += [world.party(case, "VIC", world.person(f"{given} {surname}".strip()))]
        party = case.parties.get()
        made.write(
            party.person, full_name=f"{given} {surname}".strip(), given=given, surname=surname
        )
        entry = world.entry(case, "MOTION")
        made.public += [entry]
        made.texts.append((entry, is_told))
        made.write(entry, text=said)


def _releases(made: Corners) -> None:
    """A text that no clerk has read is told where nobody's name is withheld."""
    for role, is_told in (("VIC", False), ("JUDGE", True)):
        case = made.case()
        party, entry = world.party(case, role), world.entry(case, "MOTION")
        made.public += [party, entry, *([party.person] if is_told else [])]
        made.texts.append((entry, is_told))
        made.write(entry, text_released=False, text="Motion to continue", attribution="")
