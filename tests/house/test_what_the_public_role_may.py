"""court_public reads the publication tables and nothing else: every relation and function of
the database is tried, so a new one cannot be forgotten."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from cases.kinds.docket import entries_about_orders
from cases.kinds.orders import ORDER_KINDS
from cases.kinds.people import roles_published_as

pytestmark = pytest.mark.django_db(databases=["default", "public"])

PUBLISHED = {model._meta.db_table for model in apps.get_app_config("public").get_models()}
# What a search needs: the words of a name as they are stored, and those that may be meant.
CALLABLE = {
    "plain_words", "by_ear", "words_near", "words_begun", "words_meant", "seals_are_applied",
}  # fmt: skip


def as_court_public(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE court_public")
        cursor.execute(statement)


def relations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'p', 'v', 'm', 'S')"
        )
        return [row[0] for row in cursor]


def test_every_relation_but_the_publication_is_refused(public_db):
    tried = 0
    for name in sorted(set(relations()) - PUBLISHED):
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_court_public(f'SELECT * FROM "{name}" LIMIT 1')
        tried += 1
    assert tried > 60


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_the_publication_is_read_and_not_written(name, public_db):
    with public_db.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{name}" LIMIT 1')
    for write in (f'DELETE FROM "{name}"', f'TRUNCATE "{name}"'):
        with pytest.raises(ProgrammingError, match="permission denied"):
            as_court_public(write)


def test_only_the_functions_a_search_needs_may_be_called():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace"
            " AND has_function_privilege('court_public', p.oid, 'EXECUTE')"
            " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        assert {row[0] for row in cursor} == CALLABLE


def test_nobody_but_the_owner_may_make_anything_here():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_schema_privilege('court_public', 'public', 'CREATE'),"
            " has_database_privilege('court_public', current_database(), 'TEMPORARY')"
        )
        assert cursor.fetchone() == (False, False)


def view(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_viewdef(%s::regclass)", [name])
        return str(cursor.fetchone()[0])


def test_the_views_list_roles_as_the_vocabulary_says():
    listed = view("party_disclosure")
    for role in roles_published_as("NAME", "ROW"):
        assert f"'{role}'" in listed
    for role in roles_published_as("NONE"):
        assert f"'{role}'" not in listed


def test_the_views_leave_out_entries_and_orders_as_the_vocabularies_say():
    assert all(f"'{kind}'" in view("public_docket") for kind in entries_about_orders())
    for kind in ORDER_KINDS:
        assert (f"'{kind.code}'" in view("public_order")) is kind.publishable


@pytest.mark.parametrize(
    "name",
    [
        "party", "charge", "change", "disposition", "sentence", "status", "docket",
        "hearing", "order", "relation",
    ],
)  # fmt: skip
def test_every_public_view_rests_on_the_one_predicate(name):
    """Directly, or through another view that does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE on_it (oid) AS ("
            " SELECT 'public_case'::regclass::oid UNION"
            " SELECT r.ev_class FROM on_it o JOIN pg_depend d ON d.refobjid = o.oid"
            " JOIN pg_rewrite r ON r.oid = d.objid)"
            " SELECT %s::regclass::oid IN (SELECT oid FROM on_it)",
            [f"public_{name}"],
        )
        assert cursor.fetchone()[0]
