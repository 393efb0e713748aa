"""Vocabularies as data: what the record may say, and the words the public reads for it.

A code is stable for ever and never shown; a label may change. A new code is added in one
place, the vocabulary's own file, and reaches the database with the migration that
`makemigrations` then writes for the column's constraint.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar


class UnknownKind(LookupError):
    """A code that its vocabulary does not hold."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One word of a vocabulary: a code, its label, and where useful a sentence."""

    code: str
    label: str
    sentence: str = ""


K = TypeVar("K", bound=Kind)


class Vocabulary(Generic[K]):
    """An ordered, closed set of kinds; asking for any other code raises `UnknownKind`."""

    def __init__(self, name: str, *kinds: K) -> None:
        self.name = name
        self._by_code = {kind.code: kind for kind in kinds}
        if len(self._by_code) != len(kinds):
            raise ValueError(f"{name}: a code stands twice")

    def __iter__(self) -> Iterator[K]:
        return iter(self._by_code.values())

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> K:
        try:
            return self._by_code[code]
        except KeyError:
            known = ", ".join(self._by_code)
            raise UnknownKind(f"{code!r} is not a {self.name}. Known: {known}") from None

    def codes(self) -> list[str]:
        return list(self._by_code)

    def label(self, code: str) -> str:
        return self[code].label

    def choices(self) -> list[tuple[str, str]]:
        return [(kind.code, kind.label) for kind in self]
