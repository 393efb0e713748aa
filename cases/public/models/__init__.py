"""The publication: plain tables that hold what the public may read, and nothing else.

Written by the database alone (`publish_cases` in public/sql), read by the role court_public.
No column here is a sequential number of the record: gaps in those would betray what is sealed.
"""

from cases.public.models.cases import PublishedCase, PublishedCourt, PublishedVersion
from cases.public.models.postings import (
    PublishedChange,
    PublishedCharge,
    PublishedHearing,
    PublishedName,
    PublishedOrder,
)

__all__ = [
    "PublishedCase",
    "PublishedChange",
    "PublishedCharge",
    "PublishedCourt",
    "PublishedHearing",
    "PublishedName",
    "PublishedOrder",
    "PublishedVersion",
]
