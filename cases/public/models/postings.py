"""Narrow rows, one per name, charge, change, order or hearing, that searches start from."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class PublishedName(models.Model):
    """One word of one published name in one case."""

    pk = models.CompositePrimaryKey("case_key", "person_key", "word")
    word = models.CharField(max_length=100, help_text="Small letters, no accents.")
    case_key = models.UUIDField()
    person_key = models.UUIDField(help_text="Stable, opaque key of the person.")
    filed_date = models.DateField(null=True)

    class Meta:
        db_table = "published_name"
        indexes = [
            models.Index(
                fields=["word", "case_key"],
                opclasses=["text_pattern_ops", "uuid_ops"],
                name="published_name_by_word",
            )
        ]

    def __str__(self) -> str:
        return self.word


class PublishedCharge(models.Model):
    """One charge of one published case, for searches by statute."""

    key = models.UUIDField(primary_key=True)
    case_key = models.UUIDField()
    statute = models.CharField(max_length=60)
    statute_key = models.CharField(max_length=60, help_text="Statute without spaces, capitals.")
    level = models.CharField(max_length=12)
    status = models.CharField(max_length=24)
    filed_date = models.DateField(null=True, help_text="Filing date of the case.")

    class Meta:
        db_table = "published_charge"
        indexes = [
            models.Index(
                fields=["statute_key", "case_key"],
                opclasses=["text_pattern_ops", "uuid_ops"],
                name="published_charge_by_statute",
            ),
            models.Index(fields=["case_key"], name="published_charge_by_case"),
        ]

    def __str__(self) -> str:
        return self.statute


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

    class Meta:
        db_table = "published_change"
        indexes = [
            models.Index(
                models.F("recorded_at").desc(),
                models.F("key").desc(),
                name="published_change_newest",
            ),
            models.Index(
                models.F("direction"),
                models.F("recorded_at").desc(),
                models.F("key").desc(),
                name="published_change_direction",
            ),
            models.Index(fields=["case_key"], name="published_change_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class PublishedOrder(models.Model):
    """A redacted protective order of a court that publishes them, where the protected person
    asked for it: no person, no relationship, no place."""

    key = models.UUIDField(primary_key=True)
    case_key = models.UUIDField(null=True, help_text="Set only where the case may be told.")
    court = models.CharField(max_length=60)
    kind = models.CharField(max_length=24)
    status = models.CharField(max_length=24)
    issued_date = models.DateField(null=True)
    expires_date = models.DateField(null=True)
    until_further_order = models.BooleanField()
    is_served = models.BooleanField()
    terms = ArrayField(models.TextField())

    class Meta:
        db_table = "published_order"
        indexes = [models.Index(fields=["court", "issued_date"], name="published_order_by_court")]

    def __str__(self) -> str:
        return self.kind


class PublishedHearing(models.Model):
    """One hearing of a published case, for the calendar."""

    key = models.UUIDField(primary_key=True)
    case_key = models.UUIDField()
    court = models.CharField(max_length=60)
    kind = models.CharField(max_length=24)
    starts_at = models.DateTimeField(null=True)
    courtroom = models.CharField(max_length=60)
    status = models.CharField(max_length=24)

    class Meta:
        db_table = "published_hearing"
        indexes = [
            models.Index(fields=["court", "starts_at"], name="published_hearing_by_court"),
            models.Index(fields=["case_key"], name="published_hearing_by_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_at or ''}".strip()
