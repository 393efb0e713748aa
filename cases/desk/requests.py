"""Acts that take two people: the one asks, the other approves or refuses."""

from typing import Any
from uuid import UUID

from django.db import models, transaction

from cases.actions.refusal import Refused
from cases.desk.done import sign_off
from cases.desk.models import Request
from cases.models import Case
from cases.models.fields import RecordNow

# What a browser sends with every form.
UNASKED = ("csrfmiddlewaretoken", "token", "digest", "noted", "confirm")


class RequestRefused(Refused):
    """This cannot be decided so."""


def ask_for_approval(
    row: models.Model,
    *,
    case: Case | None,
    act: str,
    given: dict[str, Any],
    said: str,
    reason: str,
    by: str,
    token: UUID | None = None,
) -> Request:
    """Keep an act as it was filled in until a second person decides."""
    with transaction.atomic():
        waiting = Request.objects.create(
            act=act,
            table=row._meta.db_table,
            row_id=row.pk,
            case=case,
            given={name: values for name, values in given.items() if name not in UNASKED},
            said=said,
            reason=reason,
            asked_by=by,
        )
        words = f"Asked a second person to approve: {said}"
        sign_off(row, case=case, act=act, said=words, by=by, token=token)
    return waiting


def decide(waiting: Request, decision: str, *, by: str, note: str = "") -> Request:
    """Approve, refuse or withdraw. Whoever approves then does the act in the same transaction."""
    stands = Request.objects.select_for_update().get(pk=waiting.pk)
    if stands.decision:
        label = stands.get_decision_display().lower()
        raise RequestRefused(f"This was {label} already, by {stands.decided_by}.")
    if decision == "WITHDRAWN" and stands.asked_by != by:
        raise RequestRefused(f"Only {stands.asked_by}, who asked, can withdraw this.")
    if decision != "WITHDRAWN" and stands.asked_by == by:
        raise RequestRefused("You asked for this; somebody else has to decide it.")
    stands.decision, stands.decided_by, stands.note = decision, by, note
    stands.decided_at = RecordNow()
    stands.save(update_fields=["decision", "decided_by", "decided_at", "note"])
    stands.refresh_from_db()
    return stands
