"""Questions to the few addresses that are no list: as strict as those to the lists."""

from django import forms
from django.http import QueryDict

from cases.public.filters.fields import shortened


def wrong_with(data: QueryDict, form: forms.Form) -> dict[str, list[str]]:
    """What cannot be answered as asked, parameter by parameter."""
    wrong = {name: [str(said) for said in errors] for name, errors in form.errors.items()}
    known = f"This address has no such parameter. It knows: {', '.join(form.fields)}."
    for name, values in data.lists():
        if name not in form.fields:
            wrong[shortened(name)] = [known]
        elif len(values) > 1:
            wrong.setdefault(name, []).append(f"Given {len(values)} times; give it once.")
    both = {"after", "before"} <= {name for name, value in form.cleaned_data.items() if value}
    if both:
        wrong.setdefault("before", []).append("Give either after or before, not both.")
    return wrong
