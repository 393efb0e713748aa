"""What the database refuses, and when."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction


def settle_now() -> None:
    """Do what a commit does, inside a transaction: run every deferred rule and trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def refuses(rule: str) -> Iterator[None]:
    """Expect that these writes, settled, are refused by exactly this constraint or rule.

    The body runs in a savepoint, so the test goes on afterwards.
    """
    try:
        with transaction.atomic():
            yield
            settle_now()
    except IntegrityError as refusal:
        refused_by = getattr(getattr(refusal.__cause__, "diag", None), "constraint_name", None)
        if refused_by != rule:
            pytest.fail(f"refused by {refused_by}, not by {rule}: {refusal}")
    else:
        pytest.fail(f"nothing was refused; {rule} should have been broken")
