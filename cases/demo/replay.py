"""Loads a past into the record, moment by moment, as if it had been recorded then.

Each moment is one transaction that carries its own time; the record's rules are held and its
publication is made at each commit, as they always are.
"""

from collections.abc import Iterable, Iterator, Sequence

import pghistory
from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from cases.demo.offenses import offenses
from cases.demo.past import Moment
from cases.demo.writing import Edit, insert, number, stands, update
from cases.ladders import ladders
from cases.models import (
    Attribution,
    Case,
    CaseStatus,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    Correction,
    Court,
    Disposition,
    DocketEntry,
    Hearing,
    Offense,
    OrderEvent,
    OrderPlace,
    OrderProtected,
    OrderTerm,
    Party,
    Person,
    PersonName,
    PersonRelation,
    ProtectiveOrder,
    RelatedCase,
    Seal,
    Sentence,
    Statement,
)

# Each table after those it refers to.
TABLES: tuple[type[Model], ...] = (
    Person, PersonName, PersonRelation, Court, Case, RelatedCase, Party, DocketEntry, Hearing,
    ProtectiveOrder, OrderProtected, OrderPlace, OrderTerm, OrderEvent, CaseStatus, Charge,
    ChargeChange, ChargeChangeItem, Disposition, Sentence, Seal, Correction, Statement,
    Attribution,
)  # fmt: skip
CLERKS = ("demo clerk Odalys", "demo clerk Bertil", "demo clerk Quyên")


class CannotLoad(Exception):
    """The demonstration does not fit this database; the message says what to do."""


def find_offenses() -> None:
    """Let the offenses that are charged be those of the database."""
    known = {
        (state, statute, title, valid_from): pk
        for pk, state, statute, title, valid_from in Offense.objects.values_list(
            "pk", "state_id", "statute", "title", "valid_from"
        )
    }
    for ladder in ladders():
        for cited in offenses(ladder.state):
            law = cited.law
            cited.row.pk = known.get((ladder.state, law.statute, law.title, law.valid_from))
            if cited.row.pk is None:
                raise CannotLoad(
                    f"{law.statute} {law.title} ({ladder.state}) is not in the database. Load the "
                    "offenses first: python3 manage.py load_ladders"
                )


def number_rows(moments: Sequence[Moment]) -> None:
    """Give every row that is still to be recorded its number."""
    for table, rows in by_table(moments).items():
        number(table, rows)


def replay(moment: Moment, place: int) -> None:
    """Record one moment: all of it or nothing."""
    clerk = CLERKS[place % len(CLERKS)]
    reason = f"What the offices received until {moment.at:%Y-%m-%d}"
    with pghistory.context(user=clerk, reason=reason), transaction.atomic():
        with connection.cursor() as cursor:
            # Any statement but SELECT tells the audit who is writing; COPY then needs no telling.
            cursor.execute("SET LOCAL courtledger.replay_at = %s", [moment.at.isoformat()])
            # After a power cut the last moments may be missing; the next load records them again.
            cursor.execute("SET LOCAL synchronous_commit = off")
        sign(moment.rows, clerk)
        # A status ends before the next begins; what points at new rows waits for them.
        update(edit for edit in moment.edits if not refers(edit))
        for table, rows in by_table([moment]).items():
            insert(table, rows)
        update(edit for edit in moment.edits if refers(edit))
        for act in moment.acts:
            act(moment.at)
        read_again(moment)


def read_again(moment: Moment) -> None:
    """Whoever kept these dockets has read what they wrote, and again when somebody else was to be
    withheld."""
    touched = Party | ProtectiveOrder | DocketEntry
    cases = {row.case.pk for row in moment.rows if isinstance(row, touched)}
    if cases:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE docket_entry SET text_released = true WHERE case_id = ANY (%s)"
                " AND NOT text_released AND text <> '' AND withholds_a_name(case_id)",
                [list(cases)],
            )


def look_again() -> None:
    """Let the database learn how its tables have grown."""
    names = sql.SQL(", ").join(sql.Identifier(table._meta.db_table) for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(names).as_string(connection.connection))


def by_table(moments: Iterable[Moment]) -> dict[type[Model], list[Model]]:
    """Rows by table, in the order in which the tables refer to each other."""
    found: dict[type[Model], list[Model]] = {table: [] for table in TABLES}
    for moment in moments:
        for row in moment.rows:
            found[type(row)].append(row)
    return {table: rows for table, rows in found.items() if rows}


def refers(edit: Edit) -> bool:
    """Does a changed column point at another row?"""
    return any(isinstance(becomes, Model) for becomes in edit[1].values())


def sign(rows: Sequence[Model], clerk: str) -> None:
    """Every row that says who recorded it names the clerk of its moment."""
    for row in rows:
        if hasattr(row, "recorded_by") and not row.recorded_by:
            row.recorded_by = clerk


def recall(moments: Sequence[Moment]) -> None:
    """Give the rows of moments loaded earlier the numbers they have in the database."""
    for table, rows in by_table(moments).items():
        numbers = dict(recalled(table))
        for row in rows:
            row.pk = numbers.get(identity(row))
            stands(row)


def recalled(table: type[Model]) -> Iterator[tuple[object, int]]:
    """What tells the rows of a table apart, and their numbers; nothing where no later row asks."""
    manager = table._default_manager
    if table is Court:
        yield from manager.values_list("code", "pk")
    elif table is ChargeChangeItem:
        for change, charge, side, pk in manager.values_list(
            "change__key", "charge__key", "side", "pk"
        ):
            yield (change, charge, side), pk
    elif any(column.name == "key" for column in table._meta.concrete_fields):
        yield from manager.values_list("key", "pk")


def identity(row: Model) -> object:
    """What tells a row apart from others of its table, before it has a number."""
    if isinstance(row, Court):
        return row.code
    if isinstance(row, ChargeChangeItem):
        return row.change.key, row.charge.key, row.side
    return getattr(row, "key", None)
