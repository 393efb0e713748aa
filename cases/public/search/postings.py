"""Beginning the case list at what is searched for: statutes, what charges came to, names. Each
has its rows in the order of the list, with the kind of the case beside them."""
# ruff: noqa: S608 - what is put together is our own names; what was typed goes as parameters

from dataclasses import dataclass

from cases.public.filters.cursors import Cursor
from cases.public.search.facets import Codes, Params, kinds_asked
from cases.public.search.kinds import Dates
from cases.public.search.names import Search, typed
from cases.public.search.paging import MOST_COUNTED


@dataclass(frozen=True)
class Postings:
    """A table of such rows, the column they are found by, and a query of what is looked for."""

    table: str
    column: str
    wanted: str
    order = "filed_order"

    def matching(self, codes: Codes, dates: Dates) -> tuple[str, Params]:
        """The kind of every case of these postings, codes and dates, as a query."""
        params: Params = {"most_here": MOST_COUNTED + 1}
        found = self._found(codes, dates.condition(params, "p"), params, "", "most_here")
        return f"SELECT kind FROM (SELECT DISTINCT p.case_key, p.kind FROM {found}) m", params

    def page_of(
        self, codes: Codes, dates: Dates, *, start: Cursor | None, down: bool, size: int
    ) -> tuple[str, Params]:
        """The rows of one page and one more, beyond the cursor, as a query."""
        params: Params = {"page": size + 1}
        beyond = dates.condition(params, "p")
        if start:
            params |= {"day": start.value, "key": start.key}
            step = "<" if down else ">"
            beyond += f" AND (p.filed_order, p.case_key) {step} (%(day)s, %(key)s)"
        way = "DESC" if down else "ASC"
        order = f"ORDER BY p.filed_order {way}, p.case_key {way}"
        # A case that stands under several is in the first rows of at least one of them.
        found = self._found(codes, beyond, params, order, "page")
        return (
            f"SELECT c.* FROM (SELECT DISTINCT p.filed_order, p.case_key FROM {found} {order}"
            f" LIMIT %(page)s) p JOIN published_case c ON c.key = p.case_key {order}"
        ), params

    def _found(self, codes: Codes, beyond: str, params: Params, order: str, limit: str) -> str:
        said = _of_kinds(codes, params, "p") + beyond
        return (
            f"({self.wanted}) w (code) CROSS JOIN LATERAL (SELECT p.filed_order, p.case_key, p.kind"
            f" FROM {self.table} p WHERE p.{self.column} = w.code{said}"
            f" {order} LIMIT %({limit})s) p"
        )


# Everybody named in a case, so that the list can say why it was found.
PEOPLE = """
    (SELECT json_agg(json_build_object('name', p.name, 'surname', p.surname, 'also', p.also::text,
        'words', p.words) ORDER BY p.sort_name, p.key)
     FROM (SELECT DISTINCT o.person_key FROM published_name o WHERE o.case_key = c.key) o
     JOIN published_person p ON p.key = o.person_key) AS people
"""


@dataclass(frozen=True)
class Named:
    """The cases of those who bear a name: own names first, newest first among them."""

    name: str
    order = "place"

    def matching(self, codes: Codes, dates: Dates) -> tuple[str, Params]:
        """The kind of every case of these names, codes and dates, as a query."""
        search, asked = self._asked(codes, dates)
        return search.kinds(MOST_COUNTED, asked), search.params

    def page_of(
        self, codes: Codes, dates: Dates, *, start: Cursor | None, down: bool, size: int
    ) -> tuple[str, Params]:
        """The rows of one page and one more, beyond the cursor, as a query."""
        search, asked = self._asked(codes, dates)
        if start:
            search.params |= {"day": start.value, "key": start.key}
            asked += f" AND (n.place, n.case_key) {'<' if down else '>'} (%(day)s, %(key)s)"
        way = "DESC" if down else "ASC"
        first = search.first(search.bind(size + 1), asked, down=down)
        return (
            f"SELECT c.*, n.place, {PEOPLE} FROM ({first}) n"
            " JOIN published_case c ON c.key = n.case_key"
            f" ORDER BY n.place {way}, n.case_key {way}"
        ), search.params

    def _asked(self, codes: Codes, dates: Dates) -> tuple[Search, str]:
        search = Search(typed(self.name))
        asked = _of_kinds(codes, search.params, "n") + dates.condition(search.params, "n")
        return search, asked


def _of_kinds(codes: Codes, params: Params, table: str) -> str:
    """The condition that a row's case be of the kinds asked for."""
    if not any(codes.values()):
        return ""
    kinds = f"SELECT k.kind FROM published_kind k WHERE {kinds_asked(codes, params)}"
    return f" AND ({table}.kind IN ({kinds})) IS TRUE"
