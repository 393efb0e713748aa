"""What happens at a commit, inside a test's own transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from cases.actions.refusal import refusals
from tests.rules import settle_now


@contextmanager
def committed() -> Iterator[None]:
    """Several acts in one transaction that then commits, or is refused whole."""
    with refusals(), transaction.atomic():
        yield
        settle_now()


@pytest.fixture
def taken_back(db: None) -> Iterator[None]:
    """For tests that leave the record broken: everything is undone before rules are held."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
