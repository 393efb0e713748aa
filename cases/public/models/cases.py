"""What a reader reads: courts, cases as they stand, cases as they stood."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models.functions import Coalesce


class PublishedCourt(models.Model):
    """A court, and how fresh and how far back its publication is."""

    code = models.CharField(max_length=60, primary_key=True, help_text="Short name in addresses.")
    name = models.CharField(max_length=160, help_text="The court's name.")
    state = models.CharField(max_length=2, help_text="Two letters.")
    state_name = models.CharField(max_length=60, help_text="The state's name.")
    county = models.CharField(max_length=80, help_text="County or independent city.")
    kind = models.CharField(max_length=24, help_text="Kind of court.")
    timezone = models.CharField(max_length=40, help_text="IANA time zone of its hours.")
    publishes_orders = models.BooleanField(
        help_text="Whether it publishes redacted protective orders where consent is recorded."
    )

    class Meta:
        db_table = "published_court"

    def __str__(self) -> str:
        return self.name


class PublishedCase(models.Model):
    """One published case: every column that lists filter, sort and show."""

    key = models.UUIDField(primary_key=True, help_text="Stable, opaque key of the case.")
    court = models.CharField(max_length=60, help_text="Code of the court.")
    court_name = models.CharField(max_length=160, help_text="The court's name.")
    state = models.CharField(max_length=2, help_text="State of the court, two letters.")
    county = models.CharField(max_length=80, help_text="County or independent city.")
    number = models.CharField(max_length=60, help_text="Case number as the court writes it.")
    number_key = models.CharField(max_length=60, help_text="Case number as it stands in addresses.")
    case_type = models.CharField(max_length=24, help_text="Kind of case.")
    # Null is "withheld", which an empty caption is not.
    caption = models.CharField(  # noqa: DJ001
        max_length=300, null=True, help_text="Title; empty where it would tell a withheld name."
    )
    filed_date = models.DateField(null=True, help_text="Day the case was filed.")
    status = models.CharField(
        max_length=24, help_text="Status; MIXED where it differs between defendants."
    )
    defendants = ArrayField(models.TextField(), help_text="Defendants whose names are published.")
    statutes = ArrayField(models.TextField(), help_text="Statutes of all charges, now and before.")
    levels = ArrayField(models.TextField(), help_text="Levels of all charges, now and before.")
    outcomes = ArrayField(models.TextField(), help_text="Status of each charge.")
    directions = ArrayField(models.TextField(), help_text="Directions of its charge changes.")
    lead_charge = models.TextField(help_text="Gravest charge that stands, as charged.")
    lead_level = models.CharField(max_length=12, help_text="Level of the lead charge.")
    kind = models.BigIntegerField(help_text="Which cases it is counted with; see PublishedKind.")
    # A day for every case, so that one comparison finds the place of any row in the list.
    filed_order = models.GeneratedField(
        expression=Coalesce("filed_date", models.Value(date.min)),
        output_field=models.DateField(),
        db_persist=True,
    )
    published_at = models.DateTimeField(help_text="When the present version was published (UTC).")
    version_hash = models.CharField(max_length=64, help_text="SHA-256 of the present version.")
    version_id = models.UUIDField(help_text="The present version, which holds the document.")

    class Meta:
        db_table = "published_case"
        constraints = [
            models.UniqueConstraint(
                fields=["court", "number_key"], name="published_case_address_is_unique"
            )
        ]
        indexes = [
            models.Index(
                fields=["filed_order", "key"], include=["kind"], name="published_case_filed"
            ),
            models.Index(fields=["kind", "filed_order", "key"], name="published_case_kind"),
            *(
                models.Index(
                    fields=[column, "filed_order", "key"],
                    include=["kind"],
                    name=f"published_case_by_{column}",
                )
                for column in ("court", "status", "lead_level")
            ),
            models.Index(fields=["court", "published_at"], name="published_case_freshness"),
            models.Index(
                fields=["number_key"], opclasses=["text_pattern_ops"], name="published_case_number"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PublishedKind(models.Model):
    """How many published cases are alike in everything by which lists filter. A kind may stand
    in several rows, whose numbers add up."""

    key = models.UUIDField(primary_key=True, db_default=RandomUUID())
    kind = models.BigIntegerField(
        help_text="A hash of court, case type, status, level and directions."
    )
    court = models.CharField(max_length=60)
    case_type = models.CharField(max_length=24)
    status = models.CharField(max_length=24)
    lead_level = models.CharField(
        max_length=12, help_text="Level of the gravest charge that stands."
    )
    directions = ArrayField(models.TextField())
    cases = models.IntegerField(help_text="How many.")

    class Meta:
        db_table = "published_kind"
        indexes = [
            models.Index(fields=["kind"], name="published_kind_kind"),
            # The number of each choice is read off an index, already in order.
            *(
                models.Index(fields=[column], include=["cases"], name=f"published_kind_{column}")
                for column in ("court", "case_type", "status", "lead_level", "directions")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court} {self.case_type} {self.status} {self.lead_level}: {self.cases}"


class PublishedVersion(models.Model):
    """The whole public case as it read from one moment on. Never rewritten but to erase what
    may no longer be public; a version that then says nothing new is gone."""

    id = models.UUIDField(primary_key=True)
    case_key = models.UUIDField(help_text="Key of the case.")
    published_at = models.DateTimeField(help_text="From when this was the public record (UTC).")
    version_hash = models.CharField(max_length=64, help_text="SHA-256 of the document.")
    document = models.TextField(
        help_text="The whole public case as JSON text: the very bytes that the hash is of."
    )

    class Meta:
        db_table = "published_version"
        constraints = [
            models.UniqueConstraint(
                fields=["case_key", "published_at"], name="published_version_has_its_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_key} {self.published_at}"
