"""Who fails five times in a quarter of an hour is locked out for as long (CJIS AC-7).

The count is read from the access log itself, under a lock on the name, so that it is the same
for every server process and no two tries at once are counted as one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.http import HttpRequest

from cases.accounts.kinds import FRESH_STARTS, GUESSES
from cases.accounts.log import address_of, network_of, note

T = TypeVar("T")
MOST = 5
# A courthouse is often one address for a hundred people.
MOST_FROM_ONE_PLACE = 50
MINUTES = 15

# Whether an account is locked: the one place that says so, for one account and for lists of them.
LOCKED = """
coalesce((SELECT t.kind = 'LOCKED_OUT' FROM access_log t
    WHERE t.whom = {whom} AND t.kind IN ('LOCKED_OUT', 'RELEASED')
      AND t.at > clock_timestamp() - make_interval(mins => %(minutes)s)
    ORDER BY t.id DESC LIMIT 1), false)
"""
QUESTION = f"""
WITH recent AS (
    SELECT id, kind, whom, address FROM access_log
    WHERE at > clock_timestamp() - make_interval(mins => %(minutes)s)
), mine AS (SELECT id, kind FROM recent WHERE whom = %(whom)s)
SELECT
    {LOCKED.format(whom="%(whom)s")},
    (SELECT count(*) FROM mine WHERE kind = ANY (%(guesses)s) AND id > coalesce(
        (SELECT max(id) FROM mine WHERE kind = ANY (%(fresh)s)), 0)),
    (SELECT count(*) FROM recent WHERE kind = ANY (%(guesses)s) AND address <<= %(place)s::inet)
"""  # noqa: S608 - no value stands in it


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How an account and an address stand just now."""

    is_locked: bool
    failures: int
    from_there: int

    @property
    def is_refused(self) -> bool:
        return self.is_locked or self.from_there >= MOST_FROM_ONE_PLACE


def standing(whom: str, request: HttpRequest | None = None) -> Standing:
    """What the log of the last minutes says of an account, and of where a request came from."""
    address = address_of(request) if request else None
    asked: dict[str, Any] = {
        "whom": whom,
        "minutes": MINUTES,
        "guesses": list(GUESSES),
        "fresh": list(FRESH_STARTS),
        "place": network_of(address) if address else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, asked)
        is_locked, failures, from_there = cursor.fetchone()
    return Standing(is_locked=is_locked, failures=failures, from_there=from_there)


def locked_now(name: str) -> RawSQL:
    """Whether the account of each row, named in this column, is locked: for lists of them."""
    sql = LOCKED.format(whom=name).replace("%(minutes)s", "%s")
    return RawSQL(sql, [MINUTES], BooleanField())  # noqa: S611 - no value stands in it


def guessed(
    request: HttpRequest, whom: str, *, kind: str, check: Callable[[], T | None], what: str = ""
) -> T | None:
    """Let somebody try to be `whom`: what `check` gives, or None after noting the failure.

    Whoever is locked out gets None whatever they know. Tries for one name wait for one another.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 51))", [whom])
        found = standing(whom, request)
        passed = check()
        if found.is_refused:
            note("STILL_LOCKED", request, whom=whom, what=what)
            return None
        if passed is None:
            note(kind, request, whom=whom, what=what)
            if found.failures + 1 >= MOST:
                note("LOCKED_OUT", request, whom=whom)
        return passed


def release(request: HttpRequest, user: User) -> None:
    """A user administrator lets somebody in again before the time is up."""
    note("RELEASED", request, whom=user.get_username())
