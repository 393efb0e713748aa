"""The publication: plain tables that hold what the public may read, and nothing else.

Written by the database alone (`publish_cases` in public/sql), read by the role court_public.
No column here is a sequential number of the record: gaps in those would betray what is sealed.
"""

from cases.public.models.cases import (
    PublishedCase,
    PublishedCourt,
    PublishedKind,
    PublishedVersion,
)
from cases.public.models.names import PublishedName, PublishedPerson, PublishedSpelling
from cases.public.models.postings import (
    PublishedAlike,
    PublishedChange,
    PublishedCitation,
    PublishedHearing,
    PublishedOrder,
    PublishedOutcome,
    PublishedStatute,
)

__all__ = [
    "PublishedAlike",
    "PublishedCase",
    "PublishedChange",
    "PublishedCitation",
    "PublishedCourt",
    "PublishedHearing",
    "PublishedKind",
    "PublishedName",
    "PublishedOrder",
    "PublishedOutcome",
    "PublishedPerson",
    "PublishedSpelling",
    "PublishedStatute",
    "PublishedVersion",
]
