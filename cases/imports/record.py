"""Where each table of the bundle lives in the record, column by column."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from django.db import models

from cases.imports.tables import BY_NAME
from cases.models import (
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Court,
    Disposition,
    DocketEntry,
    Hearing,
    Offense,
    OrderProtected,
    OrderTerm,
    Party,
    Person,
    PersonName,
    ProtectiveOrder,
    RelatedCase,
    Sentence,
)


@dataclass(frozen=True, kw_only=True)
class Target:
    """A model, and the columns whose name in the record is another than in the bundle.

    `natural` are the record's columns that tell rows apart where the bundle gives no id.
    `settled` columns are never changed by a load: the row is refused, with these words.
    """

    model: type[models.Model]
    renamed: Mapping[str, str] = field(default_factory=dict)
    natural: tuple[str, ...] = ()
    has_id: bool = True
    has_key: bool = True
    settled: Mapping[str, str] = field(default_factory=dict)


_OFFENSE = (
    "A charge's offense is never changed by a load. If the court amended the charge, send the "
    "amended charge and a charge change; if it was mistyped, correct it at the clerk's desk."
)
_REFERENCES = {
    "case_id": "case_id",
    "party_id": "party_id",
    "person_id": "person_id",
    "charge_id": "charge_id",
    "change_id": "change_id",
    "order_id": "order_id",
    "court_id": "court_id",
    "offense_id": "offense_id",
    "docket_entry_id": "docket_entry_id",
    "other_case_id": "other_case_id",
    "restrained_party_id": "restrained_id",
    "supersedes_order_id": "supersedes_id",
}

TARGETS: dict[str, Target] = {
    "courts": Target(model=Court, renamed={"state": "state_id"}, has_key=False),
    "offenses": Target(model=Offense, renamed={"state": "state_id"}, has_key=False),
    "people": Target(model=Person),
    "names": Target(model=PersonName, natural=("person_id", "kind", "full_name"), has_id=False),
    "cases": Target(model=Case),
    "parties": Target(model=Party),
    "docket": Target(model=DocketEntry),
    "case_statuses": Target(
        model=CaseStatus,
        natural=("case_id", "party_id", "effective_date", "status"),
        has_id=False,
    ),
    "charges": Target(
        model=Charge,
        settled={"statute": _OFFENSE, "level": _OFFENSE, "offense_id": _OFFENSE},
    ),
    "charge_changes": Target(
        model=ChargeChange, renamed={"effective_from": "date_from", "effective_to": "date_to"}
    ),
    "charge_change_items": Target(
        model=ChargeChangeItem, natural=("change_id", "charge_id", "side"), has_id=False
    ),
    "dispositions": Target(model=Disposition, renamed={"effective_date": "date_from"}),
    "sentences": Target(model=Sentence),
    "orders": Target(model=ProtectiveOrder),
    "order_protected": Target(
        model=OrderProtected, natural=("order_id", "person_id"), has_id=False
    ),
    "order_terms": Target(model=OrderTerm, natural=("order_id", "term"), has_id=False),
    "hearings": Target(model=Hearing),
    "related_cases": Target(
        model=RelatedCase, natural=("case_id", "other_case_id", "relation"), has_id=False
    ),
}

# Facts of the court: the record changes them only together with a recorded correction.
CORRECTED = {
    "charges": ("case_id", "party_id", "count", "label", "offense_from", "offense_to",
                "filed_date", "instrument"),
    "charge_changes": ("case_id", "kind", "date_from", "date_to", "date_text", "instrument",
                       "authority"),
    "charge_change_items": ("effect",),
    "dispositions": ("charge_id", "outcome", "plea", "date_from", "date_to", "date_text"),
    "sentences": ("charge_id", "kind", "amount", "unit", "effective_date", "text"),
}  # fmt: skip


@cache
def attribute(table: str, column: str) -> str:
    """The record's name of a bundle's column."""
    if BY_NAME[table].column(column).refers:
        return _REFERENCES[column]
    return TARGETS[table].renamed.get(column, column)


# What rules of the record speak of, where it is a column made from another.
_MADE_FROM = {
    ("cases", "number_key"): "number",
    ("dispositions", "date_to"): "effective_date",
    ("dispositions", "docket_entry"): "docket_entry_id",
    ("courts", "code"): "court_id",
    ("charge_changes", "before"): "change_id",
    ("charge_changes", "after"): "change_id",
    ("orders", "protected"): "order_id",
}


def column_of(table: str, name: str) -> str:
    """The bundle's column that a rule of the record speaks of; `(row)` where it is none."""
    name = _MADE_FROM.get((table, name), name)
    for column in BY_NAME[table].columns:
        attr = attribute(table, column.name) if not _is_own_id(table, column.name) else column.name
        if name in (attr, attr.removesuffix("_id"), column.name):
            return column.name
    return "(row)"


def _is_own_id(table: str, column: str) -> bool:
    return TARGETS[table].has_id and BY_NAME[table].key == (column,)
