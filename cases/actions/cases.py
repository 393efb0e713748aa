"""File a case, with its defendant and charges, in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.actions.charges import NewCharge, file_charge
from cases.actions.docket import enter_on_docket
from cases.actions.refusal import Refused, act, refusals, write
from cases.actions.status import change_status
from cases.actions.visibility import publish_case
from cases.models import Case, Court, Party, Person


class CaseRefused(Refused):
    """A case cannot be filed so. What is wrong with its second charge names the field
    `charge_2_level`, or whichever it is."""


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """Somebody who is not on record yet. Two surnames stand in `surname` as they are written."""

    given: str = ""
    surname: str
    suffix: str = ""
    birth_year: int | None = None

    @property
    def full_name(self) -> str:
        whole = " ".join(part for part in (self.given, self.surname) if part)
        return f"{whole}, {self.suffix}" if self.suffix else whole


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """A case to be filed. Where no caption is given it is the prosecuting party, or the court's
    state, against the defendant."""

    court: Court
    number: str
    case_type: str = "CR"
    caption: str = ""
    filed_date: date
    prosecutor: Person | None = None
    defendant: Person | NewPerson
    charges: Sequence[NewCharge] = ()
    is_public: bool = False


def file_case(new: NewCase, *, by: str, reason: str = "") -> Case:
    """Open the case as a draft with its parties, charges, first status and first docket entry;
    publish it at once where that is wanted."""
    with act(by=by, reason=reason):
        person = _person(new.defendant)
        case = _opened(new, person, by)
        accused = Party(case=case, person=person, role="DEF")
        write(accused)
        if new.prosecutor:
            write(Party(case=case, person=new.prosecutor, role="STATE"))
        for number, charge in enumerate(new.charges, 1):
            _charge(case, accused, new, number, charge, by)
        entry = enter_on_docket(
            case, kind="CASE_FILED", text="Case filed", filed_date=new.filed_date, by=by
        )
        change_status(
            case,
            party=accused,
            status="FILED",
            effective_date=new.filed_date,
            rests_on="DOCKET_ENTRY",
            docket_entry=entry,
            by=by,
        )
        if new.is_public:
            publish_case(case, by=by, reason=reason)
    return case


def caption_of(new: NewCase) -> str:
    """The title of the case."""
    against = new.prosecutor.full_name if new.prosecutor else f"State of {new.court.state.name}"
    return new.caption or f"{against} v. {new.defendant.full_name}"[:300]


def _opened(new: NewCase, person: Person, by: str) -> Case:
    case = Case(
        court=new.court,
        number=new.number,
        case_type=new.case_type,
        caption=caption_of(new),
        filed_date=new.filed_date,
        recorded_by=by,
    )
    try:
        with refusals():
            write(case)
    except Refused as refused:
        # The key of a number is wrong where the number is.
        field = refused.field.replace("number_key", "number")
        raise CaseRefused(refused.words, field=field, rule=refused.rule) from refused
    return case


def _person(defendant: Person | NewPerson) -> Person:
    if isinstance(defendant, Person):
        return defendant
    person = Person(full_name=defendant.full_name, **vars(defendant))
    write(person)
    return person


def _charge(
    case: Case, accused: Party, new: NewCase, number: int, charge: NewCharge, by: str
) -> None:
    dated = replace(charge, party=accused, filed_date=charge.filed_date or new.filed_date)
    try:
        file_charge(case, dated, by=by)
    except Refused as refused:
        raise CaseRefused(
            f"Count {number}: {refused.words}",
            field=f"charge_{number}_{refused.field}",
            rule=refused.rule,
        ) from refused
