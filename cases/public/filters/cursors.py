"""Where a page of a list begins: opaque in addresses, checked when it comes back."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

LONGEST = 640


@dataclass(frozen=True)
class Cursor:
    """The place of one row in its list: the value it is sorted by, and its key."""

    value: date | datetime | str | None
    key: UUID

    def __str__(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, date) else self.value or ""
        return urlsafe_b64encode(f"{value} {self.key}".encode()).decode().rstrip("=")


class CursorField(forms.CharField):
    """A cursor over rows sorted by a day, a moment or a name."""

    def __init__(self, *, reads: Callable[[str], date | datetime | str], **given: Any) -> None:
        super().__init__(required=False, **given)
        self.reads = reads

    def to_python(self, value: Any) -> Cursor | None:  # type: ignore[override]
        if not value:
            return None
        try:
            return self._read(str(value))
        except (ValueError, binascii.Error, OverflowError):
            raise ValidationError(
                "This page address is damaged. Leave it out to begin at the first page."
            ) from None

    def run_validators(self, value: Any) -> None:
        """Reading it has checked it."""

    def _read(self, text: str) -> Cursor:
        if len(text) > LONGEST:
            raise ValueError(text)
        padded = text + "=" * (-len(text) % 4)
        value, _, key = urlsafe_b64decode(padded.encode("ascii")).decode("ascii").rpartition(" ")
        read = self.reads(value) if value or self.reads is str else None
        if isinstance(read, datetime) and read.tzinfo is None:
            raise ValueError(text)
        return Cursor(read, UUID(key))
