"""Seals that the law provides for after a time: listed as requests that wait for two people.

Nothing is sealed by itself unless the law asks for no order, somebody has confirmed the rule, and
the court has set it so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from cases.actions.sealing import seal
from cases.desk.models import Request
from cases.desk.requests import RequestRefused
from cases.models import Charge
from cases.models.fields import RecordNow
from cases.schedules import Rule

SCHEDULE = "schedule"

# Charges of which the day is known on which they came to stand as they do, and is long enough ago;
# not while another charge of the defendant is pending in the case, nor once they were proposed.
ELIGIBLE = """
    SELECT c.id, e.since FROM charge c
    JOIN court_case k ON k.id = c.case_id
    JOIN court o ON o.id = k.court_id
    JOIN charge_status s ON s.charge_id = c.id
    CROSS JOIN LATERAL (
        SELECT coalesce(
            (SELECT d.date_to FROM disposition d WHERE d.charge_id = c.id AND d.voided_at IS NULL
                AND d.vacated_by_disposition_id IS NULL AND d.outcome = s.status LIMIT 1),
            (SELECT h.date_to FROM charge_change_item i JOIN charge_change h ON h.id = i.change_id
                WHERE i.charge_id = c.id AND i.side = 'BEFORE' AND i.effect = 'DISMISSED'
                  AND NOT i.is_void AND i.ended_by_id IS NULL ORDER BY i.id DESC LIMIT 1),
            CASE WHEN s.status = 'ARREST' THEN c.filed_date END) AS since
    ) e
    WHERE o.state_id = %(state)s AND s.status = ANY (%(statuses)s)
      AND c.visibility = 'PUBLIC' AND c.voided_at IS NULL AND k.visibility = 'PUBLIC'
      AND e.since + make_interval(years => %(years)s) <= %(today)s
      AND NOT EXISTS (SELECT FROM charge p JOIN charge_status t ON t.charge_id = p.id
        WHERE p.party_id = c.party_id AND p.id <> c.id AND p.voided_at IS NULL
          AND t.status IN ('FILED', 'ARREST'))
      AND NOT EXISTS (SELECT FROM desk_request r
        WHERE r."table" = 'charge' AND r.row_id = c.id AND r.act = 'seal')
    ORDER BY c.id LIMIT %(most)s
"""


@dataclass(frozen=True, kw_only=True)
class Eligible:
    """A charge that the law lets be sealed, by what rule, and since when it stands so."""

    charge: Charge
    rule: Rule
    since: date

    @property
    def words(self) -> str:
        return (
            f"Count {self.charge.count} may be sealed: {self.rule.title.lower()} "
            f"(since {self.since}; {self.rule.citation})."
        )


def eligible(rule: Rule, *, today: date, most: int) -> Iterator[Eligible]:
    """Charges that a rule lets be sealed today and that nobody was asked about yet."""
    given: dict[str, Any] = {
        "state": rule.state,
        "statuses": list(rule.statuses),
        "years": rule.years,
        "today": today,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(ELIGIBLE, given)
        since = dict(cursor.fetchall())
    charges = Charge.objects.select_related("case__court").in_bulk(list(since))
    for number in sorted(charges):
        yield Eligible(charge=charges[number], rule=rule, since=since[number])


def seals_itself(each: Eligible) -> bool:
    """Whether no order and no person is needed."""
    is_set = each.charge.case.court.scheduled_sealing == "SEAL"
    return each.rule.is_automatic and bool(each.rule.confirmed_by) and is_set


def carry_out(each: Eligible) -> bool:
    """Seal a charge where that needs nobody, or propose it; whether it was sealed."""
    if seals_itself(each):
        seal(each.charge, order_reference=each.rule.citation, origin="SCHEDULED", by=SCHEDULE)
        return True
    propose(each)
    return False


def propose(each: Eligible) -> Request:
    return Request.objects.create(
        act="seal",
        table=Charge._meta.db_table,
        row_id=each.charge.pk,
        case=each.charge.case,
        given={},
        said=each.words,
        reason=f"{each.rule.code}: {each.rule.title}"[:300],
        asked_by=SCHEDULE,
    )


def adopt(waiting: Request, *, order_reference: str, by: str) -> Request:
    """Ask for what the schedule proposed, by an order of the court; another approves it then."""
    if not order_reference.strip():
        raise RequestRefused("Name the order of the court.", field="order_reference")
    with transaction.atomic():
        stands = Request.objects.select_for_update().get(pk=waiting.pk)
        if stands.asked_by != SCHEDULE or stands.decision:
            raise RequestRefused(f"Somebody was quicker: {stands.asked_by} asked for this.")
        given: dict[str, Any] = {"order_reference": [order_reference], "reason": [stands.reason]}
        stands.asked_by, stands.given, stands.asked_at = by, given, RecordNow()
        stands.save(update_fields=["asked_by", "given", "asked_at"])
    return stands
