"""The docket, and the calendar."""

import uuid

from django.db import models

from cases.kinds.docket import ENTRY_KINDS, ENTRY_VISIBILITIES, HEARING_KINDS, HEARING_STATUSES
from cases.models.audit import audited
from cases.models.facts import Recorded, Sourced, sent_once
from cases.models.fields import KindField, known


@audited
class DocketEntry(Sourced, Recorded):
    """A line of the docket. Its number is the court's and is not published."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="docket", db_index=False
    )
    entry_number = models.PositiveIntegerField(null=True, blank=True)
    filed_date = models.DateField(null=True, blank=True, help_text="Day of the entry.")
    entered_at = models.DateTimeField(
        null=True, blank=True, help_text="When the entry was made (UTC)."
    )
    kind = KindField(vocabulary=ENTRY_KINDS, help_text="What the entry is about.")
    text = models.TextField(blank=True, default="", help_text="The entry's text.")
    attribution = models.CharField(
        max_length=200, blank=True, default="", help_text="Who says so, if not the court itself."
    )
    visibility = KindField(vocabulary=ENTRY_VISIBILITIES, default="PUBLIC")
    text_released = models.BooleanField(
        "text may be read",
        default=False,
        db_default=False,
        help_text="Whether a clerk has read the text and lets the public read it, in a case where "
        "somebody's name is withheld. Elsewhere it is public without.",
    )

    class Meta:
        db_table = "docket_entry"
        verbose_name_plural = "docket entries"
        constraints = [
            known("kind", ENTRY_KINDS),
            known("visibility", ENTRY_VISIBILITIES),
            sent_once(),
            models.UniqueConstraint(
                fields=["case", "entry_number"],
                name="docket_entry_number_is_unique_in_its_case",
                violation_error_message="This case already has an entry with this number.",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "id"], name="entry_by_kind"),
            models.Index(
                fields=["visibility", "id"],
                name="entry_by_visibility",
                condition=~models.Q(visibility="PUBLIC"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.filed_date or ''}".strip()


@audited
class Hearing(Sourced, Recorded):
    """A sitting of the court in a case."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="hearings", db_index=False
    )
    kind = KindField(vocabulary=HEARING_KINDS, default="OTHER", help_text="Kind of hearing.")
    starts_at = models.DateTimeField(null=True, blank=True, help_text="Start (UTC).")
    courtroom = models.CharField(max_length=60, blank=True, default="", help_text="Courtroom.")
    status = KindField(vocabulary=HEARING_STATUSES, default="SET", help_text="What became of it.")
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        db_table = "hearing"
        constraints = [
            known("kind", HEARING_KINDS),
            known("status", HEARING_STATUSES),
            sent_once(),
        ]
        indexes = [
            models.Index(fields=["case", "starts_at"], name="hearing_by_case"),
            models.Index(fields=["starts_at", "id"], name="hearing_by_time"),
            models.Index(fields=["status", "starts_at"], name="hearing_by_status"),
            models.Index(fields=["kind", "starts_at"], name="hearing_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_at or ''}".strip()
