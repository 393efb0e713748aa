"""Protective orders, whom they protect and restrain, their terms, and what became of them.

Nothing in this file reaches the public but the few columns of `public_order`. The protected
person and every place live in tables of their own that no view names.
"""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from cases.kinds.orders import ORDER_ACTS, ORDER_KINDS, ORDER_STATUSES, ORDER_TERMS, SERVICES
from cases.models.audit import audited
from cases.models.facts import LegalFact, Sourced, fact_rules, in_order, sent_once
from cases.models.fields import KindField, NumberWords, Words, known

# What binds by its status, whatever its days; and what of it no service is recorded of.
IN_FORCE = Q(
    status__in=[status.code for status in ORDER_STATUSES if status.in_force], voided_at=None
)
UNSERVED = IN_FORCE & Q(served_date=None, service__in=["ATTEMPTED", "NOT_ATTEMPTED", "UNKNOWN"])
# An order without a last day runs out last.
UNTIL = Coalesce(F("expires_date"), Value(date.max))


@audited
class ProtectiveOrder(LegalFact, Sourced):
    """One protective order as it stands. A temporary order that goes on as a final one is a
    different order: `supersedes` links them."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="orders")
    number = models.CharField(max_length=60, blank=True, default="")
    kind = KindField(vocabulary=ORDER_KINDS, default="UNKNOWN", help_text="Kind of order.")
    restrained = models.ForeignKey(
        "cases.Party", on_delete=models.PROTECT, related_name="restraining_orders"
    )
    status = KindField(vocabulary=ORDER_STATUSES, default="UNKNOWN", help_text="Status.")
    petitioned_date = models.DateField(null=True, blank=True)
    issued_date = models.DateField(null=True, blank=True, help_text="Day of issue.")
    service = KindField(vocabulary=SERVICES, default="UNKNOWN")
    served_date = models.DateField(null=True, blank=True, help_text="Day of service.")
    expires_date = models.DateField(
        null=True, blank=True, help_text="First day no longer in force."
    )
    until_further_order = models.BooleanField(
        default=False, help_text="In force until modified or terminated."
    )
    ended_date = models.DateField(
        null=True, blank=True, help_text="Day it was terminated, vacated, dismissed or superseded."
    )
    is_brady = models.BooleanField(
        default=False, help_text="Firearms prohibition of 18 U.S.C. 922(g)(8) applies."
    )
    hearing_after_notice = models.BooleanField(
        default=False, help_text="Issued after a hearing of which the restrained had notice."
    )
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    consent_to_publish = models.BooleanField(
        default=False, help_text="The protected person asked for publication; revocable."
    )

    class Meta:
        db_table = "protective_order"
        constraints = [
            known("kind", ORDER_KINDS),
            known("status", ORDER_STATUSES),
            known("service", SERVICES),
            sent_once(),
            *fact_rules(),
            in_order("petitioned_date", "issued_date"),
            in_order("issued_date", "served_date"),
            in_order("issued_date", "ended_date"),
            models.CheckConstraint(
                condition=Q(issued_date=None)
                | Q(expires_date=None)
                | Q(expires_date__gt=F("issued_date")),
                name="order_expires_after_it_is_issued",
                violation_error_message="An order expires after the day it was issued.",
            ),
            models.CheckConstraint(
                condition=Q(is_brady=False) | (Q(hearing_after_notice=True) & ~Q(kind="TOP")),
                name="order_is_brady_only_after_a_hearing",
                violation_error_message=(
                    "The firearms prohibition needs a hearing after notice, and never follows "
                    "from a temporary order (18 U.S.C. 922(g)(8))."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(until_further_order=True) | Q(expires_date=None),
                name="order_is_open_ended_or_expires",
                violation_error_message=(
                    "An order in force until further order has no expiry date; choose one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")),
                name="order_does_not_supersede_itself",
                violation_error_message="An order cannot supersede itself.",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "id"], name="order_by_status"),
            models.Index(fields=["kind", "id"], name="order_by_kind"),
            GinIndex(Words(NumberWords("number")), name="order_by_number", fastupdate=False),
            models.Index(fields=["expires_date", "id"], name="order_expiring", condition=IN_FORCE),
            models.Index(UNTIL, F("id"), name="order_unserved", condition=UNSERVED),
        ]

    def __str__(self) -> str:
        return self.number or str(self.get_kind_display())


@audited
class OrderProtected(models.Model):
    """A person an order protects. Never published, in no form."""

    order = models.ForeignKey(
        ProtectiveOrder, on_delete=models.PROTECT, related_name="protected", db_index=False
    )
    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, related_name="protecting_orders"
    )

    class Meta:
        db_table = "order_protected"
        constraints = [
            models.UniqueConstraint(
                fields=["order", "person"],
                name="order_protects_a_person_once",
                violation_error_message="This order already protects this person.",
            )
        ]

    def __str__(self) -> str:
        return f"protected person of order {self.order_id}"


@audited
class OrderPlace(models.Model):
    """A place an order names: a home, a workplace, a school. Never published, in no form."""

    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="places")
    text = models.CharField(max_length=300)

    class Meta:
        db_table = "order_place"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="order_place_is_named",
                violation_error_message="Name the place.",
            )
        ]

    def __str__(self) -> str:
        return f"place of order {self.order_id}"


@audited
class OrderTerm(Sourced):
    """A coded term of an order; its free text is never published."""

    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="terms")
    term = KindField(vocabulary=ORDER_TERMS, max_length=12, help_text="NCIC 01-09 or X_ code.")
    text = models.CharField(max_length=1000, blank=True, default="")
    from_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "order_term"
        constraints = [
            known("term", ORDER_TERMS),
            sent_once(),
            in_order("from_date", "until_date"),
            models.UniqueConstraint(
                fields=["order", "term"],
                condition=Q(until_date=None),
                name="order_has_a_term_once",
                violation_error_message="This order already has this term.",
            ),
            models.CheckConstraint(
                condition=~Q(term="08") | ~Q(text=""),
                name="further_conditions_are_written_out",
                violation_error_message="Term 08 needs its text: write out the conditions.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_term_display())


@audited
class OrderEvent(LegalFact):
    """An act upon an order, never edited: issued, served, extended, modified, expired …"""

    order = models.ForeignKey(ProtectiveOrder, on_delete=models.PROTECT, related_name="events")
    act = KindField(vocabulary=ORDER_ACTS)
    date_from = models.DateField(null=True, blank=True)
    date_to = models.DateField(null=True, blank=True)
    date_text = models.CharField(max_length=120, blank=True, default="")
    old_expires_date = models.DateField(null=True, blank=True)
    new_expires_date = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        db_table = "order_event"
        constraints = [
            known("act", ORDER_ACTS),
            *fact_rules(),
            in_order("date_from", "date_to"),
        ]
        indexes = [models.Index(fields=["act", "id"], name="event_by_act")]

    def __str__(self) -> str:
        return str(self.get_act_display())
