"""What part of a history is asked for: by whom, from what day to what day, of what kind."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import User

from cases.admin.history.strands import Strand

ANY = ("", "Everything")


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Asked(forms.Form):
    """The form over a history. Its days are those of the clock that the audit is kept by."""

    who = forms.CharField(
        required=False,
        max_length=150,
        label="Who",
        help_text="A user name, whole.",
        widget=forms.TextInput(attrs={"size": 18, "autocomplete": "off"}),
    )
    since = forms.DateField(required=False, label="From", widget=DayInput)
    until = forms.DateField(required=False, label="Until", widget=DayInput)
    kind = forms.ChoiceField(required=False, label="What")
    before = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, given: Any, strands: Sequence[Strand]) -> None:
        super().__init__(given)
        kinds = list(dict.fromkeys(each.kind for each in strands if each.kind))
        if len(kinds) > 1:
            self.fields["kind"] = forms.ChoiceField(
                required=False, label="What", choices=[ANY, *((kind, kind) for kind in kinds)]
            )
        else:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", "This day is before the one in From.")
        return told

    def seen(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "before"]

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("who", "since", "until", "kind"))

    def chosen(self, strands: Sequence[Strand]) -> list[Strand]:
        """Of these strands, those of the kind that is asked for."""
        kind = self.cleaned_data.get("kind")
        return [each for each in strands if not kind or each.kind == kind]

    def conditions(self) -> tuple[str, dict[str, Any]]:
        """The conditions of the question, and their values."""
        told, said = self.cleaned_data, []
        values: dict[str, Any] = {}
        if told["who"]:
            said.append("lower(who) = ANY (%(who)s::text[])")
            values["who"] = signatures(told["who"])
        for name, sign, day in (
            ("since", ">=", told["since"]),
            ("until", "<", told["until"] and told["until"] + timedelta(1)),
        ):
            if day:
                said.append(f"at {sign} %({name})s")
                values[name] = midnight(day)
        if told["before"]:
            said.append("at < %(before)s")
            values["before"] = told["before"]
        return " AND ".join(said) or "true", values

    def earlier(self, moment: datetime) -> str:
        """The address of what came before a moment, asked for in the same way."""
        told = {name: self.data.get(name, "") for name in self.fields}
        stamp = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
        return urlencode({**{name: each for name, each in told.items() if each}, "before": stamp})


def signatures(name: str) -> list[str]:
    """What somebody signs with. Requests that no act ran in bear the number of the user."""
    known = User.objects.filter(username__iexact=name).values_list("pk", flat=True)
    return [name.lower(), *map(str, known)]


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
