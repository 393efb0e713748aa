"""The address of a case, made without Django's resolver: a list has many of them."""

from functools import cache

from django.urls import reverse


def case_path(court: str, number_key: str) -> str:
    """Both parts are plain letters, digits and hyphens, by the record's own rules."""
    return f"{_all_cases()}{court}/{number_key}/"


@cache
def _all_cases() -> str:
    return reverse("cases")
