"""The access log, its reviews, and the sessions of staff."""

from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from cases.accounts.kinds import ACCESS
from cases.models.fields import KindField


class Entry(models.Model):
    """One line of the access log. SQL makes the table, and nobody changes or deletes a line."""

    at = models.DateTimeField("day", db_default=Now(), editable=False, help_text="When, in UTC.")
    kind = KindField(vocabulary=ACCESS, help_text="What happened, and whether it was refused.")
    who = models.CharField(
        max_length=150,
        blank=True,
        default="",
        help_text="The user name of whoever did it; empty where nobody was signed in.",
    )
    whom = models.CharField(
        max_length=150,
        blank=True,
        default="",
        verbose_name="about",
        help_text="The account it is about. A name that no account has is kept as a digest: it "
        "may be a password typed into the wrong field.",
    )
    what = models.CharField(
        max_length=300, blank=True, default="", help_text="Which page or thing; never its content."
    )
    address = models.GenericIPAddressField(
        null=True, blank=True, help_text="The network address it came from, where one is known."
    )

    class Meta:
        managed = False
        db_table = "access_log"
        verbose_name = "entry of the access log"
        verbose_name_plural = "entries of the access log"
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M} UTC"


class Review(models.Model):
    """Somebody has read the log of a week, and says what became of what was odd."""

    week = models.DateField(help_text="The Monday it begins with.")
    note = models.TextField(
        blank=True,
        default="",
        max_length=2000,
        help_text="What was looked into, and what came of it.",
    )
    reviewed_by = models.CharField(max_length=150)
    reviewed_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        db_table = "access_review"
        verbose_name = "review of the access log"
        verbose_name_plural = "reviews of the access log"
        default_permissions = ("view", "add")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(week__iso_week_day=1),
                name="review_week_begins_on_a_monday",
                violation_error_message="A week begins on a Monday.",
            ),
            models.CheckConstraint(
                condition=~models.Q(reviewed_by=""),
                name="review_is_signed",
                violation_error_message="Say who has reviewed it.",
            ),
            models.UniqueConstraint(
                fields=["week", "reviewed_by"],
                name="review_is_signed_once",
                violation_error_message="You have signed this week already.",
            ),
        ]

    def __str__(self) -> str:
        return f"week of {self.week}, by {self.reviewed_by}"


class Session(AbstractBaseSession):
    """A session that knows whose it is, so that the database can end it with the account."""

    user: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )

    # Kept apart from the data, so that one short statement a minute keeps it.
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        db_table = "staff_session"
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls) -> Any:
        from cases.accounts.sessions import SessionStore

        return SessionStore
