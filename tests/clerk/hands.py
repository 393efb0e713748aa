"""What a clerk's hands do: open a page, fill in its form, press the button."""

from collections import defaultdict
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from cases.admin.acts import page_of
from cases.desk.models import Request


def page(row: Any) -> str:
    return reverse(f"admin:cases_{row._meta.model_name}_change", args=[row.pk])


def file_page(case: Any) -> str:
    return reverse("admin:cases_case_file", args=[case.pk])


def history_page(row: Any) -> str:
    return reverse(f"admin:cases_{row._meta.model_name}_history", args=[row.pk])


def delete_page(row: Any) -> str:
    return reverse(f"admin:cases_{row._meta.model_name}_delete", args=[row.pk])


def act_page(row: Any, slug: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_act", args=[row.pk, slug])


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
    """Fill in the form of an act, check it, and confirm it if nothing is refused, noting whatever
    is odd."""
    address = act_page(row, slug)
    shown = client.post(address, {**asked(client, address), **answers})
    if "outcome" not in (shown.context or {}):
        return shown
    return client.post(address, confirmed(shown))


def asked(client: Client, address: str) -> dict[str, Any]:
    """What the form of an act holds when it is opened, with its token."""
    context = client.get(address).context
    held = {bound.html_name: bound.value() for bound in context["form"]}
    given = {name: value for name, value in held.items() if value not in (None, "")}
    return {**given, "token": str(context["token"])}


def confirmed(shown: Any) -> dict[str, Any]:
    """What a browser sends when everything that an act would do is agreed to."""
    sent: dict[str, Any] = defaultdict(list)
    for name, value in inputs(shown):
        if name not in ("back", "csrfmiddlewaretoken"):
            sent[name].append(value)
    return sent


class Inputs(HTMLParser):
    """The inputs of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "input" and told.get("name"):
            self.found.append((str(told["name"]), told.get("value") or ""))


def inputs(shown: Any) -> list[tuple[str, str]]:
    """The inputs of the form of an act. They are read off the page, since what templates were
    given is mixed up where several threads ask at once."""
    page = Inputs()
    page.feed(shown.content.decode().partition('class="act-form"')[2].partition("</form>")[0])
    return page.found


def refusals(response: Any) -> dict[str, list[str]]:
    """Errors of the form of an act, by question."""
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def decided(client: Client, decision: str, **told: Any) -> Any:
    """Read what the request that was asked last would do now, and decide it."""
    address = page_of(Request.objects.latest("pk"))
    outcome = (client.post(address, {"decision": "READ"}).context or {}).get("outcome")
    digest = outcome.digest if outcome else ""
    return client.post(address, {"decision": decision, "digest": digest, **told})
