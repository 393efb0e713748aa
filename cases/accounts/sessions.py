"""Sessions in the database, each with the account it belongs to: see sql/0001_sessions.sql."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from cases.accounts.models import Session


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def create_model_instance(self, data: Any) -> Any:
        made: Any = super().create_model_instance(data)
        made.user_id = data.get(SESSION_KEY)
        return made
