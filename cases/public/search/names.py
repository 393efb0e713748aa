"""How a typed name finds the cases of the people who bear it.

Words are looked for in any order, each as the beginning of a word of one person's names. Names
come before other names of a person; spellings one slip away only where both find nobody.
Everything is a query over `published_name`, whose rows are pairs of words: for two words it is
one stretch of an index, for one word the stretch of every word that begins so.
"""

# What was typed is bound, never written into a statement.
# ruff: noqa: S608

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models.expressions import RawSQL

Params = dict[str, Any]

# Letters that are not a plain letter with a mark, as the database's unaccent reads them.
LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "đ": "d", "ħ": "h",
     "\u0131": "i", "ĸ": "q", "ŀ": "l", "ł": "l", "ŋ": "n", "ŧ": "t"}
)  # fmt: skip
# From here on a place among hits is that of a name itself, below it that of another name.
OWN = date(4001, 1, 1)
# The last sign that no word can begin with: all that begins with "ab" lies before "ab{".
LAST = "{"
# What a search tells of a case.
HIT = "n.case_key, n.kind, n.place"
COLUMNS = ("word", "beside")
# Fewer letters begin hundreds of words.
SELDOM_BEGUN = 4
# So many rows are read for each case that may be counted.
ROWS_A_CASE = 3
NOTHING = "SELECT {} FROM published_name n WHERE false"
# Fewer letters are all too near to each other.
LEAST_MISSPELLED = 4
MOST_FUSED = 4


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


@dataclass
class Search:
    """SQL over published_name for one typed name, with its parameters, as they are bound."""

    typed: Typed
    params: Params = field(default_factory=dict)

    def bind(self, value: object) -> str:
        name = f"name_{len(self.params)}"
        self.params[name] = value
        return f"%({name})s"

    def begins(self, column: str, word: str) -> str:
        return f"{column} >= {self.bind(word)} AND {column} < {self.bind(word + LAST)}"

    def rest(self, words: tuple[str, ...], table: str = "n") -> str:
        """What the words beyond the first two ask of the person's names."""
        if not words:
            return ""
        likes = " AND ".join(f"p.words LIKE {self.bind(f'% {word}%')}" for word in words)
        return (
            f" AND EXISTS (SELECT FROM published_person p"
            f" WHERE p.key = {table}.person_key AND {likes})"
        )

    def conditions(self, table: str = "n") -> Iterator[str]:
        """Under which a row answers what was typed: for each reading, by one or two indexes."""
        for words in self.typed.readings:
            yield from self.reading(words, table)

    def reading(self, words: tuple[str, ...], table: str = "n") -> Iterator[str]:
        if len(words) == 1:
            yield f"{table}.shows_word AND {self.begins(f'{table}.word', words[0])}"
            yield f"{table}.shows_beside AND {self.begins(f'{table}.beside', words[0])}"
            return
        first, second = sorted(words[:2])
        yield (
            f"{self.begins(f'{table}.word', first)}"
            f" AND {self.begins(f'{table}.beside', second)}{self.rest(words[2:], table)}"
        )

    def nobody(self) -> str:
        """Nobody bears what was typed."""
        return " AND ".join(
            f"NOT EXISTS (SELECT FROM published_name o WHERE {condition})"
            for condition in self.conditions("o")
        )

    def misspelled(self) -> Iterator[str]:
        """FROM and WHERE of rows in which one of the words is spelled with one slip."""
        words = self.typed.words
        for word in words:
            if len(word) < LEAST_MISSPELLED or not word.isalpha():
                continue
            near = self.near(word)
            others = tuple(other for other in words if other != word)
            if not others:
                yield f"{near} JOIN published_name n ON n.word = s.word AND n.shows_word WHERE true"
                yield (
                    f"{near} JOIN published_name n ON n.beside = s.word AND n.shows_beside"
                    " WHERE true"
                )
            else:
                tokens = self.tokens(others[0])
                yield (
                    f"{near} CROSS JOIN {tokens} JOIN published_name n"
                    " ON n.word = least(s.word, t.word) AND n.beside = greatest(s.word, t.word)"
                    f" WHERE true{self.rest(others[1:])}"
                )

    def near(self, word: str) -> str:
        """The words of published names one slip away: a letter left out, added or changed, or
        two neighbors swapped."""
        asked = self.bind(word)
        left_out = "overlay(s.word PLACING '' FROM {} FOR 1) = d.spelling"
        swapped = f"{left_out} AND substr(s.word, {{}}, 1) = substr({asked}, d.at::integer, 1)"
        before, here, behind = (
            "greatest(d.at::integer - 1, 1)",
            "d.at::integer",
            "d.at::integer + 1",
        )
        alike = " OR ".join(
            (left_out.format(here), swapped.format(before, before), swapped.format(behind, behind))
        )
        return (
            f"(SELECT DISTINCT s.word FROM unnest({self.bind(spellings(word))}::text[])"
            " WITH ORDINALITY d (spelling, at) JOIN published_spelling s ON s.spelling = d.spelling"
            f" WHERE s.word <> {asked} AND (length(s.word) <> length({asked}) OR {alike})) s"
        )

    def tokens(self, word: str) -> str:
        """The word itself, and the words of published names that begin so."""
        return (
            f'(SELECT {self.bind(word)}::text COLLATE "C" AS word'
            f" UNION SELECT s.word FROM published_spelling s"
            f" WHERE {self.begins('s.word', word)} AND s.spelling = s.word) t"
        )

    def rows(self, columns: str, also: str = "") -> str:
        """All rows that answer, and if there are none, those one slip away. `also` is any
        further condition on the rows n; whether somebody bears the name does not hang on it."""
        found = [
            f"SELECT {columns} FROM published_name n WHERE {condition}{also}"
            for condition in self.conditions()
        ]
        slips = " UNION ALL ".join(
            f"SELECT {columns} FROM {part}{also}" for part in self.misspelled()
        )
        if slips:
            found.append(f"SELECT * FROM ({slips}) n WHERE {self.nobody()}")
        return " UNION ALL ".join(found) or NOTHING.format(columns)

    def kinds(self, most: int, also: str = "") -> str:
        """The kind of every case that answers; of more cases than `most`, of more than that
        many, whichever they are. Few cases have several rows, so few rows more are read."""
        rows = self.rows("n.case_key, n.kind", also)
        whole = ROWS_A_CASE * most
        return (
            f"WITH few AS MATERIALIZED (SELECT * FROM ({rows}) n LIMIT {whole})"
            " SELECT d.kind FROM (SELECT DISTINCT case_key, kind FROM few) d"
            f" UNION ALL SELECT 0 FROM generate_series(0, {most})"
            f" WHERE (SELECT count(*) FROM few) = {whole}"
        )

    def first(self, limit: str, also: str = "", *, down: bool = True) -> str:
        """Cases that answer, each once, its kind and its place: that of its best name. In
        order, and no more than that many. `also` is any further condition on the rows n."""
        way = "DESC" if down else "ASC"
        one_word = len(self.typed.words) == 1
        parts = [self.of_one_word(also, way, limit)] if one_word else []
        whole = self.typed.fused if parts else self.typed.readings
        paired = [part for words in whole for part in self.reading(words)]
        parts += self.deduplicated([f"published_name n WHERE {part}" for part in paired], also)
        parts += self.deduplicated(list(self.misspelled()), f" AND {self.nobody()}{also}")
        rows = " UNION ALL ".join(parts) or NOTHING.format(HIT)
        return (
            f"SELECT DISTINCT ON (n.place, n.case_key) {HIT} FROM ({rows}) n"
            f" ORDER BY n.place {way}, n.case_key {way} LIMIT {limit}"
        )

    def deduplicated(self, sources: list[str], also: str) -> list[str]:
        """Every row of these, of each case the best. There are seldom many."""
        if not sources:
            return []
        rows = " UNION ALL ".join(f"SELECT n.filed_order, {HIT} FROM {each}" for each in sources)
        return [
            f"SELECT {HIT} FROM (SELECT DISTINCT ON (n.case_key) n.* FROM ({rows}) n"
            f" ORDER BY n.case_key, n.place DESC) n WHERE true{also}"
        ]

    def of_one_word(self, also: str, way: str, limit: str) -> str:
        """The first rows of each word that begins so: of "mar", those of Marsh and of Martin.
        A case found by another name is left out if it is found by a name itself."""
        (word,) = self.typed.words
        own = " OR ".join(f"({part})" for part in self.conditions("o"))
        also += (
            f" AND (n.place >= '{OWN}' OR NOT EXISTS (SELECT FROM (SELECT * FROM published_name o"
            f" WHERE o.case_key = n.case_key AND o.place >= '{OWN}' OFFSET 0) o WHERE {own}))"
        )
        order = f"ORDER BY n.place {way}, n.case_key {way}"
        words, leads = self.tokens(word), ""
        if len(word) < SELDOM_BEGUN:
            words = self.ranked(words, also, order)
            leads = f" AND t.rank <= {limit} AND t.stands = "
        each = " UNION ALL ".join(
            f"(SELECT DISTINCT ON (n.place, n.case_key) {HIT} FROM published_name n"
            f" WHERE n.{column} = t.word AND n.shows_{column}{also}"
            f"{leads and leads + repr(column)} {order} LIMIT {limit})"
            for column in COLUMNS
        )
        return f"SELECT m.* FROM {words} CROSS JOIN LATERAL ({each}) m"

    def ranked(self, words: str, also: str, order: str) -> str:
        """Words by their first row: of very many, only the first can have a row to show."""
        heads = " UNION ALL ".join(
            f"SELECT t.word, '{column}' AS stands, n.* FROM {words} CROSS JOIN LATERAL ("
            f"SELECT n.place, n.case_key FROM published_name n WHERE n.{column} = t.word"
            f" AND n.shows_{column}{also} {order} LIMIT 1) n"
            for column in COLUMNS
        )
        return f"(SELECT n.*, dense_rank() OVER ({order}) AS rank FROM ({heads}) n) t"


def spellings(word: str) -> list[str]:
    """What is left of a word without its first letter, its second, and so on; then the word."""
    return [*(word[:at] + word[at + 1 :] for at in range(len(word))), word]


def cases_named(name: str) -> RawSQL:
    """The keys of the cases of those who bear this name: a condition for any list."""
    search = Search(typed(name))
    return in_places(search.rows("n.case_key"), search.params)


def in_places(sql: str, params: Params) -> RawSQL:
    """A query with named parameters as Django takes it: with their values in order."""
    names = re.findall(r"%\((\w+)\)s", sql)
    return RawSQL(re.sub(r"%\(\w+\)s", "%s", sql), [params[name] for name in names])  # noqa: S611
