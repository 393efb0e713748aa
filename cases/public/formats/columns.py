"""The columns of the data formats: names, meanings and values, the same in CSV and JSON.

The data dictionary page is made from these; a column's meaning is its model field's help_text.
"""

from dataclasses import replace

from cases.kinds.cases import CASE_TYPES, STATUSES
from cases.kinds.charges import (
    AUTHORITIES,
    CHANGE_KINDS,
    CHARGE_STATUSES,
    DIRECTIONS,
    INSTRUMENTS,
)
from cases.kinds.docket import HEARING_KINDS, HEARING_STATUSES
from cases.kinds.orders import ORDER_KINDS, ORDER_STATUSES, ORDER_TERMS
from cases.kinds.people import PERSON_KINDS
from cases.public.addresses import case_path, person_path
from cases.public.filters.cases import MIXED
from cases.public.filters.levels import labels_by_state, level_label
from cases.public.formats.column import (
    Column,
    Kind,
    Row,
    in_words,
    labels,
    looked_up,
    own,
)
from cases.public.models import (
    PublishedCase,
    PublishedChange,
    PublishedHearing,
    PublishedOrder,
    PublishedPerson,
)


def case_address(row: Row) -> str:
    """Where the row's case is read; nothing where no case may be told."""
    return case_path(row["court"], row["number_key"]) if row["number_key"] else ""


ADDRESS_SQL = (
    """CASE WHEN r.number_key <> '' THEN '/cases/' || r.court || '/' || r.number_key || '/' """
    "ELSE '' END"
)
ADDRESS = Column("url", "Address of the case.", case_address, ADDRESS_SQL, Kind.ADDRESS)
# An order's case may be told only where the restrained person's name gives nobody away.
TOLD_ADDRESS = replace(ADDRESS, meaning="Address of the case, where it may be told.")

CASE_COLUMNS = (
    own(PublishedCase, "key"),
    own(PublishedCase, "court"),
    own(PublishedCase, "court_name"),
    own(PublishedCase, "state"),
    own(PublishedCase, "county"),
    own(PublishedCase, "number"),
    own(PublishedCase, "case_type"),
    labels("case_type", CASE_TYPES),
    own(PublishedCase, "caption"),
    own(PublishedCase, "filed_date"),
    own(PublishedCase, "status"),
    in_words("status", dict([*STATUSES.choices(), MIXED])),
    own(PublishedCase, "defendants"),
    own(PublishedCase, "lead_charge"),
    own(PublishedCase, "lead_level"),
    Column(
        "lead_level_label",
        "lead_level in words.",
        lambda row: level_label(row["state"], row["lead_level"]),
        looked_up(labels_by_state(), "r.lead_level", key="r.state || ' ' || r.lead_level"),
    ),
    own(PublishedCase, "statutes"),
    own(PublishedCase, "levels"),
    own(PublishedCase, "outcomes"),
    labels("outcomes", CHARGE_STATUSES, several=True),
    own(PublishedCase, "directions"),
    labels("directions", DIRECTIONS, several=True),
    own(PublishedCase, "published_at"),
    own(PublishedCase, "version_hash"),
    ADDRESS,
)

CHANGE_COLUMNS = (
    own(PublishedChange, "key"),
    own(PublishedChange, "court"),
    own(PublishedChange, "court_name"),
    own(PublishedChange, "state"),
    own(PublishedChange, "county"),
    own(PublishedChange, "number"),
    own(PublishedChange, "defendant"),
    own(PublishedChange, "kind"),
    labels("kind", CHANGE_KINDS),
    own(PublishedChange, "direction"),
    labels("direction", DIRECTIONS),
    own(PublishedChange, "effective_from"),
    own(PublishedChange, "effective_to"),
    own(PublishedChange, "date_text"),
    own(PublishedChange, "instrument"),
    labels("instrument", INSTRUMENTS),
    own(PublishedChange, "authority"),
    labels("authority", AUTHORITIES),
    own(PublishedChange, "recorded_at"),
    own(PublishedChange, "from_statutes"),
    own(PublishedChange, "to_statutes"),
    own(PublishedChange, "from_levels"),
    own(PublishedChange, "to_levels"),
    own(PublishedChange, "before"),
    own(PublishedChange, "after"),
    ADDRESS,
)

ORDER_COLUMNS = (
    own(PublishedOrder, "key"),
    own(PublishedOrder, "court"),
    own(PublishedOrder, "court_name"),
    own(PublishedOrder, "state"),
    own(PublishedOrder, "county"),
    own(PublishedOrder, "number"),
    own(PublishedOrder, "kind"),
    labels("kind", ORDER_KINDS),
    own(PublishedOrder, "status"),
    labels("status", ORDER_STATUSES),
    own(PublishedOrder, "issued_date"),
    own(PublishedOrder, "expires_date"),
    own(PublishedOrder, "until_further_order"),
    own(PublishedOrder, "is_served"),
    own(PublishedOrder, "terms"),
    labels("terms", ORDER_TERMS, several=True),
    TOLD_ADDRESS,
)

HEARING_COLUMNS = (
    own(PublishedHearing, "key"),
    own(PublishedHearing, "court"),
    own(PublishedHearing, "court_name"),
    own(PublishedHearing, "state"),
    own(PublishedHearing, "county"),
    own(PublishedHearing, "number"),
    own(PublishedHearing, "case_type"),
    labels("case_type", CASE_TYPES),
    own(PublishedHearing, "caption"),
    own(PublishedHearing, "kind"),
    labels("kind", HEARING_KINDS),
    own(PublishedHearing, "starts_at"),
    own(PublishedHearing, "courtroom"),
    own(PublishedHearing, "status"),
    labels("status", HEARING_STATUSES),
    ADDRESS,
)

PERSON_COLUMNS = (
    own(PublishedPerson, "key"),
    own(PublishedPerson, "kind"),
    labels("kind", PERSON_KINDS),
    own(PublishedPerson, "name"),
    own(PublishedPerson, "surname"),
    Column(
        "also",
        "Other published names.",
        lambda row: [other["name"] for other in row["also"]],
        "ARRAY(SELECT other ->> 'name' FROM jsonb_array_elements(r.also) other)",
        Kind.TEXTS,
    ),
    Column(
        "courts", "Courts of the latest published cases.", lambda row: row["courts"],
        "r.courts", Kind.TEXTS,
    ),
    Column(
        "first_filed", "Day the earliest published case was filed, where known.",
        lambda row: row["first_filed"], "r.first_filed", Kind.DAY, nullable=True,
    ),
    Column(
        "last_filed", "Day the latest published case was filed, where known.",
        lambda row: row["last_filed"], "r.last_filed", Kind.DAY, nullable=True,
    ),
    Column(
        "url", "Address of the person's page.", lambda row: person_path(row["key"]),
        "'/people/' || r.key || '/'", Kind.ADDRESS,
    ),
)  # fmt: skip


# What a list reads from the publication, for pages and formats alike.
CASE_FIELDS = tuple(field.name for field in PublishedCase._meta.get_fields())
CHANGE_FIELDS = tuple(field.name for field in PublishedChange._meta.get_fields())
ORDER_FIELDS = tuple(field.name for field in PublishedOrder._meta.get_fields())
HEARING_FIELDS = tuple(field.name for field in PublishedHearing._meta.get_fields())
PERSON_FIELDS = (
    *(field.name for field in PublishedPerson._meta.get_fields()),
    "courts",
    "first_filed",
    "last_filed",
)
