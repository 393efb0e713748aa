"""What tells people of one name apart: their births, and the courts and cases they are met in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse

from cases.desk.twins import likely_people
from cases.models import Person

# Prosecutors are in very many cases: nobody needs to know in how many exactly.
MOST = 100
COURTS = 2
MET = """
    SELECT asked.id, met.cases, met.courts
    FROM unnest(%(people)s::bigint[]) AS asked (id) CROSS JOIN LATERAL (
        SELECT count(DISTINCT c.id) AS cases, array_agg(DISTINCT k.name) AS courts
        FROM (SELECT case_id FROM party WHERE person_id = asked.id LIMIT %(most)s) p
        JOIN court_case c ON c.id = p.case_id JOIN court k ON k.id = c.court_id
        WHERE %(sees_sealed)s OR c.visibility <> 'SEALED') met
"""


@dataclass(frozen=True, kw_only=True)
class Met:
    """In how many cases somebody is met, and in which courts."""

    cases: int = 0
    courts: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        if not self.cases:
            return "in no case"
        count = f"more than {MOST}" if self.cases > MOST else str(self.cases)
        noun = "case" if self.cases == 1 else "cases"
        more = f" and {len(self.courts) - COURTS} more courts" if len(self.courts) > COURTS else ""
        return f"{count} {noun}, {', '.join(self.courts[:COURTS])}{more}"


def met(people: Iterable[int], user: Any) -> dict[int, Met]:
    """Where each of these people is met, as far as this user may know, in one question."""
    asked = {
        "people": list(people),
        "most": MOST + 1,
        "sees_sealed": user.has_perm("cases.view_seal"),
    }
    with connection.cursor() as cursor:
        cursor.execute(MET, asked)
        return {
            person: Met(cases=cases, courts=tuple(courts or ()))
            for person, cases, courts in cursor.fetchall()
        }


def told_apart(people: Iterable[Person], user: Any) -> dict[int, str]:
    """Each of these people in words that no namesake shares."""
    listed = list(people)
    places = met([person.pk for person in listed], user) if listed else {}
    return {
        person.pk: f"{person.full_name}: {apart(person, places.get(person.pk, Met()))}"
        for person in listed
    }


def apart(person: Person, place: Met) -> str:
    year = person.birth_date.year if person.birth_date else person.birth_year
    born = f"born {year}" if year else "birth not recorded"
    return f"{born}, {place.words}" if person.kind == "PERSON" else place.words


@dataclass(frozen=True, kw_only=True)
class Match:
    """A person of the record who may be the one that is being added."""

    number: int
    name: str
    apart: str
    why: str
    page: str


def matches(full_name: str, birth_year: int | None, kind: str, user: Any) -> list[Match]:
    """Who may be meant by a name, the likeliest first, told apart and with why."""
    found = likely_people(full_name, birth_year=birth_year, kind=kind) if full_name.strip() else []
    places = met([each.person.pk for each in found], user) if found else {}
    return [
        Match(
            number=each.person.pk,
            name=each.person.full_name,
            apart=apart(each.person, places.get(each.person.pk, Met())),
            why=each.why,
            page=reverse("admin:cases_person_change", args=[each.person.pk]),
        )
        for each in found
    ]
