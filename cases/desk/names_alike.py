"""How one name may be another: the same words turned round, one left out, one mistyped."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

# These tell father from son, and stand in the name as often as beside it.
SUFFIXES = {
    "jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv",
}  # fmt: skip
# Between surnames these come and go.
PARTICLES = {"de", "del", "la", "las", "los", "y"}
# A shorter word with another letter is another word.
LONG_ENOUGH = 4
# Of two words written as one, each has so many letters at least.
SHORTEST_PART = 3
# A name of more words is that of an organization, in which the first ones tell.
MOST_WORDS = 6


@dataclass(frozen=True, kw_only=True)
class Name:
    """The words of a name as the record keeps them, and the suffix apart."""

    words: tuple[str, ...]
    suffix: str = ""


@dataclass(frozen=True, order=True, kw_only=True)
class Alike:
    """In what way a name is like another, and how far from it: 0 is the same."""

    distance: int
    words: str


def name_of(words: Sequence[str], suffix: str = "") -> Name:
    """A name, its suffix taken out of its words where it stands among them."""
    found = [SUFFIXES[word] for word in words[1:] if word in SUFFIXES]
    whole = [*words[:1], *(word for word in words[1:] if word not in SUFFIXES)]
    told = [word for word in whole if word not in PARTICLES]
    rest = told if len(told) > 1 else whole
    plain = "".join(letter for letter in suffix.lower() if letter.isalnum())
    return Name(words=tuple(rest), suffix=SUFFIXES.get(plain, plain) or "".join(found[:1]))


def alike(one: Name, other: Name) -> Alike | None:
    """How the other name is like this one; father and son are not alike."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if one.words == other.words:
        return Alike(distance=0, words="the same name")
    if sorted(one.words) == sorted(other.words):
        return Alike(distance=1, words="the same name in another order")
    if "".join(one.words) == "".join(other.words):
        return Alike(distance=1, words="the same name, spaced otherwise")
    less, more = Counter(one.words), Counter(other.words)
    return _but_for(
        sorted((less - more).elements()), sorted((more - less).elements()), (less & more).total()
    )


def _but_for(only_one: list[str], only_other: list[str], shared: int) -> Alike | None:
    """How names are alike that share words, and not all; told the same from either side."""
    if shared > 1 and not (only_one and only_other):
        return Alike(distance=3, words=f"the same name but for {_told(only_one or only_other)}")
    if len(only_one) != 1 or len(only_other) != 1 or not shared:
        return None
    was, becomes = sorted([only_one[0], only_other[0]], key=lambda word: (len(word), word))
    is_initial = shared > 1 and len(was) == 1 and was == becomes[0]
    if is_initial or is_one_off(was, becomes):
        return Alike(distance=2, words=f"the same name but for {_told([was, becomes])}")
    return None


def _told(words: list[str]) -> str:
    return " and ".join(f"“{word.capitalize()}”" for word in words)


def is_one_off(one: str, other: str) -> bool:
    """Whether one slip of the fingers makes the one word the other."""
    if min(len(one), len(other)) < LONG_ENOUGH or abs(len(one) - len(other)) > 1:
        return False
    return other in slips(one)


def slips(word: str) -> set[str]:
    """Every word that one slip makes of this one: a letter lost, more, other, or two exchanged."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    lost = {left + right[1:] for left, right in cuts if right}
    exchanged = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    other = {left + new + right[1:] for left, right in cuts if right for new in ascii_lowercase}
    more = {left + new + right for left, right in cuts for new in ascii_lowercase}
    return (lost | exchanged | other | more) - {word}


def questions(name: Name) -> Iterator[str]:
    """What to ask an index of words for, so that every name that is alike is among the answers."""
    words = list(dict.fromkeys(name.words))[:MOST_WORDS]
    yield _every(words)
    for word in words if len(words) > 1 else ():
        others = [each for each in words if each != word]
        if len(others) > 1:
            yield _every(others)
        elif len(word) >= LONG_ENOUGH:
            slipped = " | ".join(f"'{each}'" for each in sorted(slips(word)))
            yield f"{_every(others)} & ({slipped})"
    yield from _spaced_otherwise(words)


def _spaced_otherwise(words: list[str]) -> Iterator[str]:
    """The name with two words written as one, or one as two."""
    for place, word in enumerate(words):
        around = [*words[:place], *words[place + 1 :]]
        cuts = range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        if parts := [f"'{word[:cut]}' & '{word[cut:]}'" for cut in cuts]:
            yield " & ".join([*filter(None, [_every(around)]), f"({' | '.join(parts)})"])
        if words[place + 1 :]:
            joined = word + words[place + 1]
            yield _every([*words[:place], joined, *words[place + 2 :]])


def _every(words: list[str]) -> str:
    return " & ".join(f"'{word}'" for word in words)
