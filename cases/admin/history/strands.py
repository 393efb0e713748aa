"""Whose history tells of what: beside its own writes, a case's tells of every row of the case.

The audit tables keep every link of the rows that they follow, deleted ones too, under an index:
so a row that is gone is found like one that stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from cases.models import (
    Attribution,
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Correction,
    Disposition,
    DocketEntry,
    Hearing,
    OrderEvent,
    OrderPlace,
    OrderProtected,
    OrderTerm,
    Party,
    Person,
    PersonMerge,
    PersonName,
    PersonRelation,
    ProtectiveOrder,
    RelatedCase,
    Seal,
    Sentence,
    Statement,
)

# Numbers are gathered into arrays, by which every table is entered through an index.
CHARGES = "ARRAY(SELECT id FROM charge WHERE case_id = %(root)s)"
CHANGES = "ARRAY(SELECT id FROM charge_change WHERE case_id = %(root)s)"
ORDERS = "ARRAY(SELECT id FROM protective_order WHERE case_id = %(root)s)"
STATEMENTS = "ARRAY(SELECT pgh_obj_id FROM cases_statementauditevent WHERE case_id = %(root)s)"

# Nothing tells that there is a sealed case to those who may not know of it.
IS_TOLD = """(%(sees_sealed)s OR NOT EXISTS (SELECT FROM charge h JOIN court_case c
    ON c.id = h.case_id WHERE h.id = e.charge_id AND c.visibility = 'SEALED'))"""
OWN = "e.pgh_obj_id = %(root)s"
OF_CASE = "e.case_id = %(root)s"
OF_CHARGES = f"e.charge_id = ANY ({CHARGES})"
OF_ORDER = "e.order_id = %(root)s"
OF_ORDERS = f"e.order_id = ANY ({ORDERS})"
OF_CHANGE = f"e.change_id = %(root)s AND {IS_TOLD}"
OF_ITEMS = f"(e.change_id = ANY ({CHANGES}) OR e.charge_id = ANY ({CHARGES})) AND {IS_TOLD}"
OF_RELATED = """(e.case_id = %(root)s OR e.other_case_id = %(root)s)
    AND (%(sees_sealed)s OR NOT EXISTS (SELECT FROM court_case c
        WHERE c.id IN (e.case_id, e.other_case_id) AND c.visibility = 'SEALED'))"""
PARTIES = "ARRAY(SELECT id FROM party WHERE case_id = %(root)s)"
ENTRIES = "ARRAY(SELECT id FROM docket_entry WHERE case_id = %(root)s)"
OF_SEALS = f"""(e.case_id = %(root)s OR e.charge_id = ANY ({CHARGES})
    OR e.party_id = ANY ({PARTIES}) OR e.docket_entry_id = ANY ({ENTRIES}))"""
CORRECTED = """e.pgh_obj_id = ANY (ARRAY(
    SELECT c.id FROM (
        SELECT 'court_case' AS name, %(root)s::bigint AS id
        UNION ALL SELECT 'charge', id FROM charge WHERE case_id = %(root)s
        UNION ALL SELECT 'charge_change', id FROM charge_change WHERE case_id = %(root)s
        UNION ALL SELECT 'protective_order', id FROM protective_order WHERE case_id = %(root)s
        UNION ALL SELECT 'disposition', d.id FROM disposition d
            JOIN charge h ON h.id = d.charge_id WHERE h.case_id = %(root)s
        UNION ALL SELECT 'sentence', s.id FROM sentence s
            JOIN charge h ON h.id = s.charge_id WHERE h.case_id = %(root)s
        UNION ALL SELECT 'order_event', v.id FROM order_event v
            JOIN protective_order o ON o.id = v.order_id WHERE o.case_id = %(root)s
        UNION ALL SELECT 'case_status', id FROM case_status WHERE case_id = %(root)s
        UNION ALL SELECT 'docket_entry', id FROM docket_entry WHERE case_id = %(root)s
        UNION ALL SELECT 'hearing', id FROM hearing WHERE case_id = %(root)s
    ) here JOIN correction c ON c."table" = here.name AND c.row_id = here.id))"""


@dataclass(frozen=True, kw_only=True)
class Strand:
    """Rows of one model in the history of another row: how its events `e` are found, under what
    kind they are looked for, and what one has to be allowed to read them."""

    model: type[models.Model]
    where: str = OWN
    kind: str = ""
    permission: str = ""

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def audit(self) -> str:
        kept: Any = self.model.pgh_event_model  # type: ignore[attr-defined]
        return str(kept._meta.db_table)


SEEING_ORDERS, SEEING_SEALS = "view_protectiveorder", "view_seal"

STRANDS: Mapping[type[models.Model], Sequence[Strand]] = {
    Case: (
        Strand(model=Case, kind="The case itself"),
        Strand(model=Party, where=OF_CASE, kind="Parties"),
        Strand(model=Charge, where=OF_CASE, kind="Charges"),
        Strand(model=ChargeChange, where=OF_CASE, kind="Charge changes"),
        Strand(model=ChargeChangeItem, where=OF_ITEMS, kind="Charge changes"),
        Strand(model=Disposition, where=OF_CHARGES, kind="Outcomes and sentences"),
        Strand(model=Sentence, where=OF_CHARGES, kind="Outcomes and sentences"),
        Strand(model=CaseStatus, where=OF_CASE, kind="Status"),
        Strand(
            model=ProtectiveOrder, where=OF_CASE, kind="Protective orders", permission=SEEING_ORDERS
        ),
        *(
            Strand(model=part, where=OF_ORDERS, kind="Protective orders", permission=SEEING_ORDERS)
            for part in (OrderEvent, OrderTerm, OrderProtected, OrderPlace)
        ),
        Strand(model=DocketEntry, where=OF_CASE, kind="Docket"),
        Strand(model=Hearing, where=OF_CASE, kind="Hearings"),
        Strand(model=RelatedCase, where=OF_RELATED, kind="Related cases"),
        Strand(model=Seal, where=OF_SEALS, kind="Sealing", permission=SEEING_SEALS),
        Strand(model=Correction, where=CORRECTED, kind="Corrections"),
        Strand(model=Statement, where=OF_CASE, kind="Statements", permission="view_statement"),
        Strand(
            model=Attribution,
            where=f"e.statement_id = ANY ({STATEMENTS})",
            kind="Statements",
            permission="view_statement",
        ),
    ),
    Person: (
        Strand(model=Person, kind="The person"),
        Strand(model=PersonName, where="e.person_id = %(root)s", kind="Other names"),
        Strand(
            model=PersonRelation,
            where="(e.person_id = %(root)s OR e.other_id = %(root)s)",
            kind="Relations",
        ),
        Strand(
            model=PersonMerge,
            where="(e.survivor_id = %(root)s OR e.absorbed_id = %(root)s)",
            kind="Merges",
            permission="view_personmerge",
        ),
    ),
    ProtectiveOrder: (
        Strand(model=ProtectiveOrder, kind="The order"),
        Strand(model=OrderEvent, where=OF_ORDER, kind="Acts upon it"),
        Strand(model=OrderTerm, where=OF_ORDER, kind="Terms"),
        Strand(model=OrderProtected, where=OF_ORDER, kind="Protected people"),
        Strand(model=OrderPlace, where=OF_ORDER, kind="Places"),
    ),
    ChargeChange: (
        Strand(model=ChargeChange, kind="The change"),
        Strand(model=ChargeChangeItem, where=OF_CHANGE, kind="Its charges"),
    ),
    Statement: (
        Strand(model=Statement, kind="The statement"),
        Strand(model=Attribution, where="e.statement_id = %(root)s", kind="Who said so"),
    ),
}


def strands_of(row: models.Model, user: Any) -> list[Strand]:
    """What this user may read of the history of a row. What every row has is its own."""
    model = type(row)
    told = STRANDS.get(model, (Strand(model=model),))
    return [
        each for each in told if not each.permission or user.has_perm(f"cases.{each.permission}")
    ]
