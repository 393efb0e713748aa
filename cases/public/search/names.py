"""How a typed name finds the cases of the people who bear it.

Words are looked for in any order, each as the beginning of a word of one person's names. Names
come before other names of a person; other spellings only where both find nobody. Everything is a
query over `published_name`, whose rows are pairs of words: for two words it is one stretch of an
index, for one word the stretch of every word that begins so.
"""

# What was typed is bound, never written into a statement.
# ruff: noqa: S608

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models.expressions import RawSQL

from cases.public.search.typed import Typed, typed

Params = dict[str, Any]

# From here on a place among hits is that of a name itself, below it that of another name.
OWN = date(4001, 1, 1)
# The last sign that no word can begin with: all that begins with "ab" lies before "ab{".
LAST = "{"
# What a search tells of a case.
HIT = "n.case_key, n.kind, n.place"
COLUMNS = ("word", "beside")
# Fewer letters begin hundreds of words.
SELDOM_BEGUN = 4


@dataclass
class Search:
    """SQL over published_name for one typed name, with its parameters, as they are bound."""

    typed: Typed
    params: Params = field(default_factory=dict)

    def bind(self, value: object) -> str:
        name = f"name_{len(self.params)}"
        self.params[name] = value
        return f"%({name})s"

    @property
    def is_short(self) -> bool:
        """Whether it is the beginning of one word, and of too many."""
        return len(self.typed.words) == 1 and len(self.typed.words[0]) < SELDOM_BEGUN

    def begins(self, column: str, word: str) -> str:
        return f"{column} >= {self.bind(word)} AND {column} < {self.bind(word + LAST)}"

    def rest(self, words: tuple[str, ...]) -> str:
        """What the words beyond the first two ask of the person's names."""
        if not words:
            return ""
        likes = " AND ".join(f"p.words LIKE {self.bind(f'% {word}%')}" for word in words)
        return (
            f" AND EXISTS (SELECT FROM published_person p WHERE p.key = n.person_key AND {likes})"
        )

    def stretches(self) -> Iterator[str]:
        """Where the rows lie that answer what was typed: for each reading, in one or two
        stretches of an index."""
        for words in self.typed.readings:
            if len(words) == 1:
                for column in COLUMNS:
                    yield f"n.shows_{column} AND {self.begins(f'n.{column}', words[0])}"
            else:
                first, second = sorted(words[:2])
                yield (
                    f"{self.begins('n.word', first)}"
                    f" AND {self.begins('n.beside', second)}{self.rest(words[2:])}"
                )

    def words(self) -> str:
        """Queries that come before any other of these: the words that may be meant where nobody
        bears what was typed, and if it is one word, all those looked for."""
        borne = "".join(
            f" AND NOT EXISTS (SELECT FROM published_name n WHERE {part})"
            for part in self.stretches()
        )
        meant = f"words_meant({self.bind(list(self.typed.words))}) WHERE true{borne}"
        begun = ""
        if len(self.typed.words) == 1:
            begun = (
                ", begun AS MATERIALIZED (SELECT word FROM words_begun("
                f"{self.bind(self.typed.words[0])}) word UNION ALL SELECT word FROM meant)"
            )
        return f"WITH meant AS MATERIALIZED (SELECT * FROM {meant}){begun}"

    def misspelled(self) -> list[str]:
        """FROM and WHERE of rows that answer in another spelling."""
        meant = "meant m CROSS JOIN LATERAL (SELECT n.* FROM published_name n WHERE"
        if len(self.typed.words) == 1:
            return [f"{meant} n.{each} = m.word AND n.shows_{each}) n" for each in COLUMNS]
        rest = ""
        if len(self.typed.words) > 2:
            rest = (
                " AND EXISTS (SELECT FROM published_person p"
                " WHERE p.key = n.person_key AND p.words LIKE ALL (m.rest))"
            )
        return [f"{meant} n.word = m.word AND n.beside = m.beside{rest}) n"]

    def rows(self, columns: str, also: str = "") -> str:
        """All rows that answer, and if there are none, those in other spellings. `also` is any
        further condition on the rows n; whether somebody bears the name does not hang on it."""
        return f"{self.words()} {self.every(columns, also)}"

    def every(self, columns: str, also: str) -> str:
        # No other index may be thought of for what is asked besides.
        parts = [
            f"(SELECT n.* FROM published_name n WHERE {part} OFFSET 0) n"
            for part in self.stretches()
        ]
        parts += self.misspelled()
        return " UNION ALL ".join(
            f"SELECT {columns} FROM {part} WHERE true{also}" for part in parts
        )

    def cases(self, name: str, most: str, also: str) -> str:
        """Two queries: so many rows at most, and the cases they are about, each once."""
        rows = self.every("n.case_key, n.kind", also)
        return (
            f"{name}_rows AS MATERIALIZED (SELECT n.* FROM ({rows}) n LIMIT {most}),"
            f" {name} AS MATERIALIZED (SELECT DISTINCT n.case_key, n.kind FROM {name}_rows n)"
        )

    def first(self, limit: str, also: str = "", beyond: str = "", *, down: bool = True) -> str:
        """Cases that answer, each once, its kind and its place: that of its best name. In
        order, and no more than that many. `also` is any further condition on the rows n that
        holds for all of a case or for none; `beyond`, one on its place."""
        return f"{self.words()} {self.hits(limit, also, beyond, down=down)}"

    def hits(self, limit: str, also: str, beyond: str, *, down: bool) -> str:
        way = "DESC" if down else "ASC"
        order = f"ORDER BY n.place {way}, n.case_key {way}"
        if len(self.typed.words) == 1:
            return self.of_one_word(also + beyond, order, limit)
        # There are seldom many.
        return (
            "SELECT n.* FROM (SELECT n.case_key, n.kind, max(n.place) AS place"
            f" FROM ({self.every(HIT, also)}) n GROUP BY n.case_key, n.kind) n"
            f" WHERE true{beyond} {order} LIMIT {limit}"
        )

    def of_one_word(self, also: str, order: str, limit: str) -> str:
        """The first rows of each word that begins so: of "mar", those of Marsh and of Martin.
        A case found by another name is left out if it is found by a name itself."""
        own = " OR ".join(
            f"o.shows_{each} AND o.{each} = ANY (ARRAY(SELECT word FROM begun))" for each in COLUMNS
        )
        also += (
            f" AND (n.place >= '{OWN}' OR NOT EXISTS (SELECT FROM (SELECT * FROM published_name o"
            f" WHERE o.case_key = n.case_key AND o.place >= '{OWN}' OFFSET 0) o WHERE {own}))"
        )
        words, leads = "begun t", ""
        if self.is_short:
            words = self.ranked(also, order)
            leads = f" AND t.rank <= {limit} AND t.stands = "
        each = " UNION ALL ".join(
            f"(SELECT DISTINCT ON (n.place, n.case_key) {HIT} FROM published_name n"
            f" WHERE n.{column} = t.word AND n.shows_{column}{also}"
            f"{leads and leads + repr(column)} {order} LIMIT {limit})"
            for column in COLUMNS
        )
        return (
            f"SELECT DISTINCT ON (n.place, n.case_key) {HIT}"
            f" FROM (SELECT m.* FROM {words} CROSS JOIN LATERAL ({each}) m) n"
            f" {order} LIMIT {limit}"
        )

    def ranked(self, also: str, order: str) -> str:
        """Words by their first row: of very many, only the first can have a row to show."""
        heads = " UNION ALL ".join(
            f"SELECT t.word, '{column}' AS stands, n.* FROM begun t CROSS JOIN LATERAL ("
            f"SELECT n.place, n.case_key FROM published_name n WHERE n.{column} = t.word"
            f" AND n.shows_{column}{also} {order} LIMIT 1) n"
            for column in COLUMNS
        )
        return f"(SELECT n.*, dense_rank() OVER ({order}) AS rank FROM ({heads}) n) t"


def cases_named(name: str) -> RawSQL:
    """The keys of the cases of those who bear this name: a condition for any list."""
    search = Search(typed(name))
    return in_places(search.rows("n.case_key"), search.params)


def in_places(sql: str, params: Params) -> RawSQL:
    """A query with named parameters as Django takes it: with their values in order."""
    names = re.findall(r"%\((\w+)\)s", sql)
    return RawSQL(re.sub(r"%\(\w+\)s", "%s", sql), [params[name] for name in names])  # noqa: S611
