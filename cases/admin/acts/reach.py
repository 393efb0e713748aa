"""What an act changes in the publication: every page, list, feed, version and citation of it.

Read before the act and again while it is done and not yet kept, so that it tells what will happen
and not what somebody believes would.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse
from django.urls.resolvers import URLPattern

from cases.models import Case
from cases.public.formats import formats_of
from cases.public.urls import CASE, urlpatterns

LISTS = ("cases", "changes", "hearings", "orders", "people")

# What stands in the publication about these cases: of what kind it is, its key, where it is read,
# and a digest of all it says.
READ = """
    SELECT 'cases', c.key::text, c.court || ' ' || c.number_key, c.version_hash
    FROM published_case c WHERE c.key = ANY (%(keys)s)
    UNION ALL SELECT 'versions', v.id::text, c.court || ' ' || c.number_key, v.version_hash
    FROM published_version v JOIN published_case c ON c.key = v.case_key
    WHERE v.case_key = ANY (%(keys)s)
    UNION ALL SELECT 'changes', h.key::text, '', md5(h::text)
    FROM published_change h WHERE h.case_key = ANY (%(keys)s)
    UNION ALL SELECT 'hearings', h.key::text, '', md5(h::text)
    FROM published_hearing h WHERE h.case_key = ANY (%(keys)s)
    UNION ALL SELECT 'orders', o.key::text, '', md5(o::text)
    FROM published_order o WHERE o.key = ANY (%(orders)s)
    UNION ALL SELECT 'people', p.key::text, p.key::text, md5(p::text || (
        SELECT count(DISTINCT n.case_key) FROM published_name n WHERE n.person_key = p.key))
    FROM published_person p WHERE p.key = ANY (%(people)s)
"""
AROUND = """
    WITH near AS (SELECT neighbors(ARRAY[%s::bigint]) AS ids)
    SELECT ARRAY(SELECT key FROM court_case WHERE id = ANY (ids)),
        ARRAY(SELECT key FROM protective_order WHERE case_id = ANY (ids)),
        ARRAY(SELECT DISTINCT n.key FROM party p JOIN person n ON n.id = p.person_id
            WHERE p.case_id = ANY (ids))
    FROM near
"""

Told = dict[str, dict[str, tuple[str, str]]]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What goes from one part of the publication, what reads otherwise, what comes."""

    gone: list[str]
    altered: list[str]
    come: list[str]

    def __bool__(self) -> bool:
        return bool(self.gone or self.altered or self.come)


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Everything that an act changes, as a page shows it."""

    turns: dict[str, Turn]

    def __bool__(self) -> bool:
        return any(self.turns.values())

    @property
    def gone(self) -> list[str]:
        """Addresses that answer from then on as if they had never been."""
        people = [reverse("person", args=[key]) for key in self.turns["people"].gone]
        return [*addresses(self.turns["cases"].gone), *people]

    @property
    def altered(self) -> list[str]:
        """Addresses that tell something else from then on."""
        people = [reverse("person", args=[key]) for key in self.turns["people"].altered]
        return [*addresses(self.turns["cases"].altered), *people]

    @property
    def come(self) -> list[str]:
        """Addresses that answer from then on."""
        people = [reverse("person", args=[key]) for key in self.turns["people"].come]
        return [*addresses(self.turns["cases"].come), *people]

    @property
    def versions(self) -> Turn:
        return self.turns["versions"]

    @property
    def citations(self) -> int:
        """Every version may have been cited; those that go or change can no longer be proved."""
        return len(self.versions.gone) + len(self.versions.altered)

    @property
    def lists(self) -> Iterator[tuple[str, Turn, list[str]]]:
        """Each list that changes, with every address at which it is read."""
        for name in LISTS:
            if self.turns[name]:
                data = [f"/{name}.{suffix}" for suffix in formats_of(name)]
                api = reverse("api-list", args=[name])
                yield name, self.turns[name], [reverse(name), *data, api]


def addresses(cases: list[str]) -> list[str]:
    """Every address of these cases but those of a moment, which go with the versions."""
    return [
        reverse(name, args=told.split(" "))
        for told in cases
        for name in names_of_a_case(urlpatterns)
    ]


def names_of_a_case(patterns: list[URLPattern]) -> list[str]:
    routes = {str(each.name): str(each.pattern) for each in patterns if each.name}
    return [name for name, route in routes.items() if CASE in route and "then" not in name
            and "<str:then>" not in route]  # fmt: skip


def published(case: Case, around: Any = None) -> tuple[Told, Any]:
    """What is public about a case and those whose pages depend on it; and where to look again."""
    told: Told = {name: {} for name in (*LISTS, "versions")}
    with connection.cursor() as cursor:
        if around is None:
            cursor.execute(AROUND, [case.pk])
            around = cursor.fetchone()
        keys, orders, people = around
        cursor.execute(READ, {"keys": keys, "orders": orders, "people": people})
        for name, key, where, digest in cursor:
            told[name][key] = (where, digest)
    return told, around


def reach(before: Told, after: Told) -> Reach:
    """The difference between what was public and what is."""
    return Reach(turns={name: turn(before[name], after[name]) for name in before})


def turn(was: dict[str, tuple[str, str]], becomes: dict[str, tuple[str, str]]) -> Turn:
    return Turn(
        gone=[where for key, (where, _) in was.items() if key not in becomes],
        altered=[
            where for key, (where, digest) in was.items()
            if key in becomes and becomes[key][1] != digest
        ],
        come=[where for key, (where, _) in becomes.items() if key not in was],
    )  # fmt: skip
