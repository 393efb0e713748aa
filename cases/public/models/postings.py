"""Narrow rows, one per statute, change, order or hearing, that searches start from."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class PublishedCitation(models.Model):
    """One statute that one published case is or was charged under, for searches."""

    pk = models.CompositePrimaryKey("case_key", "statute_key")
    case_key = models.UUIDField()
    statute_key = models.CharField(max_length=60, help_text="Statute without spaces, capitals.")
    statute = models.CharField(max_length=60, help_text="Statute as cited.")
    labels = ArrayField(models.TextField(), help_text="Its charges under it, as charged.")
    outcomes = ArrayField(models.TextField(), help_text="What they came to.")
    filed_order = models.DateField(help_text="Filing date of the case, or a day before all others.")
    kind = models.BigIntegerField(help_text="Kind of the case; see PublishedKind.")

    class Meta:
        db_table = "published_citation"
        indexes = [
            models.Index(
                fields=["statute_key", "filed_order", "case_key"],
                include=["kind", "outcomes"],
                name="published_citation_statute",
            ),
            models.Index(
                fields=["statute_key", "kind", "filed_order", "case_key"],
                include=["outcomes"],
                name="published_citation_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.statute


class PublishedOutcome(models.Model):
    """What at least one charge of one published case has come to, for searches."""

    pk = models.CompositePrimaryKey("case_key", "outcome")
    case_key = models.UUIDField()
    outcome = models.CharField(max_length=24, help_text="Status of the charge.")
    filed_order = models.DateField(help_text="Filing date of the case, or a day before all others.")
    kind = models.BigIntegerField(help_text="Kind of the case; see PublishedKind.")

    class Meta:
        db_table = "published_outcome"
        indexes = [
            models.Index(
                fields=["outcome", "filed_order", "case_key"],
                include=["kind"],
                name="published_outcome_outcome",
            ),
            models.Index(
                fields=["outcome", "kind", "filed_order", "case_key"],
                name="published_outcome_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.outcome


class PublishedStatute(models.Model):
    """A statute as cited, a charge under it as charged, and how many published cases have it. It
    may stand in several rows, whose numbers add up."""

    key = models.UUIDField(primary_key=True, db_default=RandomUUID())
    statute_key = models.CharField(max_length=60, help_text="Statute without spaces, capitals.")
    statute = models.CharField(max_length=60, help_text="Statute as cited.")
    label = models.TextField(help_text="The charge as charged.")
    plain = models.TextField(help_text="Its words: small letters, no accents, spaces around each.")
    cases = models.IntegerField(help_text="How many cases.")

    class Meta:
        db_table = "published_statute"
        indexes = [
            models.Index(
                fields=["statute_key"], opclasses=["text_pattern_ops"], name="published_statute_key"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statute} {self.label}"


class PublishedChange(models.Model):
    """One charge change: what each charge was, what it became, when, by which instrument."""

    key = models.UUIDField(primary_key=True, help_text="Stable, opaque key of the change.")
    case_key = models.UUIDField(help_text="Key of the case it is listed under.")
    court = models.CharField(max_length=60, help_text="Code of the court.")
    court_name = models.CharField(max_length=160, help_text="The court's name.")
    state = models.CharField(max_length=2, help_text="State of the court.")
    county = models.CharField(max_length=80, help_text="County or independent city.")
    number = models.CharField(max_length=60, help_text="Case number as the court writes it.")
    number_key = models.CharField(max_length=60, help_text="Case number as in addresses.")
    # Null is "withheld" here, and "has none" in the direction.
    defendant = models.TextField(  # noqa: DJ001
        null=True, help_text="The defendant, where the name is public."
    )
    kind = models.CharField(max_length=24, help_text="The act.")
    direction = models.CharField(  # noqa: DJ001
        max_length=24, null=True, help_text="Computed from ranks; empty for one-sided changes."
    )
    effective_from = models.DateField(null=True, help_text="Earliest day it took effect.")
    effective_to = models.DateField(null=True, help_text="Latest day it took effect.")
    date_text = models.CharField(max_length=120, help_text="The date as worded.")
    instrument = models.CharField(max_length=24, help_text="The instrument of the change.")
    authority = models.CharField(max_length=24, help_text="Who made the change.")
    recorded_at = models.DateTimeField(help_text="When the court recorded it (UTC).")
    from_statutes = ArrayField(models.TextField(), help_text="Statutes before.")
    to_statutes = ArrayField(models.TextField(), help_text="Statutes after.")
    from_levels = ArrayField(models.TextField(), help_text="Levels before.")
    to_levels = ArrayField(models.TextField(), help_text="Levels after.")
    before = models.JSONField(help_text="Charges before, with what became of each.")
    after = models.JSONField(help_text="Charges after.")
    alike = models.BigIntegerField(
        help_text="Which changes it is counted with; see PublishedAlike."
    )

    class Meta:
        db_table = "published_change"
        indexes = [
            models.Index(
                fields=["recorded_at", "key"],
                include=["alike", "effective_from", "effective_to"],
                name="published_change_newest",
            ),
            models.Index(
                fields=["court", "recorded_at", "key"],
                include=["alike", "effective_from", "effective_to"],
                name="published_change_by_court",
            ),
            models.Index(fields=["effective_from"], name="published_change_since"),
            models.Index(fields=["effective_to"], name="published_change_until"),
            GinIndex(fields=["from_statutes"], name="published_change_from"),
            GinIndex(fields=["to_statutes"], name="published_change_to"),
            models.Index(
                fields=["alike", "recorded_at", "key"],
                include=["effective_from", "effective_to"],
                name="published_change_alike",
            ),
            models.Index(fields=["case_key"], name="published_change_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class PublishedAlike(models.Model):
    """How many charge changes are alike in every code by which the change desk filters. They may
    stand in several rows, whose numbers add up."""

    key = models.UUIDField(primary_key=True, db_default=RandomUUID())
    alike = models.BigIntegerField(help_text="A hash of what follows.")
    court = models.CharField(max_length=60)
    kind = models.CharField(max_length=24)
    direction = models.CharField(max_length=24, help_text="Empty where there is none.")
    instrument = models.CharField(max_length=24)
    from_levels = ArrayField(models.TextField())
    to_levels = ArrayField(models.TextField())
    changes = models.IntegerField(help_text="How many.")

    class Meta:
        db_table = "published_alike"
        indexes = [
            models.Index(fields=["alike"], name="published_alike_alike"),
            *(
                models.Index(fields=[column], include=["changes"], name=f"published_alike_{column}")
                for column in (
                    "court",
                    "kind",
                    "direction",
                    "instrument",
                    "from_levels",
                    "to_levels",
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.court} {self.kind}: {self.changes}"


class PublishedOrder(models.Model):
    """A redacted protective order of a court that publishes them, where the protected person
    asked for it: no person, no relationship, no place."""

    key = models.UUIDField(primary_key=True, help_text="Stable, opaque key of the order.")
    case_key = models.UUIDField(null=True, help_text="Set only where the case may be told.")
    court = models.CharField(max_length=60, help_text="Code of the court.")
    court_name = models.CharField(max_length=160, help_text="The court's name.")
    state = models.CharField(max_length=2, help_text="State of the court, two letters.")
    county = models.CharField(max_length=80, help_text="County or independent city.")
    number = models.CharField(max_length=60, help_text="Number of the case, where it may be told.")
    number_key = models.CharField(max_length=60, help_text="The number as in addresses.")
    kind = models.CharField(max_length=24, help_text="Kind of order.")
    status = models.CharField(max_length=24, help_text="Status.")
    issued_date = models.DateField(null=True, help_text="Day of issue.")
    expires_date = models.DateField(null=True, help_text="First day no longer in force.")
    until_further_order = models.BooleanField(
        help_text="Whether it stands until the court orders otherwise."
    )
    is_served = models.BooleanField(help_text="Whether service is recorded.")
    terms = ArrayField(models.TextField(), help_text="Terms, as codes.")

    class Meta:
        db_table = "published_order"
        indexes = [
            models.Index(
                models.F("issued_date").desc(nulls_last=True),
                models.F("key").desc(),
                name="published_order_newest",
            ),
            models.Index(
                models.F("court"),
                models.F("issued_date").desc(nulls_last=True),
                models.F("key").desc(),
                name="published_order_by_court",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class PublishedHearing(models.Model):
    """One hearing of a published case, for the calendar."""

    key = models.UUIDField(primary_key=True, help_text="Stable, opaque key of the hearing.")
    case_key = models.UUIDField(help_text="Key of the case.")
    court = models.CharField(max_length=60, help_text="Code of the court.")
    court_name = models.CharField(max_length=160, help_text="The court's name.")
    state = models.CharField(max_length=2, help_text="State of the court, two letters.")
    county = models.CharField(max_length=80, help_text="County or independent city.")
    number = models.CharField(max_length=60, help_text="Case number as the court writes it.")
    number_key = models.CharField(max_length=60, help_text="Case number as in addresses.")
    case_type = models.CharField(max_length=24, help_text="Kind of case.")
    # Null is "withheld", which an empty caption is not.
    caption = models.CharField(  # noqa: DJ001
        max_length=300, null=True, help_text="Title; empty where it would tell a withheld name."
    )
    kind = models.CharField(max_length=24, help_text="Kind of hearing.")
    starts_at = models.DateTimeField(null=True, help_text="When it starts (UTC), where known.")
    courtroom = models.CharField(max_length=60, help_text="Where.")
    status = models.CharField(max_length=24, help_text="What became of it.")

    class Meta:
        db_table = "published_hearing"
        indexes = [
            # Whatever a filter asks of a row stands in the index: no row is fetched to be refused.
            models.Index(
                models.F("starts_at").desc(nulls_last=True),
                models.F("key").desc(),
                include=["court", "kind", "status", "case_type"],
                name="published_hearing_latest",
            ),
            models.Index(
                models.F("court"),
                models.F("starts_at").desc(nulls_last=True),
                models.F("key").desc(),
                include=["kind", "status", "case_type"],
                name="published_hearing_by_court",
            ),
            models.Index(
                models.F("kind"),
                models.F("status"),
                models.F("starts_at").desc(nulls_last=True),
                models.F("key").desc(),
                include=["court", "case_type"],
                name="published_hearing_by_kind",
            ),
            models.Index(fields=["case_key"], name="published_hearing_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_at or ''}".strip()
