"""Sessions in the database, each with the account it belongs to: see sql/0001_sessions.sql."""

from datetime import datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from cases.accounts.models import Session


class SessionStore(DatabaseStore):
    # When it was last used before this request; of one that is just being made, now.
    seen_at: datetime | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def create_model_instance(self, data: Any) -> Any:
        made: Any = super().create_model_instance(data)
        made.user_id = data.get(SESSION_KEY)
        return made

    def _get_session_from_db(self) -> Any:
        found: Any = super()._get_session_from_db()  # type: ignore[misc]
        self.seen_at = found.seen_at if found is not None else None
        return found

    def touch(self) -> None:
        """It is used now."""
        self.seen_at = timezone.now()
        Session.objects.filter(pk=self.session_key).update(seen_at=self.seen_at)
