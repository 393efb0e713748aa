"""The bundle's tables and columns as data, in the order in which they are loaded."""

from cases.imports.schema import Column, Table, Type, code, day, number, of, own, text
from cases.kinds.cases import (
    CASE_TYPES,
    CHARGE_VISIBILITIES,
    COURT_KINDS,
    ORDER_PUBLICATIONS,
    RELATIONS,
    STATUSES,
    VISIBILITIES,
)
from cases.kinds.charges import (
    AUTHORITIES,
    CHANGE_KINDS,
    EFFECTS,
    INSTRUMENTS,
    OUTCOMES,
    PLEAS,
    SENTENCE_KINDS,
    SENTENCE_UNITS,
    SIDES,
)
from cases.kinds.docket import (
    ENTRY_KINDS,
    ENTRY_VISIBILITIES,
    HEARING_KINDS,
    HEARING_STATUSES,
)
from cases.kinds.orders import ORDER_KINDS, ORDER_STATUSES, ORDER_TERMS, SERVICES
from cases.kinds.people import NAME_KINDS, PARTY_VISIBILITIES, PERSON_KINDS, PUBLIC_NAMES, ROLES

_NAME_PARTS = (
    text("given", 100),
    text("middle", 100),
    text("surname", 150),
    text("suffix", 20),
    text("full_name", 300),
)

TABLES: tuple[Table, ...] = (
    Table(
        "courts",
        ("court_id",),
        (
            own("court_id"),
            text("name", 160, required=True),
            text("state", 2, required=True),
            text("county", 80),
            code("kind", COURT_KINDS),
            text("timezone", 40),
            code("order_publication", ORDER_PUBLICATIONS),
        ),
        required=True,
    ),
    Table(
        "offenses",
        ("offense_id",),
        (
            own("offense_id"),
            text("state", 2, required=True),
            text("statute", 60, required=True),
            text("title", 200, required=True),
            text("level", 12),
            number("rank"),
            day("valid_from"),
            day("valid_to"),
        ),
    ),
    Table(
        "people",
        ("person_id",),
        (
            own("person_id"),
            code("kind", PERSON_KINDS),
            *_NAME_PARTS,
            day("birth_date"),
            number("birth_year"),
            day("death_date"),
        ),
    ),
    Table(
        "names",
        ("person_id", "kind", "full_name"),
        (of("people", "person_id"), code("kind", NAME_KINDS, required=True), *_NAME_PARTS),
    ),
    Table(
        "cases",
        ("case_id",),
        (
            own("case_id"),
            of("courts", "court_id"),
            text("number", 60, required=True),
            code("case_type", CASE_TYPES, required=True),
            text("caption", 300),
            day("filed_date"),
            code("visibility", VISIBILITIES),
        ),
        required=True,
    ),
    Table(
        "parties",
        ("party_id",),
        (
            own("party_id"),
            of("cases", "case_id"),
            of("people", "person_id"),
            code("role", ROLES, required=True),
            code("public_name", PUBLIC_NAMES),
            code("visibility", PARTY_VISIBILITIES),
        ),
    ),
    Table(
        "docket",
        ("docket_entry_id",),
        (
            own("docket_entry_id"),
            of("cases", "case_id"),
            number("entry_number"),
            day("filed_date"),
            Column(name="entered_at", type=Type.TIME),
            code("kind", ENTRY_KINDS, required=True),
            text("text", 1_000_000),
            text("attribution", 200),
            code("visibility", ENTRY_VISIBILITIES),
        ),
    ),
    Table(
        "case_statuses",
        ("case_id", "party_id", "effective_date", "status"),
        (
            of("cases", "case_id"),
            of("parties", "party_id", required=False),
            code("status", STATUSES, required=True),
            day("effective_date"),
            text("reason", 300),
        ),
    ),
    Table(
        "charges",
        ("charge_id",),
        (
            own("charge_id"),
            of("cases", "case_id"),
            of("parties", "party_id"),
            number("count"),
            of("offenses", "offense_id", required=False),
            text("statute", 60),
            text("label", 300, required=True),
            text("level", 12),
            text("level_reason", 200),
            day("offense_from"),
            day("offense_to"),
            text("offense_date_text", 120),
            day("filed_date"),
            code("instrument", INSTRUMENTS),
            code("visibility", CHARGE_VISIBILITIES),
        ),
    ),
    Table(
        "charge_changes",
        ("change_id",),
        (
            own("change_id"),
            day("effective_from"),
            day("effective_to"),
            text("date_text", 120),
            code("kind", CHANGE_KINDS, required=True),
            code("instrument", INSTRUMENTS),
            code("authority", AUTHORITIES),
            of("docket", "docket_entry_id", required=False),
            text("reason", 500),
        ),
    ),
    Table(
        "charge_change_items",
        ("change_id", "charge_id", "side"),
        (
            of("charge_changes", "change_id"),
            of("charges", "charge_id"),
            code("side", SIDES, required=True),
            code("effect", EFFECTS),
        ),
    ),
    Table(
        "dispositions",
        ("disposition_id",),
        (
            own("disposition_id"),
            of("charges", "charge_id"),
            code("outcome", OUTCOMES, required=True),
            code("plea", PLEAS),
            day("effective_date"),
            of("docket", "docket_entry_id", required=False),
        ),
    ),
    Table(
        "sentences",
        ("sentence_id",),
        (
            own("sentence_id"),
            of("charges", "charge_id"),
            code("kind", SENTENCE_KINDS, required=True),
            Column(name="amount", type=Type.DECIMAL),
            code("unit", SENTENCE_UNITS),
            day("effective_date"),
            text("text", 500),
        ),
    ),
    Table(
        "orders",
        ("order_id",),
        (
            own("order_id"),
            of("cases", "case_id"),
            text("number", 60),
            code("kind", ORDER_KINDS),
            of("parties", "restrained_party_id"),
            day("petitioned_date"),
            day("issued_date"),
            day("served_date"),
            code("service", SERVICES),
            day("expires_date"),
            Column(name="until_further_order", type=Type.BOOLEAN),
            code("status", ORDER_STATUSES),
            of("orders", "supersedes_order_id", required=False),
            Column(name="consent_to_publish", type=Type.BOOLEAN),
        ),
    ),
    Table(
        "order_protected",
        ("order_id", "person_id"),
        (of("orders", "order_id"), of("people", "person_id")),
    ),
    Table(
        "order_terms",
        ("order_id", "term"),
        (of("orders", "order_id"), code("term", ORDER_TERMS, required=True), text("text", 1000)),
    ),
    Table(
        "hearings",
        ("hearing_id",),
        (
            own("hearing_id"),
            of("cases", "case_id"),
            code("kind", HEARING_KINDS),
            Column(name="starts_at", type=Type.TIME),
            text("courtroom", 60),
            code("status", HEARING_STATUSES),
            text("reason", 300),
        ),
    ),
    Table(
        "related_cases",
        ("case_id", "other_case_id", "relation"),
        (
            of("cases", "case_id"),
            of("cases", "other_case_id"),
            code("relation", RELATIONS, required=True),
        ),
    ),
)

BY_NAME = {table.name: table for table in TABLES}
