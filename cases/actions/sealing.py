"""Seal and unseal by order of the court: a case, a charge, a party or a docket entry.

What is sealed is not there for the public, and in no earlier version. It takes two people: the
database refuses a seal whose second person is missing or is the first.
"""

from typing import TypeAlias

from django.db import transaction

from cases.actions.refusal import Refused, act, write
from cases.actions.sealed_list import keep
from cases.models import Case, Charge, DocketEntry, Party, Seal

Sealable: TypeAlias = Case | Charge | Party | DocketEntry

# To whom each may be opened again; the first is what nobody has to ask for.
OPENED_TO: dict[type[Sealable], tuple[str, ...]] = {
    Case: ("PUBLIC", "DRAFT", "JUVENILE"),
    Charge: ("PUBLIC",),
    Party: ("PUBLIC",),
    DocketEntry: ("PUBLIC", "STAFF"),
}


class SealingRefused(Refused):
    """The row cannot be sealed, or unsealed, so."""


def seal(
    row: Sealable,
    *,
    order_reference: str,
    origin: str = "ORDER",
    by: str,
    approved_by: str = "",
    reason: str = "",
) -> Seal:
    """Seal a row: from then on its existence is not disclosed. Only the law, a sender's file or
    the sealed list (`origin`) do without a second person."""
    with act(by=by, reason=reason):
        if _visibility(row) == "SEALED":
            raise SealingRefused(f"{named(row)} is already sealed.", field=noun(row))
        sealed = Seal(
            act="SEAL",
            order_reference=order_reference,
            origin=origin,
            sealed_by=by,
            approved_by=approved_by,
            **{noun(row): row},
        )
        write(sealed)
        _show_as(row, "SEALED")
        transaction.on_commit(keep, robust=True)
    return sealed


def unseal(
    row: Sealable,
    *,
    order_reference: str,
    visibility: str = "PUBLIC",
    origin: str = "ORDER",
    by: str,
    approved_by: str = "",
    reason: str = "",
) -> Seal:
    """Open a sealed row by order of the court, to the public or to fewer."""
    with act(by=by, reason=reason):
        if _visibility(row) != "SEALED":
            raise SealingRefused(f"{named(row)} is not sealed.", field=noun(row))
        if visibility not in OPENED_TO[type(row)]:
            raise SealingRefused("Choose whom it is opened to.", field="visibility")
        opened = Seal(
            act="UNSEAL",
            order_reference=order_reference,
            origin=origin,
            sealed_by=by,
            approved_by=approved_by,
            **{noun(row): row},
        )
        write(opened)
        _show_as(row, visibility)
        transaction.on_commit(keep, robust=True)
    return opened


def noun(row: Sealable) -> str:
    """What a seal calls the row it is of."""
    return type(row)._meta.verbose_name.replace(" ", "_")  # type: ignore[union-attr]


def named(row: Sealable) -> str:
    """The row at the beginning of a sentence."""
    if isinstance(row, Charge):
        return f"Count {row.count}"
    return f"This {type(row)._meta.verbose_name}"


def _visibility(row: Sealable) -> str:
    rows = type(row)._default_manager.select_for_update(no_key=True)
    return str(rows.get(pk=row.pk).visibility)


def _show_as(row: Sealable, visibility: str) -> None:
    row.visibility = visibility
    row.save(update_fields=["visibility"])
