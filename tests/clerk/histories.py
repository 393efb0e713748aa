"""What a history on the desk tells, for those who ask it in a test."""

from typing import Any

from django.contrib.auth.models import Permission, User
from django.test import Client

from tests import world
from tests.clerk.hands import history_page


def acts_of(client: Client, row: Any, **given: str) -> Any:
    return client.get(history_page(row), given).context["events"]["acts"]


def words_of(client: Client, row: Any, **given: str) -> list[str]:
    return [part.words for act in acts_of(client, row, **given) for part in act.parts]


def key_of(client: Client, row: Any, words: str) -> str:
    rows = client.get(history_page(row)).context["events"]["rows"]
    return next(str(part.key) for part in rows if part.words == words)


def first_event(client: Client, row: Any) -> str:
    """The write that recorded the row."""
    table = row._meta.db_table
    rows = client.get(history_page(row)).context["events"]["rows"]
    numbers = [int(part.key.removeprefix(f"{table}-")) for part in rows if table in part.key]
    return f"{table}-{min(numbers)}"


def sign_in(client: Client, *names: str) -> None:
    """Somebody of the staff who may do this and nothing else."""
    reader = User.objects.create_user(world.unused("reader"), is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(reader)
