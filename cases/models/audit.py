"""The audit: every insert, update and delete of the record, by trigger, whoever writes.

Row events are written once per statement (a bulk change costs one more insert, not one per
row). Event numbers are 64-bit: the audit outlives every other table.
"""

from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

M = TypeVar("M", bound=type[models.Model])


class AuditEvent(pghistory.models.Event):
    """The base of every event table; read by `pgh_id`, since one transaction has one time."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


def audited(model: M) -> M:
    """Keep the audit of a model: what stood there, what stands there now, and deletions."""
    tracked: M = pghistory.track(
        pghistory.InsertEvent(level=pgtrigger.Statement),
        pghistory.UpdateEvent(level=pgtrigger.Statement),
        pghistory.DeleteEvent(level=pgtrigger.Statement),
        base_model=AuditEvent,
        obj_field=pghistory.ObjForeignKey(db_index=True),
    )(model)
    return tracked
