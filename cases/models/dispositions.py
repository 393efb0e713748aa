"""How charges end: dispositions per charge, sentences per charge."""

from django.db import models
from django.db.models import F, Q

from cases.kinds.charges import OUTCOMES, PLEAS, SENTENCE_KINDS, SENTENCE_UNITS
from cases.models.audit import audited
from cases.models.facts import LegalFact, Sourced, fact_rules, in_order, sent_once
from cases.models.fields import KindField, known


@audited
class Disposition(LegalFact, Sourced):
    """The outcome of a charge. One is in force at most; vacating it makes room for the next."""

    charge = models.ForeignKey(
        "cases.Charge", on_delete=models.PROTECT, related_name="dispositions"
    )
    outcome = KindField(vocabulary=OUTCOMES, help_text="Outcome of the charge.")
    plea = KindField(vocabulary=PLEAS, blank=True, default="", help_text="Plea, where entered.")
    date_from = models.DateField(null=True, blank=True, help_text="Earliest day of the outcome.")
    date_to = models.DateField(null=True, blank=True, help_text="Latest day of the outcome.")
    date_text = models.CharField(max_length=120, blank=True, default="")
    vacated_by_disposition = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="vacates"
    )

    class Meta:
        db_table = "disposition"
        constraints = [
            known("outcome", OUTCOMES),
            known("plea", PLEAS),
            sent_once(),
            *fact_rules(),
            in_order("date_from", "date_to"),
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(voided_at__isnull=True, vacated_by_disposition=None)
                & ~Q(outcome="VACATED"),
                name="charge_has_one_disposition_in_force",
                violation_error_message=(
                    "This charge already has a disposition. Record that it was vacated first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(vacated_by_disposition=None) | ~Q(vacated_by_disposition=F("id")),
                name="disposition_does_not_vacate_itself",
                violation_error_message="A disposition cannot vacate itself.",
            ),
        ]
        indexes = [models.Index(fields=["outcome", "id"], name="disposition_by_outcome")]

    def __str__(self) -> str:
        return str(self.get_outcome_display())


@audited
class Sentence(LegalFact, Sourced):
    """A part of the sentence on one charge."""

    charge = models.ForeignKey("cases.Charge", on_delete=models.PROTECT, related_name="sentences")
    kind = KindField(vocabulary=SENTENCE_KINDS, help_text="Kind of sentence.")
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="Amount, in `unit`."
    )
    unit = KindField(
        vocabulary=SENTENCE_UNITS, blank=True, default="", help_text="Unit of the amount."
    )
    effective_date = models.DateField(null=True, blank=True, help_text="Day of the sentence.")
    text = models.CharField(max_length=500, blank=True, default="", help_text="As worded.")

    class Meta:
        db_table = "sentence"
        constraints = [
            known("kind", SENTENCE_KINDS),
            known("unit", SENTENCE_UNITS),
            sent_once(),
            *fact_rules(),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="sentence_amount_is_not_negative",
                violation_error_message="An amount cannot be negative.",
            ),
        ]
        indexes = [models.Index(fields=["kind", "id"], name="sentence_by_kind")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
