"""A person is found however their name is typed, and nobody is found who may not be."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cases.actions.people import merge_people
from cases.actions.sealing import seal
from cases.actions.visibility import hide_name
from cases.models import Case, Person, PersonName
from cases.public.models import PublishedName, PublishedPerson, PublishedSpelling
from cases.public.search.names import Search
from cases.public.search.typed import typed
from tests import world
from tests.public.publication import differences, everything, later
from tests.public.reader import Reader

pytestmark = pytest.mark.django_db(databases=["default", "public"])

BY = {"by": "clerk", "reason": "Order of the court"}


def named(number: str, given: str, surname: str, middle: str = "", **more: Any) -> Case:
    """A published case against a defendant of this name."""
    full = " ".join(filter(None, [given, middle, surname]))
    case = world.case(number=number, visibility="PUBLIC", **more)
    world.defendant(case, world.person(full, given=given, middle=middle, surname=surname))
    return case


def defendant_of(case: Case) -> Person:
    return case.parties.get(role="DEF").person


def also_known(case: Case, name: str, kind: str = "ALIAS", **parts: str) -> PersonName:
    return PersonName.objects.create(person=defendant_of(case), kind=kind, full_name=name, **parts)


def found(reader: Reader, name: str) -> set[str]:
    return set(reader.numbers(query={"name": name}))


def ranked(public_db: Any, name: str) -> list[str]:
    """Numbers of the cases in the order in which a search puts them."""
    search = Search(typed(name))
    sql = search.first("26")
    with public_db.cursor() as cursor:
        cursor.execute(
            f"SELECT c.number FROM ({sql}) n JOIN published_case c ON c.key = n.case_key"
            " ORDER BY n.place DESC, n.case_key DESC",
            search.params,
        )
        return [number for (number,) in cursor]


@pytest.mark.parametrize(
    "name",
    [
        "Peredur Muñoz-Ångström", "munoz angstrom peredur", "MUNOZ, PEREDUR", "angstrom",
        "Muñoz Ångström", "ANGSTROM-MUNOZ", "munozangstrom", "peredur munozangstrom",
        "pered", "ang per", "p angstrom", "munoz-angs", "Mun\u0303oz", "peredur peredur",
        "munoz mu",
    ],
)  # fmt: skip
def test_a_person_is_found_however_the_name_is_typed(reader: Reader, name: str) -> None:
    named("CR-1", "Peredur", "Muñoz-Ångström")
    named("CR-2", "Rowan", "Achterberg")
    assert found(reader, name) == {"CR-1"}


@pytest.mark.parametrize(
    ("given", "surname", "name"),
    [
        ("Maren", "de la Cruz", "cruz"),
        ("Maren", "de la Cruz", "maren delacruz"),
        ("Maren", "de la Cruz", "de la cruz, maren"),
        ("Maren", "Delacruz", "Maren de la Cruz"),
        ("Fionn", "O'Brannigan", "obrannigan"),
        ("Fionn", "OBrannigan", "O'Brannigan"),
        ("Fionn", "MacTavern", "mac tavern"),
        ("Sunniva", "Garzia Lopetz", "lopetz garzia"),
        ("Jörg", "Weißkopf", "jorg weisskopf"),
        ("Łucja", "Wędrowska", "lucja wedrowska"),
        ("Bjørn", "Sæther", "bjorn saether"),
    ],
)
def test_surnames_are_found_apart_and_fused(
    reader: Reader, given: str, surname: str, name: str
) -> None:
    named("CR-1", given, surname)
    assert found(reader, name) == {"CR-1"}


def test_a_name_without_parts_is_found_by_each_of_its_words(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC")
    world.defendant(case, world.person("Ottoline Q Farthing", given="", surname=""))
    for name in ("farthing", "ottoline", "q farthing", "farthing ottoline q"):
        assert found(reader, name) == {"CR-1"}


def test_a_name_of_one_word_is_found(reader: Reader) -> None:
    named("CR-1", "", "Zephyrine")
    assert found(reader, "zephyr") == {"CR-1"}


@pytest.mark.parametrize("name", ["tallow", "wendela tallow", "oakhurst tallow", "la perla"])
def test_every_name_a_person_goes_by_finds_them(reader: Reader, name: str) -> None:
    case = named("CR-1", "Wendela", "Oakhurst")
    also_known(case, "Wendela Tallow", "MAIDEN", given="Wendela", surname="Tallow")
    also_known(case, "La Perla")
    assert found(reader, name) == {"CR-1"}


def test_an_organization_is_found_by_any_word_of_its_name(reader: Reader) -> None:
    case = world.case(number="CV-1", visibility="PUBLIC", case_type="CV")
    firm = world.person("Ouachita Bend Paper & Pulp Company of the South", kind="ORGANIZATION")
    world.party(case, "PLT", firm)
    for name in ("pulp", "paper company", "south ouachita pulp bend"):
        assert found(reader, name) == {"CV-1"}


def test_all_words_must_belong_to_one_person(reader: Reader) -> None:
    case = named("CR-1", "Wendell", "Oakhurst")
    world.defendant(case, world.person("Ysolde Brandvold"))
    assert found(reader, "Wendell Brandvold") == set()
    assert found(reader, "Wendell Oakhurst") == {"CR-1"}


def test_names_come_before_other_names_and_the_newest_first(reader: Reader, public_db: Any) -> None:
    old = named("CR-1", "Wendela", "Tallow", filed_date=date(2020, 1, 1))
    named("CR-2", "Maren", "Tallow", filed_date=date(2022, 1, 1))
    late = named("CR-3", "Ysolde", "Brandvold", filed_date=date(2024, 1, 1))
    also_known(late, "Ysolde Tallow", "MAIDEN")
    also_known(old, "Wendy Tallow")
    reader.settle()
    assert ranked(public_db, "tallow") == ["CR-2", "CR-1", "CR-3"]
    assert ranked(public_db, "tal ysolde") == ["CR-3"]
    assert ranked(public_db, "talow") == ["CR-2", "CR-1", "CR-3"]


def test_a_hit_by_another_name_says_so(reader: Reader) -> None:
    named("CR-1", "Wendela", "Tallow")
    other = named("CR-2", "Ysolde", "Brandvold")
    also_known(other, "Ysolde Tallow", "MAIDEN")
    by_name = reader.words("/cases/", {"name": "tallow"})
    assert by_name.index("Wendela Tallow") < by_name.index("Maiden name: Ysolde Tallow")


def test_a_hidden_name_is_found_by_no_spelling(reader: Reader) -> None:
    case = named("CR-1", "Wendell", "Oakhurst")
    world.party(case, "VIC", world.person("Zenobia Quillfeather"))
    for name in ("quillfeather", "quilfeather", "zen", "zenobia oakhurst"):
        assert found(reader, name) == set()
    assert "quill" not in everything()


def word_is_known(word: str) -> bool:
    return (
        PublishedSpelling.objects.filter(word=word).exists()
        or PublishedName.objects.filter(word=word).exists()
        or PublishedName.objects.filter(beside=word).exists()
    )


def test_a_sealed_case_leaves_neither_person_nor_spelling(
    reader: Reader, settle: Callable[[], None]
) -> None:
    case = named("CR-1", "Wendell", "Quillfeather")
    named("CR-2", "Wendell", "Achterberg")
    settle()
    assert word_is_known("quillfeather")
    seal(case, order_reference="Order of 3 May", approved_by="judge", **BY)
    settle()
    assert not word_is_known("quillfeather")
    assert word_is_known("wendell")
    assert not PublishedPerson.objects.filter(key=defendant_of(case).key).exists()
    assert found(reader, "quilfeather") == set()
    assert differences() == []


def test_a_name_withheld_leaves_neither_person_nor_spelling(settle: Callable[[], None]) -> None:
    case = named("CR-1", "Wendell", "Quillfeather")
    settle()
    hide_name(case.parties.get(), **BY)
    settle()
    assert not word_is_known("quillfeather")
    assert not PublishedPerson.objects.exists()
    assert differences() == []


def test_a_word_stays_while_another_case_needs_it(settle: Callable[[], None]) -> None:
    case = named("CR-1", "Wendell", "Quillfeather")
    named("CR-2", "Maren", "Quillfeather")
    settle()
    seal(case, order_reference="Order of 3 May", approved_by="judge", **BY)
    settle()
    assert word_is_known("quillfeather")
    assert differences() == []


def test_a_person_is_found_by_the_new_name_after_a_correction(
    reader: Reader, settle: Callable[[], None]
) -> None:
    case = named("CR-1", "Wendell", "Quillfeather")
    settle()
    later()
    Person.objects.filter(pk=defendant_of(case).pk).update(
        full_name="Wendell Oakhurst", surname="Oakhurst"
    )
    assert found(reader, "oakhurst") == {"CR-1"}
    assert not word_is_known("quillfeather")
    assert differences() == []


def test_a_surname_taken_apart_otherwise_is_searched_for_as_it_is_now(
    reader: Reader, settle: Callable[[], None]
) -> None:
    case = named("CR-1", "Wendell Garzia", "Lopetz")
    settle()
    assert found(reader, "garzialopetz wendell") == set()
    Person.objects.filter(pk=defendant_of(case).pk).update(given="Wendell", surname="Garzia Lopetz")
    assert found(reader, "garzialopetz wendell") == {"CR-1"}
    assert differences() == []


def test_people_made_one_are_found_by_all_their_names(
    reader: Reader, settle: Callable[[], None]
) -> None:
    cases = [named("CR-1", "Wendela", "Oakhurst"), named("CR-2", "Wendela", "Tallow")]
    settle()
    later()
    merge_people(defendant_of(cases[0]), defendant_of(cases[1]), **BY)
    assert found(reader, "tallow") == {"CR-1", "CR-2"}
    assert PublishedPerson.objects.count() == 1
    assert differences() == []


def test_a_person_of_many_names_is_found_by_each(reader: Reader) -> None:
    case = named("CR-1", "Wendela", "Oakhurst")
    others = ["abelone", "bertrade", "cunegund", "dulcibel", "ermintrude", "fredegund", "griselda",
              "hildegun", "iseulte", "jocosa", "kunigunde", "lioba"]  # fmt: skip
    for other in others:
        also_known(case, f"{other.title()} Tallow")
    for other in others:
        assert found(reader, other) == {"CR-1"}
        assert found(reader, f"oakhurst {other}") == {"CR-1"}


def test_a_page_of_a_search_by_name_takes_few_queries(
    reader: Reader, queries: Callable[[], Any]
) -> None:
    named("CR-1", "Wendell", "Oakhurst")
    reader.settle()
    with queries() as asked:
        reader.client.get("/cases/", {"name": "oakhrst"})
    lists = [each for each in asked if "published_court" not in each]
    assert len(lists) <= 3, lists
