"""Charges. A charge row never changes its offense: what it became is a `ChargeChange`."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cases.kinds.cases import CHARGE_VISIBILITIES
from cases.kinds.charges import AUTHORITIES, CHANGE_KINDS, EFFECTS, INSTRUMENTS, SIDES
from cases.models.audit import audited
from cases.models.facts import LegalFact, Sourced, fact_rules, in_order, sent_once
from cases.models.fields import KindField, NumberWords, Words, known


@audited
class Charge(LegalFact, Sourced):
    """One count against one defendant, as charged and as filed.

    Rank, level label and category are snapshots, written by trigger when the charge is
    recorded: from the state's ladder in force on the offense date (the rank from the offense
    itself where its level alone does not tell). Later edits of a ladder do not reach them.
    """

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="charges", db_index=False
    )
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="charges")
    count = models.PositiveSmallIntegerField(
        help_text="The court's own count number; assigned once and never reused. Not published."
    )
    offense = models.ForeignKey(
        "cases.Offense", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    statute = models.CharField(
        max_length=60, blank=True, default="", help_text="Statute as cited; empty if not stated."
    )
    label = models.CharField(max_length=300, help_text="The charge as charged.")
    level = models.CharField(
        max_length=12, blank=True, default="", help_text="Level charged, a code of the ladder."
    )
    level_reason = models.CharField(
        max_length=200, blank=True, default="", help_text="Why this level, where it varies."
    )
    rank = models.IntegerField(null=True, blank=True, editable=False)
    ladder = models.CharField(max_length=2, blank=True, default="", editable=False)
    level_label = models.CharField(max_length=80, blank=True, default="", editable=False)
    category = models.CharField(max_length=24, blank=True, default="", editable=False)
    offense_from = models.DateField(null=True, blank=True, help_text="Earliest offense date.")
    offense_to = models.DateField(null=True, blank=True, help_text="Latest offense date.")
    offense_date_text = models.CharField(
        max_length=120, blank=True, default="", help_text="The offense date as worded."
    )
    filed_date = models.DateField(null=True, blank=True, help_text="Day the charge was filed.")
    instrument = KindField(
        vocabulary=INSTRUMENTS, default="UNKNOWN", help_text="Instrument that charged it."
    )
    violates_order = models.ForeignKey(
        "cases.ProtectiveOrder", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    visibility = KindField(vocabulary=CHARGE_VISIBILITIES, default="PUBLIC")

    class Meta:
        db_table = "charge"
        constraints = [
            known("instrument", INSTRUMENTS),
            known("visibility", CHARGE_VISIBILITIES),
            sent_once(),
            *fact_rules(),
            in_order("offense_from", "offense_to"),
            models.UniqueConstraint(
                fields=["case", "party", "count"],
                name="charge_count_is_unique_for_its_defendant",
                violation_error_message="This defendant already has a charge with this count.",
            ),
            models.CheckConstraint(
                condition=~Q(label=""),
                name="charge_says_what_is_charged",
                violation_error_message="Write the charge as charged.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["visibility", "id"],
                name="charge_by_visibility",
                condition=~Q(visibility="PUBLIC"),
            ),
            GinIndex(Words(NumberWords("statute")), name="charge_by_statute", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.statute} {self.label}".strip()


@audited
class ChargeChange(LegalFact, Sourced):
    """The act that links charges before to charges after.

    Its direction (upgrade, reduction …) is no column: the view `charge_change_direction`
    computes it from the ranks snapshotted on the items.
    """

    case = models.ForeignKey(
        "cases.Case",
        on_delete=models.PROTECT,
        related_name="charge_changes",
        help_text="The case in which the change was made.",
    )
    kind = KindField(vocabulary=CHANGE_KINDS, help_text="The act: amended, merged, bound over …")
    date_from = models.DateField(null=True, blank=True, help_text="Earliest day it took effect.")
    date_to = models.DateField(null=True, blank=True, help_text="Latest day it took effect.")
    date_text = models.CharField(
        max_length=120, blank=True, default="", help_text="The date as worded."
    )
    instrument = KindField(
        vocabulary=INSTRUMENTS, default="UNKNOWN", help_text="The instrument of the change."
    )
    authority = KindField(
        vocabulary=AUTHORITIES, default="UNKNOWN", help_text="Who made the change."
    )
    reason = models.CharField(max_length=500, blank=True, default="", help_text="Reason given.")

    class Meta:
        db_table = "charge_change"
        constraints = [
            known("kind", CHANGE_KINDS),
            known("instrument", INSTRUMENTS),
            known("authority", AUTHORITIES),
            sent_once(),
            *fact_rules(),
            in_order("date_from", "date_to"),
        ]
        indexes = [models.Index(fields=["kind", "id"], name="change_by_kind")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


@audited
class ChargeChangeItem(models.Model):
    """One charge on one side of a change, with its rank as it stood when the change was made."""

    change = models.ForeignKey(
        ChargeChange, on_delete=models.PROTECT, related_name="items", db_index=False
    )
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="change_items")
    side = KindField(vocabulary=SIDES, max_length=8)
    effect = KindField(
        vocabulary=EFFECTS,
        max_length=12,
        blank=True,
        default="",
        help_text="What became of the earlier charge.",
    )
    rank = models.IntegerField(null=True, blank=True, editable=False)
    ladder = models.CharField(max_length=2, blank=True, default="", editable=False)
    ended_by = models.ForeignKey(
        ChargeChange,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ended_items",
        help_text="The reinstatement that ended this replacement.",
    )
    is_void = models.BooleanField(default=False, editable=False)

    class Meta:
        db_table = "charge_change_item"
        constraints = [
            known("side", SIDES),
            models.UniqueConstraint(
                fields=["change", "charge", "side"],
                name="charge_stands_once_on_each_side",
                violation_error_message="This charge already stands on this side of the change.",
            ),
            models.CheckConstraint(
                condition=Q(side="AFTER", effect="") | Q(side="BEFORE", effect__in=EFFECTS.codes()),
                name="effect_is_told_of_earlier_charges_only",
                violation_error_message=(
                    "Say what became of each earlier charge (unknown is an answer); "
                    "a later charge has no effect."
                ),
            ),
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(side="BEFORE", effect="REPLACED", ended_by=None, is_void=False),
                name="charge_is_replaced_once",
                violation_error_message=(
                    "This charge has already been replaced. Change the charge that replaced it, "
                    "or reinstate this one first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.charge_id}"
