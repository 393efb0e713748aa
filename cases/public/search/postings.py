"""Beginning the case list at a name: those who bear it as their own first, newest first."""
# ruff: noqa: S608 - what is put together is our own names; what was typed goes as parameters

from dataclasses import dataclass

from cases.public.models import PublishedCase
from cases.public.search import paging
from cases.public.search.besides import Beside
from cases.public.search.codes import KINDS, Codes, Params
from cases.public.search.kinds import Dates, Place, by_codes
from cases.public.search.names import OWN, Search
from cases.public.search.typed import typed

# Column by column, so that a kept plan outlives a new one.
SHOWN = ", ".join(f"c.{field.name}" for field in PublishedCase._meta.get_fields())
# So many cases of a name are looked up one by one before all that is asked for is gathered.
MOST_READ = 500
MOST_SEEN = 2_000
# So many rows are read for each case that may be counted: few cases have more.
ROWS_A_CASE = 3
PEOPLE = """
    (SELECT json_agg(json_build_object('name', p.name, 'surname', p.surname, 'also', p.also::text,
        'words', p.words) ORDER BY p.sort_name, p.key)
     FROM (SELECT DISTINCT o.person_key FROM published_name o WHERE o.case_key = c.key) o
     JOIN published_person p ON p.key = o.person_key)
"""


@dataclass(frozen=True)
class Named:
    """The cases of those who bear a name: own names first, newest first among them."""

    name: str
    besides: tuple[Beside, ...] = ()
    order = "place"

    def counted(self, codes: Codes, dates: Dates) -> tuple[str, Params]:
        """The codes of the cases asked for and how many are alike in them, as a query."""
        search = Search(typed(self.name))
        dated, most = dates.condition(search.params, "n"), paging.MOST_COUNTED
        whole, seen, asked = ROWS_A_CASE * most, 0, "true"
        cases = f"{search.words()}, "
        if codes or self.besides:
            # Few are looked up one by one; of more, those are read that are asked for.
            seen, asked = MOST_SEEN, codes.condition(search.params, "k")
            cases += f"{search.cases('few', search.bind(seen), dated)}, {self._gathered(asked)}, "
            dated += f"{self._asked(codes)} AND (SELECT count(*) FROM few_rows) = {seen}"
        many = (
            f"(SELECT count(*) FROM found) > {most} OR (SELECT count(*) FROM found_rows) = {whole}"
        )
        counted = by_codes(f"SELECT kind AS alike FROM found WHERE NOT ({many})")
        if seen:
            few = "".join(f" AND {beside.one()}" for beside in self.besides)
            counted = (
                by_codes(
                    "SELECT kind AS alike FROM few n"
                    f" WHERE (SELECT count(*) FROM few_rows) < {seen}{few}"
                )
                + f" WHERE {asked} UNION ALL {counted}"
            )
        return (
            f"{cases}{search.cases('found', search.bind(whole), dated)} {counted}"
            f" UNION ALL SELECT '', '', '', '', '{{}}', {most + 1} WHERE {many}"
        ), search.params

    def page_of(self, codes: Codes, dates: Dates, place: Place) -> tuple[str, Params]:
        """The rows of one page and one more, beyond the cursor, as a query."""
        search = Search(typed(self.name))
        way = "DESC" if place.down else "ASC"
        order = f"ORDER BY n.place {way}, n.case_key {way}"
        found = f"{search.words()}, {self._found(search, codes, dates, place, order)}"
        return (
            f"{found} SELECT {SHOWN}, n.place, {_people(search)} FROM found n"
            f" JOIN published_case c ON c.key = n.case_key {order}"
        ), search.params

    def _found(self, search: Search, codes: Codes, dates: Dates, place: Place, order: str) -> str:
        """Queries of which the last, `found`, has the cases of the page."""
        dated, size, beyond = dates.condition(search.params, "n"), search.bind(place.size + 1), ""
        if place.start:
            search.params |= {"day": place.start.value, "key": place.start.key}
            step = "<" if place.down else ">"
            beyond = f" AND (n.place, n.case_key) {step} (%(day)s, %(key)s)"
        if not (codes or self.besides):
            return f"found AS ({search.hits(size, dated, beyond, down=place.down)})"
        asked = codes.condition(search.params, "k")
        far = search.hits(size, dated + self._asked(codes), beyond, down=place.down)
        if search.is_short:
            return f"{self._gathered(asked)}, found AS ({far})"
        read = search.hits(search.bind(MOST_READ), dated, beyond, down=place.down)
        one = "".join(f" AND {beside.one()}" for beside in self.besides)
        return (
            f"{self._gathered(asked)}, read AS MATERIALIZED ({read}),"
            " near AS MATERIALIZED (SELECT n.* FROM read n"
            f" CROSS JOIN LATERAL ({KINDS.of('n', 'kind')}) k WHERE {asked}{one}"
            f" {order} LIMIT {size}),"
            f" enough AS MATERIALIZED (SELECT (SELECT count(*) FROM near) = {size}"
            f" OR (SELECT count(*) FROM read) < {MOST_READ} AS is_so),"
            " found AS (SELECT * FROM near WHERE (SELECT is_so FROM enough) UNION ALL"
            f" SELECT * FROM ({far}) far WHERE NOT (SELECT is_so FROM enough))"
        )

    def _gathered(self, asked: str) -> str:
        """Queries of all kinds asked for, and of all cases that have what is asked besides."""
        kinds = f"kinds AS MATERIALIZED (SELECT k.kind FROM published_kind k WHERE {asked})"
        held = (beside.held(f"held_{n}") for n, beside in enumerate(self.besides))
        return ", ".join((kinds, *held))

    def _asked(self, codes: Codes) -> str:
        """What holds for rows `n` of all cases asked for."""
        said = ["(n.kind IN (SELECT kind FROM kinds)) IS TRUE"] if codes else []
        said += (beside.all(f"held_{n}") for n, beside in enumerate(self.besides))
        return "".join(f" AND {each}" for each in said)


def _people(search: Search) -> str:
    """Everybody named in a case, where its own names do not tell why it was found."""
    if len(search.typed.words) > 2:
        return f"{PEOPLE} AS people"
    return f"CASE WHEN n.place < '{OWN}' OR EXISTS (SELECT FROM meant) THEN {PEOPLE} END AS people"
