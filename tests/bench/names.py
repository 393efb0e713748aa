"""Searches by name: each way of spelling, typos, and the same by full-text search."""

from collections.abc import Callable

from django.db import connection

from tests.bench import SEEDS, Measured
from tests.bench.fill import is_lean
from tests.bench.kit import by_words
from tests.bench.kit.asking import Bare, Statements, listing, noted
from tests.bench.kit.bearers import bearing, misspellings
from tests.bench.kit.chance import dice
from tests.bench.kit.goals import at_least, at_most, told
from tests.bench.kit.lean import kept
from tests.bench.kit.names import SHORTEST, Person, asked, people, plain, with_typo
from tests.bench.kit.published import published
from tests.bench.kit.timing import in_rounds

SIZE = 100_000
EACH = 100
TYPOS = 300
CHECKED = 10
ALIASES = """
    SELECT a.full_name, n.full_name FROM person_name a JOIN person n ON n.id = a.person_id
    WHERE EXISTS (SELECT FROM party p JOIN court_case k ON k.id = p.case_id
        JOIN published_case c ON c.key = k.key
        WHERE p.person_id = n.id AND n.full_name = ANY (c.defendants))
    ORDER BY hashint8extended(a.id, %s) LIMIT %s
"""


def run(size: int) -> list[Measured]:
    """Every way of spelling, then what is misspelled, then the same by other means."""
    with published(size), by_words.full_text():
        who = people(EACH)
        return [
            *two_words(who),
            *(line for name, spell in WAYS.items() for line in way(name, pairs(who, spell))),
            *way("an alias", aliases()),
            *typos(),
            *really_misspelled(),
            *kept(size),
            *same_as_brute_force(who[:CHECKED], is_lean=is_lean(size)),
        ]


# How readers write a name; an empty answer means that this name cannot be written so.
WAYS: dict[str, Callable[[Person], str]] = {
    "surname first": lambda who: f"{who.surname} {who.given}",
    "surname alone": lambda who: who.surname,
    "beginnings of both": lambda who: f"{who.given[:3]} {who.surname[:5]}",
    "without accents, small": lambda who: plain(f"{who.given} {who.surname}"),
    "one of two surnames": lambda who: (
        f"{who.given} {who.surname.split()[-1]}" if " " in who.surname else ""
    ),
    "two surnames fused": lambda who: (
        f"{who.given} {who.surname.replace(' ', '').replace('-', '')}"
        if {" ", "-"} & set(who.surname)
        else ""
    ),
}

# What is typed, and words that a good answer has.
Pair = tuple[str, set[str]]


def pairs(who: list[Person], spell: Callable[[Person], str]) -> list[Pair]:
    return [(spell(person), person.words) for person in who if spell(person)]


def aliases() -> list[Pair]:
    with connection.cursor() as cursor:
        cursor.execute(ALIASES, [SEEDS["seed"], EACH])
        return [(alias, set(plain(name).split())) for alias, name in cursor]


def two_words(who: list[Person]) -> list[Measured]:
    """A given name and a surname, beside full-text search."""
    typed = [(f"{person.given} {person.surname}", person.words) for person in who]
    questions = [(words, statements_of(words)) for words, _ in typed]
    bare = Bare()
    ours, theirs = in_rounds(
        questions, lambda each: bare.ask(each[1]), lambda each: by_words.search(each[0])
    )
    bare.close()
    return [
        told("two words: rows, p50", ours.p50, "ms"),
        told("two words: rows, slowest", ours.most, "ms"),
        told("two words: full-text search, p50", theirs.p50, "ms"),
        told("two words: full-text search, p95", theirs.p95, "ms"),
        told("two words: found", found_of(typed), "%"),
        at_most(5, 2, "two words: rows, p95", ours.p95, "ms"),
        at_least(5, 15, "two words: full-text / ours, p95", theirs.p95 / ours.p95, "times"),
    ]


def way(name: str, typed: list[Pair]) -> list[Measured]:
    """The rows of a page, for one way of spelling."""
    if not typed:
        return []
    questions = [statements_of(words) for words, _ in typed]
    bare = Bare()
    (rows,) = in_rounds(questions, bare.ask)
    bare.close()
    return [
        told(f"{name}: rows, p50", rows.p50, "ms"),
        told(f"{name}: rows, p95", rows.p95, "ms"),
        told(f"{name}: rows, slowest", rows.most, "ms"),
        told(f"{name}: the person is on page one", found_of(typed), "%"),
    ]


def typos() -> list[Measured]:
    """One generated edit in each surname."""
    drawn = dice("typos")
    long = [who for who in people(2 * TYPOS) if len(who.surname.split()[0]) >= SHORTEST][:TYPOS]
    typed = [
        (f"{who.given} {with_typo(who.surname.split()[0], drawn)}", words_of(who)) for who in long
    ]
    return recalled("generated typos", typed, 97)


def words_of(who: Person) -> set[str]:
    return set(plain(f"{who.given} {who.surname.split()[0]}").split())


def really_misspelled() -> list[Measured]:
    """Misspellings that people made, told apart from the generated ones."""
    known = misspellings()
    with bearing([right for right, _ in known]) as bearers:
        typed = [
            (f"{person.given} {wrong}", set(plain(f"{person.given} {right}").split()))
            for person, (right, wrong) in zip(bearers, known, strict=False)
        ]
        return recalled("real misspellings", typed, 90)


def recalled(name: str, typed: list[Pair], goal: float) -> list[Measured]:
    questions = [statements_of(words) for words, _ in typed]
    bare = Bare()
    (rows,) = in_rounds(questions, bare.ask)
    bare.close()
    return [
        told(f"{name}: rows, p50", rows.p50, "ms"),
        at_most(6, 4, f"{name}: rows, p95", rows.p95, "ms"),
        at_least(6, goal, f"{name}: recall at 25", found_of(typed), "%"),
    ]


def same_as_brute_force(who: list[Person], *, is_lean: bool) -> list[Measured]:
    """All cases that a search finds, beside those found by looking at every name.

    Every name is looked at in the record: where that is lean, what is found elsewhere is not told.
    """
    missed = beyond = 0
    for person in who:
        words = f"{person.given} {person.surname}"
        found = set(listing("cases", asked(words)).asked.qs.values_list("key", flat=True))
        wanted = by_words.brute_force(words)
        missed += len(wanted - found)
        beyond += len(found - wanted)
    held = at_most(5, 0, "brute force: cases that the search misses", missed, "cases")
    if is_lean:
        return [held]
    return [
        held,
        told("brute force: cases found beyond it (aliases apart, typos)", beyond, "cases"),
    ]


def statements_of(words: str) -> Statements:
    """What the rows of the first page ask of the database."""
    found = listing("cases", asked(words))
    found.total  # noqa: B018 - counted apart
    with noted() as statements:
        found.page()
    return statements


def found_of(typed: list[Pair]) -> float:
    """The share of searches on whose first page a defendant with these words stands."""
    return 100 * sum(is_found(words, wanted) for words, wanted in typed) / len(typed)


def is_found(words: str, wanted: set[str]) -> bool:
    rows = listing("cases", asked(words)).page().rows
    names = (plain(name) for row in rows for name in row["defendants"])
    return any(wanted <= set(name.split()) for name in names)
