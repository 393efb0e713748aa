"""What a typed name asks for, read as the publication reads names; and how words are alike."""

import re
import unicodedata
from dataclasses import dataclass

# Letters that are not a plain letter with a mark, as the database's unaccent reads them.
LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ħ": "h",
     "\u0131": "i", "ĸ": "q", "ŀ": "l", "ł": "l", "ŋ": "n", "ŧ": "t"}
)  # fmt: skip
MOST_FUSED = 4
# Fewer letters sound all too much alike; the sign before them is none of theirs.
LEAST_HEARD = 5
LEAST_SOUND = 4
LONGEST = 100
# As in by_ear of the database.
SOUNDS = [
    (re.compile(written), heard)
    for written, heard in (
        ("^[gkp]n", "n"), ("^wr", "r"), ("^ps", "s"), ("ph", "f"), ("gh", ""), ("dg", "g"),
        ("tch", "ch"), ("dt", "t"), ("s?c(?=[eiy])", "s"), ("ck|[cq]", "k"), ("x", "ks"),
        ("z", "s"), ("^[aeiouy]", "a"), ("(?<=.)[aeiouyhw]", ""), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip


def plain_words(text: str) -> list[str]:
    """The words of a name as the publication holds them: small letters, no marks."""
    small = unicodedata.normalize("NFC", text).lower().translate(LETTERS)
    letters = unicodedata.normalize("NFKD", small)
    return re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))


@dataclass(frozen=True)
class Typed:
    """A name as typed, in every way it can be read: word by word, and with neighbors fused."""

    words: tuple[str, ...]
    fused: tuple[tuple[str, ...], ...] = ()

    @property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        return (self.words, *self.fused) if self.words else ()


def typed(name: str) -> Typed:
    """What a typed name asks for; no reading at all if it has no Latin letter or digit."""
    words = plain_words(name)
    fused = []
    if len(_needed(words)) > 1 and len(words) <= MOST_FUSED:
        for length in range(2, len(words) + 1):
            for start in range(len(words) - length + 1):
                one = "".join(words[start : start + length])
                fused.append(_needed([*words[:start], one, *words[start + length :]]))
    return Typed(_needed(words), tuple(dict.fromkeys(fused)))


def _needed(words: list[str]) -> tuple[str, ...]:
    """A word that another begins with asks for nothing more. The longest come first."""
    distinct = sorted(set(words), key=lambda word: (-len(word), word))
    return tuple(
        word
        for place, word in enumerate(distinct)
        if not any(longer.startswith(word) for longer in distinct[:place])
    )


def spellings(word: str) -> list[str]:
    """What is left of a word without its first letter, its second, and so on; then the word."""
    return [*(word[:at] + word[at + 1 :] for at in range(len(word))), word]


def by_ear(word: str) -> str:
    """A word as it sounds, roughly."""
    for written, heard in SOUNDS:
        word = written.sub(heard, word)
    return f"~{word}"[:LONGEST]


def sound_alike(asked: str, word: str) -> bool:
    """Whether two words are near enough to be taken for each other by ear."""
    sound = by_ear(asked)
    return len(asked) >= LEAST_HEARD and len(sound) >= LEAST_SOUND and sound == by_ear(word)
