"""What a clerk's hands do: open a page, fill in its form, press the button."""

from typing import Any

from django.test import Client
from django.urls import reverse


def page(row: Any) -> str:
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])


def history_page(row: Any) -> str:
    return reverse(f"admin:cases_{row._meta.model_name}_history", args=[row.pk])


def delete_page(row: Any) -> str:
    return reverse(f"admin:cases_{row._meta.model_name}_delete", args=[row.pk])


def act_page(row: Any, slug: str) -> str:
    return reverse(f"admin:cases_{row._meta.model_name}_act", args=[row.pk, slug])


def filled_in(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """Everything a browser would send back from the forms of a page, with these changes."""
    context = client.get(address).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent: dict[str, Any] = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if hasattr(bound.field.widget, "decompress"):
                parts = bound.field.widget.decompress(value)
                sent |= {f"{bound.html_name}_{i}": part or "" for i, part in enumerate(parts)}
            elif value is not None and value is not False:
                sent[bound.html_name] = value
    return {**sent, **changes}


def do(client: Client, row: Any, slug: str, **answers: Any) -> Any:
    """Fill in the form of an act, check it, and confirm it if nothing is refused."""
    address = act_page(row, slug)
    asked = client.get(address).context["form"]
    initial = {bound.html_name: bound.value() for bound in asked if bound.value() not in (None, "")}
    answers = {**initial, **answers}
    shown = client.post(address, answers)
    if "said" not in (shown.context or {}):
        return shown
    return client.post(address, {**answers, "confirm": "1"})


def refusals(response: Any) -> dict[str, list[str]]:
    """Errors of the form of an act, by question."""
    assert response.status_code == 200
    return dict(response.context["form"].errors)
