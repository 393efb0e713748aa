"""Who may be the same person: found while a name is typed, and every night."""

from datetime import date

import pytest

from cases.desk.names_alike import alike, name_of, slips
from cases.desk.twins import likely_people
from cases.models import PersonName
from tests import world

pytestmark = pytest.mark.django_db


def likely(*asked, **given):
    return [each.person.full_name for each in likely_people(*asked, **given)]


@pytest.mark.parametrize(
    "typed",
    [
        "Darío Ibáñez-Quintero",
        "IBANEZ QUINTERO, DARIO",
        "Darío Quintero Ibáñez",
        "Darío Ibáñez",
        "Darío Ibáñez Quintero de Vega",
        "Dario Ibanez Quinteros",
        "Dario IbanezQuintero",
        "Darío J. Ibáñez-Quintero",
    ],
)
def test_a_name_is_recognized_however_it_is_typed(typed):
    world.person("Darío Ibáñez-Quintero")
    world.person("Dorthe Quist")
    assert likely(typed) == ["Darío Ibáñez-Quintero"]


@pytest.mark.parametrize("typed", ["Rowan Achtenberg", "Rowen Achterberg", "Rwoan Achterberg"])
def test_a_slip_of_the_fingers_is_forgiven(typed):
    world.person("Rowan Achterberg")
    assert likely(typed) == ["Rowan Achterberg"]


@pytest.mark.parametrize("typed", ["", " , ", "Achterberg", "Rowan", "Maren Achterberg", "李"])
def test_one_word_in_common_makes_nobody_likely(typed):
    world.person("Rowan Achterberg")
    assert likely(typed) == []


def test_an_organization_of_one_word_is_recognized():
    world.person("Harborline", kind="ORGANIZATION")
    assert likely("HARBORLINE", kind="ORGANIZATION") == ["Harborline"]
    assert likely("HARBORLINE") == []


def test_an_alias_is_told_as_such():
    known = world.person("Darío Ibáñez-Quintero", birth_year=1990)
    PersonName.objects.create(person=known, kind="ALIAS", full_name="Rafe Ostrander")
    (found,) = likely_people("Ostrander, Rafe", birth_year=1990)
    assert found.person == known
    assert found.why == (
        "Also known as Rafe Ostrander: the same name in another order; both born in 1990."
    )


def test_father_and_son_are_not_taken_for_one():
    world.person("Rowan Achterberg Sr.")
    world.person("Rowan Achterberg", suffix="III")
    assert likely("Rowan Achterberg, Jr.") == []


def test_who_was_born_in_another_year_is_somebody_else():
    world.person("Rowan Achterberg", birth_year=1961)
    world.person("Rowan Achterberg", birth_date=date(1975, 3, 2))
    assert likely("Rowan Achterberg", birth_year=1990) == []


def test_the_likeliest_come_first_and_say_why():
    for year in (None, 1990, 1991, 1961):
        world.person("Rowan Achterberg", birth_year=year)
    found = likely_people("Rowan Achterberg", birth_year=1990, limit=3)
    assert [(each.person.birth_year, each.why) for each in found] == [
        (1990, "The same name; both born in 1990."),
        (None, "The same name; year of birth not recorded."),
        (1991, "The same name; born in 1991, a year apart."),
    ]


def test_who_was_merged_away_is_not_offered():
    stays = world.person("Rowan Achterberg")
    world.person("Rowan Achterberg", merged_into=stays)
    assert [each.person for each in likely_people("Rowan Achterberg")] == [stays]


def test_of_a_common_name_the_nearest_in_age_are_offered(monkeypatch):
    monkeypatch.setattr("cases.desk.twins.MOST", 2)
    wanted = world.person("Rowan Achterberg", birth_year=1990)
    for _ in range(4):
        world.person("Rowan Achterberg")
    assert likely_people("Rowan Achterberg", birth_year=1990)[0].person == wanted


def test_two_people_take_no_more_questions_than_one(django_assert_num_queries):
    for name in ("Rowan Achterberg", "Rowan Achtenberg"):
        world.person(name)
    with django_assert_num_queries(3):
        assert len(likely("Rowan Achterberg")) == 2


def test_a_middle_name_that_differs_makes_another_name():
    one, other = name_of(["john", "albert", "smith"]), name_of(["john", "barry", "smith"])
    assert alike(one, other) is None
    initial = alike(name_of(["john", "a", "smith"]), one)
    assert initial.words == "the same name but for “A” and “Albert”"


def test_every_slip_is_undone_by_another():
    assert all("achterberg" in slips(slip) for slip in slips("achterberg"))


def test_why_two_names_are_alike_is_told_the_same_from_either_side():
    names = [
        name_of(words.split())
        for words in (
            "rowan achterberg", "rowan achtenberg", "rowan john achterberg", "achterberg rowan",
            "rowan j achterberg", "rowan achter berg",
        )
    ]  # fmt: skip
    assert all(alike(one, other) == alike(other, one) for one in names for other in names)
