"""People who for a while bear other surnames: words that are really misspelled."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from cases.models import Person

LIST = Path(__file__).parent / "misspellings.txt"
NAMED = ("given", "middle", "surname", "suffix", "full_name")
BEARERS = """
    SELECT DISTINCT n.id FROM published_case c JOIN court_case k ON k.key = c.key
    JOIN party p ON p.case_id = k.id AND p.role = 'DEF' JOIN person n ON n.id = p.person_id
    WHERE n.full_name = ANY (c.defendants) AND n.surname <> '' ORDER BY n.id LIMIT %s
"""


def misspellings() -> list[tuple[str, str]]:
    """Each word, and how it is misspelled."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    pairs = [line.split() for line in lines if line and not line.startswith("#")]
    return [(right, wrong) for right, wrong in pairs]


@contextmanager
def bearing(words: list[str]) -> Iterator[list[Person]]:
    """Some defendants whose surnames are these words, until the end; then their own again."""
    people = list(Person.objects.raw(BEARERS, [len(words)]))
    words = words[: len(people)]
    own = [{name: getattr(person, name) for name in NAMED} for person in people]
    try:
        for person, word in zip(people, words, strict=True):
            surname = word.capitalize()
            whole = f"{person.given} {surname}"
            rename(person, surname=surname, middle="", suffix="", full_name=whole)
        yield people
    finally:
        for person, names in zip(people, own, strict=True):
            rename(person, **names)


def rename(person: Person, **names: str) -> None:
    """As a clerk's correction does it: history and publication follow."""
    with transaction.atomic():
        for name, value in names.items():
            setattr(person, name, value)
        person.save(update_fields=list(names))
