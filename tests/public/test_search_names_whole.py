"""A search by name finds what reading every name one by one would find, and in that order."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.models import PersonName
from cases.public.search.names import Search
from cases.public.search.typed import sound_alike, typed
from tests import world

pytestmark = pytest.mark.django_db(databases=["default", "public"])

GIVEN = ["Mara", "Maren", "Marén", "Jora", "Joran", "Io"]
MIDDLE = ["", "", "Q", "Lee", "Maren"]
SURNAMES = ["Marsk", "Märsk", "Tallow", "Talow", "Tallows", "Orrin Vex", "Orrinvex", "de la Vex",
            "Vex-Tallow", "Lee", "Jorun", "O'Ren", "Braskett", "Phirrin"]  # fmt: skip
LETTERS = "aelmorstvx"


@dataclass(frozen=True)
class Bearer:
    """One person in one case: words of the name, words of all names."""

    key: Any
    filed: date
    own: frozenset[str]
    every: frozenset[str]


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "".join(sign if sign.isalnum() else " " for sign in plain).split()


def spelled(full: str, surname: str) -> set[str]:
    return {*words(full), "".join(words(surname))} - {""}


def town(seed: int, cases: int) -> list[Bearer]:
    """A small world in which names are much alike."""
    draw = random.Random(seed)  # noqa: S311
    court = world.court()
    bearers = []
    for number in range(cases):
        filed = draw.choice([None, date(2024, 1, 1 + number % 9)])
        case = world.case(court=court, number=f"CR-{number}", visibility="PUBLIC", filed_date=filed)
        for _ in range(draw.choice([1, 1, 2])):
            first, middle, last = map(draw.choice, (GIVEN, MIDDLE, SURNAMES))
            full = " ".join(filter(None, (first, middle, last)))
            person = world.person(full, given=first, middle=middle, surname=last)
            world.defendant(case, person)
            own = spelled(full, last)
            every = set(own)
            if draw.random() < 0.4:
                first, last = draw.choice(GIVEN), draw.choice(SURNAMES)
                PersonName.objects.create(
                    person=person, given=first, surname=last, full_name=f"{first} {last}"
                )
                every |= spelled(f"{first} {last}", last)
            bearers.append(Bearer(case.key, filed or date.min, frozenset(own), frozenset(every)))
    return bearers


def begun(asked: tuple[str, ...], by: frozenset[str]) -> bool:
    return all(any(word.startswith(each) for word in by) for each in asked)


def less_one(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def one_slip(asked: str, word: str) -> bool:
    """Left out, added, changed, or swapped with its neighbor."""
    if len(asked) != len(word):
        return asked in less_one(word) or word in less_one(asked)
    at = [place for place in range(len(word)) if asked[place] != word[place]]
    swapped = len(at) == 2 and at[1] - at[0] == 1
    return len(at) == 1 or (swapped and asked[at[0]] + asked[at[1]] == word[at[1]] + word[at[0]])


def by_slip(asked: str, near: str) -> bool:
    return one_slip(asked, near) and (len(near) >= 4 or near in less_one(asked))


def misspelled(
    asked: tuple[str, ...], by: Bearer, alike: Callable[[str, str], bool]
) -> list[frozenset[str]]:
    """The words that carry what was asked, with another in the place of one of them."""
    carried = []
    for slip in asked:
        rest = tuple(each for each in asked if each != slip)
        if len(slip) < 4 or not begun(rest[1:], by.every):
            continue
        for near in by.every - {slip}:
            if alike(slip, near):
                others = [word for word in by.every - {near} if rest and word.startswith(rest[0])]
                carried += [frozenset({near, other}) for other in others]
                carried += [] if rest else [frozenset({near})]
    return carried


def by_reading_all(bearers: list[Bearer], name: str) -> list[Any]:
    """Keys of the cases found, in the order of the list."""
    asked = typed(name)
    hits = [
        (by, begun(reading[:2], by.own))
        for by in bearers
        for reading in asked.readings
        if begun(reading, by.every)
    ]
    for alike in (by_slip, sound_alike):
        hits = hits or [
            (by, carried <= by.own)
            for by in bearers
            for carried in misspelled(asked.words, by, alike)
        ]
    best: dict[Any, tuple[bool, date]] = {}
    for by, own in hits:
        best[by.key] = max(best.get(by.key, (False, date.min)), (own, by.filed))
    return sorted(best, key=lambda key: (*best[key], key), reverse=True)


HEARD = ["Brasckit", "Brasket", "Firyn", "Joreen", "Marask"]
WORDS = sorted({word for name in (*GIVEN, *SURNAMES, *HEARD, "Q") for word in words(name)})
typing = st.lists(
    st.tuples(
        st.sampled_from(WORDS),
        st.integers(0, 9), st.integers(0, 3), st.sampled_from(LETTERS),
    ),
    min_size=1, max_size=3,
).map(lambda parts: " ".join(mistyped(*part) for part in parts))  # fmt: skip


def mistyped(word: str, at: int, how: int, letter: str) -> str:
    """The word as it is, only begun, with a letter changed, or with one added."""
    at %= len(word)
    return [
        word,
        word[: at + 1],
        word[:at] + letter + word[at + 1 :],
        word[:at] + letter + word[at:],
    ][how]


def paged(cursor: Any, name: str, *, down: bool) -> list[Any]:
    """The keys of the first three pages of three."""
    found: list[Any] = []
    beyond, start = "", dict[str, Any]()
    for _ in range(3):
        search = Search(typed(name))
        search.params |= start
        cursor.execute(search.first("3", beyond=beyond, down=down), search.params)
        rows = cursor.fetchall()
        if not rows:
            break
        found += [key for key, _, _ in rows]
        start = {"key": rows[-1][0], "place": rows[-1][2]}
        beyond = f" AND (n.place, n.case_key) {'<' if down else '>'} (%(place)s, %(key)s)"
    return found


def test_it_finds_what_reading_every_name_would(public_db: Any, settle: Callable[[], None]) -> None:
    bearers = town(7, 60)
    settle()

    @settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(typing)
    def holds(name: str) -> None:
        wanted = by_reading_all(bearers, name)
        search = Search(typed(name))
        with public_db.cursor() as cursor:
            cursor.execute(search.first("1000"), search.params)
            assert [row[0] for row in cursor] == wanted
            search = Search(typed(name))
            cursor.execute(
                f"SELECT DISTINCT case_key FROM ({search.rows('n.case_key')}) n", search.params
            )
            assert {row[0] for row in cursor} == set(wanted)
            search = Search(typed(name))
            cases = f"{search.words()}, {search.cases('found', '10000', '')}"
            cursor.execute(f"{cases} SELECT count(*) FROM found", search.params)
            assert cursor.fetchone() == (len(wanted),)
            assert paged(cursor, name, down=True) == wanted[:9]
            assert paged(cursor, name, down=False) == wanted[::-1][:9]

    holds()
