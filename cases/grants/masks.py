"""What an auditor reads of the record: a schema of views, `masked`, which stand before the tables
of the same names. Names that the public may not know, places, relationships and dates of birth are
not in them, so that no page, search, history or statement of an auditor's reaches them.

The views follow from the policy: what its rules answer for the auditor, column by column; a column
that is new joins by itself. They are made anew with each migration.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from cases.models.fields import KindField
from cases.policy import Entity, Rule, policy

SCHEMA = "masked"
AUDITOR = "auditor"
WITHHELD = "(withheld)"
# Stands for everybody whose part in a case an auditor may not know. No row has this number.
NOBODY = 0
NAME = "Name withheld"
# Of a person, where the name is not shown: what is read instead. Other parts of it are empty.
INSTEAD = {"full_name": f"'{NAME}'", "words": "'{}'::text[]"}
# Who typed something, and where it was loaded from, is no text about anybody.
SIGNED = ("_by", "source", "source_id")
# Papers of the desk, in whose words anybody may stand: they follow the guard of their case.
PAPERS = {
    "desk_done": ("said",),
    "desk_flag": ("words", "note"),
    "desk_request": ("said", "reason", "note", "given"),
}
# How the case of a row is found, whose hidden words guard its texts.
CASE_OF = {
    "case_id": "x.case_id",
    "charge_id": "(SELECT h.case_id FROM public.charge h WHERE h.id = x.charge_id)",
    "order_id": "(SELECT o.case_id FROM public.protective_order o WHERE o.id = x.order_id)",
}
SHOWN = """EXISTS (SELECT FROM public.party_disclosure d
    WHERE d.id = x.{row} AND d.person_id = x.person_id AND d.is_shown)"""
KNOWN = """EXISTS (SELECT FROM public.party_disclosure d
    WHERE d.person_id = x.{person} AND d.is_shown)"""


DROP = f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE"


def script() -> str:
    """Everything that makes the schema, with a comment by which it is known again."""
    made = [f'CREATE VIEW {SCHEMA}."{name}" AS {query}' for name, query in views().items()]
    comment = f"COMMENT ON SCHEMA {SCHEMA} IS '{wanted()}'"
    return ";\n".join([DROP, f"CREATE SCHEMA {SCHEMA}", *made, comment])


def wanted() -> str:
    """The comment of a schema that is as it should be."""
    return sha256(repr(views()).encode()).hexdigest()


def drop() -> None:
    """Take the views away, so that a migration may change what they are of."""
    with connection.cursor() as cursor:
        cursor.execute(DROP)


@cache
def views() -> Mapping[str, str]:
    """The views, by name, of the tables that are not read by an auditor as they are."""
    return dict([*of_the_record(), *of_the_desk()])


def of_the_record() -> Iterator[tuple[str, str]]:
    for model in apps.get_app_config("cases").get_models():
        tracked = getattr(model, "pgh_tracked_model", model)
        entity = policy().entities[tracked._meta.db_table]
        query = View(model, tracked, entity).query()
        if query:
            yield model._meta.db_table, query


def of_the_desk() -> Iterator[tuple[str, str]]:
    for model in apps.get_app_config("desk").get_models():
        if texts := PAPERS.get(model._meta.db_table):
            yield model._meta.db_table, paper(model, texts)


class View:
    """The view of one table of the record, or of its audit."""

    def __init__(self, model: Any, tracked: Any, entity: Entity) -> None:
        self.model, self.table = model, tracked._meta.db_table
        self.entity = entity
        self.rules = {line.field: line.rule for line in entity.lines}
        self.row = "id" if model is tracked else "pgh_obj_id"
        self.columns = list(model._meta.concrete_fields)

    def query(self) -> str:
        """The whole of it; nothing where the table is read as it is."""
        told = {each.column: self.told(each) for each in self.columns}
        if self.entity.rows.sees[AUDITOR] == "no":
            return self.select(told, "WHERE false")
        if all(value == f'x."{column}"' for column, value in told.items()):
            return ""
        if self.model._meta.db_table == "party":
            return self.parties(told)
        if self.model._meta.db_table == "person":
            return f"{self.select(told)}\nUNION ALL\n{self.nobody()}"
        return self.select(told)

    def parties(self, told: dict[str, str]) -> str:
        """Those who are known and those who are not apart, so that each is found by its indexes."""
        shown = SHOWN.format(row=self.row)
        known = self.select({**told, "person_id": "x.person_id"}, f"WHERE {shown}")
        others = self.select({**told, "person_id": f"{NOBODY}::bigint"}, f"WHERE NOT {shown}")
        return f"{known}\nUNION ALL\n{others}"

    def select(self, told: dict[str, str], where: str = "") -> str:
        listed = ", ".join(f'{value} AS "{column}"' for column, value in told.items())
        table = self.model._meta.db_table
        return f'SELECT {listed}, x.xmin FROM public."{table}" x {where}'  # noqa: S608 - our names

    def told(self, column: Any) -> str:
        """What is read in a column."""
        whole = f'x."{column.column}"'
        if column.column == "pgh_context":
            return self.context()
        if column.column == "person_id" and self.table == "party":
            return f"CASE WHEN {SHOWN.format(row=self.row)} THEN {whole} ELSE {NOBODY} END"
        if column.column == "person_id" and self.table == "order_protected":
            return f"{NOBODY}::bigint"
        rule = self.rules.get(column.column)
        if rule is None or rule.sees[AUDITOR] == "yes":
            return whole
        if rule.sees[AUDITOR] == "no":
            return f"CASE WHEN false THEN {whole} END"
        return self.partly(column, whole, rule)

    def partly(self, column: Any, whole: str, rule: Rule) -> str:
        """What is read of a column of which an auditor may read some."""
        if rule.code in ("party-name", "name-part"):
            return self.name(column, whole)
        if rule.code == "corrected":
            return f"CASE WHEN {self.is_open()} THEN {whole} ELSE '{WITHHELD}' END"
        if column.column in ("text", "attribution") and self.has("text_released"):
            return self.guarded(whole, "x.text_released")
        return self.guarded(whole) if is_text(column) else whole

    def context(self) -> str:
        """Who wrote a row, and why: the why in words that somebody typed."""
        why = self.guarded("(x.pgh_context ->> 'reason')")
        return (
            "CASE WHEN x.pgh_context ? 'reason' THEN x.pgh_context "
            f"|| jsonb_build_object('reason', {why}) ELSE x.pgh_context END"
        )

    def name(self, column: Any, whole: str) -> str:
        if isinstance(column, KindField):
            return whole
        person = self.row if self.table == "person" else "person_id"
        instead = INSTEAD.get(column.column, "''")
        return f"CASE WHEN {KNOWN.format(person=person)} THEN {whole} ELSE {instead} END"

    def guarded(self, text: str, is_read: str = "true") -> str:
        """A text in which nobody stands who is hidden in its case, and which somebody has read."""
        return guarded(text, self.case(), is_read)

    def case(self) -> str:
        """Which case a row belongs to, if it belongs to one."""
        if self.table == "court_case":
            return f"x.{self.row}"
        if self.table == "correction":
            return f'CASE x."table" {" ".join(sorted(cases_of_tables()))} END'
        link = next((name for name in CASE_OF if self.has(name)), "")
        return CASE_OF.get(link, "NULL::bigint")

    def has(self, column: str) -> bool:
        return any(each.column == column for each in self.columns)

    def is_open(self) -> str:
        """Is a correction one of a field that an auditor reads as it is?"""
        fields = ", ".join(f"('{table}', '{name}')" for table, name in sorted(open_fields()))
        return f'(x."table", x.field) IN ({fields})'

    def nobody(self) -> str:
        """The row of whoever is not to be known."""
        key = f"'{UUID(int=NOBODY)}'::uuid"
        told = {"id": f"{NOBODY}::bigint", "key": key, "kind": "'PERSON'", **INSTEAD}
        nothing = {each.column: "NULL" if each.null else "''" for each in self.columns}
        listed = ", ".join(f'{value} AS "{name}"' for name, value in {**nothing, **told}.items())
        return f"SELECT {listed}, NULL::xid"


def is_text(column: Any) -> bool:
    """Free text, in which anybody may stand."""
    is_free = isinstance(column, models.CharField | models.TextField) and not column.choices
    return is_free and not isinstance(column, KindField) and not column.column.endswith(SIGNED)


def guarded(text: str, case: str, is_read: str = "true") -> str:
    """A text as it may be told in a case; of a case that was never public, nothing is."""
    told = f"coalesce(public.told_text({text}::text, h.hidden), '{WITHHELD}')"
    hidden = f"SELECT g.hidden FROM public.case_guard g WHERE g.case_id = {case}"  # noqa: S608
    may_be = f"{is_read} OR h.hidden = '{{}}'"
    chosen = f"CASE WHEN {text} = '' THEN '' WHEN {may_be} THEN {told} ELSE '{WITHHELD}' END"
    return f"(SELECT {chosen} FROM (SELECT ({hidden}) AS hidden) h)"  # noqa: S608 - our names


def cases_of_tables() -> Iterator[str]:
    """The case of the row that a correction names by its table and number."""
    yield "WHEN 'court_case' THEN x.row_id"
    for model in apps.get_app_config("cases").get_models():
        table, columns = model._meta.db_table, {c.column for c in model._meta.concrete_fields}
        if hasattr(model, "pgh_event_model") and "case_id" in columns:
            of_row = f'SELECT r.case_id FROM public."{table}" r WHERE r.id = x.row_id'  # noqa: S608
            yield f"WHEN '{table}' THEN ({of_row})"


def open_fields() -> Iterator[tuple[str, str]]:
    """Table and name of each field that an auditor reads as it is."""
    for table, entity in policy().entities.items():
        for line in entity.lines:
            if line.rule.sees[AUDITOR] == "yes" and entity.rows.sees[AUDITOR] != "no":
                yield table, line.field


def paper(model: Any, texts: tuple[str, ...]) -> str:
    """The view of papers of the desk: the words in them are guarded, what is not words is gone."""
    told = []
    for column in model._meta.concrete_fields:
        whole = f'x."{column.column}"'
        if isinstance(column, models.JSONField) and column.column in texts:
            whole = "'{}'::jsonb"
        elif column.column in texts:
            whole = guarded(whole, "x.case_id")
        told.append(f'{whole} AS "{column.column}"')
    listed = ", ".join(told)
    return f'SELECT {listed}, x.xmin FROM public."{model._meta.db_table}" x'  # noqa: S608 - ours
