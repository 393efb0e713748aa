"""All ways in which a case, or a part of one, is hidden: at once, and after it was public."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cases import models as record
from cases.policy import policy
from tests import world
from tests.canary import probe
from tests.canary.corners import Corners
from tests.canary.every_corner import corners

Row = tuple[str, Any]
# Cases that are hidden whole: what is written into which column.
WHOLE = {
    "sealed": ("visibility", "SEALED"),
    "juvenile": ("visibility", "JUVENILE"),
    "draft": ("visibility", "DRAFT"),
    "juvenile docket": ("case_type", "JV"),
    "docket of orders": ("case_type", "OP"),
}
# Rows hidden in a public case: what is written into which column.
PARTS: list[tuple[type[Any], str, Any]] = [
    (record.DocketEntry, "visibility", "STAFF"),
    (record.DocketEntry, "visibility", "SEALED"),
    (record.DocketEntry, "kind", "PROTECTIVE_ORDER"),
    (record.DocketEntry, "kind", "ALLEGED_VIOLATION"),
    (record.DocketEntry, "kind", "SEAL"),
    (record.DocketEntry, "kind", "UNSEAL"),
    (record.Hearing, "kind", "ORDER"),
    (record.Charge, "visibility", "SEALED"),
    (record.ProtectiveOrder, "consent_to_publish", False),
    (record.ProtectiveOrder, "kind", "TOP"),
    (record.ProtectiveOrder, "kind", "EMERG"),
    (record.ProtectiveOrder, "kind", "MIL"),
    (record.ProtectiveOrder, "kind", "FOREIGN"),
    (record.ProtectiveOrder, "kind", "UNKNOWN"),
    (record.Party, "visibility", "SEALED"),
    (record.Party, "role", "MINOR"),
    (record.Party, "role", "MVIC"),
    (record.Party, "role", "PROT"),
    (record.Party, "role", "GAL"),
    (record.Party, "role", "SURETY"),
    (record.Party, "role", "OTHER"),
]
VOID = (record.Charge, record.Disposition, record.Sentence, record.CaseStatus, record.ChargeChange)


@dataclass
class Plan:
    """Which scenes there are, and which rows of the public ones are hidden."""

    whole: dict[str, record.Case]
    open_one: record.Case
    partly: record.Case
    # Texts in which stands somebody hidden; and somebody who is only hidden afterwards.
    named_now: record.Case
    named_later: record.Case
    narrowed: record.Case
    stranger: record.Person
    corners: Corners
    parts: list[tuple[Any, str, Any]] = field(default_factory=list)
    narrowing: list[tuple[Any, str, Any]] = field(default_factory=list)
    named: set[Row] = field(default_factory=set)
    # Entries whose text a clerk lets be read at first, and then no longer.
    taken_back: list[record.DocketEntry] = field(default_factory=list)

    @property
    def hidden_cases(self) -> list[record.Case]:
        return list(self.whole.values())

    @property
    def public_cases(self) -> list[record.Case]:
        return [self.open_one, self.partly, self.named_now, self.named_later, self.narrowed]

    def public_rows(self) -> Iterator[Row]:
        """Every row that the public may know of, but for those below what is hidden."""
        gone = {row_of(row) for row, _, _ in (*self.parts, *self.narrowing)}
        yield from (row_of(row) for row in self.corners.public)
        yield from (row_of(court) for court in record.Court.objects.all())
        for case in self.public_cases:
            for row in rows_of(case):
                if row_of(row) not in gone and not any(up in gone for up in above(row)):
                    yield row_of(row)

    def withheld(self) -> Iterator[tuple[Row, str]]:
        """Fields of public rows that are hidden in these: a text that names somebody, a reason
        that speaks of what is hidden."""
        for row in self.named:
            yield from ((row, column) for column in guarded(row[0]))
        for entry in self.taken_back:
            yield from ((row_of(entry), column) for column in guarded("docket_entry"))
        for change, (_, _, has_reason) in self.corners.told:
            if not has_reason:
                yield row_of(change), "reason"


def row_of(row: Any) -> Row:
    return row._meta.db_table, row.pk


def rows_of(case: record.Case) -> Iterator[Any]:
    """The public rows of a scene: its two cases, and what the public may know of them."""
    both = [case, *record.Case.objects.filter(related_from__case=case)]
    for one in both:
        yield one
        yield from one.relations.all()
        yield from one.statuses.all()
        yield from one.docket.all()
        yield from one.hearings.all()
        yield from one.charge_changes.all()
        for charge in one.charges.all():
            yield charge
            yield from charge.change_items.all()
            yield from charge.dispositions.all()
            yield from charge.sentences.all()
        for order in one.orders.all():
            yield order
            yield from order.terms.all()
        for party in one.parties.exclude(role="WIT"):
            yield party
            if party.role == "DEF":
                yield party.person
                yield from party.person.names.all()


def above(row: Any) -> Iterator[Row]:
    """The rows without which a row is not told of."""
    for name in ("charge", "order", "change"):
        if getattr(row, f"{name}_id", None):
            yield row_of(getattr(row, name))


def plan(open_case: Callable[[], record.Case]) -> Plan:
    """One scene for each way of hiding; nothing is hidden yet."""
    made = Plan(
        whole={name: open_case() for name in (*WHOLE, "sealed later")},
        open_one=open_case(),
        partly=open_case(),
        named_now=open_case(),
        named_later=open_case(),
        narrowed=open_case(),
        stranger=world.person("Ylva Northcote"),
        corners=corners(),
    )
    for model, column, value in PARTS:
        made.parts.append((one_more(model, made.partly), column, value))
        made.narrowing.append((one_more(model, made.narrowed), column, value))
    for model in VOID:
        made.parts.append((one_more(model, made.partly), "voided_at", "2024-05-05T00:00Z"))
    for case in (made.named_now, made.named_later):
        made.named |= {row_of(row) for row in rows_of(case)}
    made.taken_back.append(world.entry(made.narrowed, "MOTION"))
    let_be_read(record.DocketEntry.objects.all())
    return made


def let_be_read(entries: Iterable[record.DocketEntry]) -> None:
    """As if a clerk had read every text, whoever was named since."""
    probe.write(record.DocketEntry, [(entry.pk, "text_released", True) for entry in entries])


def one_more(model: type[Any], of: record.Case) -> Any:
    """Another row of that model in a scene, one that is public so far."""
    accused = record.Party.objects.get(case=of, role="DEF")
    return ONE_MORE[model](of, accused)


def _sentence(of: record.Case, accused: record.Party) -> record.Sentence:
    charge = world.charge(accused)
    world.dispose(charge)
    return world.sentence(charge)


def _order(of: record.Case, accused: record.Party) -> record.ProtectiveOrder:
    order = world.order(of, accused, world.person("Una Delacroix"), consent_to_publish=True)
    record.OrderTerm.objects.create(order=order, term="05")
    return order


ONE_MORE: dict[type[Any], Callable[[record.Case, record.Party], Any]] = {
    record.Charge: lambda of, accused: world.charge(accused, statute="5-36-103"),
    record.Disposition: lambda of, accused: world.dispose(world.charge(accused)),
    record.Sentence: _sentence,
    record.CaseStatus: lambda of, accused: world.status(of, "REVIEW", party=accused),
    record.ChargeChange: lambda of, accused: world.change(
        "AMENDED", [world.charge(accused)], [world.charge(accused)]
    ),
    record.DocketEntry: lambda of, accused: world.entry(of, "MOTION"),
    record.Hearing: lambda of, accused: world.hearing(of),
    record.ProtectiveOrder: _order,
    record.Party: lambda of, accused: world.party(of, "VIC", world.person("Bram Holloway")),
}


def hide_at_once(plan: Plan) -> None:
    """Hide what never was public."""
    for name, (column, value) in WHOLE.items():
        both = record.Case.objects.filter(related_from__case=plan.whole[name])
        for case in (plan.whole[name], *both):
            probe.write(record.Case, [(case.pk, column, value)])
    for row, column, value in (*plan.parts, *plan.corners.writes):
        probe.write(type(row), [(row.pk, column, value)])


def narrow(plan: Plan) -> None:
    """Hide what was public."""
    case = plan.whole["sealed later"]
    for one in (case, *record.Case.objects.filter(related_from__case=case)):
        probe.write(record.Case, [(one.pk, "visibility", "SEALED")])
    for row, column, value in (*plan.narrowing, *plan.corners.later):
        probe.write(type(row), [(row.pk, column, value)])
    for case in (
        plan.named_later,
        *record.Case.objects.filter(related_from__case=plan.named_later),
    ):
        order = world.order(case, case.parties.get(role="DEF"), plan.stranger, kind="TOP")
        record.OrderPlace.objects.create(order=order, text="The Old Mill")
        let_be_read(case.docket.all())
    for entry in plan.taken_back:
        probe.write(record.DocketEntry, [(entry.pk, "text_released", False)])


def name_somebody(plan: Plan) -> None:
    """Write somebody's name into every text of two scenes that could hold one."""
    hurt = record.Party.objects.get(case=plan.named_now, role="VIC").person
    hurt.refresh_from_db()
    plan.stranger.refresh_from_db()
    for case, who in ((plan.named_now, hurt), (plan.named_later, plan.stranger)):
        both = [case, *record.Case.objects.filter(related_from__case=case)]
        for other in both[1:]:
            if who == hurt:
                world.party(other, "VIC", hurt)
        for row in rows_of(case):
            for column in guarded(row._meta.db_table):
                said = f"{getattr(type(row).objects.get(pk=row.pk), column)} {who.full_name}"
                probe.write(type(row), [(row.pk, column, said)])


def guarded(table: str) -> list[str]:
    """The texts of a table that are withheld where they would name somebody."""
    return [
        line.field
        for line in policy().entities[table].lines
        if line.rule.code in ("guarded-text", "released-text")
    ]
