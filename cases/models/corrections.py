"""Corrections of typing mistakes.

A correction is not an amendment: it never makes a charge change. The database lets a charge's
offense be rewritten only in the transaction that records the correction here.
"""

from django.db import models
from django.db.models import F, Q

from cases.models.audit import audited
from cases.models.fields import RecordNow

# Columns of a charge that say what is charged: two people must agree to correct them.
GRAVE_FIELDS = ("statute", "level", "offense_id", "rank")


class CurrentTransaction(models.Func):
    """The number of the running transaction, which the triggers compare with."""

    function = "pg_current_xact_id"
    template = "%(function)s()::text"
    output_field = models.CharField()


@audited
class Correction(models.Model):
    """A clerical mistake set right: the field, what stood there, what stands there now, why."""

    table = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    old_value = models.TextField(blank=True, default="")
    new_value = models.TextField(blank=True, default="")
    reason = models.CharField(max_length=500)
    authority = models.CharField(max_length=200, help_text="The document that shows the mistake.")
    corrected_at = models.DateTimeField(db_default=RecordNow(), editable=False)
    corrected_by = models.CharField(max_length=150)
    approved_by = models.CharField(max_length=150, blank=True, default="")
    transaction = models.CharField(max_length=24, db_default=CurrentTransaction(), editable=False)

    class Meta:
        db_table = "correction"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(authority="") & ~Q(corrected_by=""),
                name="correction_is_signed_and_explained",
                violation_error_message=(
                    "Say why this is corrected, on what document, and by whom."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(old_value=F("new_value")),
                name="correction_changes_something",
                violation_error_message="The new value is the same as the old one.",
            ),
            models.CheckConstraint(
                condition=~Q(table="charge", field__in=GRAVE_FIELDS)
                | (~Q(approved_by="") & ~Q(approved_by=F("corrected_by"))),
                name="correction_of_an_offense_has_two_people",
                violation_error_message=(
                    "Correcting a statute or level needs the approval of a second person. If the "
                    "charge really changed in court, record a charge change instead."
                ),
            ),
        ]
        indexes = [models.Index(fields=["table", "row_id"], name="correction_by_row")]

    def __str__(self) -> str:
        return f"{self.table}.{self.field}"
