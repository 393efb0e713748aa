"""The smallest valid rows, unpublished; a test states what matters to it and nothing else.

Everybody here is invented. Every maker takes the model's own columns as keywords.
"""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any, TypeVar

from cases import ladders
from cases.actions.sealing import noun
from cases.models import (
    Attribution,
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Court,
    Disposition,
    DocketEntry,
    Hearing,
    OffenseLevel,
    OrderProtected,
    Party,
    Person,
    ProtectiveOrder,
    RelatedCase,
    Seal,
    Sentence,
    State,
    Statement,
)

Row = TypeVar("Row", Case, Charge, Party, DocketEntry)

FILED = date(2024, 3, 1)
_next = count(1)


def load_ladders() -> None:
    """Write every state of the shipped ladders anew where the database does not hold it."""
    wanted = {state: _levels(state) for state in (each.state for each in ladders.ladders())}
    if {_said(level) for level in OffenseLevel.objects.all()} == {
        _said(level) for levels in wanted.values() for level in levels
    } and State.objects.count() == len(wanted):
        return
    OffenseLevel.objects.all().delete()
    State.objects.bulk_create(_state(code) for code in wanted if not _stands(code))
    OffenseLevel.objects.bulk_create(level for levels in wanted.values() for level in levels)


def state(code: str = "AR") -> State:
    """A state with its ladder; made again where a test has emptied the tables."""
    if not _stands(code):
        _state(code).save()
        OffenseLevel.objects.bulk_create(_levels(code))
    return State.objects.get(code=code)


def _stands(code: str) -> bool:
    return State.objects.filter(code=code).exists()


def _state(code: str) -> State:
    ladder = ladders.ladder(code)
    return State(code=code, name=ladder.name, pleas=list(ladder.pleas))


def _levels(code: str) -> list[OffenseLevel]:
    said = ("code", "label", "category", "rank", "valid_from", "valid_to", "penalty", "citation")
    return [
        OffenseLevel(state_id=code, **{name: getattr(level, name) for name in said})
        for level in ladders.ladder(code).levels
    ]


def _said(level: OffenseLevel) -> tuple[Any, ...]:
    return (level.state_id, level.code, level.label, level.rank, level.valid_from, level.valid_to)


def unused(word: str) -> str:
    """The word with a number that no other row of this run has."""
    return f"{word}-{next(_next)}"


def court(in_state: str = "AR", **given: Any) -> Court:
    code = unused("bend")
    defaults = {"code": code, "name": f"Circuit Court of {code.title()}"}
    return Court.objects.create(**{**defaults, "state": state(in_state), **given})


def person(full_name: str = "Rowan Achterberg", **given: Any) -> Person:
    first, _, last = full_name.partition(" ")
    parts = {"given": first if last else "", "surname": last or first}
    return Person.objects.create(**{"full_name": full_name, **parts, **given})


def case(**given: Any) -> Case:
    """A case in a court of its own, a draft that the public cannot see."""
    defaults = {"number": unused("CR2024"), "case_type": "CR", "visibility": "DRAFT"}
    if "court" not in given:
        given["court"] = court()
    return Case.objects.create(**{**defaults, **given})


def party(of: Case, role: str, who: Person | None = None, **given: Any) -> Party:
    return Party.objects.create(case=of, role=role, person=who or person(), **given)


def defendant(of: Case | None = None, who: Person | None = None, **given: Any) -> Party:
    return party(of or case(), "DEF", who, **given)


def charge(against: Party | None = None, level: str = "F-B", **given: Any) -> Charge:
    """A charge against a defendant, with the rank that the database gave it."""
    against = against or defendant()
    number = Charge.objects.filter(party=against).count() + 1
    defaults = {"case": against.case, "count": number, "label": "Theft", "filed_date": FILED}
    made = Charge.objects.create(party=against, level=level, **{**defaults, **given})
    made.refresh_from_db()
    return made


def change(
    kind: str = "AMENDED",
    before: Iterable[Charge | tuple[Charge, str]] = (),
    after: Iterable[Charge] = (),
    **given: Any,
) -> ChargeChange:
    """A change in the case of its result; an earlier charge is REPLACED unless a pair says so."""
    earlier = [each if isinstance(each, tuple) else (each, "REPLACED") for each in before]
    later = list(after)
    if "case" not in given:
        given["case"] = (later or [charge for charge, _ in earlier])[0].case
    made = ChargeChange.objects.create(kind=kind, **given)
    ChargeChangeItem.objects.bulk_create(
        [
            *(
                ChargeChangeItem(change=made, charge=was, side="BEFORE", effect=effect)
                for was, effect in earlier
            ),
            *(ChargeChangeItem(change=made, charge=becomes, side="AFTER") for becomes in later),
        ]
    )
    return made


def dispose(of: Charge, outcome: str = "CONV_PLEA", **given: Any) -> Disposition:
    return Disposition.objects.create(charge=of, outcome=outcome, **given)


def sentence(on: Charge, kind: str = "PRISON", **given: Any) -> Sentence:
    return Sentence.objects.create(charge=on, kind=kind, **given)


def status(of: Case, code: str = "FILED", **given: Any) -> CaseStatus:
    return CaseStatus.objects.create(case=of, status=code, **given)


def entry(of: Case, kind: str = "OTHER", **given: Any) -> DocketEntry:
    return DocketEntry.objects.create(case=of, kind=kind, **given)


def hearing(of: Case, **given: Any) -> Hearing:
    return Hearing.objects.create(case=of, **given)


def relate(one: Case, other: Case, relation: str = "RELATED") -> RelatedCase:
    return RelatedCase.objects.create(case=one, other_case=other, relation=relation)


def order(
    of: Case | None = None,
    restrained: Party | None = None,
    protects: Person | Iterable[Person] | None = None,
    **given: Any,
) -> ProtectiveOrder:
    """An order that protects somebody; `protects=()` for one that protects nobody by name."""
    restrained = restrained or defendant(of)
    defaults = {"kind": "FOP", "status": "ISSUED", "issued_date": FILED}
    made = ProtectiveOrder.objects.create(
        case=of or restrained.case, restrained=restrained, **{**defaults, **given}
    )
    if protects is None:
        protects = person("Tove Marisdatter")
    shielded = [protects] if isinstance(protects, Person) else protects
    OrderProtected.objects.bulk_create(OrderProtected(order=made, person=one) for one in shielded)
    return made


def statement(
    of: Case,
    text: str = "Somebody said so.",
    chain: Iterable[tuple[str, str]] = (("POLICE_REPORT", "Ouachita Bend police"),),
    heard_on: date = date(2024, 8, 21),
    **given: Any,
) -> Statement:
    """What somebody said, hop by hop from the one nearest to the event."""
    said = Statement.objects.create(case=of, text=text, **{"kind": "OTHER", **given})
    Attribution.objects.bulk_create(
        Attribution(statement=said, hop=hop, source_kind=kind, said_by=by, published_date=heard_on)
        for hop, (kind, by) in enumerate(chain, 1)
    )
    return said


def sealed(row: Row, act: str = "SEAL") -> Row:
    """Seal a row by a recorded order of two people; with act UNSEAL, make it public again."""
    Seal.objects.create(
        act=act,
        order_reference="Order of 2 May 2024",
        sealed_by="registrar",
        approved_by="judge",
        **{noun(row): row},
    )
    row.visibility = "SEALED" if act == "SEAL" else "PUBLIC"
    row.save(update_fields=["visibility"])
    return row
