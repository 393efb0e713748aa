"""The case list finds what is asked for, and nothing else."""

from datetime import date
from typing import Any

import pytest

from cases.models import Case, PersonName
from tests import world
from tests.public.reader import Reader
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])


def published(number: str = "CR-1", name: str = "Rowan Achterberg", **given: Any) -> Case:
    """A published case with one defendant and one charge."""
    case = world.case(number=number, visibility="PUBLIC", **given)
    world.charge(world.defendant(case, world.person(name)), "F-B", statute="5-12-102")
    return case


def test_without_a_question_it_lists_every_published_case(reader: Reader) -> None:
    published("CR-1", filed_date=date(2024, 1, 1))
    published("CR-2", filed_date=date(2024, 2, 1))
    world.case(number="CR-3", visibility="DRAFT")
    assert reader.numbers() == ["CR-2", "CR-1"]


@pytest.mark.parametrize(
    "typed",
    ["ibanez quintero", "Ibáñez", "Quintero Ibáñez", "DARIO IBANEZ-QUINTERO", "iban quint"],
)
def test_a_name_is_found_however_it_is_typed(reader: Reader, typed: str) -> None:
    found = founding()
    published("CR-9")
    assert found.homicide.number in reader.numbers(query={"q": typed})


def test_a_name_is_found_by_another_spelling_on_record(reader: Reader) -> None:
    case = published("CR-1", "Wendell Oakhurst")
    person = case.parties.get().person
    PersonName.objects.create(person=person, kind="MAIDEN", full_name="Wendell Tallow")
    assert reader.numbers(query={"name": "tallow"}) == ["CR-1"]


def test_the_words_of_a_name_must_belong_to_one_person(reader: Reader) -> None:
    case = published("CR-1", "Wendell Oakhurst")
    world.defendant(case, world.person("Ysolde Brandvold"))
    assert reader.numbers(query={"name": "Wendell Brandvold"}) == []


@pytest.mark.parametrize("typed", ["%", "_a", "北京", "Oak%"])
def test_a_name_that_is_no_word_of_anybody_finds_nobody(reader: Reader, typed: str) -> None:
    published("CR-1", "Wendell Marsh")
    assert reader.get("/cases.json", {"name": typed}).json().get("results", []) == []


def test_a_hidden_name_finds_nothing(reader: Reader) -> None:
    founding()
    assert reader.numbers(query={"q": "Marisol"}) == []


@pytest.mark.parametrize(
    "typed", ["CR-2024-7", "cr 2024/7", " Cr.2024 7 ", "cr20247", "C R 20 247", "-cr-2024"]
)
def test_a_number_is_found_however_it_is_typed(reader: Reader, typed: str) -> None:
    published("CR-2024-7")
    published("DR-2024-8")
    assert reader.numbers(query={"number": typed}) == ["CR-2024-7"]
    assert reader.numbers(query={"number": typed, "name": "achterberg"}) == ["CR-2024-7"]
    assert reader.numbers(query={"q": typed}) == ["CR-2024-7"]


def test_a_number_typed_as_one_block_finds_every_way_of_writing_it(reader: Reader) -> None:
    for number in ("1-23-4", "12-34", "1234", "1-24"):
        published(number)
    assert sorted(reader.numbers(query={"number": "1234"})) == ["1-23-4", "12-34", "1234"]


def test_a_number_without_plain_letters_or_digits_finds_no_case(reader: Reader) -> None:
    published("CR-2024-7")
    assert reader.numbers(query={"number": "\u5317\u4eac"}) == []


def test_the_beginning_of_a_number_is_enough(reader: Reader) -> None:
    published("CR-2024-7")
    published("CR-2023-7")
    assert reader.numbers(query={"number": "cr-2024"}) == ["CR-2024-7"]


def test_the_one_search_box_takes_names_and_numbers(reader: Reader) -> None:
    published("CR-2024-7", "Defendant 1079963")
    published("CR-2024-8")
    assert reader.numbers(query={"q": "cr 2024 7"}) == ["CR-2024-7"]
    assert reader.numbers(query={"q": "defendant 1079963"}) == ["CR-2024-7"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("5-12-102", True),
        (" § 5-12-102 ", True),
        ("Ark. Code § 5-12-102", True),
        ("5-12-10", False),
        ("5-12-10*", True),
        ("5-12-103", False),
        ("5-12-102(a)", False),
    ],
)
def test_a_statute_is_found_as_cited(reader: Reader, typed: str, found: bool) -> None:
    published("CR-1")
    assert bool(reader.numbers(query={"statute": typed})) == found


def test_a_section_includes_its_subsections(reader: Reader) -> None:
    case = published("CR-1")
    world.charge(case.parties.get(), "F-D", statute="5-36-103(b)(1)")
    assert reader.numbers(query={"statute": "5-36-103"}) == ["CR-1"]
    assert reader.numbers(query={"statute": "5-36-103(B)"}) == ["CR-1"]


def test_days_of_filing_are_inclusive(reader: Reader) -> None:
    for day in (1, 2, 3):
        published(f"CR-{day}", filed_date=date(2024, 5, day))
    published("CR-9", filed_date=None)
    question = {"filed_after": "2024-05-02", "filed_before": "2024-05-03"}
    assert reader.numbers(query=question) == ["CR-3", "CR-2"]


def test_each_code_narrows_the_list(reader: Reader) -> None:
    court = world.court(code="ouachita-circuit", county="Ouachita")
    case = published("CR-1", court=court, case_type="CR")
    world.status(case, "FILED")
    party = case.parties.get()
    was = case.charges.get()
    world.change(before=[was], after=[world.charge(party, "F-Y", statute="5-12-103")])
    published("DR-1", case_type="DR", court=world.court(county="Bend"))
    narrowing = [
        ("court", "ouachita-circuit"), ("county", "Ouachita"), ("type", "cr"), ("type", "CR"),
        ("status", "filed"), ("level", "F-Y"), ("level", "f-y"), ("outcome", "superseded"),
        ("change", "upgrade"), ("change", "UPGRADE"),
    ]  # fmt: skip
    for name, value in narrowing:
        assert reader.numbers(query={name: value}) == ["CR-1"], name
    assert reader.numbers(query={"change": "reduction"}) == []


def test_filters_narrow_together(reader: Reader) -> None:
    published("CR-1", "Wendell Oakhurst", filed_date=date(2024, 1, 1))
    published("CR-2", "Wendell Marsh", filed_date=date(2025, 1, 1))
    question = {"name": "wendell", "filed_after": "2024-06-01", "statute": "5-12-102"}
    assert reader.numbers(query=question) == ["CR-2"]


def test_a_case_whose_status_differs_between_defendants_is_found_as_mixed(reader: Reader) -> None:
    case = published("CR-1")
    world.status(case, "FILED", party=case.parties.get())
    world.status(case, "CLOSED", party=world.defendant(case, world.person("Tiberius Quill")))
    assert reader.numbers(query={"status": "mixed"}) == ["CR-1"]
