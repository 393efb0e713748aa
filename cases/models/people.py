"""People and organizations, the names they go by, and how they relate."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from cases.kinds.people import NAME_KINDS, PERSON_KINDS, PERSON_RELATIONS
from cases.models.audit import audited
from cases.models.facts import Sourced, both_or_neither, sent_once
from cases.models.fields import KindField, RecordNow, Words, known


class PlainWords(models.Func):
    """The words of a name without case, accents or punctuation."""

    template = "name_words(%(expressions)s)"


class NameParts(models.Model):
    """A name in parts, and whole as the record spells it.

    Two surnames stand in `surname` as written ("Ibáñez-Quintero"); neither is a middle name.
    The suffix tells father from son and stands apart.
    """

    given = models.CharField(max_length=100, blank=True, default="")
    middle = models.CharField(max_length=100, blank=True, default="")
    surname = models.CharField(max_length=150, blank=True, default="")
    suffix = models.CharField(max_length=20, blank=True, default="")
    full_name = models.CharField(
        max_length=300, help_text="The name as the record spells it, with its diacritics."
    )

    words = models.GeneratedField(
        expression=PlainWords("full_name"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.full_name


@audited
class Person(NameParts, Sourced):
    """A person or an organization. Birth dates never leave the record; a year may."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = KindField(vocabulary=PERSON_KINDS, default="PERSON")
    birth_date = models.DateField(null=True, blank=True)
    birth_year = models.SmallIntegerField(null=True, blank=True)
    death_date = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    class Meta:
        db_table = "person"
        verbose_name_plural = "people"
        constraints = [
            known("kind", PERSON_KINDS),
            sent_once(),
            models.CheckConstraint(
                condition=~Q(full_name=""),
                name="person_has_a_name",
                violation_error_message="Give the name as the record spells it.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="person_is_not_merged_into_itself",
                violation_error_message="A person cannot be merged into themselves.",
            ),
        ]
        indexes = [
            models.Index(fields=["surname", "given"], name="person_by_surname"),
            GinIndex(Words("words"), name="person_by_word", fastupdate=False),
            models.Index(fields=["kind"], name="person_by_kind", condition=~Q(kind="PERSON")),
        ]


@audited
class PersonName(NameParts, Sourced):
    """Another name of a person: an alias, a maiden or former name, another spelling."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="names", db_index=False
    )
    kind = KindField(vocabulary=NAME_KINDS, default="ALIAS")

    class Meta:
        db_table = "person_name"
        constraints = [
            known("kind", NAME_KINDS),
            sent_once(),
            models.CheckConstraint(
                condition=~Q(full_name=""),
                name="person_name_is_written",
                violation_error_message="Give the name as the record spells it.",
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "full_name"],
                name="person_name_stands_once",
                violation_error_message="This name is already recorded.",
            ),
        ]
        indexes = [GinIndex(Words("words"), name="person_name_by_word", fastupdate=False)]


@audited
class PersonRelation(models.Model):
    """How one person relates to another; never published."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="relations", db_index=False
    )
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = KindField(vocabulary=PERSON_RELATIONS)

    class Meta:
        db_table = "person_relation"
        constraints = [
            known("kind", PERSON_RELATIONS),
            models.UniqueConstraint(
                fields=["person", "other", "kind"], name="person_relation_stands_once"
            ),
            models.CheckConstraint(
                condition=~Q(person=models.F("other")),
                name="person_relation_is_between_two",
                violation_error_message="Choose two different people.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.other_id}"


@audited
class PersonMerge(models.Model):
    """Two records of one person made one, so that it can be undone: what moved is listed."""

    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges")
    absorbed = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(db_default=RecordNow(), editable=False)
    merged_by = models.CharField(max_length=150)
    reason = models.CharField(max_length=500)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, null=True, blank=True)  # noqa: DJ001 - both or neither

    class Meta:
        db_table = "person_merge"
        constraints = [
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at__isnull=True),
                name="person_is_absorbed_once",
                violation_error_message="This person is already merged into another.",
            ),
            models.CheckConstraint(
                condition=both_or_neither("undone_at", "undone_by"),
                name="person_merge_undo_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.survivor_id}"


@audited
class PersonMergeMove(models.Model):
    """One row that a merge pointed at the survivor."""

    merge = models.ForeignKey(PersonMerge, on_delete=models.PROTECT, related_name="moves")
    table = models.CharField(max_length=60)
    row_id = models.BigIntegerField()

    class Meta:
        db_table = "person_merge_move"

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"
