"""What becomes of a form that was sent: what it saved in words, where to see it, what to show."""

from typing import Any

from django.db import models
from django.http import QueryDict
from django.urls import reverse

from cases.actions.refusal import Refused
from cases.desk.models import Done


def told(row: models.Model, form: Any, formsets: Any, change: bool) -> str:
    """What a form saved, in one line."""
    labels = [str(form.fields[name].label or name) for name in form.changed_data]
    labels += [str(each.model._meta.verbose_name_plural) for each in formsets if each.has_changed()]
    done = "Changed" if change else "Added"
    what = f": {', '.join(labels)}" if change and labels else ""
    return f"{done} the {row._meta.verbose_name} {row}{what}."


def page_of_done(model: type[models.Model], done: Done) -> str:
    """Where to see what a form sent before has saved."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
    return reverse(name, args=[done.row_id])


def put_back(request: Any, sent: QueryDict) -> None:
    """Show a form filled in as it was typed and never sent."""
    request.method = "POST"
    request.POST = sent
    request.refused = Refused("This is what you had typed. Nothing of it is saved yet.")
