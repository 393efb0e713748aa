"""What every test stands on: the ladders, a quick hasher, the commit, and the public's role.

Row makers are in tests/world.py, the founding scenario in tests/worlds/founding.py, and what
a rule refuses is said with `refuses` of tests/rules.py.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client, override_settings

from tests.public_role import lent_to_the_public
from tests.rules import settle_now
from tests.signed_in import just_now
from tests.world import load_ladders

BLOCKER = pytest.StashKey[Any]()
# What a test writes it takes back: whoever counts rows meanwhile believes every table empty, and
# questions are planned for empty tables from then on.
UNCOUNTED = """
    DO $$ DECLARE named regclass; BEGIN
        FOR named IN SELECT oid FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
            EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', named);
        END LOOP;
    END $$
"""


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def no_fair_use() -> Iterator[None]:
    """All tests come from one address; those about its limit set one."""
    with override_settings(API_REQUESTS_PER_MINUTE=0, PAGE_REQUESTS_PER_MINUTE=0):
        yield


@pytest.fixture(scope="session", autouse=True)
def proved_just_now() -> Iterator[None]:
    """Whoever a test signs in has just proved who they are; those about that sign in by pages."""
    signed_in = Client.force_login

    def force_login(client: Client, *given: Any, **further: Any) -> None:
        signed_in(client, *given, **further)
        just_now(client)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", force_login)
        yield


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Every state with its pleas and levels is committed once; tests only read them."""
    request.config.stash[BLOCKER] = django_db_blocker
    with django_db_blocker.unblock():
        load_ladders()
        with connection.cursor() as cursor:
            cursor.execute(UNCOUNTED)
        connection.close()
    yield
    connections.close_all()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Write the ladders anew after a test that really commits: it empties every table."""
    yield
    marker = item.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    if commits or (marker and marker.kwargs.get("transaction")):
        with item.config.stash[BLOCKER].unblock():
            empty_the_access_log()
            load_ladders()


def empty_the_access_log() -> None:
    """No command does it, and no test that commits may find another's entries."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_log DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM access_log")
        cursor.execute("ALTER TABLE access_log ENABLE ALWAYS TRIGGER access_log_stands")
        cursor.execute("ALTER TABLE access_log ENABLE ALWAYS TRIGGER access_log_is_not_emptied")


@pytest.fixture
def settle(db: None) -> Callable[[], None]:
    """Call it where a transaction would commit: rules over several rows are held, and the
    cases published. The test's own transaction is rolled back as ever."""
    return settle_now


@pytest.fixture
def public_db(db: None) -> Iterator[Any]:
    """The connection "public" reads the test's own, uncommitted rows, as role court_public.

    Mark the test `django_db(databases=["default", "public"])`, and call settle() first: only
    what is published is there. Queries, savepoints and server-side cursors run as the role;
    COPY by psycopg's cursor.copy() would not, so none of it is allowed here.
    """
    with lent_to_the_public(connections["default"], connections["public"]) as reader:
        yield reader
