"""Attackers are readers, or clerks of a role: the same fixtures as theirs."""

from tests.public.conftest import queries, reader

__all__ = ["queries", "reader"]
