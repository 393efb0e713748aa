"""Addresses of cases and people, made without Django's resolver: a list has many of them."""

from functools import cache
from uuid import UUID

from django.urls import reverse


def case_path(court: str, number_key: str) -> str:
    """Both parts are plain letters, digits and hyphens, by the record's own rules."""
    return f"{_all_cases()}{court}/{number_key}/"


def person_path(key: UUID) -> str:
    """The page of a person."""
    return f"{_all_people()}{key}/"


@cache
def _all_people() -> str:
    return reverse("people")


@cache
def _all_cases() -> str:
    return reverse("cases")
