"""Courts, and the states whose ladders of offense levels they apply."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

from cases.kinds.cases import COURT_KINDS, ORDER_PUBLICATIONS, SCHEDULED_SEALING
from cases.kinds.charges import LEVEL_CATEGORIES
from cases.models.audit import audited
from cases.models.facts import Sourced, in_order, sent_once
from cases.models.fields import KindField, known


@audited
class State(models.Model):
    """A state (or other jurisdiction) and the pleas its law knows."""

    code = models.CharField(max_length=2, primary_key=True, help_text="Two letters, as AR.")
    name = models.CharField(max_length=60, help_text="The state's name.")
    pleas = ArrayField(models.CharField(max_length=24), help_text="Pleas this state knows.")

    class Meta:
        db_table = "state"

    def __str__(self) -> str:
        return self.name


@audited
class Court(Sourced):
    """A court. Its code is part of every public address and never changes."""

    code = models.CharField(
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$")],
        help_text="Stable short name used in addresses, as pulaski-circuit.",
    )
    name = models.CharField(max_length=160, help_text="The court's name.")
    state = models.ForeignKey(State, on_delete=models.PROTECT, help_text="The court's state.")
    county = models.CharField(
        max_length=80, blank=True, help_text="County or independent city it sits for."
    )
    kind = KindField(vocabulary=COURT_KINDS, default="OTHER", help_text="Kind of court.")
    timezone = models.CharField(
        max_length=40, default="America/Chicago", help_text="IANA time zone of its hours."
    )
    order_publication = KindField(
        vocabulary=ORDER_PUBLICATIONS,
        default="WITHHELD",
        help_text="Whether the court publishes redacted protective orders.",
    )
    scheduled_sealing = KindField(
        vocabulary=SCHEDULED_SEALING,
        default="LIST",
        db_default="LIST",
        help_text="What becomes of charges that the law lets be sealed after a time.",
    )

    class Meta:
        db_table = "court"
        constraints = [
            known("kind", COURT_KINDS),
            known("order_publication", ORDER_PUBLICATIONS),
            known("scheduled_sealing", SCHEDULED_SEALING),
            sent_once(),
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                name="court_code_is_a_slug",
                violation_error_message="Use small letters, digits and single hyphens.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@audited
class OffenseLevel(models.Model):
    """One rung of a state's ladder, in force from a day until (not including) a day."""

    state = models.ForeignKey(
        State, on_delete=models.PROTECT, related_name="levels", db_index=False
    )
    code = models.CharField(max_length=12, help_text="CAPITAL, F-Y, M-A, V …")
    label = models.CharField(max_length=80, help_text="The level as the state names it.")
    category = KindField(vocabulary=LEVEL_CATEGORIES, help_text="Capital, felony, misdemeanor …")
    rank = models.IntegerField(
        null=True, blank=True, help_text="Severity: higher is graver; empty where law gives none."
    )
    valid_from = models.DateField(help_text="First day in force.")
    valid_to = models.DateField(null=True, blank=True, help_text="First day no longer in force.")
    penalty = models.CharField(max_length=200, blank=True, default="")
    citation = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        db_table = "offense_level"
        constraints = [
            known("category", LEVEL_CATEGORIES),
            in_order("valid_from", "valid_to"),
            models.UniqueConstraint(
                fields=["state", "code", "valid_from"], name="offense_level_starts_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.state_id})"


@audited
class Offense(Sourced):
    """A statute as it stood from a day until (not including) a day."""

    state = models.ForeignKey(
        State, on_delete=models.PROTECT, related_name="offenses", db_index=False
    )
    statute = models.CharField(max_length=60, help_text="The section, as the state cites it.")
    title = models.CharField(max_length=200, help_text="The offense's title.")
    level = models.CharField(max_length=12, blank=True, help_text="Usual level, a ladder code.")
    rank = models.IntegerField(
        null=True, blank=True, help_text="Severity, only where the level alone does not tell."
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    class Meta:
        db_table = "offense"
        constraints = [in_order("valid_from", "valid_to"), sent_once()]
        indexes = [models.Index(fields=["state", "statute"], name="offense_by_statute")]

    def __str__(self) -> str:
        return f"{self.statute} {self.title}"
