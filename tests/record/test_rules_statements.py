"""What others say has a chain of attribution and a date, and never becomes a fact (rule 25)."""

from datetime import date

import pytest

from cases.models import Attribution, Charge, Statement
from tests import world
from tests.rules import refuses
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db

POLICE, EMPLOYER = ("POLICE_REPORT", "police"), ("AGENCY_STATEMENT", "her employer")
PRINTED = ("NEWS_CITING_RECORDS", "Ouachita Bend Courier")

CHAIN = "statement_has_a_chain_of_attribution"


@pytest.mark.parametrize("chain", [(POLICE,), (POLICE, EMPLOYER), (POLICE, EMPLOYER, PRINTED)])
def test_a_statement_has_a_chain_of_any_length(settle, chain):
    said = world.statement(world.case(), chain=chain)
    settle()
    assert list(said.hops.order_by("hop").values_list("source_kind", "said_by")) == list(chain)


def test_a_statement_by_nobody_is_refused():
    with refuses(CHAIN):
        world.statement(world.case(), chain=())


@pytest.mark.parametrize("hops", [(2,), (1, 3), (0, 1), (0, 2), (1, 2, 4)])
def test_a_chain_that_does_not_begin_at_one_or_has_a_gap_is_refused(hops):
    case = world.case()
    with refuses(CHAIN):
        said = Statement.objects.create(case=case, kind="OTHER", text="So it was.")
        Attribution.objects.bulk_create(
            Attribution(
                statement=said, hop=hop, source_kind="UNKNOWN", said_by="somebody",
                published_date=date(2024, 8, 21),
            )
            for hop in hops
        )  # fmt: skip


def test_a_hop_is_not_taken_out_of_a_chain(settle):
    said = world.statement(world.case(), chain=(POLICE, EMPLOYER))
    settle()
    with refuses(CHAIN):
        Attribution.objects.filter(statement=said, hop=1).delete()
    Attribution.objects.filter(statement=said, hop=2).delete()
    settle()


def test_a_hop_is_not_moved_away_from_the_chain_it_is_needed_in(settle):
    one, other = [world.statement(world.case()) for _ in range(2)]
    settle()
    with refuses(CHAIN):
        Attribution.objects.filter(statement=one).update(statement=other, hop=2)


def test_a_hop_stands_once_in_its_chain():
    said = world.statement(world.case(), chain=(POLICE, EMPLOYER))
    with refuses("attribution_hop_is_unique"):
        Attribution.objects.filter(statement=said, hop=2).update(hop=1)


def test_a_hop_says_when_it_was_published_or_read():
    said = world.statement(world.case())
    hops = Attribution.objects.filter(statement=said)
    assert hops.update(published_date=None, retrieved_date=date(2024, 8, 22)) == 1
    with refuses("attribution_is_dated"):
        hops.update(retrieved_date=None)


def test_statements_that_contradict_each_other_stand_side_by_side(settle):
    told = founding()
    settle()
    said = Statement.objects.filter(case=told.homicide)
    assert said.filter(text__contains="husband").exists()
    assert said.filter(text__contains="married").exists()


def test_a_statement_about_charges_charges_nobody(settle):
    case = world.case()
    world.statement(case, "He first faced three charges.", kind="CHARGES")
    settle()
    assert not Charge.objects.filter(case=case).exists()
