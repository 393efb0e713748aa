"""Seals: what the court ordered hidden, or opened again, and which two people carried it out.

The database lets a row go under a seal, or come out from under it, only in the transaction that
records the seal here.
"""

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from cases.kinds import Kind, Vocabulary
from cases.models.audit import audited
from cases.models.corrections import CurrentTransaction
from cases.models.fields import KindField, RecordNow, known

SEAL_ACTS = Vocabulary(
    "act of sealing",
    Kind(code="SEAL", label="Seal"),
    Kind(code="UNSEAL", label="Unseal"),
)

SEAL_ORIGINS = Vocabulary(
    "origin of a seal",
    Kind(code="ORDER", label="By order of the court, asked by one and approved by another"),
    Kind(code="SCHEDULED", label="By law, without an order, as the court has set it"),
    Kind(code="IMPORTED", label="As the sender of a file has it"),
    Kind(code="RESTORED", label="As it stood before: a backup was restored, or an older release"),
)

# What may be sealed, as the seal names it.
SEALED_ROWS = ("case", "charge", "party", "docket_entry")


def of_one_row() -> Q:
    """A condition: the seal is of exactly one row."""
    condition = Q()
    for chosen in SEALED_ROWS:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in SEALED_ROWS})
    return condition


def sealed_row(model: str) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        model, on_delete=models.PROTECT, null=True, blank=True, related_name="seals"
    )


@audited
class Seal(models.Model):
    """An order of the court that a case, charge, party or docket entry be sealed or unsealed."""

    act = KindField(vocabulary=SEAL_ACTS)
    case = sealed_row("cases.Case")
    charge = sealed_row("cases.Charge")
    party = sealed_row("cases.Party")
    docket_entry = sealed_row("cases.DocketEntry")
    order_reference = models.CharField(
        max_length=200, help_text="The court's order: date and docket entry or document number."
    )
    origin = KindField(
        vocabulary=SEAL_ORIGINS, default="ORDER", help_text="What the seal goes back to."
    )
    sealed_at = models.DateTimeField(db_default=RecordNow(), editable=False)
    sealed_by = models.CharField(max_length=150, help_text="Who asked for it.")
    approved_by = models.CharField(
        max_length=150, blank=True, default="", help_text="The second person, who approved it."
    )
    transaction = models.CharField(max_length=24, db_default=CurrentTransaction(), editable=False)

    class Meta:
        db_table = "seal"
        constraints = [
            known("act", SEAL_ACTS),
            known("origin", SEAL_ORIGINS),
            models.CheckConstraint(
                condition=of_one_row(),
                name="seal_is_of_one_row",
                violation_error_message="Seal one case, charge, party or docket entry.",
            ),
            models.CheckConstraint(
                condition=~Q(order_reference="") & ~Q(sealed_by=""),
                name="seal_names_its_order",
                violation_error_message="Name the order of the court, and who acts on it.",
            ),
            models.CheckConstraint(
                condition=~Q(origin="ORDER")
                | (~Q(approved_by="") & ~Q(approved_by__iexact=F("sealed_by"))),
                name="seal_has_two_people",
                violation_error_message=(
                    "Sealing and unsealing take two people: one asks, another approves."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(act="UNSEAL") | Q(origin__in=("ORDER", "RESTORED")),
                name="seal_is_opened_by_order",
                violation_error_message=(
                    "What is sealed is opened by an order of the court; no schedule and no file "
                    "opens it."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.order_reference}"


DESTRUCTIONS = Vocabulary(
    "law of a destruction",
    Kind(
        code="JUVENILE",
        label="A juvenile's record: expunged is destroyed (Ark. Code § 9-27-309)",
    ),
    Kind(code="ORDER", label="The order says in so many words that the record be destroyed"),
)


class Destruction(models.Model):
    """That one record was destroyed: on what day, under what law, by which two people. Nothing
    tells which record it was."""

    destroyed_on = models.DateField(editable=False)
    basis = KindField(vocabulary=DESTRUCTIONS)
    order_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text="Made of the order's reference with the court's secret: who holds the order can "
        "prove that it was carried out; nobody can read it back.",
    )
    asked_by = models.CharField(max_length=150)
    approved_by = models.CharField(max_length=150)

    class Meta:
        db_table = "destruction"
        constraints = [
            known("basis", DESTRUCTIONS),
            models.CheckConstraint(
                condition=~Q(asked_by="")
                & ~Q(approved_by="")
                & ~Q(approved_by__iexact=F("asked_by")),
                name="destruction_has_two_people",
                violation_error_message=(
                    "Destroying a record takes two people: one asks, another approves."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"One record, {self.destroyed_on}"


SEALED_LINE_ACTS = Vocabulary(
    "line of the sealed list",
    *SEAL_ACTS,
    Kind(code="DESTROY", label="Destroy"),
)


class SealedLine(models.Model):
    """A seal, an unsealing or a destruction on its way to the sealed list, or already on it.

    What it is of is kept until it is written there, and not longer.
    """

    line = models.UUIDField(
        unique=True, db_default=RandomUUID(), editable=False, help_text="The line, here and there."
    )
    act = KindField(vocabulary=SEALED_LINE_ACTS)
    table = models.CharField(max_length=60)
    row_key = models.UUIDField(null=True)
    number = models.CharField(
        max_length=160, blank=True, default="", help_text="Of a case: its court and number."
    )
    told = models.JSONField(help_text="What it takes to carry it out once more.")
    mac = models.CharField(
        max_length=64, blank=True, default="", help_text="The line's proof, once it is written."
    )

    class Meta:
        db_table = "sealed_line"
        constraints = [known("act", SEALED_LINE_ACTS)]
        indexes = [
            models.Index(fields=["id"], name="sealed_line_waiting", condition=Q(mac="")),
            models.Index(fields=["mac"], name="sealed_line_by_mac"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.table}"
