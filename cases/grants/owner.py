"""Lets a command act as the database's owner, where the program itself does not."""

from django.conf import settings
from django.db import connections


def become_owner() -> None:
    """Connect as OWNER_DATABASE_URL says, from here to the end of this process."""
    if settings.OWNER_DATABASE:
        connections["default"].close()
        connections["default"].settings_dict.update(settings.OWNER_DATABASE)


def take_time() -> None:
    """Let the statements of this session run as long as they need: a program that works through
    the whole record is not a page that somebody waits for."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
