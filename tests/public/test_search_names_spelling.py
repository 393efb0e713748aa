"""A misspelled name finds whom it may mean: one slip away, else by ear, never beyond."""

import random
from collections.abc import Callable

import pytest
from django.db import connection

from cases.actions.sealing import seal
from cases.models import Case
from cases.public.models import PublishedSpelling
from cases.public.search.typed import by_ear, plain_words
from tests import world
from tests.public.publication import differences
from tests.public.reader import Reader

pytestmark = pytest.mark.django_db(databases=["default", "public"])

SOUNDING = ["knight", "wright", "psalter", "phelps", "badge", "scyther", "ghent", "yacht", "xx"]


def named(number: str, name: str) -> Case:
    """A published case against a defendant of this name."""
    given, _, surname = name.partition(" ")
    case = world.case(number=number, visibility="PUBLIC")
    world.defendant(case, world.person(name, given=given, surname=surname))
    return case


def found(reader: Reader, name: str) -> set[str]:
    return set(reader.numbers(query={"name": name}))


@pytest.mark.parametrize(
    "name", ["oakhrst", "oakhhurst", "oekhurst", "okahurst", "wendel oakhurts", "wendall oakhurst"]
)
def test_one_slip_is_forgiven(reader: Reader, name: str) -> None:
    named("CR-1", "Wendell Oakhurst")
    named("CR-2", "Rowan Achterberg")
    assert found(reader, name) == {"CR-1"}


@pytest.mark.parametrize("name", ["ockhirst", "wendell okhuerst", "oakherrst wendell"])
def test_a_name_written_by_ear_is_found(reader: Reader, name: str) -> None:
    named("CR-1", "Wendell Oakhurst")
    named("CR-2", "Rowan Achterberg")
    assert found(reader, name) == {"CR-1"}


def test_a_spelling_by_ear_is_looked_for_only_where_no_slip_explains_it(reader: Reader) -> None:
    named("CR-1", "Wendell Oakhurst")
    named("CR-2", "Wendell Ockherst")
    assert found(reader, "ockhirst") == {"CR-2"}


@pytest.mark.parametrize(
    "name", ["oakrsd", "wendall oakhrst", "oak hrst wendall", "wandal ockhirst"]
)
def test_two_slips_are_not_forgiven(reader: Reader, name: str) -> None:
    named("CR-1", "Wendell Oakhurst")
    assert found(reader, name) == set()


def test_a_slip_is_looked_for_only_where_nobody_bears_the_name(reader: Reader) -> None:
    named("CR-1", "Wendell Oakhurst")
    named("CR-2", "Wendell Oakhurts")
    assert found(reader, "oakhurts") == {"CR-2"}
    assert found(reader, "oakhurtz") == {"CR-2"}
    assert found(reader, "oakhut") == set()
    assert found(reader, "oakhuts") == {"CR-2"}


def test_each_hit_says_how_it_is_spelled(reader: Reader) -> None:
    named("CR-1", "Rowan Achterberg")
    for typed, why in {"achterberk rowan": "Spelled", "actorburg rowan": "Sounds alike"}.items():
        assert f"{why}: Rowan Achterberg" in reader.words("/cases/", {"name": typed})


def test_a_sealed_case_is_found_neither_by_slip_nor_by_ear(
    reader: Reader, settle: Callable[[], None]
) -> None:
    case = named("CR-1", "Wendell Quillfeather")
    settle()
    assert found(reader, "quilphether") == {"CR-1"}
    seal(case, order_reference="Order of 3 May", by="clerk", approved_by="judge")
    settle()
    assert found(reader, "quilphether") == found(reader, "quilfeather") == set()
    assert not PublishedSpelling.objects.filter(word="quillfeather").exists()
    assert differences() == []


def test_words_are_heard_as_the_database_hears_them() -> None:
    draw = random.Random(3)  # noqa: S311
    drawn = ("".join(draw.choices("aeghiknpqstuwxyzcd", k=1 + n % 12)) for n in range(500))
    words = [*SOUNDING, "x" * 100, *drawn]
    with connection.cursor() as cursor:
        cursor.execute("SELECT w, by_ear(w) FROM unnest(%s::text[]) w", [words])
        assert {word: by_ear(word) for word in words} == dict(cursor)


def test_words_are_read_as_the_database_reads_them() -> None:
    letters = [
        chr(code) for code in (*range(0xC0, 0x180), *range(0x1E00, 0x1E96), *range(0x1EA0, 0x1EFA))
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT l, name_words('x' || l || 'x') FROM unnest(%s::text[]) l", [letters])
        assert {letter: plain_words(f"x{letter}x") for letter in letters} == dict(cursor)
