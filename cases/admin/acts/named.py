"""A row of the record in words that a second person can read without opening it."""

from collections.abc import Iterator
from typing import Any

from django import forms

from cases.admin.acts.form import ActForm, entry_words
from cases.models import Case, Charge, DocketEntry, Party


def in_full(row: Any) -> str:
    """The case, and in it the count, the party or the entry that is meant."""
    match row:
        case Case():
            return f"{row}, {row.caption}" if row.caption else str(row)
        case Charge():
            return f"{row.case}, count {row.count or '?'}: {row}, against {row.party.person}"
        case Party():
            return f"{row.case}, {row.get_role_display().lower()}: {row.person}"
        case DocketEntry():
            return f"{row.case}, docket entry {entry_words(row)}"
    return str(row)


def its_case(row: Any) -> Case:
    """The case that a row is, or belongs to."""
    case: Case = row if isinstance(row, Case) else row.case
    return case


def answers(form: ActForm) -> Iterator[tuple[str, str]]:
    """What a form that is filled in was given: each question that was answered, and its answer as
    the form has it."""
    for name, asked in form.fields.items():
        given = form.cleaned_data.get(name)
        if given in (None, "", [], ()) or isinstance(asked.widget, forms.HiddenInput):
            continue
        yield str(asked.label or name), _said(asked, given)


def _said(asked: forms.Field, given: Any) -> str:
    if isinstance(asked, forms.ChoiceField):
        listed: Any = asked.choices
        return str(dict(listed).get(given, given))
    return "; ".join(map(str, given)) if isinstance(given, list) else str(given)
