"""What the search boxes of the desk find: people by words of their names, and cases, statutes
and orders by a number in any spelling. Nothing here asks the publication: a clerk finds people
and cases that the public does not know of.
"""

import re
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q

from cases.models import Case, Party, PersonName
from cases.models.fields import NumberWords, Words

# A name that more people bear is looked for in the newest rows first, and a name that fewer bear
# by gathering all who bear it: about here the one begins to take longer than the other.
COMMON = 6000
# A letter alone begins the names of very many, which is seen at the newest of them: if so many of
# these bear such a name, it is a common one.
LATEST, MANY = 1000, 50
# How captions set the sides of a case apart.
BETWEEN = re.compile(r"\s+(?:v|vs)\.?\s+", re.IGNORECASE)
NONE = Q(pk=None)

NAMED = """
    (SELECT n.id FROM person n WHERE array_to_tsvector(n.words) @@ %(every)s::tsquery
     LIMIT %(most)s)
    UNION
    (SELECT a.person_id FROM person_name a JOIN person n ON n.id = a.person_id
     WHERE array_to_tsvector(a.words) @@ %(some)s::tsquery
       AND array_to_tsvector(n.words || a.words) @@ %(every)s::tsquery LIMIT %(most)s)
"""
EVERYWHERE = """
    SELECT count(*) FROM (SELECT words FROM person ORDER BY id DESC LIMIT %s) n
    WHERE array_to_tsvector(n.words) @@ %s::tsquery
"""
PEOPLE = "WITH named AS (%s) SELECT count(*), array_agg(id) FROM named"
CASES = """
    WITH named AS MATERIALIZED (%s), met AS (SELECT count(*) AS people FROM named)
    SELECT met.people, ARRAY(SELECT DISTINCT p.case_id FROM party p
        WHERE p.person_id IN (SELECT id FROM named) AND met.people < %%(most)s) FROM met
"""


class HasWords(models.Func):
    """Whether words, as an index keeps them, answer a question."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = models.BooleanField()


class IsAnyOf(models.Func):
    """Whether a number is one of many, which go to the database as one value."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = models.BooleanField()


def is_any_of(column: str, ids: list[int]) -> Q:
    """A condition: the column holds one of these."""
    return Q(IsAnyOf(F(column), models.Value(ids, ArrayField(models.BigIntegerField()))))


def cases_found(text: str) -> tuple[Q, bool]:
    """A condition for cases, and whether it is one for common names alone. What was typed is a
    number where one is like it; else its words with digits are, and the others are names."""
    words = text.split()
    digits = [word for word in words if any(letter.isdigit() for letter in word)]
    if digits:
        numbered = has_part("number", text)
        if len(digits) == len(words) or Case.objects.filter(numbered).exists():
            return numbered, False
    return cases_named(text)


def cases_named(text: str) -> tuple[Q, bool]:
    """The same, where what was typed is no number: parties bear the names, and what has digits
    is a part of the number."""
    words = text.split()
    digits = [word for word in words if any(letter.isdigit() for letter in word)]
    names = [word for word in words if word not in digits]
    condition, is_common = names_found(" ".join(names)) if names else (Q(), False)
    for word in digits:
        condition &= has_part("number", word)
    return condition, is_common and not digits


def names_found(text: str) -> tuple[Q, bool]:
    """A condition for cases: of each name that “v.” sets apart, somebody is a party."""
    condition, is_common = Q(), True
    for words in name_words(BETWEEN.split(text)):
        people, cases = counted(CASES, words)
        if people > COMMON:
            parties = Party.objects.filter(bears(words, "person"), case=OuterRef("pk"))
            condition &= Q(Exists(parties))
        else:
            condition &= is_any_of("pk", cases)
            is_common = False
    return condition, is_common


def people_found(text: str, *links: str) -> tuple[Q, bool]:
    """A condition for people, or for rows that link to one in any of these ways, and whether it
    is one for a common name."""
    (words,) = name_words([text])
    count, people = counted(PEOPLE, words)
    condition = Q()
    for link in links or ("",):
        if count > COMMON:
            condition |= bears(words, link)
        else:
            condition |= is_any_of(f"{link}_id" if link else "pk", people)
    return condition, count > COMMON


def counted(question: str, words: list[str]) -> tuple[int, list[int]]:
    """How many people are so named, but for the common; and what was asked of them."""
    if not words:
        return 0, []
    if max(map(len, words)) == 1 and is_everywhere(words):
        return COMMON + 1, []
    some = " | ".join(f"{quoted(word)}:*" for word in words)
    with connection.cursor() as cursor:
        cursor.execute(question % NAMED, {"every": every(words), "some": some, "most": COMMON + 1})
        people, found = cursor.fetchone()
    return people, found or []


def is_everywhere(words: list[str]) -> bool:
    """Whether a name of single letters is one of very many, without counting them."""
    with connection.cursor() as cursor:
        cursor.execute(EVERYWHERE, [LATEST, every(words)])
        (latest,) = cursor.fetchone()
    return int(latest) >= MANY


def bears(words: list[str], person: str) -> Q:
    """A condition for common names: the person, linked so, bears it, or goes by it besides."""
    question = models.Value(every(words))
    pk, own = (f"{person}_id", f"{person}__words") if person else ("pk", "words")
    together = Words("words", OuterRef(own), arg_joiner=" || ")
    also = PersonName.objects.filter(HasWords(together, question), person=OuterRef(pk))
    return Q(HasWords(Words(own), question)) | Q(Exists(also))


def name_words(names: list[str]) -> list[list[str]]:
    """The words of names, without case, accents and punctuation, as the record keeps them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_words(each) FROM unnest(%s::text[]) each", [names])
        return [row[0] for row in cursor.fetchall()]


def every(words: list[str]) -> str:
    """A question for all these words, each as it is or as the beginning of one."""
    return " & ".join(f"{quoted(word)}:*" for word in words)


def cases_numbered(text: str) -> Any:
    """The cases with this number, one in each court at most."""
    return list(Case.objects.filter(has_number("number", text)).values_list("pk", flat=True))


def has_part(column: str, text: str) -> Q:
    """A condition: the number in the column has all these pieces, or begins so."""
    runs = number_runs(text)
    pieces = " & ".join(quoted(without_zeros(run)) for run in runs)
    return has_words(column, f"({pieces}) | {quoted(''.join(runs))}:*") if runs else NONE


def has_number(column: str, text: str) -> Q:
    """A condition: the column has this number and no other."""
    runs = number_runs(text)
    hyphened = quoted("-".join(map(without_zeros, runs)))
    return has_words(column, f"{hyphened} | {quoted(''.join(runs))}") if runs else NONE


def has_words(column: str, question: str) -> Q:
    return Q(HasWords(Words(NumberWords(column)), models.Value(question)))


def number_runs(text: str) -> list[str]:
    """A number's letters and digits, run by run, as the database's number_words() tells them."""
    return re.findall(r"[a-z]+|[0-9]+", text.lower())


def without_zeros(run: str) -> str:
    return run.lstrip("0") or "0"


def quoted(word: str) -> str:
    return f"'{word}'"
