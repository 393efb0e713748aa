"""The working papers of the desk. People are named as they sign: by their user names."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.kinds import Kind, Vocabulary
from cases.models import Case, Person
from cases.models.fields import KindField, RecordNow, known

DECISIONS = Vocabulary(
    "decision",
    Kind(code="", label="Waiting"),
    Kind(code="APPROVED", label="Approved"),
    Kind(code="REFUSED", label="Refused"),
    Kind(code="WITHDRAWN", label="Withdrawn"),
)


class Done(models.Model):
    """One thing that a clerk did by a form of the desk, in the words that the desk answered.

    The token was given out with the form: a form that is sent twice finds its own row here.
    """

    token = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    table = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    act = models.CharField(max_length=60)
    said = models.TextField()
    done_by = models.CharField(max_length=150)
    done_at = models.DateTimeField(db_default=RecordNow(), editable=False)

    class Meta:
        db_table = "desk_done"
        verbose_name_plural = "things done"
        indexes = [
            models.Index(fields=["done_by", "done_at"], name="done_by_whom"),
            models.Index(fields=["-done_at", "token"], name="done_latest"),
        ]

    def __str__(self) -> str:
        return self.said[:80]


class Flag(models.Model):
    """Something lawful but odd that was noticed, by a check, an import or in an act.

    It is open until a clerk has noted it with a reason, or until it is not so any more.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="flags")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="flags")
    other = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
        help_text="The record that may be of the same person.",
    )
    table = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    rule = models.CharField(max_length=80)
    words = models.TextField()
    found_at = models.DateTimeField(db_default=RecordNow(), editable=False)
    found_by = models.CharField(max_length=150)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.CharField(max_length=150, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "desk_flag"
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(person__isnull=False),
                name="flag_is_of_a_case_or_a_person",
                violation_error_message="Say what case or person this is about.",
            ),
            models.CheckConstraint(
                condition=Q(noted_at=None, noted_by="")
                | Q(noted_at__isnull=False) & ~Q(noted_by=""),
                name="flag_note_is_signed",
                violation_error_message="Say who has looked into this.",
            ),
            models.UniqueConstraint(
                fields=["table", "row_id", "rule", "other"],
                condition=Q(gone_at=None),
                nulls_distinct=False,
                name="flag_is_raised_once",
                violation_error_message="This is flagged already.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["rule", "id"],
                name="flag_open",
                condition=Q(gone_at=None, noted_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]


class Draft(models.Model):
    """What somebody has typed into a form and not sent yet: kept against a crash or a lapse of
    the session, read by nobody else, gone when the form is sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True, default="")
    typed = models.JSONField()
    saved_at = models.DateTimeField(db_default=RecordNow())

    class Meta:
        db_table = "desk_draft"
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="draft_is_one_a_page")]

    def __str__(self) -> str:
        return self.title or self.page


class Request(models.Model):
    """An act that takes a second person: filled in by the one, waiting for the other."""

    act = models.CharField(max_length=60)
    table = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    given = models.JSONField(help_text="The answers, as the form was sent.")
    said = models.TextField(help_text="What it would do, as it was told when it was asked.")
    reason = models.CharField(max_length=300, blank=True, default="")
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField(db_default=RecordNow(), editable=False)
    decision = KindField(vocabulary=DECISIONS, blank=True, default="")
    decided_by = models.CharField(max_length=150, blank=True, default="")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        db_table = "desk_request"
        constraints = [
            known("decision", DECISIONS),
            models.CheckConstraint(
                condition=Q(decision="", decided_by="", decided_at=None)
                | ~Q(decision="") & ~Q(decided_by="") & Q(decided_at__isnull=False),
                name="request_decision_is_signed",
                violation_error_message="Say who decides this.",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=("APPROVED", "REFUSED")) | ~Q(decided_by=F("asked_by")),
                name="request_is_decided_by_another",
                violation_error_message="Whoever asks cannot approve; somebody else has to.",
            ),
            models.CheckConstraint(
                condition=~Q(decision="WITHDRAWN") | Q(decided_by=F("asked_by")),
                name="request_is_withdrawn_by_who_asked",
                violation_error_message="Only whoever asked can withdraw this.",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="request_waiting", condition=Q(decision="")),
        ]

    def __str__(self) -> str:
        return self.said[:80]


RUN_STEPS = Vocabulary(
    "step of an import",
    Kind(code="CHECK", label="Check"),
    Kind(code="LOAD", label="Load"),
)
RUN_STATES = Vocabulary(
    "state of an import",
    Kind(code="RUNNING", label="Running"),
    Kind(code="DONE", label="Done"),
    Kind(code="FAULTY", label="Refused as a whole"),
    Kind(code="STOPPED", label="Stopped"),
)


class ImportRun(models.Model):
    """A file that was brought to the desk to be loaded: checked first, loaded when somebody says
    so. The file and its reports lie in a folder of their own, which is named by the key."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    format = models.CharField(max_length=40)
    file_name = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    step = KindField(vocabulary=RUN_STEPS, default="CHECK")
    state = KindField(vocabulary=RUN_STATES, default="RUNNING")
    rows_done = models.BigIntegerField(default=0)
    rows_all = models.BigIntegerField(
        null=True, blank=True, help_text="Not known before every row was read."
    )
    heard_at = models.DateTimeField(
        db_default=RecordNow(), help_text="When the running program was last heard of."
    )
    is_to_stop = models.BooleanField(default=False)
    counts = models.JSONField(default=dict, help_text="What became of the rows, by file.")
    said = models.TextField(blank=True, default="", help_text="Why it did not run to its end.")
    uploaded_by = models.CharField(max_length=150)
    uploaded_at = models.DateTimeField(db_default=RecordNow(), editable=False)
    loaded_by = models.CharField(max_length=150, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "desk_import_run"
        verbose_name = "import"
        constraints = [
            known("step", RUN_STEPS),
            known("state", RUN_STATES),
            models.CheckConstraint(
                condition=Q(step="CHECK") | ~Q(loaded_by=""),
                name="import_load_is_signed",
                violation_error_message="Say who loads this.",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="import_by_state")]

    def __str__(self) -> str:
        return self.file_name
