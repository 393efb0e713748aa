"""Acts upon the record itself: corrections of typing mistakes, sealing and unsealing.

A correction is not an amendment: it never makes a charge change. The database lets a charge's
offense be rewritten, or a case come out from under a seal, only in the transaction that
records the act here.
"""

from django.db import models
from django.db.models import F, Q

from cases.kinds import Kind, Vocabulary
from cases.models.audit import audited
from cases.models.fields import KindField, RecordNow, known

SEAL_ACTS = Vocabulary(
    "act of sealing",
    Kind(code="SEAL", label="Seal"),
    Kind(code="UNSEAL", label="Unseal"),
)

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


@audited
class Seal(models.Model):
    """An order of the court that a case or a charge be sealed, or unsealed."""

    act = KindField(vocabulary=SEAL_ACTS)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, blank=True, related_name="seals"
    )
    charge = models.ForeignKey(
        "cases.Charge", on_delete=models.PROTECT, null=True, blank=True, related_name="seals"
    )
    order_reference = models.CharField(
        max_length=200, help_text="The court's order: date and docket entry or document number."
    )
    sealed_at = models.DateTimeField(db_default=RecordNow(), editable=False)
    sealed_by = models.CharField(max_length=150)
    transaction = models.CharField(max_length=24, db_default=CurrentTransaction(), editable=False)

    class Meta:
        db_table = "seal"
        constraints = [
            known("act", SEAL_ACTS),
            models.CheckConstraint(
                condition=Q(case=None, charge__isnull=False) | Q(case__isnull=False, charge=None),
                name="seal_is_of_a_case_or_a_charge",
                violation_error_message="Seal either a case or a charge.",
            ),
            models.CheckConstraint(
                condition=~Q(order_reference="") & ~Q(sealed_by=""),
                name="seal_names_its_order",
                violation_error_message="Name the order of the court, and who acts on it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.order_reference}"
