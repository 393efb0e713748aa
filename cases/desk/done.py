"""What clerks did by the forms of the desk; and that a form sent twice does it once."""

from typing import Any
from uuid import UUID, uuid4

from django.db import models
from django.db.models.functions import Now

from cases.desk.models import Done, Draft
from cases.models import Case


def sign_off(
    row: models.Model, *, case: Case | None, act: str, said: str, by: str, token: UUID | None = None
) -> Done:
    """Keep what was done to a row, in the words of the desk; in the transaction of the act.

    Raises IntegrityError where the same form was sent before.
    """
    done = Done(
        token=token or uuid4(),
        case=case,
        table=row._meta.db_table,
        row_id=row.pk,
        act=act,
        said=said,
        done_by=by,
    )
    done.save(force_insert=True)
    return done


def already_done(token: UUID | None) -> Done | None:
    """What the form with this token did, if it was sent before."""
    sent = Done.objects.select_related("case__court")
    return sent.filter(pk=token).first() if token else None


def latest_case(by: str) -> Case | None:
    """The case in which somebody did something last, as far as it was by a form."""
    done = Done.objects.filter(done_by=by, case__isnull=False).order_by("-done_at")
    latest = done.select_related("case__court").first()
    return latest.case if latest else None


def keep_draft(user: Any, page: str, *, title: str, typed: list[Any]) -> None:
    """Keep what somebody has typed into the form of a page, in place of what was kept before."""
    kept = {"title": title[:200], "typed": typed, "saved_at": Now()}
    Draft.objects.update_or_create(user=user, page=page, defaults=kept)


def draft_of(user: Any, page: str) -> Draft | None:
    """What this user had typed into the form of a page, and never sent."""
    return Draft.objects.filter(user=user, page=page).first()


def drop_draft(user: Any, page: str) -> None:
    Draft.objects.filter(user=user, page=page).delete()
