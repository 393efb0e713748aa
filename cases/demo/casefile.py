"""One case as it grows: every method is something that happened on a day.

What a day brings is recorded on the next recording day; `recorded` names another.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cases.demo import drawing, key
from cases.demo.clock import hour
from cases.demo.courts import Seat, person
from cases.demo.names import Name, invented, other_spellings
from cases.demo.offenses import Cited
from cases.demo.past import Act, Past
from cases.models import (
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Disposition,
    DocketEntry,
    Hearing,
    Party,
    Person,
    PersonName,
    RelatedCase,
    Sentence,
)


class CaseFile:
    """A case file of a court, opened on a day."""

    def __init__(
        self,
        past: Past,
        seat: Seat,
        opened: date,
        *,
        case_type: str = "CR",
        number: str = "",
        **given: Any,
    ) -> None:
        self.past, self.seat, self.opened = past, seat, opened
        number = number or seat.next_number(case_type, opened)
        self.name = f"{seat.site.code}/{number}"
        self.chances = drawing(self.name)
        self._made: Counter[str] = Counter()
        self._stands: dict[UUID | None, CaseStatus] = {}
        self._gone: dict[UUID, ChargeChangeItem] = {}
        self.pending: list[Charge] = []
        self.cited: dict[UUID, Cited] = {}
        self.case = Case(
            key=key(self.name),
            court=seat.court,
            number=number,
            case_type=case_type,
            **{"filed_date": opened, "visibility": "PUBLIC", **given},
        )
        past.record(opened, self.case)

    @property
    def state(self) -> str:
        return self.seat.site.state

    def new_key(self, kind: str) -> UUID:
        self._made[kind] += 1
        return key(f"{self.name}/{kind}/{self._made[kind]}")

    def somebody(self, name: Name | None = None, day: date | None = None, **given: Any) -> Person:
        """A person first heard of in this case, with the other names they go by."""
        self._made["person"] += 1
        spelled = name or invented(self.chances)
        met = person(f"{self.name}/{self._made['person']}", spelled)
        for column, value in given.items():
            setattr(met, column, value)
        self.past.record(day or self.opened, met)
        others = [] if name else other_spellings(self.chances, spelled)
        for kind, other in others:
            self.also(met, kind, other, day)
        return met

    def also(self, known: Person, kind: str, name: Name, day: date | None = None) -> None:
        """Another name of a person."""
        row = PersonName(person=known, kind=kind, **name.columns())
        self.past.record(day or self.opened, row)

    def party(self, role: str, who: Person, day: date | None = None, **given: Any) -> Party:
        party = Party(key=self.new_key("party"), case=self.case, person=who, role=role, **given)
        self.past.record(day or self.opened, party)
        return party

    def entry(self, day: date, kind: str, text: str = "", **given: Any) -> DocketEntry:
        """A docket entry; `recorded` where it was entered later than it was filed."""
        recorded = given.pop("recorded", day)
        self._made["number"] += 1
        entry = DocketEntry(
            key=given.pop("key", None) or self.new_key("entry"),
            case=self.case,
            entry_number=self._made["number"],
            kind=kind,
            text=text,
            **{"filed_date": day, "entered_at": hour(recorded, 19), **given},
        )
        self.past.record(recorded, entry)
        return entry

    def hearing(self, set_on: date, kind: str, starts_at: datetime, **given: Any) -> Hearing:
        """A hearing set down on one day for another."""
        room = f"Courtroom {self.chances.randint(1, 6)}"
        hearing = Hearing(
            key=self.new_key("hearing"),
            case=self.case,
            kind=kind,
            starts_at=starts_at,
            **{"courtroom": room, **given},
        )
        self.past.record(set_on, hearing)
        return hearing

    def heard(self, day: date, hearing: Hearing, status: str = "HELD", reason: str = "") -> None:
        """What became of a hearing."""
        self.past.edit(day, hearing, status=status, reason=reason)

    def status(self, day: date, code: str, party: Party | None = None, **given: Any) -> CaseStatus:
        """The status from that day on, of one defendant or of the whole case."""
        recorded = given.pop("recorded", day)
        values = {"effective_date": day, **given}
        status = CaseStatus(
            key=self.new_key("status"), case=self.case, party=party, status=code, **values
        )
        whose = party.key if party else None
        if whose in self._stands:
            self.past.edit(recorded, self._stands[whose], until_date=values["effective_date"])
        self._stands[whose] = status
        self.past.record(recorded, status)
        return status

    def charge(self, day: date, party: Party, offense: Cited | None = None, **given: Any) -> Charge:
        """A charge filed that day; without an offense it has only its label."""
        recorded = given.pop("recorded", day)
        self._made[f"count/{party.key}"] += 1
        law = offense.law if offense else None
        values: dict[str, Any] = {
            "statute": law.statute if law else "",
            "label": law.title if law else "",
            "level": law.level if law else "",
            "filed_date": day,
            "rests_on": "CHARGING_INSTRUMENT",
            **given,
        }
        charge = Charge(
            key=self.new_key("charge"),
            case=self.case,
            party=party,
            count=self._made[f"count/{party.key}"],
            offense=offense.row if offense else None,
            **values,
        )
        if offense:
            self.cited[charge.key] = offense
        self.pending.append(charge)
        self.past.record(recorded, charge)
        return charge

    def change(
        self,
        day: date,
        kind: str,
        before: Iterable[tuple[Charge, str]] = (),
        after: Sequence[Charge] = (),
        **given: Any,
    ) -> ChargeChange:
        """The act that made of charges others; each earlier one with what became of it."""
        recorded = given.pop("recorded", day)
        change = ChargeChange(
            key=self.new_key("change"),
            case=self.case,
            kind=kind,
            **{"date_from": day, "date_to": day, **given},
        )
        items = []
        for charge, effect in before:
            item = ChargeChangeItem(change=change, charge=charge, side="BEFORE", effect=effect)
            items.append(item)
            if effect in ("REPLACED", "DISMISSED"):
                self._gone[charge.key] = item
                self.pending = [other for other in self.pending if other is not charge]
        items += [ChargeChangeItem(change=change, charge=charge, side="AFTER") for charge in after]
        self.past.record(recorded, change, *items)
        return change

    def reinstate(
        self, day: date, charge: Charge, before: Iterable[tuple[Charge, str]] = (), **given: Any
    ) -> ChargeChange:
        """A charge that was replaced or dismissed stands again."""
        change = self.change(day, "REINSTATED", before, [charge], **given)
        self.past.edit(day, self._gone.pop(charge.key), ended_by=change)
        self.pending.append(charge)
        return change

    def end(self, day: date, charge: Charge, outcome: str, **given: Any) -> Disposition:
        """How a charge ended."""
        disposition = Disposition(
            key=self.new_key("disposition"),
            charge=charge,
            outcome=outcome,
            **{"date_from": day, "date_to": day, "rests_on": "COURT_ORDER", **given},
        )
        self.pending = [other for other in self.pending if other is not charge]
        self.past.record(day, disposition)
        return disposition

    def vacate(self, day: date, ended: Disposition, entry: DocketEntry) -> None:
        """A disposition is set aside: the charge is pending again."""
        vacating = self.end(day, ended.charge, "VACATED", docket_entry=entry)
        self.past.edit(day, ended, vacated_by_disposition=vacating)
        self.pending.append(ended.charge)

    def sentence(self, day: date, charge: Charge, kind: str, **given: Any) -> Sentence:
        sentence = Sentence(
            key=self.new_key("sentence"),
            charge=charge,
            kind=kind,
            **{"effective_date": day, "rests_on": "COURT_ORDER", **given},
        )
        self.past.record(day, sentence)
        return sentence

    def done(self, day: date, act: Act, kind: str, text: str = "", **given: Any) -> None:
        """A clerk does something to the record itself; the docket tells that it was done."""
        self.entry(day, kind, text, **given)
        self.past.act(day, act)

    def relate(self, day: date, other: "CaseFile", relation: str = "RELATED") -> None:
        """This case and another belong together."""
        row = RelatedCase(case=self.case, other_case=other.case, relation=relation)
        self.past.record(day, row)
