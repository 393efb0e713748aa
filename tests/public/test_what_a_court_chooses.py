"""What a court may choose of its publication: its cases follow at once, their past too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cases.models import Case, Court, Party
from cases.public.models import PublishedCourt, PublishedOrder
from tests import world
from tests.public.publication import differences, document, documents, everything, later

pytestmark = pytest.mark.django_db
Settle = Callable[[], None]


def by_queryset(court: Court, choice: str) -> None:
    Court.objects.filter(pk=court.pk).update(order_publication=choice)


def by_bulk(court: Court, choice: str) -> None:
    court.order_publication = choice
    Court.objects.bulk_update([court], ["order_publication"])


def by_sql(court: Court, choice: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE court SET order_publication = %s WHERE id = %s", [choice, court.pk])


@pytest.fixture
def cases() -> list[Case]:
    """Three cases of one court that publishes no orders yet, each with one that it could."""
    court = world.court()
    made = [world.case(court=court, visibility="PUBLIC") for _ in range(3)]
    for case in made:
        world.order(case, consent_to_publish=True)
    return made


@pytest.mark.parametrize("choose", [by_queryset, by_bulk, by_sql])
def test_a_court_that_begins_to_publish_orders_has_all_its_cases_published_anew(
    choose: Callable[[Court, str], None], cases: list[Case], settle: Settle
) -> None:
    settle()
    later()
    choose(cases[0].court, "REDACTED")
    settle()
    assert [len(document(case)["orders"]) for case in cases] == [1, 1, 1]
    assert PublishedOrder.objects.count() == 3
    assert PublishedCourt.objects.get(code=cases[0].court.code).publishes_orders
    assert differences() == []


@pytest.mark.parametrize("choose", [by_queryset, by_bulk, by_sql])
def test_a_court_that_ceases_to_publish_orders_has_them_out_of_every_version(
    choose: Callable[[Court, str], None], cases: list[Case], settle: Settle
) -> None:
    choose(cases[0].court, "REDACTED")
    settle()
    later()
    choose(cases[0].court, "WITHHELD")
    settle()
    assert [told["orders"] for case in cases for told in documents(case)] == [[], [], []]
    assert not PublishedOrder.objects.exists()
    assert differences() == []


def test_a_court_chooses_for_itself_alone(cases: list[Case], settle: Settle) -> None:
    other = world.case(visibility="PUBLIC")
    world.order(other, consent_to_publish=True)
    by_queryset(cases[0].court, "REDACTED")
    settle()
    assert document(other)["orders"] == []


@pytest.mark.parametrize(
    ("given", "was", "becomes"),
    [
        ({"public_name": "SHOW", "public_name_basis": "Order of 3 May"}, False, True),
        ({"public_name": "HIDE"}, False, False),
    ],
)
def test_a_courts_decision_on_a_name_publishes_its_case_anew(
    given: dict[str, Any], was: bool, becomes: bool, settle: Settle
) -> None:
    case = world.case(visibility="PUBLIC")
    party = world.party(case, "VIC", world.person("Odalys Ferreira"))
    settle()
    later()
    assert ("Odalys" in everything()) is was
    Party.objects.filter(pk=party.pk).update(**given)
    settle()
    assert ("Odalys" in everything()) is becomes
    assert differences() == []


def test_a_name_shown_by_mistake_is_out_of_every_version_again(settle: Settle) -> None:
    case = world.case(visibility="PUBLIC")
    party = world.party(
        case, "VIC", world.person("Odalys Ferreira"), public_name="SHOW", public_name_basis="Order"
    )
    settle()
    later()
    assert "Odalys" in everything()
    Party.objects.filter(pk=party.pk).update(public_name="", public_name_basis="")
    settle()
    assert "dalys" not in everything()
    assert differences() == []
