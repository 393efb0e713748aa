"""Is every clause needed? Takes each out of the public views and functions in turn, publishes the
canary world so, and says which changes nobody notices."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction

from tests.canary.checks import CALLED, rights_are_wrong, told_wrongly
from tests.canary.clauses import NOT_FOR_HIDING, Mutant, mutants, statements
from tests.canary.hiding import Plan
from tests.canary.snapshot import published_tables
from tests.canary.world import Canaries, first_stage, second_stage
from tests.rules import settle_now

# Functions that say what may be told, beside the views; the rest of these files says how.
VIEWS = ("0002_guard", "0002_views")
FUNCTIONS = {
    "0002_narrow": {
        "tellable_parts",
        "narrowed_change",
        "narrowed_items",
        "narrowed_row",
        "status_of",
        "narrowed",
    },
}
OPEN = """
    CREATE VIEW every_case AS
    SELECT c.id, c.key, c.court_id, k.code AS court, k.name AS court_name, k.state_id AS state,
        k.county, k.timezone, k.order_publication, c.number, c.number_key, c.case_type,
        told(c.caption, g.hidden) AS caption, c.filed_date, g.hidden
    FROM court_case c LEFT JOIN court k ON k.id = c.court_id
    LEFT JOIN case_guard g ON g.case_id = c.id
"""


# A question that takes longer is no answer; where nothing is taken out, one takes a second.
PATIENCE = "60s"
# The classes of errors that say nothing of what is told: it could not be read, it took too long.
NOT_TRIED = ("42", "57")


@dataclass(frozen=True)
class Outcome:
    """What was taken out, and the first thing that was noticed, nothing if it survived; or why it
    could not be tried."""

    mutant: Mutant
    noticed: str = ""
    not_tried: str = ""

    @property
    def said(self) -> str:
        return self.noticed or (f"not tried: {self.not_tried}" if self.not_tried else "SURVIVES")


def every_clause() -> list[Mutant]:
    """Each clause of each view and function that says what may be told."""
    found: list[Mutant] = []
    for file in (*VIEWS, *FUNCTIONS):
        for name, statement in statements(file):
            if file in VIEWS or name in FUNCTIONS[file]:
                found += mutants(name, statement)
    return found


def every_mutant() -> list[Mutant]:
    """Of these, the ones that are there to hide or to show something."""
    return [
        each for each in every_clause() if not any(each.is_shaped(one) for one in NOT_FOR_HIDING)
    ]


def tried(chosen: list[Mutant]) -> Iterator[Outcome]:
    """Try each upon the same world, in a transaction that is rolled back."""
    plan, canaries = first_stage()
    settle_now()
    with connection.cursor() as cursor:
        cursor.execute(OPEN)
    for mutant in chosen:
        try:
            with transaction.atomic():
                yield Outcome(mutant, _noticed(mutant, plan, canaries))
                transaction.set_rollback(True)
        except DatabaseError as refused:
            yield _refused(mutant, refused)


def _noticed(mutant: Mutant, plan: Plan, canaries: Canaries) -> str:
    """The first thing that is told wrongly."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = '{PATIENCE}'")
        cursor.execute(mutant.statement)
    second_stage(plan)
    return next(told_wrongly(canaries), "")


def _refused(mutant: Mutant, refused: DatabaseError) -> Outcome:
    """The database did not publish at all, or could not read what it should."""
    state = getattr(refused.__cause__, "sqlstate", "")
    words = str(refused).split("\n")[0]
    if state[:2] in NOT_TRIED:
        return Outcome(mutant, not_tried=words)
    return Outcome(mutant, noticed=f"refused: {words}")


def rights() -> Iterator[tuple[str, list[str]]]:
    """Each right of the public taken away, and each that it has not given."""
    published = published_tables()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relkind FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S')"
        )
        relations = cursor.fetchall()
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p"
            " WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'"
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        functions = [row[0] for row in cursor]
    for name, kind in relations:
        if name in published:
            yield f'REVOKE SELECT ON "{name}" FROM court_public', published
            yield f'GRANT DELETE ON "{name}" TO PUBLIC', published
        elif kind == "S":
            yield f'GRANT SELECT ON SEQUENCE "{name}" TO court_public', published
        else:
            yield f'GRANT SELECT ON "{name}" TO PUBLIC', published
    for function in functions:
        if function.split("(")[0] in CALLED:
            yield f"REVOKE EXECUTE ON FUNCTION {function} FROM court_public", published
        else:
            yield f"GRANT EXECUTE ON FUNCTION {function} TO court_public", published
    yield "GRANT CREATE ON SCHEMA public TO court_public", published


def rights_unnoticed() -> Iterator[str]:
    """Which of these nobody would notice."""
    for statement, published in list(rights()):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement)
            if not rights_are_wrong(published):
                yield statement
            transaction.set_rollback(True)
