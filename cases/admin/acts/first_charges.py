"""The charges that a case is filed with: found by what is typed, or simply typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from cases.actions.charges import NewCharge
from cases.actions.refusal import Refused
from cases.admin.acts.form import Day
from cases.admin.typed import found
from cases.models import Charge, Court, Offense, OffenseLevel, State


def charge_questions(number: int) -> dict[str, forms.Field]:
    """What is asked of each charge: the first two are enough where the offense is on record."""
    place = f"charge_{number}_"
    return {
        f"{place}offense": found(
            Charge._meta.get_field("offense"),
            Offense.objects.all(),
            label="Offense",
            required=False,
            help_text="Found by its statute or a word of its title.",
        ),
        f"{place}offense_from": Day(required=False, label="Offense day"),
        f"{place}statute": forms.CharField(
            required=False,
            max_length=60,
            label="Statute as cited",
            help_text="Alone it is enough, if it names one offense of the state.",
        ),
        f"{place}label": forms.CharField(required=False, max_length=300, label="Charge as charged"),
        f"{place}level": forms.CharField(
            required=False,
            max_length=80,
            label="Level",
            help_text="Its code or name: F-B. Left empty, that of the offense.",
        ),
    }


def charge_told(number: int, answers: Mapping[str, Any], court: Court) -> NewCharge | None:
    """The charge that was told, if one was."""
    place = f"charge_{number}_"
    told = {
        name.removeprefix(place): value for name, value in answers.items() if name.startswith(place)
    }
    if not any(told.values()):
        return None
    day = told["offense_from"]
    try:
        told["level"] = level_typed(told["level"], court.state)
        if told["statute"] and not (told["offense"] or told["label"]):
            told["offense"] = offense_typed(told["statute"], court.state, on_day=day)
    except Refused as refused:
        raise Refused(refused.words, field=f"{place}{refused.field}") from refused
    return NewCharge(**told, offense_to=day)


def level_typed(text: str, state: State) -> str:
    """The code of a level of the state's ladder, typed as its code or its name."""
    wanted = text.strip().casefold()
    if not wanted:
        return ""
    rungs = OffenseLevel.objects.filter(state=state).order_by("-rank", "code")
    names = {name.casefold(): each.code for each in rungs for name in (each.label, each.code)}
    if wanted not in names:
        codes = ", ".join(dict.fromkeys(each.code for each in rungs))
        raise Refused(f"{state} has no level “{text}”. Its levels are: {codes}.", field="level")
    return names[wanted]


def offense_typed(statute: str, state: State, *, on_day: date | None) -> Offense:
    """The one offense of the state with this statute, as it stood on that day."""
    offenses = Offense.objects.filter(state=state, statute__iexact=statute.strip())
    if on_day:
        offenses = offenses.filter(Q(valid_from=None) | Q(valid_from__lte=on_day))
        offenses = offenses.filter(Q(valid_to=None) | Q(valid_to__gt=on_day))
    listed = list(offenses.order_by("pk")[:2])
    if len(listed) == 1:
        return listed[0]
    if listed:
        raise Refused(
            f"There is more than one offense under {statute}. Choose the offense, or write the "
            "charge as charged.",
            field="statute",
        )
    raise Refused(
        f"No offense of {state} has the statute {statute}. Check it, or write the charge as "
        "charged beside it.",
        field="statute",
    )
