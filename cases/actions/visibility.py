"""Who may know: publish and seal cases and charges, show and withhold names."""

from cases.actions.refusal import Refused, act, write
from cases.kinds.cases import VISIBILITIES
from cases.kinds.people import ROLES
from cases.models import Case, Charge, Party, Seal


class VisibilityRefused(Refused):
    """The row cannot become visible, or hidden, so."""


def publish_case(case: Case, *, by: str, reason: str = "") -> Case:
    """Make a draft part of the public record."""
    with act(by=by, reason=reason):
        _refuse_unless(case, "DRAFT", "published")
        if case.case_type == "JV":
            raise VisibilityRefused(
                "A juvenile case is confidential by law and is not published.", field="case_type"
            )
        return _show_as(case, "PUBLIC")


def withdraw_case(case: Case, *, by: str, reason: str) -> Case:
    """Take back a case that was published too early; a court's order seals it instead."""
    with act(by=by, reason=reason):
        _refuse_unless(case, "PUBLIC", "withdrawn")
        if not reason:
            raise VisibilityRefused("Say why it is withdrawn.", field="reason")
        return _show_as(case, "DRAFT")


def seal_case(case: Case, *, order_reference: str, by: str, reason: str = "") -> Seal:
    """Seal a case by order of the court: from then on its existence is not disclosed."""
    with act(by=by, reason=reason):
        if _locked(case).visibility == "SEALED":
            raise VisibilityRefused("This case is already sealed.", field="case")
        seal = Seal(act="SEAL", case=case, order_reference=order_reference, sealed_by=by)
        write(seal)
        _show_as(case, "SEALED")
    return seal


def unseal_case(
    case: Case, *, order_reference: str, visibility: str = "PUBLIC", by: str, reason: str = ""
) -> Seal:
    """Open a sealed case by order of the court, to the public or to staff only."""
    with act(by=by, reason=reason):
        _refuse_unless(case, "SEALED", "unsealed")
        if visibility == "SEALED":
            raise VisibilityRefused("Choose whom the case is opened to.", field="visibility")
        seal = Seal(act="UNSEAL", case=case, order_reference=order_reference, sealed_by=by)
        write(seal)
        _show_as(case, visibility)
    return seal


def seal_charge(charge: Charge, *, order_reference: str, by: str, reason: str = "") -> Seal:
    """Seal one charge by order of the court."""
    return _turn_charge(charge, "SEAL", order_reference, by, reason)


def unseal_charge(charge: Charge, *, order_reference: str, by: str, reason: str = "") -> Seal:
    """Open a sealed charge by order of the court."""
    return _turn_charge(charge, "UNSEAL", order_reference, by, reason)


def hide_name(party: Party, *, by: str, reason: str) -> Party:
    """Withhold a party's name from the public."""
    with act(by=by, reason=reason):
        party.public_name = "HIDE"
        party.save(update_fields=["public_name"])
    return party


def show_name(party: Party, *, basis: str = "", by: str, reason: str = "") -> Party:
    """Let the public read a party's name: by the role's default, else by the court's decision
    (`basis`). Minors, witnesses and protected people are never named."""
    with act(by=by, reason=reason):
        shown_by_default = ROLES[party.role].public == "NAME" and not basis
        if not shown_by_default and not basis:
            raise VisibilityRefused(
                f"The name of a party ({ROLES.label(party.role).lower()}) is withheld. "
                "Name the court's decision that lets the public read it.",
                field="public_name_basis",
            )
        party.public_name = "" if shown_by_default else "SHOW"
        party.public_name_basis = basis
        party.save(update_fields=["public_name", "public_name_basis"])
    return party


def _turn_charge(charge: Charge, turn: str, order_reference: str, by: str, reason: str) -> Seal:
    wanted = "SEALED" if turn == "SEAL" else "PUBLIC"
    with act(by=by, reason=reason):
        if Charge.objects.select_for_update().get(pk=charge.pk).visibility == wanted:
            words = "already sealed" if turn == "SEAL" else "not sealed"
            raise VisibilityRefused(f"Count {charge.count} is {words}.", field="charge")
        seal = Seal(act=turn, charge=charge, order_reference=order_reference, sealed_by=by)
        write(seal)
        charge.visibility = wanted
        charge.save(update_fields=["visibility"])
    return seal


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(no_key=True).get(pk=case.pk)


def _refuse_unless(case: Case, wanted: str, done: str) -> None:
    stands = _locked(case).visibility
    if stands != wanted:
        raise VisibilityRefused(
            f"Only a case that is {VISIBILITIES.label(wanted).split(':')[0].lower()} can be "
            f"{done}; this one is {VISIBILITIES.label(stands).split(':')[0].lower()}.",
            field="visibility",
        )


def _show_as(case: Case, visibility: str) -> Case:
    case.visibility = visibility
    case.save(update_fields=["visibility"])
    return case
