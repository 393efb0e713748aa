"""Cases, their status history per defendant, and how cases relate."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Upper

from cases.kinds.cases import CASE_TYPES, RELATIONS, STATUSES, VISIBILITIES
from cases.models.audit import audited
from cases.models.facts import LegalFact, Recorded, Sourced, fact_rules, in_order, sent_once
from cases.models.fields import KindField, NumberWords, Words, known


class RegexpReplace(Func):
    """Every run of anything but letters and digits becomes one hyphen."""

    function = "regexp_replace"
    template = "%(function)s(%(expressions)s, '[^A-Za-z0-9]+', '-', 'g')"


class DateRange(Func):
    function = "daterange"
    output_field = models.Field()


@audited
class Case(Sourced, Recorded):
    """A case as the court files it: one number in one court, one or more defendants."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    court = models.ForeignKey(
        "cases.Court", on_delete=models.PROTECT, related_name="cases", db_index=False
    )
    number = models.CharField(max_length=60, help_text="Case number as the court writes it.")
    number_key = models.GeneratedField(
        expression=Upper(RegexpReplace("number")),
        output_field=models.CharField(max_length=60),
        db_persist=True,
    )
    case_type = KindField(vocabulary=CASE_TYPES, help_text="Kind of case.")
    caption = models.CharField(max_length=300, blank=True, help_text="Title of the case.")
    filed_date = models.DateField(null=True, blank=True, help_text="Day the case was filed.")
    visibility = KindField(
        vocabulary=VISIBILITIES,
        default="DRAFT",
        help_text="Who may know of the case. Sealing needs a recorded order.",
    )

    class Meta:
        db_table = "court_case"
        constraints = [
            known("case_type", CASE_TYPES),
            known("visibility", VISIBILITIES),
            sent_once(),
            models.UniqueConstraint(
                fields=["court", "number_key"],
                name="case_number_is_unique_in_its_court",
                violation_error_message="This court already has a case with this number.",
            ),
            models.CheckConstraint(
                condition=Q(number__regex=r"[A-Za-z0-9]"),
                name="case_number_has_letters_or_digits",
                violation_error_message="Give the number as the court writes it.",
            ),
        ]
        indexes = [
            models.Index(fields=["filed_date", "id"], name="case_by_filed_date"),
            models.Index(fields=["court", "id"], name="case_by_court"),
            models.Index(fields=["case_type", "id"], name="case_by_type"),
            models.Index(
                fields=["visibility", "id"],
                name="case_by_visibility",
                condition=~Q(visibility="PUBLIC"),
            ),
            GinIndex(Words(NumberWords("number")), name="case_by_number", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.number


@audited
class CaseStatus(LegalFact, Sourced):
    """The status of a case for one defendant (or for the whole case) over an interval.

    Intervals of one (case, defendant) neither overlap nor leave a gap: each ends on the day
    the next begins, and the last is open.
    """

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="statuses", db_index=False
    )
    party = models.ForeignKey(
        "cases.Party",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statuses",
        help_text="The defendant it concerns; empty for the whole case.",
    )
    status = KindField(vocabulary=STATUSES, help_text="Status of the case.")
    effective_date = models.DateField(
        null=True, blank=True, help_text="First day of this status; empty if not known."
    )
    until_date = models.DateField(null=True, blank=True, help_text="Day the next status began.")
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        db_table = "case_status"
        verbose_name_plural = "case statuses"
        constraints = [
            known("status", STATUSES),
            sent_once(),
            *fact_rules(),
            in_order("effective_date", "until_date"),
            ExclusionConstraint(
                name="case_statuses_do_not_overlap",
                expressions=[
                    (F("case"), RangeOperators.EQUAL),
                    (Coalesce(F("party"), Value(0)), RangeOperators.EQUAL),
                    (
                        DateRange(F("effective_date"), F("until_date"), Value("[)")),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at__isnull=True),
                violation_error_message="Another status covers part of this time.",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "effective_date"], name="status_by_case"),
            models.Index(fields=["status", "id"], name="status_by_status"),
        ]

    def __str__(self) -> str:
        return str(self.get_status_display())


@audited
class RelatedCase(Sourced):
    """Two cases that belong together; the relation is told from the first."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="relations", db_index=False
    )
    other_case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="related_from")
    relation = KindField(vocabulary=RELATIONS, default="RELATED")

    class Meta:
        db_table = "related_case"
        constraints = [
            known("relation", RELATIONS),
            sent_once(),
            models.UniqueConstraint(
                fields=["case", "other_case", "relation"], name="related_case_stands_once"
            ),
            models.CheckConstraint(
                condition=~Q(case=F("other_case")),
                name="related_case_is_another_case",
                violation_error_message="A case is not related to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.relation} {self.other_case_id}"
