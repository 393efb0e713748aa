"""The record: one file per noun."""

from cases.models.cases import Case, CaseStatus, RelatedCase
from cases.models.charges import Charge, ChargeChange, ChargeChangeItem
from cases.models.corrections import Correction
from cases.models.courts import Court, Offense, OffenseLevel, State
from cases.models.dispositions import Disposition, Sentence
from cases.models.docket import DocketEntry, Hearing
from cases.models.orders import (
    OrderEvent,
    OrderPlace,
    OrderProtected,
    OrderTerm,
    ProtectiveOrder,
)
from cases.models.parties import Party
from cases.models.people import Person, PersonMerge, PersonMergeMove, PersonName, PersonRelation
from cases.models.seals import Destruction, Seal, SealedLine
from cases.models.statements import Attribution, Statement

__all__ = [
    "Attribution",
    "Case",
    "CaseStatus",
    "Charge",
    "ChargeChange",
    "ChargeChangeItem",
    "Correction",
    "Court",
    "Destruction",
    "Disposition",
    "DocketEntry",
    "Hearing",
    "Offense",
    "OffenseLevel",
    "OrderEvent",
    "OrderPlace",
    "OrderProtected",
    "OrderTerm",
    "Party",
    "Person",
    "PersonMerge",
    "PersonMergeMove",
    "PersonName",
    "PersonRelation",
    "ProtectiveOrder",
    "RelatedCase",
    "Seal",
    "SealedLine",
    "Sentence",
    "State",
    "Statement",
]
