"""People whose names are published: found by name, kept apart, never more than is public."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from cases.models import Case, Party, Person, PersonName
from cases.public.search import paging
from tests import world
from tests.public.reader import Reader, body_of, path_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])
LIST = "/people.json"


def accused(name: str = "Wendell Oakhurst", who: Person | None = None, **given: Any) -> Party:
    case = world.case(visibility="PUBLIC", **given)
    return world.defendant(case, who or world.person(name))


def names(reader: Reader, query: Any = None) -> list[str]:
    answer = reader.get(LIST, query)
    assert answer.status_code == 200, answer.content
    return [row["name"] for row in answer.json()["results"]]


def page_of(who: Person) -> str:
    return f"/people/{who.key}/"


def test_people_stand_by_surname(reader: Reader) -> None:
    for name in ("Wendell Oakhurst", "Ysolde Brandvold", "Tiberius Quill"):
        accused(name)
    assert names(reader) == ["Ysolde Brandvold", "Wendell Oakhurst", "Tiberius Quill"]


@pytest.mark.parametrize(
    "typed", ["oakhurst", "Oakhurst Wendell", "wend oak", "tallow", "oakhurts"]
)
def test_a_person_is_found_by_name_alias_or_slip(reader: Reader, typed: str) -> None:
    person = accused("Wendell Oakhurst").person
    PersonName.objects.create(person=person, kind="MAIDEN", full_name="Wendell Tallow")
    accused("Ysolde Brandvold")
    assert names(reader, {"q": typed}) == ["Wendell Oakhurst"]


def test_another_published_name_stands_beside_the_name(reader: Reader) -> None:
    person = accused("Wendell Oakhurst").person
    PersonName.objects.create(person=person, kind="MAIDEN", full_name="Wendell Tallow")
    assert "Wendell Oakhurst Maiden name: Wendell Tallow" in reader.words("/people/")
    assert reader.rows("/people.csv")[0]["also"] == "Wendell Tallow"


def test_role_and_place_narrow_a_name_together(reader: Reader) -> None:
    court = world.court(code="ouachita-circuit", county="Ouachita")
    accused("Wendell Oakhurst", court=court)
    judge = world.person("Wendell Brandvold")
    world.party(
        world.case(visibility="PUBLIC", court=world.court("TX", county="Bend")), "JUDGE", judge
    )
    for name, value in (
        ("role", "def"), ("court", "ouachita-circuit"), ("county", "Ouachita"), ("state", "ar"),
    ):  # fmt: skip
        assert names(reader, {"q": "wendell", name: value}) == ["Wendell Oakhurst"], name
    assert names(reader, {"q": "wendell", "role": "judge", "county": "Ouachita"}) == []
    assert names(reader, {"q": "wendell", "kind": "organization"}) == []


@pytest.mark.parametrize(
    ("name", "value"), [("role", "judge"), ("state", "ar"), ("kind", "person")]
)
def test_without_a_name_the_list_is_not_narrowed(reader: Reader, name: str, value: str) -> None:
    accused()
    problems = reader.problems(LIST, {name: value})
    assert problems == {name: ["Give a name too: this narrows a search by name."]}


def test_namesakes_are_two_rows_told_apart_by_court_and_years(reader: Reader) -> None:
    accused(court=world.court(name="Circuit Court of Bend"), filed_date=date(2019, 5, 1))
    accused(court=world.court(name="Circuit Court of Tallow"), filed_date=date(2024, 5, 1))
    words = reader.words("/people/", {"q": "oakhurst"})
    assert "Circuit Court of Bend 2019" in words
    assert "Circuit Court of Tallow 2024" in words


def test_a_page_tells_the_cases_with_the_role_in_each_and_the_namesakes(reader: Reader) -> None:
    person = accused(number="CR-1", filed_date=date(2024, 5, 1)).person
    second = world.case(number="CR-2", visibility="PUBLIC", filed_date=date(2020, 5, 1))
    world.party(second, "ATTY_DEF", person)
    other = accused(court=world.court(name="Circuit Court of Tallow")).person
    words = reader.words(page_of(person))
    assert words.index("CR-1") < words.index("CR-2")
    for said in ("Defendant", "Defense attorney", "Published cases 2", "Circuit Court of Tallow"):
        assert said in words
    text = reader.get(page_of(person)).text
    assert page_of(other) in text
    assert path_of(second) in text


def test_leafing_through_a_persons_cases_shows_each_once(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    person = accused(number="CR-0", filed_date=None).person
    for n in range(1, 5):
        accused(who=person, number=f"CR-{n}", filed_date=date(2020 + n // 2, 1, 1))
    seen: list[str] = []
    path = page_of(person)
    while path:
        text = reader.get(path).text
        seen += [number for number in (f"CR-{n}" for n in range(5)) if f">{number}<" in text]
        path = path_to(text, "next")
    assert sorted(seen) == [f"CR-{n}" for n in range(5)]
    assert seen[-1] == "CR-0"


def path_to(text: str, side: str) -> str:
    """The address that a page gives for the page beside it."""
    before, found, _ = text.partition(f'" rel="{side}"')
    return before.rpartition('href="')[2] if found else ""


def test_a_person_who_is_not_published_is_not_found(reader: Reader) -> None:
    hidden = world.case(visibility="PUBLIC")
    witness = world.party(hidden, "WIT", world.person("Tove Marisdatter")).person
    draft = world.defendant(world.case(visibility="DRAFT")).person
    never = body_of(reader.get(f"/people/{uuid4()}/"))
    for who in (witness, draft):
        answer = reader.get(page_of(who))
        assert answer.status_code == 404
        assert body_of(answer) == never
    assert names(reader) == []


def test_a_name_withheld_in_a_case_leaves_that_case_off_the_page(reader: Reader) -> None:
    person = accused(number="CR-1").person
    told = world.case(number="DR-2", visibility="PUBLIC", case_type="DR")
    world.party(told, "PET", person)
    assert "DR-2" not in reader.words(page_of(person))


def test_a_sealed_case_takes_its_people_with_it(reader: Reader) -> None:
    party = accused()
    assert reader.get(page_of(party.person)).status_code == 200
    world.sealed(Case.objects.get(pk=party.case_id))
    assert reader.get(page_of(party.person)).status_code == 404
    assert names(reader) == []


@pytest.mark.parametrize("query", [{"bogus": "1"}, {"after": "garbage"}])
def test_a_page_refuses_what_it_does_not_know(reader: Reader, query: Any) -> None:
    answer = reader.get(page_of(accused().person), query)
    assert answer.status_code == 400
    assert next(iter(query)) in answer.text


def test_leafing_through_the_list_shows_everybody_once(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    for name in (
        "Ysolde Brandvold",
        "Wendell Oakhurst",
        "Wendell Oakhurst",
        "Tiberius Quill",
        "李",
    ):
        accused(name)
    seen, link = [], LIST
    while link:
        answer = reader.get(link.removeprefix("http://testserver")).json()
        seen += [row["key"] for row in answer["results"]]
        link = answer["next"]
    assert len(seen) == len(set(seen)) == 5


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("path", ["/people/", "/people/?q=wendell&role=def"])
def test_the_list_asks_the_database_three_times_at_most(
    reader: Reader, queries: Callable[[], Any], count: int, path: str
) -> None:
    for _ in range(count):
        accused()
    reader.settle()
    with queries() as asked:
        assert reader.client.get(path).status_code == 200
    assert len(asked) <= 3, asked


def test_a_page_asks_the_database_three_times_at_most(
    reader: Reader, queries: Callable[[], Any]
) -> None:
    person = accused().person
    accused()
    reader.settle()
    with queries() as asked:
        assert reader.client.get(page_of(person)).status_code == 200
    assert len(asked) <= 3, asked


def test_an_empty_list_says_that_it_proves_nothing(reader: Reader) -> None:
    assert "An index is not proof of absence." in reader.words("/people/", {"q": "nobody"})
