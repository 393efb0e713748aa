"""Rows that only the API has as such: courts, statutes, versions of a case, cases of a person."""

from cases.public.formats.column import Column, Kind, own
from cases.public.formats.columns import CASE_COLUMNS
from cases.public.models import PublishedCourt, PublishedStatute, PublishedVersion


def only_here(name: str, meaning: str, kind: Kind, *, nullable: bool = False) -> Column:
    """A column that no whole list is written of, so PostgreSQL has no part in it."""
    return Column(name, meaning, lambda row: row[name], "NULL", kind, nullable)


COURT_COLUMNS = (
    own(PublishedCourt, "code"),
    own(PublishedCourt, "name"),
    own(PublishedCourt, "state"),
    own(PublishedCourt, "state_name"),
    own(PublishedCourt, "county"),
    own(PublishedCourt, "timezone"),
    own(PublishedCourt, "publishes_orders"),
    only_here("cases", "How many of its cases are published.", Kind.NUMBER),
    only_here("earliest", "Day the earliest of them was filed.", Kind.DAY, nullable=True),
    only_here("latest", "Day the latest of them was filed.", Kind.DAY, nullable=True),
    only_here("published_at", "When one was last published (UTC).", Kind.MOMENT, nullable=True),
)
STATUTE_COLUMNS = (
    own(PublishedStatute, "statute"),
    own(PublishedStatute, "label"),
    Column(
        "cases", "How many published cases have it.", lambda row: row["number"], "NULL", Kind.NUMBER
    ),
)
VERSION_COLUMNS = (
    own(PublishedVersion, "published_at"),
    own(PublishedVersion, "version_hash"),
    only_here("url", "Address of the version in the API.", Kind.ADDRESS),
)

# What the list of a person's cases tells of each.
OF_A_PERSON = (
    "key",
    "court",
    "court_name",
    "state",
    "number",
    "case_type",
    "case_type_label",
    "caption",
    "filed_date",
    "status",
    "status_label",
    "lead_charge",
    "lead_level",
    "lead_level_label",
    "url",
)
ROLES = Column(
    "roles",
    "Roles of the person there, codes.",
    lambda row: row["roles"].split(),
    "NULL",
    Kind.TEXTS,
)
PERSON_CASE_COLUMNS = (
    *(column for column in CASE_COLUMNS if column.name in OF_A_PERSON),
    ROLES,
)
