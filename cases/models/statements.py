"""What others say: attributed statements, kept apart from the court's record."""

from django.db import models
from django.db.models import Q

from cases.kinds.docket import DATE_BASES, SOURCE_KINDS, STATEMENT_KINDS
from cases.models.audit import audited
from cases.models.facts import Recorded, in_order
from cases.models.fields import KindField, known


@audited
class Statement(Recorded):
    """What somebody outside the court said: never a fact of the record, never published.

    Attribution is an ordered chain of hops: who said it, to whom it was said, who printed it.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="statements")
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, null=True, blank=True)
    kind = KindField(vocabulary=STATEMENT_KINDS)
    text = models.TextField()
    date_from = models.DateField(null=True, blank=True)
    date_to = models.DateField(null=True, blank=True)
    date_text = models.CharField(max_length=200, blank=True, default="")
    date_basis = KindField(vocabulary=DATE_BASES, default="STATED")

    class Meta:
        db_table = "statement"
        constraints = [
            known("kind", STATEMENT_KINDS),
            known("date_basis", DATE_BASES),
            in_order("date_from", "date_to"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


@audited
class Attribution(models.Model):
    """One hop of a statement's chain; hop 1 is nearest to the event."""

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="hops", db_index=False
    )
    hop = models.PositiveSmallIntegerField()
    source_kind = KindField(vocabulary=SOURCE_KINDS)
    said_by = models.CharField(max_length=200)
    published_date = models.DateField(null=True, blank=True)
    retrieved_date = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "attribution"
        constraints = [
            known("source_kind", SOURCE_KINDS),
            models.UniqueConstraint(fields=["statement", "hop"], name="attribution_hop_is_unique"),
            models.CheckConstraint(
                condition=Q(published_date__isnull=False) | Q(retrieved_date__isnull=False),
                name="attribution_is_dated",
                violation_error_message="Say when it was published or when you read it.",
            ),
        ]

    def __str__(self) -> str:
        return self.said_by
