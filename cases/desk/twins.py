"""Records that may be of one person: found by words of their names, told with why.

Nothing is ever made one because names are alike: a clerk compares, and merges or notes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from cases.desk.names_alike import Alike, Name, alike, name_of, questions
from cases.models import Person

# Of a name that thousands bear, those nearest in age are looked at.
MOST = 200
FAR_IN_AGE = 1
# Which person asks, by what question; and who answers, by the name itself or by another one.
BEARERS = """
    WITH asked AS (SELECT * FROM unnest(%(askers)s::bigint[], %(questions)s::text[],
        %(births)s::smallint[], %(kinds)s::text[]) a (asker, question, born, kind))
    SELECT a.asker, n.* FROM asked a CROSS JOIN LATERAL (
        SELECT p.id, '' AS also, p.words, p.suffix, p.birth_date,
            coalesce(date_part('year', p.birth_date)::smallint, p.birth_year) AS year
        FROM person p
        WHERE array_to_tsvector(p.words) @@ a.question::tsquery AND p.kind = a.kind
          AND p.merged_into_id IS NULL AND p.id <> a.asker
        ORDER BY abs(coalesce(date_part('year', p.birth_date)::smallint, p.birth_year) - a.born),
            p.id DESC LIMIT %(most)s) n
    UNION
    SELECT a.asker, n.* FROM asked a CROSS JOIN LATERAL (
        SELECT p.id, w.full_name AS also, w.words, p.suffix, p.birth_date,
            coalesce(date_part('year', p.birth_date)::smallint, p.birth_year) AS year
        FROM person_name w JOIN person p ON p.id = w.person_id
        WHERE array_to_tsvector(w.words) @@ a.question::tsquery AND p.kind = a.kind
          AND p.merged_into_id IS NULL AND p.id <> a.asker
        ORDER BY abs(coalesce(date_part('year', p.birth_date)::smallint, p.birth_year) - a.born),
            p.id DESC LIMIT %(most)s) n
"""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody whose likes are looked for; number 0 is not in the record yet."""

    number: int
    name: Name
    kind: str
    born: date | None = None
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Twin:
    """A record that may be of the same person as the one asked for."""

    asked: Asked
    number: int
    alike: Alike
    also: str
    born: date | None
    year: int | None

    @property
    def why(self) -> str:
        """In what they agree, as one sentence."""
        told = f"Also known as {self.also}: {self.alike.words}" if self.also else self.alike.words
        agreed = "; ".join(filter(None, [told, self.of_birth]))
        return f"{agreed[0].upper()}{agreed[1:]}."

    @property
    def of_birth(self) -> str:
        """What their births say; an organization has none."""
        if self.asked.kind != "PERSON":
            return ""
        if self.asked.born and self.asked.born == self.born:
            return f"both born on {self.born}"
        if not self.asked.year or not self.year:
            return f"born in {self.year}" if self.year else "year of birth not recorded"
        if self.asked.year == self.year:
            return f"both born in {self.year}"
        return f"born in {self.year}, a year apart"

    @property
    def is_of_one_age(self) -> bool:
        """Whether both births are known, and agree."""
        return bool(self.year) and self.asked.year == self.year

    @property
    def rank(self) -> tuple[int, int]:
        """The likeliest come first, of the equally likely the one recorded last."""
        age = 0 if self.is_of_one_age else 1 if not (self.asked.year and self.year) else 2
        return self.alike.distance + age, -self.number


@dataclass(frozen=True, kw_only=True)
class Likely:
    """A person of the record who may be meant, and why."""

    person: Person
    why: str


def likely_people(
    full_name: str, birth_year: int | None = None, kind: str = "PERSON", limit: int = 5
) -> list[Likely]:
    """People who may be the one whose name is being typed, the likeliest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_words(%s)", [full_name])
        words = [word for word in cursor.fetchone()[0] if word]
    if not words:
        return []
    asked = Asked(number=0, name=name_of(words), kind=kind, year=birth_year)
    found = sorted(twins([asked]), key=lambda twin: twin.rank)[:limit]
    people = Person.objects.in_bulk([twin.number for twin in found])
    return [Likely(person=people[twin.number], why=twin.why) for twin in found]


def twins(asked: Sequence[Asked]) -> Iterator[Twin]:
    """For each of these all who may be the same: one for each pair, by the name that is nearest."""
    nearest: dict[tuple[int, int], Twin] = {}
    for twin in _bearers(asked):
        pair = twin.asked.number, twin.number
        if pair not in nearest or twin.alike.distance < nearest[pair].alike.distance:
            nearest[pair] = twin
    yield from nearest.values()


def _bearers(asked: Iterable[Asked]) -> Iterator[Twin]:
    """Whoever bears a name that is alike, as often as by different names."""
    by_number = {each.number: each for each in asked}
    rows = [
        (each.number, question, each.year, each.kind)
        for each in by_number.values()
        for question in questions(each.name)
    ]
    with connection.cursor() as cursor:
        cursor.execute(BEARERS, {**_columns(rows), "most": MOST})
        found = cursor.fetchall()
    for asker, number, also, words, suffix, born, year in found:
        one = by_number[asker]
        like = alike(one.name, name_of(words, suffix))
        twin = like and Twin(asked=one, number=number, alike=like, also=also, born=born, year=year)
        if twin and not _were_born_apart(twin):
            yield twin


def _columns(rows: list[tuple[Any, ...]]) -> dict[str, list[Any]]:
    names = ("askers", "questions", "births", "kinds")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _were_born_apart(twin: Twin) -> bool:
    """Whether what is known of their births tells them apart. Day and month exchanged do not."""
    one, other = twin.asked.born, twin.born
    if one and other:
        is_exchanged = (one.year, one.month, one.day) == (other.year, other.day, other.month)
        return one != other and not is_exchanged
    if twin.asked.year and twin.year:
        return abs(twin.asked.year - twin.year) > FAR_IN_AGE
    return False
