"""The corners in which something is hidden or shown for one reason alone: each clause of the
public views has its place in one, with what becomes of it if the clause is not there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cases import models as record
from tests import world

BASIS = "Order of 3 May"
VOID = "2024-05-05T00:00Z"
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
    # Cases, another each, and whether they are told to belong to it.
    links: list[tuple[Any, Any, bool]] = field(default_factory=list)
    # Cases, and a row that is told of, but not in them.
    apart: list[tuple[Any, Any]] = field(default_factory=list)
    # What is written once all is published; and cases of which something new is told then.
    later: list[tuple[Any, str, Any]] = field(default_factory=list)
    anew: list[Any] = field(default_factory=list)
    # An entry, and what its text is told as, by one version after the other.
    texts: list[tuple[Any, list[str | None]]] = field(default_factory=list)
    # A case, and its caption likewise.
    captions: list[tuple[Any, list[str | None]]] = field(default_factory=list)

    def write(self, row: Any, **given: Any) -> None:
        self.writes += [(row, column, value) for column, value in given.items()]

    def narrow(self, row: Any, **given: Any) -> None:
        self.later += [(row, column, value) for column, value in given.items()]

    def case(self, **given: Any) -> record.Case:
        case = world.case(visibility="PUBLIC", **given)
        self.public += [case]
        return case

    def accused(self, case: record.Case, who: record.Person | None = None) -> record.Party:
        party = world.defendant(case, who)
        self.public += [party, party.person]
        return party

    def victim(self, case: record.Case, who: record.Person, role: str = "VIC") -> record.Party:
        """Somebody whose row is public and whose name is not."""
        party = world.party(case, role, who)
        self.public += [party]
        return party

    def name(self, who: record.Person, given: str, surname: str) -> None:
        whole = f"{given} {surname}".strip()
        self.write(who, full_name=whole, given=given, surname=surname)

    def text(self, case: record.Case, said: str, is_told: bool) -> None:
        entry = world.entry(case, "MOTION")
        self.public += [entry]
        self.texts.append((entry, [said if is_told else None]))
        self.write(entry, text=said)

    def caption(self, case: record.Case, given: str, *told: str | None) -> None:
        self.captions.append((case, [*told]))
        self.write(case, caption=given)

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
