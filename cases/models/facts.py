"""What every row of the record carries: where it came from, who recorded it, what it rests on."""

import uuid

from django.db import models
from django.db.models import Q

from cases.kinds.docket import SOURCE_KINDS, court_record_sources
from cases.models.fields import KindField, RecordNow


def both_or_neither(one: str, other: str) -> Q:
    """A condition: two columns are both filled or both empty."""
    return Q(**{f"{one}__isnull": True, f"{other}__isnull": True}) | Q(
        **{f"{one}__isnull": False, f"{other}__isnull": False}
    )


def in_order(earlier: str, later: str, **options: object) -> models.CheckConstraint:
    """A constraint: of two dates, where both are known, the second is not before the first."""
    return models.CheckConstraint(
        condition=Q(**{f"{earlier}__isnull": True})
        | Q(**{f"{later}__isnull": True})
        | Q(**{f"{earlier}__lte": models.F(later)}),
        name=f"%(class)s_{earlier}_not_after_{later}",
        violation_error_message=(
            f"{later.replace('_', ' ').capitalize()} cannot be before {earlier.replace('_', ' ')}."
        ),
    )


class Sourced(models.Model):
    """A row that may have come from a file: the sender's own stable id makes a second load
    of the same file change nothing."""

    source = models.CharField(
        max_length=40, blank=True, default="", help_text="The file's sender; empty if typed here."
    )
    source_id = models.CharField(
        max_length=120, blank=True, default="", help_text="The sender's own id of this row."
    )

    class Meta:
        abstract = True


def sent_once() -> models.UniqueConstraint:
    """A constraint: one row for each id of each sender."""
    return models.UniqueConstraint(
        fields=["source", "source_id"],
        condition=~Q(source_id=""),
        name="%(class)s_is_sent_once",
        violation_error_message="This sender's id is already in the record.",
    )


class Recorded(models.Model):
    """A row that says when it was recorded and by whom."""

    recorded_at = models.DateTimeField(
        db_default=RecordNow(), editable=False, help_text="When the court recorded this (UTC)."
    )
    recorded_by = models.CharField(
        max_length=150, blank=True, default="", help_text="Who recorded it; staff only."
    )

    class Meta:
        abstract = True


class LegalFact(Recorded):
    """Something the court did. It is never edited away: a wrong one is voided and stays.

    A fact of the court's record rests on a tier-1 source (domain rule 25); what newspapers,
    police or employers say is a `Statement` and cannot stand here.
    """

    key = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="A stable, opaque key; says nothing of order or number.",
    )
    rests_on = KindField(
        vocabulary=SOURCE_KINDS,
        default="DOCKET_ENTRY",
        help_text="The kind of court record this fact rests on.",
    )
    docket_entry = models.ForeignKey(
        "cases.DocketEntry",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The docket entry it rests on, where one is recorded.",
    )
    voided_at = models.DateTimeField(null=True, blank=True, editable=False)
    voided_by = models.CharField(max_length=150, null=True, blank=True, editable=False)  # noqa: DJ001 - both or neither
    void_reason = models.CharField(max_length=500, blank=True, default="", editable=False)

    class Meta:
        abstract = True


def fact_rules() -> list[models.BaseConstraint]:
    """The constraints that every legal fact shares."""
    return [
        models.CheckConstraint(
            condition=Q(rests_on__in=court_record_sources()),
            name="%(class)s_rests_on_a_court_record",
            violation_error_message=(
                "A fact of the record rests on a court order, docket entry, charging instrument "
                "or filed document. Enter what others say as a statement."
            ),
        ),
        models.CheckConstraint(
            condition=both_or_neither("voided_at", "voided_by")
            & (Q(voided_at__isnull=True) | ~Q(void_reason="")),
            name="%(class)s_void_is_signed_and_explained",
            violation_error_message="Say who voids this, and why.",
        ),
    ]
