"""A case with as many rows as a long one has, and a row of everything else that has a page."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model

from cases.accounts.models import Entry, Review
from cases.actions.charges import NewCharge, change_charges, current_charges
from cases.actions.corrections import correct
from cases.actions.people import merge_people
from cases.desk.destroying import destroy
from cases.desk.flags import keep
from cases.desk.models import Done, Flag, ImportRun, Request
from cases.desk.requests import ask_for_approval
from cases.models import (
    Case,
    Charge,
    Correction,
    Disposition,
    Offense,
    OffenseLevel,
    OrderEvent,
    OrderPlace,
    Party,
    Seal,
)
from tests import world
from tests.destruction import approved
from tests.public_role import as_owner

DAY = date(2024, 3, 1)


def long_case() -> Case:
    """Three defendants, ten charges and more, sixty docket entries, eight hearings, orders."""
    accused = [world.defendant(world.case(visibility="PUBLIC"))]
    case = accused[0].case
    accused += [world.defendant(case, world.person(name)) for name in ("Ines Valk", "Ole Brandt")]
    for number in range(60):
        world.entry(case, entry_number=number + 1, filed_date=DAY + timedelta(number))
    for number in range(8):
        world.hearing(case, starts_at=f"2024-05-{number + 1:02}T14:00:00Z")
    for party in accused:
        ordered(case, party)
        for number in range(3):
            change_charges(
                case,
                kind="AMENDED",
                before=[(world.charge(party), "REPLACED")],
                after=[NewCharge(party=party, label=f"Battery {number}", level="F-A")],
                by="clerk",
            )
    for charge in current_charges(case)[:6]:
        ended = world.dispose(charge)
        ended.refresh_from_db()
        world.sentence(charge)
    for _ in range(3):
        other = world.defendant(who=accused[1].person).case
        world.charge(Party.objects.get(case=other))
        world.relate(case, other)
    world.status(case, party=accused[0])
    world.status(case, party=accused[1])
    return case


def ordered(case: Case, restrained: Party) -> None:
    order = world.order(case, restrained, [world.person(), world.person("Tove Marisdatter")])
    for _ in range(3):
        OrderEvent.objects.create(order=order, act="ISSUED", rests_on="COURT_ORDER")
    for place in ("An invented street", "An invented school"):
        OrderPlace.objects.create(order=order, text=place)


def rows_of(case: Case, clerk: User) -> dict[type[Model], Any]:
    """The case, and a row of each of the others, of which it is one where it has such."""
    charge = case.charges.order_by("pk")[0]
    for number in range(5):
        correct(
            charge,
            field="label",
            value=f"Theft {number}",
            authority="Information",
            by=clerk.get_username(),
            reason="Mistyped",
        )
    order = case.orders.order_by("pk")[0]
    person = charge.party.person
    world.sealed(world.charge(world.defendant()))
    child = world.case(case_type="JV", visibility="JUVENILE")
    gone = destroy(approved(child), basis="JUVENILE", order_reference="Order of 2 May 2024")
    offense = Offense.objects.create(state=case.court.state, statute="5-36-103", title="Theft")
    ended = Disposition.objects.filter(charge__case=case)[0]
    # Roles come with a release; nobody makes one at the desk.
    with as_owner():
        group = Group.objects.create(name="registry")
    rows = [
        case, charge, case.docket.all()[0], case.hearings.all()[0], case.statuses.all()[0],
        case.charge_changes.all()[0], charge.party, charge.party.person, case.court,
        case.court.state, order,
        order.events.all()[0], world.statement(case), Correction.objects.all()[0],
        Seal.objects.all()[0], gone.told, clerk, group,
        OffenseLevel.objects.all()[0], offense,
        merge_people(person, world.person(), by="clerk", reason="One person"),
        ended, ended.charge.sentences.all()[0],
        ImportRun.objects.create(format="bundle", file_name="county.zip", size=1, sha256="0" * 64),
        Entry.objects.latest("pk"), Review.objects.create(week="2026-03-02", reviewed_by="auditor"),
    ]  # fmt: skip
    keep([case.pk])
    papers = [Flag.objects.filter(case=case)[0], *asked_and_done(charge, clerk)]
    return {type(row): row for row in [*rows, *papers]}


def asked_and_done(charge: Charge, clerk: User) -> tuple[Request, Done]:
    """A correction that waits for a second person, and that it was asked."""
    given = {"field": ["level"], "value": ["F-D"], "authority": ["Information"], "reason": ["Typo"]}
    waiting = ask_for_approval(
        charge, case=charge.case, act="correct", given=given, said="Corrected: level.",
        reason="Typo", by=clerk.get_username(),
    )  # fmt: skip
    return waiting, Done.objects.get()
