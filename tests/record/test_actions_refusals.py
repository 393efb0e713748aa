"""What the database refuses is told in words, at the field it is about."""

import pytest
from django.apps import apps
from django.db import transaction

from cases import sql
from cases.actions.refusal import FIELD_OF_RULE, Refused, refusals, write
from cases.models import Case, Court, OffenseLevel, Person, PersonRelation
from tests import world
from tests.clerk.committing import committed

pytestmark = pytest.mark.django_db

RULES = "".join(path.read_text(encoding="utf-8") for path in sql.HERE.glob("*.sql"))


def refused_by(writing):
    with pytest.raises(Refused) as refused, refusals(), transaction.atomic():
        writing()
    return refused.value


def test_a_constraint_speaks_its_own_words_at_its_column():
    refused = refused_by(lambda: world.charge(label=""))
    assert refused.words == "Write the charge as charged."
    assert (refused.field, refused.rule) == ("label", "charge_says_what_is_charged")


def test_a_unique_constraint_speaks_at_its_latest_column():
    charge = world.charge()
    refused = refused_by(lambda: world.charge(charge.party, count=charge.count))
    assert refused.field == "count"


def test_a_constraint_without_words_says_its_name():
    person, other = world.person(), world.person()
    related = {"person": person, "other": other, "kind": "SPOUSE_OF"}
    PersonRelation.objects.create(**related)
    refused = refused_by(lambda: PersonRelation.objects.create(**related))
    assert "person relation stands once" in refused.words


def test_a_trigger_speaks_its_own_words():
    witness = world.party(world.case(), "WIT")
    refused = refused_by(lambda: world.charge(witness))
    assert refused.words.startswith("A charge is brought against a defendant")
    assert refused.field == "party"


def test_a_value_that_stands_elsewhere_is_named():
    court = world.court()
    refused = refused_by(lambda: world.court(code=court.code))
    assert court.code in refused.words
    assert refused.field == "code"


def test_a_missing_value_is_asked_for():
    refused = refused_by(lambda: Case.objects.filter(pk=world.case().pk).update(caption=None))
    assert refused.words == "Give the caption."


def test_a_row_in_use_is_not_deleted():
    rows = Person.objects.filter(pk=world.defendant().person_id)
    with pytest.raises(Refused, match="refer"), committed():
        rows._raw_delete("default")


def test_a_value_too_long_for_its_column_is_refused():
    refused = refused_by(lambda: Court.objects.create(name="x" * 200, state=world.state()))
    assert "cannot hold" in refused.words


def test_a_row_is_refused_before_it_is_written_at_the_first_wrong_column():
    level = OffenseLevel(state=world.state(), code="x" * 20, label="Long", category="FELONY")
    with pytest.raises(Refused) as refused:
        write(level)
    assert refused.value.field == "code"


def test_every_rule_that_marks_a_field_is_a_rule():
    rows = apps.get_app_config("cases").get_models()
    constraints = {each.name for row in rows for each in row._meta.constraints}
    # Some rules are named after the table they stand on.
    named = {rule: rule.partition("_")[2] for rule in FIELD_OF_RULE if rule not in constraints}
    assert [rule for rule, tail in named.items() if rule not in RULES and tail not in RULES] == []
