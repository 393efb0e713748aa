"""One way for rehearsing an act and for doing it: it is done, held against every rule as at the
commit, told in words, and then kept or taken back."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone

from cases.actions.refusal import Refused, refusals
from cases.admin.acts.form import ActForm, case_of
from cases.desk.done import sign_off
from cases.desk.flags import keep_found
from cases.desk.noted import note_findings
from cases.integrity import Finding
from cases.integrity.odd import warnings
from cases.models import Case


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What somebody has read and agreed to: the digest of it, and what odd things they noted."""

    digest: str = ""
    noted: Sequence[str] = ()
    token: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an act does, in words; what is odd about it; and whether it is done."""

    said: str
    odd: Sequence[Finding]
    preview: dict[str, Any] = field(default_factory=dict)
    is_done: bool = False

    @property
    def digest(self) -> str:
        """Changes with every word of what is told: nobody confirms what they have not read."""
        told = json.dumps([self.said, *self.words])
        return hashlib.sha256(told.encode()).hexdigest()[:24]

    @property
    def words(self) -> list[str]:
        return [each.words for each in self.odd]

    def unnoted(self, agreed: Agreement) -> list[str]:
        return [words for words in self.words if words not in agreed.noted]

    def is_agreed(self, agreed: Agreement | None) -> bool:
        return bool(agreed and agreed.digest == self.digest and not self.unnoted(agreed))


def attempt(form: ActForm, act: str, agreed: Agreement | None = None) -> Outcome:
    """Do an act whose form is filled in; keep it if it does what was agreed to, all of it or
    nothing. Raises `Refused`."""
    with refusals(), transaction.atomic():
        before = set(odd_of(case_of(form.subject)))
        said = form.perform()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        about: models.Model = form.made or form.subject
        case, standing = case_of(about), odd_of(case_of(about))
        odd = [each for each in (*form.odd(), *standing) if each not in before]
        outcome = Outcome(said=said, odd=odd)
        if not (agreed and outcome.is_agreed(agreed)) or form.waits_for_another():
            outcome = replace(outcome, preview=form.preview())
            transaction.set_rollback(True)
            return outcome
        if case:
            keep_found(case.pk, standing, by=form.by)
        note_findings(odd, by=form.by, note=form.cleaned_data.get("reason", ""))
        sign_off(about, case=case, act=act, said=said, by=form.hand, token=agreed.token)
    return Outcome(said=said, odd=odd, is_done=True)


def odd_of(case: Case | None) -> list[Finding]:
    """What is odd in a case now, if it is about one."""
    if case is None or case.pk is None:
        return []
    return warnings([case.pk], today=timezone.now().date())


__all__ = ["Agreement", "Outcome", "Refused", "attempt"]
