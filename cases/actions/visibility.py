"""Who may know: publish and withdraw cases, show and withhold names."""

from cases.actions.refusal import Refused, act
from cases.kinds.cases import VISIBILITIES
from cases.kinds.people import ROLES
from cases.models import Case, Party


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
