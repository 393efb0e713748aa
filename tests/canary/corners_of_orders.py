"""Corners of orders, and of cases that belong together."""

from typing import Any

from cases import models as record
from tests import world
from tests.canary.corners import VOID, Corners


def corners_of_orders(made: Corners) -> None:
    _orders(made)
    _namesakes(made)
    _hidden_in_both(made)
    _hidden_in_one(made)
    _protected_in_one(made)


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


def _namesakes(made: Corners) -> None:
    """A name that other orders tell of gives nobody away."""
    court = world.court(order_publication="REDACTED")
    for restrained, protected in (("Sorley", "Abney"), ("Abney", "Pell")):
        accused = made.accused(made.case(court=court))
        made.write(accused.person, surname=restrained)
        who = world.person()
        made.write(who, surname=protected)
        order = world.order(accused.case, accused, who, consent_to_publish=True)
        made.public += [order]
        made.orders.append((order, True))


def _pair(made: Corners, is_linked: bool) -> tuple[record.Case, record.Case]:
    criminal, divorce = made.case(), made.case(case_type="DR")
    world.relate(criminal, divorce)
    made.links.append((criminal, divorce, is_linked))
    return criminal, divorce


def _hidden_in_both(made: Corners) -> None:
    """Two cases belong together; somebody hidden in the one stands in the other."""
    hurt, shielded = world.person("Ana Vale"), world.person("Ines Vale")
    criminal, divorce = _pair(made, False)
    made.victim(criminal, hurt)
    made.victim(divorce, hurt, "PET")
    criminal, divorce = _pair(made, False)
    world.order(criminal, made.accused(criminal), shielded)
    made.victim(divorce, shielded, "PET")


def _hidden_in_one(made: Corners) -> None:
    """Somebody hidden in the one, and not in the other, gives nothing away."""
    hurt, other = world.person("Una Vale"), world.person("Ida Marsh")
    criminal, divorce = _pair(made, True)
    made.victim(criminal, hurt)
    made.victim(divorce, other, "PET")
    made.victim(made.case(), hurt, "PET")
    criminal, _ = _pair(made, True)
    made.victim(made.case(), made.accused(criminal).person)
    criminal, divorce = _pair(made, True)
    made.accused(divorce, made.accused(criminal).person)


def _protected_in_one(made: Corners) -> None:
    """Nor does somebody protected, who stands in the title of a third case, or in no title; nor a
    petitioner who is protected in a third."""
    criminal, divorce = _pair(made, True)
    shielded, other = world.person("Ines Marsh"), world.person("Una Marsh")
    world.order(criminal, made.accused(criminal), shielded)
    world.party(divorce, "WIT", shielded)
    third = made.accused(made.case())
    made.victim(third.case, shielded, "PET")
    made.victim(divorce, other, "PET")
    world.order(third.case, third, other)
    criminal, _ = _pair(made, True)
    world.order(criminal, made.accused(criminal), made.accused(criminal).person)
