"""Why a search by name found a case: by the name itself, another name, or a spelling near it."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cases.kinds.people import NAME_KINDS
from cases.public.search.typed import plain_words, sound_alike, spellings, typed


@dataclass(frozen=True, order=True)
class Why:
    """How a name answers: the better, the less."""

    rank: int
    label: str
    name: str

    def __str__(self) -> str:
        return f"{self.label}: {self.name}"


def why_found(people: Iterable[Mapping[str, Any]], name: str) -> Why | None:
    """The best reason that a case in which these people are named was found by this name."""
    readings = typed(name).readings
    found = [why for person in people if (why := why_matched(person, readings))]
    return min(found, default=None, key=lambda why: why.rank)


def why_matched(person: Mapping[str, Any], readings: Iterable[tuple[str, ...]]) -> Why | None:
    """How one person's names answer these readings of a typed name, if they do."""
    own = [*plain_words(person["name"]), "".join(plain_words(person["surname"]))]
    every = person["words"].split()
    asked = list(readings)
    if any(_carries(own, words) for words in asked):
        return Why(0, "Name", person["name"])
    for words in asked:
        if _carries(every, words):
            beyond = [word for word in words if not _carries(own, (word,))]
            return _by_other_name(json.loads(person["also"]), beyond)
    if asked and _is_near(every, asked[0], _share_a_spelling):
        return Why(2, "Spelled", person["name"])
    if asked and _is_near(every, asked[0], sound_alike):
        return Why(3, "Sounds alike", person["name"])
    return None


def _carries(words: list[str], asked: tuple[str, ...]) -> bool:
    return all(any(word.startswith(each) for word in words) for each in asked)


def _by_other_name(also: list[dict[str, str]], beyond: list[str]) -> Why:
    """The other name that tells most of what the name itself does not."""

    def told(other: dict[str, str]) -> int:
        words = plain_words(other["name"])
        ends = ["".join(words[start:]) for start in range(len(words))]
        return sum(_carries([*words, *ends], (word,)) for word in beyond)

    other = max(also, key=told)
    return Why(1, NAME_KINDS.label(other["kind"]), other["name"])


def _is_near(words: list[str], asked: tuple[str, ...], alike: Callable[[str, str], bool]) -> bool:
    """All of it but one word, which another word is like."""
    for slip in asked:
        rest = tuple(word for word in asked if word != slip)
        if _carries(words, rest) and any(alike(slip, word) for word in words):
            return True
    return False


def _share_a_spelling(asked: str, word: str) -> bool:
    return not set(spellings(asked)).isdisjoint(spellings(word))
