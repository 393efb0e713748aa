"""Parties: who a person is to a case, and whether the public may read the name."""

import uuid

from django.db import models
from django.db.models import Q

from cases.kinds.people import NEVER_NAMED, PARTY_VISIBILITIES, PUBLIC_NAMES, ROLES
from cases.models.audit import audited
from cases.models.facts import Sourced, sent_once
from cases.models.fields import KindField, known


@audited
class Party(Sourced):
    """A person's role in a case. Charges, status and disposition belong to a defendant."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="parties", db_index=False
    )
    person = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="parties")
    role = KindField(vocabulary=ROLES, help_text="The party's role.")
    public_name = KindField(
        vocabulary=PUBLIC_NAMES, blank=True, default="", help_text="Decision on the name."
    )
    public_name_basis = models.CharField(
        max_length=200,
        blank=True,
        default="",
        help_text="The court's recorded decision to show a name that is withheld by default.",
    )

    visibility = KindField(
        vocabulary=PARTY_VISIBILITIES,
        default="PUBLIC",
        db_default="PUBLIC",
        help_text="Whether the party is sealed. Sealing needs a recorded order.",
    )

    class Meta:
        db_table = "party"
        verbose_name_plural = "parties"
        constraints = [
            known("role", ROLES),
            known("visibility", PARTY_VISIBILITIES),
            known("public_name", PUBLIC_NAMES),
            sent_once(),
            models.UniqueConstraint(
                fields=["case", "person", "role"],
                name="party_has_a_role_once",
                violation_error_message="This person already has this role in the case.",
            ),
            models.CheckConstraint(
                condition=~Q(public_name="SHOW") | ~Q(public_name_basis=""),
                name="party_name_is_shown_by_a_decision",
                violation_error_message="Name the court's decision that lets the public read it.",
            ),
            models.CheckConstraint(
                condition=~Q(public_name="SHOW") | ~Q(role__in=NEVER_NAMED),
                name="party_of_this_role_is_never_named",
                violation_error_message=(
                    "Minors, witnesses and protected people are never named in public."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"
