"""One row of any model of the record, valid by itself: for tests that hold for every model."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cases import models as record
from tests import world

Needs = Callable[[], dict[str, Any]]


def _charged() -> dict[str, Any]:
    return {"charge": world.charge()}


def _changed_item() -> dict[str, Any]:
    was = world.charge()
    change = world.change(before=[was], after=[world.charge(was.party)])
    return {
        "change": change,
        "charge": world.charge(was.party),
        "side": "BEFORE",
        "effect": "REPLACED",
    }


def _two_people() -> dict[str, Any]:
    return {"person": world.person(), "other": world.person()}


def _merge() -> dict[str, Any]:
    people = {"survivor": world.person(), "absorbed": world.person()}
    return {**people, "merged_by": "registrar", "reason": "the same person"}


def _attribution(said: record.Statement | None = None) -> dict[str, Any]:
    return {
        "statement": said or world.statement(world.case(), chain=()),
        "hop": 1,
        "source_kind": "POLICE_REPORT",
        "said_by": "police",
        "published_date": date(2024, 8, 21),
    }


def _correction() -> dict[str, Any]:
    return {
        "table": "court",
        "row_id": 1,
        "field": "name",
        "old_value": "Curcuit Court",
        "new_value": "Circuit Court",
        "reason": "misspelled",
        "authority": "the sign at its door",
        "corrected_by": "clerk",
    }


def _order() -> dict[str, Any]:
    restrained = world.defendant()
    return {"case": restrained.case, "restrained": restrained}


def _order_event() -> dict[str, Any]:
    order = world.order()
    record.OrderEvent.objects.create(order=order, act="ISSUED")
    return {"order": order, "act": "SERVED"}


def _sentence() -> dict[str, Any]:
    charge = world.charge()
    world.dispose(charge)
    return {"charge": charge, "kind": "FINE"}


def _charge() -> dict[str, Any]:
    against = world.defendant()
    return {"case": against.case, "party": against, "count": 1, "label": "Theft"}


NEEDS: dict[type[Any], Needs] = {
    record.Attribution: _attribution,
    record.Case: lambda: {"court": world.court(), "number": "CR2024-1", "case_type": "CR"},
    record.CaseStatus: lambda: {"case": world.case(), "status": "FILED"},
    record.Charge: _charge,
    record.ChargeChange: lambda: {"case": world.case(), "kind": "AMENDED"},
    record.ChargeChangeItem: _changed_item,
    record.Correction: _correction,
    record.Court: lambda: {"code": world.unused("court"), "state": world.state()},
    record.Disposition: lambda: {**_charged(), "outcome": "CONV_PLEA"},
    record.DocketEntry: lambda: {"case": world.case(), "kind": "OTHER"},
    record.Hearing: lambda: {"case": world.case()},
    record.Offense: lambda: {"state": world.state(), "statute": "5-36-103", "title": "Theft"},
    record.OffenseLevel: lambda: {
        "state": world.state(),
        "code": world.unused("F"),
        "category": "FELONY",
        "valid_from": date(1976, 1, 1),
    },
    record.OrderEvent: _order_event,
    record.OrderPlace: lambda: {"order": world.order(), "text": "her home"},
    record.OrderProtected: lambda: {"order": world.order(), "person": world.person()},
    record.OrderTerm: lambda: {"order": world.order(), "term": "04"},
    record.Party: lambda: {"case": world.case(), "person": world.person(), "role": "DEF"},
    record.Person: lambda: {"full_name": "Rowan Achterberg"},
    record.PersonMerge: _merge,
    record.PersonMergeMove: lambda: {
        "merge": record.PersonMerge.objects.create(**_merge()),
        "table": "party",
        "row_id": 1,
    },
    record.PersonName: lambda: {"person": world.person(), "full_name": "R. Achterberg"},
    record.PersonRelation: lambda: {**_two_people(), "kind": "SPOUSE_OF"},
    record.ProtectiveOrder: _order,
    record.RelatedCase: lambda: {"case": world.case(), "other_case": world.case()},
    record.Seal: lambda: {
        "act": "SEAL",
        "case": world.case(),
        "order_reference": "Order of 2 May 2024",
        "sealed_by": "registrar",
        "approved_by": "judge",
    },
    record.Sentence: _sentence,
    record.State: lambda: {"code": "ZZ", "name": "Nowhere", "pleas": ["GUILTY"]},
    record.Statement: lambda: {"case": world.case(), "kind": "OTHER", "text": "So it was."},
}


def _complete(row: Any) -> None:
    """Give the row the rows without which it would not stand at commit."""
    match row:
        case record.ChargeChange():
            was = world.charge(world.defendant(row.case))
            for charge, side, effect in (
                (was, "BEFORE", "REPLACED"),
                (world.charge(was.party), "AFTER", ""),
            ):
                record.ChargeChangeItem.objects.create(
                    change=row, charge=charge, side=side, effect=effect
                )
        case record.ProtectiveOrder():
            record.OrderProtected.objects.create(order=row, person=world.person())
        case record.Statement():
            record.Attribution.objects.create(**_attribution(row))
        case _:
            pass


def make(model: type[Any], **given: Any) -> Any:
    """A row of that model; what it stands on is made anew."""
    made = model._default_manager.create(**{**NEEDS[model](), **given})
    _complete(made)
    return made
