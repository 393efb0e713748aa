"""Acts in any order, sensible or not: what is refused leaves nothing behind, and after every act
each rule holds and the public reads what it may, no more and no less."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cases.actions import (
    charges,
    corrections,
    dispositions,
    orders,
    people,
    sealing,
    status,
    visibility,
)
from cases.actions.refusal import Refused, refusals
from cases.integrity import broken
from cases.kinds.cases import STATUSES
from cases.kinds.charges import CHANGE_KINDS, EFFECTS, OUTCOMES
from cases.models import (
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    Disposition,
    DocketEntry,
    OrderEvent,
    Party,
    Person,
    PersonMerge,
    ProtectiveOrder,
)
from tests import world
from tests.public.publication import differences, later
from tests.rules import settle_now

pytestmark = pytest.mark.django_db

SIGNED: dict[str, Any] = {"by": "clerk", "reason": "Paper file"}
BY_TWO: dict[str, Any] = {**SIGNED, "approved_by": "judge"}
LEVELS = ("", "M-A", "F-D", "F-B", "F-A", "CAPITAL")
ORDER = "Order of 2 May 2024"
which = st.integers(0, 7)
days = st.integers(0, 400).map(lambda n: date.fromordinal(date(2024, 3, 1).toordinal() + n))
levels = st.sampled_from(LEVELS)


def row(model: type[models.Model], number: int) -> Any:
    """One of the rows there are, or an act for nothing."""
    rows = model._default_manager.order_by("pk")
    count = rows.count()
    if not count:
        raise Refused("There is none.")
    return rows[number % count]


class Clerks(RuleBasedStateMachine):
    """Two cases with a defendant each, whom a clerk may yet find to be one person."""

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        court = world.court()
        for name in ("Rowan Achterberg", "Rowan Achterbergh"):
            accused = world.defendant(world.case(court=court), world.person(name))
            world.party(accused.case, "VIC", world.person(f"Victim of {name}"))
            world.charge(accused)
            world.status(accused.case)
        one, other = Case.objects.order_by("pk")
        world.relate(one, other, "TRANSFERRED")
        settle_now()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def try_to(self, act: Callable[[], object]) -> None:
        """Do it as a transaction of its own would: whole, or refused and not at all."""
        later()
        try:
            with refusals(), transaction.atomic():
                act()
                settle_now()
        except Refused:
            pass

    @rule(case=which, level=levels)
    def file_a_charge(self, case: int, level: str) -> None:
        new = charges.NewCharge(label="Theft", level=level)
        self.try_to(lambda: charges.file_charge(row(Case, case), new, **SIGNED))

    @rule(
        case=which,
        kind=st.sampled_from(CHANGE_KINDS.codes()),
        before=st.lists(st.tuples(which, st.sampled_from(EFFECTS.codes())), max_size=3),
        after=st.lists(levels, max_size=2),
        day=days,
    )
    def change_charges(
        self, case: int, kind: str, before: list[tuple[int, str]], after: list[str], day: date
    ) -> None:
        self.try_to(
            lambda: charges.change_charges(
                row(Case, case),
                kind=kind,
                before=[(row(Charge, number), effect) for number, effect in before],
                after=[charges.NewCharge(label="Robbery", level=level) for level in after],
                date_from=day,
                date_to=day,
                **SIGNED,
            )
        )

    @rule(charge=which, falls=st.lists(which, max_size=2))
    def reinstate(self, charge: int, falls: list[int]) -> None:
        self.try_to(
            lambda: charges.reinstate(
                row(Charge, charge),
                before=[(row(Charge, number), "REPLACED") for number in falls],
                **SIGNED,
            )
        )

    @rule(charge=which, outcome=st.sampled_from(OUTCOMES.codes()), day=days)
    def dispose(self, charge: int, outcome: str, day: date) -> None:
        self.try_to(
            lambda: dispositions.dispose(
                row(Charge, charge), outcome=outcome, date_from=day, date_to=day, **SIGNED
            )
        )

    @rule(disposition=which)
    def vacate(self, disposition: int) -> None:
        self.try_to(lambda: dispositions.vacate(row(Disposition, disposition), **SIGNED))

    @rule(charge=which)
    def sentence(self, charge: int) -> None:
        self.try_to(
            lambda: dispositions.sentence(
                row(Charge, charge), kind="PRISON", amount=5, unit="YEARS", **SIGNED
            )
        )

    @rule(case=which, code=st.sampled_from(STATUSES.codes()), day=days)
    def change_status(self, case: int, code: str, day: date) -> None:
        self.try_to(
            lambda: status.change_status(row(Case, case), status=code, effective_date=day, **SIGNED)
        )

    @rule(case=which, protected=which, day=days)
    def issue_an_order(self, case: int, protected: int, day: date) -> None:
        def act() -> None:
            found = row(Case, case)
            restrained = Party.objects.filter(case=found, role="DEF")[0]
            new = orders.NewOrder(
                kind="NCO_PRE",
                restrained=restrained,
                protects=[row(Person, protected)],
                terms=[orders.NewTerm(term="04")],
                issued_date=day,
                until_further_order=True,
            )
            orders.issue_order(found, new, **SIGNED)

        self.try_to(act)

    @rule(order=which, day=days, ending=st.sampled_from(orders.ENDINGS))
    def end_an_order(self, order: int, day: date, ending: str) -> None:
        self.try_to(
            lambda: orders.terminate_order(
                row(ProtectiveOrder, order), ending=ending, day=day, **SIGNED
            )
        )

    @rule(order=which, day=days)
    def serve_an_order(self, order: int, day: date) -> None:
        self.try_to(
            lambda: orders.serve_order(
                row(ProtectiveOrder, order), service="PERSONAL", served_date=day, **SIGNED
            )
        )

    @rule(case=which)
    def publish(self, case: int) -> None:
        self.try_to(lambda: visibility.publish_case(row(Case, case), **SIGNED))

    @rule(case=which)
    def withdraw(self, case: int) -> None:
        self.try_to(lambda: visibility.withdraw_case(row(Case, case), **SIGNED))

    @rule(case=which)
    def seal_a_case(self, case: int) -> None:
        self.try_to(lambda: sealing.seal(row(Case, case), order_reference=ORDER, **BY_TWO))

    @rule(case=which)
    def unseal_a_case(self, case: int) -> None:
        self.try_to(lambda: sealing.unseal(row(Case, case), order_reference=ORDER, **BY_TWO))

    @rule(
        model=st.sampled_from([Charge, Party, DocketEntry]),
        number=which,
        turn=st.sampled_from([sealing.seal, sealing.unseal]),
    )
    def seal_a_part(self, model: type[Any], number: int, turn: Callable[..., Any]) -> None:
        self.try_to(lambda: turn(row(model, number), order_reference=ORDER, **BY_TWO))

    @rule(party=which)
    def hide_a_name(self, party: int) -> None:
        self.try_to(lambda: visibility.hide_name(row(Party, party), **SIGNED))

    @rule(party=which, basis=st.sampled_from(["", ORDER]))
    def show_a_name(self, party: int, basis: str) -> None:
        self.try_to(lambda: visibility.show_name(row(Party, party), basis=basis, **SIGNED))

    @rule(one=which, other=which)
    def merge_people(self, one: int, other: int) -> None:
        self.try_to(lambda: people.merge_people(row(Person, one), row(Person, other), **SIGNED))

    @rule(merge=which)
    def part_them_again(self, merge: int) -> None:
        self.try_to(lambda: people.unmerge(row(PersonMerge, merge), **SIGNED))

    @rule(charge=which, value=st.sampled_from(["Theft", "Fleeing", ""]))
    def correct_a_label(self, charge: int, value: str) -> None:
        self.try_to(
            lambda: corrections.correct(
                row(Charge, charge), field="label", value=value, authority="Information", **SIGNED
            )
        )

    @rule(
        model=st.sampled_from(
            [Charge, ChargeChange, Disposition, CaseStatus, ProtectiveOrder, OrderEvent]
        ),
        number=which,
    )
    def void(self, model: type[models.Model], number: int) -> None:
        self.try_to(lambda: corrections.void(row(model, number), **SIGNED))

    @invariant()
    def every_rule_holds(self) -> None:
        assert list(broken()) == []

    @invariant()
    def the_public_reads_what_it_may(self) -> None:
        assert differences() == []


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Clerks,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_acts_in_any_order_keep_every_rule_and_the_publication() -> None:
    run(examples=4, steps=15)


@pytest.mark.slow
def test_many_acts_in_any_order_keep_every_rule_and_the_publication() -> None:
    run(examples=60, steps=50)
