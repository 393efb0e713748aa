"""A case as full as one can be, and what of it stands anywhere in the database."""

from typing import Any

from django.db import connection

from cases.admin.acts.form import case_of
from cases.desk.models import Draft, Flag, Request
from cases.models import Case, Correction
from cases.models.fields import RecordNow
from tests import world

TOKEN = "xyzzy"


def approved(row: Any, *, asked_by: str = "clerk", by: str = "judge") -> Request:
    """The request of one person that a row be destroyed, approved by another."""
    asked = Request.objects.create(
        act="destroy", table=row._meta.db_table, row_id=row.pk, case=case_of(row), given={},
        said=f"Destroy {row}", asked_by=asked_by,
    )  # fmt: skip
    asked.decision, asked.decided_by, asked.decided_at = "APPROVED", by, RecordNow()
    asked.save(update_fields=["decision", "decided_by", "decided_at"])
    return asked


def juvenile(user: Any = None, number: str = f"JV-{TOKEN}-1") -> Case:
    """A juvenile case in which every text holds the token, with papers of the desk about it."""
    case = world.case(
        number=number, case_type="JV", visibility="JUVENILE", caption=f"In re {TOKEN}"
    )
    child = world.person(f"Tove {TOKEN.title()}")
    accused = world.defendant(case, child)
    make_names(accused)
    first = world.charge(accused, label=f"Theft {TOKEN}")
    second = world.charge(accused, "F-Y", label=f"Robbery {TOKEN}")
    world.change("AMENDED", [first], [second], reason=f"{TOKEN} learned")
    world.sentence(world.dispose(second).charge, text=f"{TOKEN} hours")
    world.status(case, party=accused, reason=TOKEN)
    entry = world.entry(case, "ORDER", text=f"Motion of {TOKEN}")
    world.sealed(entry)
    world.hearing(case, reason=TOKEN)
    order = world.order(case, accused, [world.person(f"Una {TOKEN}")])
    order.places.create(text=f"{TOKEN} street")
    world.statement(case, f"{TOKEN} said so")
    gone = world.party(case, "WIT", world.person(f"Wit {TOKEN}"))
    gone.delete()
    Correction.objects.create(
        table="hearing", row_id=case.hearings.get().pk, field="courtroom", old_value=TOKEN,
        new_value="2", reason=TOKEN, authority=TOKEN, corrected_by="clerk",
    )  # fmt: skip
    Flag.objects.create(
        case=case, table="charge", row_id=first.pk, rule="odd", words=TOKEN, found_by="clerk"
    )
    if user:
        page = f"/admin/cases/charge/{first.pk}/act/correct/"
        Draft.objects.create(user=user, page=page, typed=[["value", TOKEN]])
    return case


def make_names(of: Any) -> None:
    of.person.names.create(full_name=f"{TOKEN} the younger", kind="ALIAS")


def standing(*tokens: str) -> dict[str, str]:
    """Every table of the database with a row that holds one of these texts, and the first such
    row: of the record, its audit, the desk, the publication and whatever else there is."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
            " AND relnamespace = 'public'::regnamespace"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(
                f'SELECT t::text FROM "{name}" t WHERE EXISTS (SELECT FROM unnest(%s::text[]) w'
                " WHERE strpos(lower(t::text), lower(w)) > 0) LIMIT 1",
                [list(tokens)],
            )
            if row := cursor.fetchone():
                found[name] = row[0]
    return found
