import pytest
from django.db import ProgrammingError, connection, transaction

from cases.models import Case
from cases.public.models import PublishedCase
from tests import world
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])


@pytest.fixture
def open_table():
    """A table that the public may read, with rows that are not committed."""
    with connection.cursor() as owner:
        owner.execute("CREATE TABLE open_table (n) AS VALUES (1), (2)")
        owner.execute("GRANT SELECT ON open_table TO court_public")


def test_the_public_reads_the_rows_of_the_test_in_its_own_role(public_db, open_table):
    with public_db.cursor() as cursor:
        cursor.execute("SELECT current_user, n FROM open_table WHERE n = %s", [2])
        assert cursor.fetchall() == [("court_public", 2)]


def test_the_public_streams_through_a_server_side_cursor(public_db, open_table):
    with public_db.chunked_cursor() as cursor:
        cursor.execute("SELECT n FROM open_table ORDER BY n")
        assert cursor.fetchmany(1) == [(1,)]
        assert cursor.fetchmany(5) == [(2,)]


def test_the_public_is_refused_the_record_by_either_cursor(public_db):
    with pytest.raises(ProgrammingError, match="permission denied"):
        Case.objects.using("public").count()
    with pytest.raises(ProgrammingError, match="permission denied"):
        next(Case.objects.using("public").iterator())


def test_a_refusal_inside_a_transaction_of_the_public_leaves_the_test_whole(public_db):
    with pytest.raises(ProgrammingError), transaction.atomic(using="public"):
        Case.objects.using("public").count()
    assert world.case().pk


def test_the_owner_has_its_own_role_again_after_each_statement(public_db, open_table):
    with public_db.cursor() as cursor, connection.cursor() as owner:
        cursor.execute("SELECT n FROM open_table")
        owner.execute("SELECT current_user = session_user")
        assert owner.fetchone() == (True,)


def test_the_public_reads_a_case_once_it_is_published(public_db, settle):
    told = founding()
    assert not PublishedCase.objects.using("public").exists()
    settle()
    found = set(PublishedCase.objects.using("public").values_list("key", flat=True))
    assert found == {told.homicide.key, told.earlier.key}
