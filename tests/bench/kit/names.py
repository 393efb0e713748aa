"""People of the publication to look for, and the ways in which readers spell them."""

import random
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from tests.bench.kit.questions import one

LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 5


@dataclass(frozen=True)
class Person:
    """A name as the record spells it, with its first word and its surname."""

    full: str
    given: str
    surname: str

    @property
    def words(self) -> set[str]:
        return set(plain(self.full).split())


def people(wanted: int) -> list[Person]:
    """Defendants drawn from the published cases."""
    names = one("defendants[1]", "published_case", wanted, where="cardinality(defendants) = 1")
    return [made for made in map(read, names) if made][:wanted]


def read(full: str) -> Person | None:
    """A name taken apart: given name, perhaps an initial, surname, perhaps a suffix."""
    words = full.partition(",")[0].split()
    if len(words) < 2:
        return None
    rest = [word for word in words[1:] if not word.endswith(".")]
    return Person(full, words[0], " ".join(rest)) if rest else None


def plain(text: str) -> str:
    """Small letters without accents, words apart."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign if sign.isalnum() else " " for sign in letters if not is_mark(sign))


def is_mark(sign: str) -> bool:
    return unicodedata.category(sign) == "Mn"


def with_typo(word: str, dice: random.Random) -> str:
    """The word with one edit: a letter left out, put in, changed, or two that changed places."""
    at = dice.randrange(1, len(word) - 1)
    letter = dice.choice(LETTERS)
    made = dice.choice((
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ))  # fmt: skip
    return made if made != word else with_typo(word, dice)


def asked(*words: str) -> str:
    """A question for these words of a name."""
    return f"name={quote(' '.join(words))}"
