"""How a charge ends: one outcome in force, pleas the state knows, sentences that follow a
conviction, dismissals that rest on the court (rules 10, 11 and 12)."""

import pytest
from django.db import connection

from cases.kinds.charges import OUTCOMES, SENTENCE_KINDS, outcomes_allowing
from cases.models import Disposition, Sentence
from tests import world
from tests.rules import refuses

pytestmark = pytest.mark.django_db

CONVICTIONS = outcomes_allowing("ANY")
CONDITIONS = ["PROBATION", "FINE", "RESTITUTION", "OTHER"]
DISMISSALS = ["NOLLE", "DISM_WO", "DISM_W", "DISM_U"]


def stored(disposition):
    return Disposition.objects.filter(pk=disposition.pk)


@pytest.mark.parametrize("second", ["ACQ", "CONV_PLEA"])
def test_a_charge_has_one_disposition_in_force(second):
    charge = world.charge()
    world.dispose(charge, "CONV_TRIAL")
    with refuses("charge_has_one_disposition_in_force"):
        world.dispose(charge, second)


def test_a_vacated_disposition_makes_room_for_the_next(settle):
    charge = world.charge()
    first = world.dispose(charge, "CONV_TRIAL")
    stored(first).update(vacated_by_disposition=world.dispose(charge, "VACATED"))
    world.dispose(charge, "ACQ")
    settle()


VACATUR = "disposition_is_vacated_by_a_vacatur"


def test_a_disposition_is_vacated_by_a_vacatur_of_the_same_charge():
    charge, other = world.charge(), world.charge()
    first = world.dispose(charge)
    with refuses(VACATUR):
        stored(first).update(vacated_by_disposition=world.dispose(other, "VACATED"))
    with refuses(VACATUR):
        stored(first).update(vacated_by_disposition=world.dispose(other, "ACQ"))


def test_a_vacatur_under_which_a_disposition_was_vacated_is_not_voided_alone(settle):
    charge = world.charge()
    vacatur = world.dispose(charge, "VACATED")
    stored(world.dispose(charge)).update(vacated_by_disposition=vacatur)
    settle()
    with refuses(VACATUR):
        stored(vacatur).update(
            voided_at="2024-05-01T12:00Z", voided_by="clerk", void_reason="wrong charge"
        )


def test_a_voided_disposition_makes_room_for_the_right_one(settle):
    charge = world.charge()
    stored(world.dispose(charge, "CONV_TRIAL")).update(
        voided_at="2024-05-01T12:00Z", voided_by="clerk", void_reason="wrong charge"
    )
    world.dispose(charge, "ACQ")
    settle()


def test_a_disposition_does_not_vacate_itself():
    disposition = world.dispose(world.charge())
    with refuses("disposition_does_not_vacate_itself"):
        stored(disposition).update(vacated_by_disposition=disposition)


@pytest.mark.parametrize(
    ("state", "plea"),
    [
        *(("AR", plea) for plea in ("", "GUILTY", "NOLO", "NOT_GUILTY")),
        *((code, "GUILTY") for code in ("IL", "TX", "UT", "VA")),
    ],
)
def test_a_plea_that_the_state_knows_is_accepted(settle, state, plea):
    against = world.defendant(world.case(court=world.court(state)))
    world.dispose(world.charge(against, ""), plea=plea)
    settle()


@pytest.mark.parametrize("plea", ["ALFORD", "STIPULATED", "GUILTY_MI", "NO_CONTEST_ABEYANCE"])
def test_a_plea_that_the_state_does_not_know_is_refused(plea):
    charge = world.charge()
    with refuses("disposition_plea_is_known_to_the_state"):
        world.dispose(charge, plea=plea)


def test_a_plea_outside_every_vocabulary_is_refused_though_a_state_lists_it():
    with connection.cursor() as cursor:
        world.state()
        cursor.execute("UPDATE state SET pleas = pleas || 'PERHAPS'::varchar WHERE code = 'AR'")
    with refuses("disposition_plea_is_known"):
        world.dispose(world.charge(), plea="PERHAPS")


@pytest.mark.parametrize("kind", SENTENCE_KINDS.codes())
@pytest.mark.parametrize("outcome", CONVICTIONS)
def test_any_sentence_follows_a_conviction(settle, outcome, kind):
    charge = world.charge()
    world.dispose(charge, outcome)
    world.sentence(charge, kind)
    settle()


@pytest.mark.parametrize("kind", CONDITIONS)
def test_conditions_follow_a_diversion(settle, kind):
    charge = world.charge()
    world.dispose(charge, "DIVERTED")
    world.sentence(charge, kind)
    settle()


NO_SENTENCE = "sentence_follows_a_conviction"


@pytest.mark.parametrize("kind", ["PRISON", "JAIL"])
def test_confinement_does_not_follow_a_diversion(kind):
    charge = world.charge()
    world.dispose(charge, "DIVERTED")
    with refuses(NO_SENTENCE):
        world.sentence(charge, kind)


@pytest.mark.parametrize("outcome", outcomes_allowing("NONE"))
def test_no_sentence_follows_any_other_outcome(outcome):
    charge = world.charge()
    world.dispose(charge, outcome, rests_on="COURT_ORDER")
    with refuses(NO_SENTENCE):
        world.sentence(charge, "FINE")


def test_no_sentence_stands_on_a_pending_charge():
    with refuses(NO_SENTENCE):
        world.sentence(world.charge())


def test_a_conviction_under_a_sentence_is_not_voided_alone(settle):
    charge = world.charge()
    conviction = world.dispose(charge)
    world.sentence(charge)
    settle()
    with refuses(NO_SENTENCE):
        stored(conviction).update(
            voided_at="2024-05-01T12:00Z", voided_by="clerk", void_reason="wrong charge"
        )


def test_every_outcome_says_which_sentences_it_allows():
    assert {kind.sentence_allowed for kind in OUTCOMES} == {"ANY", "CONDITIONS", "NONE"}


@pytest.mark.parametrize("amount", [None, 0, "12.50"])
def test_an_amount_may_be_nothing_or_more(settle, amount):
    charge = world.charge()
    world.dispose(charge)
    world.sentence(charge, "FINE", amount=amount, unit="USD")
    settle()


def test_an_amount_below_nothing_is_refused():
    charge = world.charge()
    world.dispose(charge)
    fine = world.sentence(charge, "FINE", amount=1, unit="USD")
    with refuses("sentence_amount_is_not_negative"):
        Sentence.objects.bulk_create(
            [Sentence(charge=charge, kind="FINE", amount="-0.01", unit="USD")]
        )
    assert Sentence.objects.filter(charge=charge).get() == fine


@pytest.mark.parametrize("outcome", DISMISSALS)
def test_a_dismissal_names_its_docket_entry_or_rests_on_an_order(settle, outcome):
    charge, other = world.charge(), world.charge()
    world.dispose(charge, outcome, docket_entry=world.entry(charge.case, "DISMISSAL"))
    world.dispose(other, outcome, rests_on="COURT_ORDER")
    settle()


@pytest.mark.parametrize("outcome", DISMISSALS)
def test_a_dismissal_that_rests_on_neither_is_refused(outcome):
    charge = world.charge()
    with refuses("disposition_names_its_entry"):
        world.dispose(charge, outcome)


def test_a_dismissal_does_not_name_an_entry_of_another_case():
    charge = world.charge()
    with refuses("disposition_rests_on_its_own_docket"):
        world.dispose(charge, "DISM_W", docket_entry=world.entry(world.case()))


def test_the_entry_under_a_dismissal_is_not_taken_away(settle):
    charge = world.charge()
    dismissed = world.dispose(charge, "DISM_W", docket_entry=world.entry(charge.case))
    settle()
    with refuses("disposition_names_its_entry"):
        stored(dismissed).update(docket_entry=None)
