"""What the cases of a name must have besides: a statute, an outcome, a number."""
# ruff: noqa: S608 - what is put together is our own names; values are put in place by psycopg

from collections.abc import Iterator
from dataclasses import dataclass

from cases.public.read import composed, sql_of, within
from cases.public.search.conditions import begins_so
from cases.public.search.statutes import keys_named

# So many cases are gathered; of more, each case found is asked whether it is among them.
MOST_HELD = 20_000


@dataclass(frozen=True)
class Beside:
    """A row `x` of a table that a case, found as `n`, must have."""

    table: str
    key: str
    holds: str

    def one(self) -> str:
        """Whether one case has it: its own rows are read, whatever else the database thinks."""
        own = f"SELECT * FROM {self.table} x WHERE x.{self.key} = n.case_key OFFSET 0"
        return f"EXISTS (SELECT FROM ({own}) x WHERE {self.holds})"

    def held(self, name: str) -> str:
        """A query of the cases that have it, as long as they are not too many."""
        have = f"SELECT x.{self.key} AS key FROM {self.table} x WHERE {self.holds}"
        return f"{name} AS MATERIALIZED ({have} LIMIT {MOST_HELD})"

    def all(self, name: str) -> str:
        """The same for very many cases, held against that query where it gave all."""
        return (
            f"CASE WHEN (SELECT count(*) FROM {name}) < {MOST_HELD}"
            f" THEN n.case_key IN (SELECT key FROM {name}) ELSE {self.one()} END"
        )


def besides(statute: str = "", outcome: str = "", number: str = "") -> Iterator[Beside]:
    """What is asked for, each with its values in place."""
    ended = within(composed("%s::varchar", [outcome])) if outcome else ""
    if statute:
        cited = within(f"x.statute_key = ANY (ARRAY({sql_of(keys_named(statute))}))")
        # Of a charge under it, where what that came to is asked for too.
        also = f" AND {ended} = ANY (x.outcomes)" if outcome else ""
        yield Beside("published_citation", "case_key", cited + also)
    elif outcome:
        yield Beside("published_outcome", "case_key", f"x.outcome = {ended}")
    if number:
        begun = within(composed(*begins_so("x.number_key", number)))
        yield Beside("published_case", "key", begun)
