"""Every page that the desk's URL configuration knows, with addresses that lead somewhere.

A page of a kind that nobody has thought of here is an error, not one page less.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from cases.admin.acts.of import ACTS
from cases.models import Case

Page = tuple[str, str]
Rows = Mapping[type[Model], Model]
WORDS = {"name": "Ibáñez Darío", "letter": "m", "number": "24-7", "both": "Ibáñez 24"}
# These lead on to other pages, or are no page.
PASSED_BY = {"view_on_site", "logout", "app_list", "autocomplete"}


def every_page(client: Client, rows: Rows) -> Iterator[Page]:
    """A name and an address for each; pages of one row where one of its model is given."""
    yield from site_pages()
    for model, desk in admin.site._registry.items():
        noun = f"{model._meta.app_label}_{model._meta.model_name}"
        for pattern in desk.get_urls():
            if pattern.name:
                kind = pattern.name.removeprefix(f"{noun}_")
                for what, address in KINDS[kind](client, pattern.name, rows.get(model)):
                    yield f"{model._meta.model_name}: {what}", address
        yield from offers(desk)


def site_pages() -> Iterator[Page]:
    """The pages that belong to no model."""
    names = {name for pattern in admin.site.get_urls() if (name := getattr(pattern, "name", None))}
    for name in sorted(names - PASSED_BY):
        yield f"site: {name}", reverse(f"admin:{name}")
    for what, words in WORDS.items():
        yield f"site: find ({what})", f"{reverse('desk-find')}?q={words}"
    for label in sorted({model._meta.app_label for model in admin.site._registry}):
        yield f"site: {label}", reverse("admin:app_list", args=[label])


def lists(client: Client, name: str, row: Model | None) -> Iterator[Page]:
    """A list as it comes, far back, searched, sorted by each column, and with each filter."""
    address = reverse(f"admin:{name}")
    yield "list", address
    shown = (client.get(address).context_data or {})["cl"]
    yield "list, last page", f"{address}?p={shown.paginator.num_pages}"
    for what, words in WORDS.items():
        yield f"list, search ({what})", f"{address}?q={words}"
    for number, column in enumerate(shown.list_display):
        if column in shown.sortable_by:
            yield f"list, by {column}", f"{address}?o={number}"
    if isinstance(row, Case):
        yield "list, of a court", f"{address}?court__id__exact={row.court_id}"
    for spec in shown.filter_specs:
        for choice in spec.choices(shown):
            if not choice["selected"]:
                yield f"list, {spec.title} = {choice['display']}", address + choice["query_string"]


def of_nothing(client: Client, name: str, row: Model | None) -> Iterator[Page]:
    yield name.split("_", 2)[2], reverse(f"admin:{name}")


def of_row(client: Client, name: str, row: Model | None) -> Iterator[Page]:
    if row:
        yield name.rpartition("_")[2], reverse(f"admin:{name}", args=[row.pk])


def acts(client: Client, name: str, row: Model | None) -> Iterator[Page]:
    if row:
        for act in ACTS.get(type(row), ()):
            yield f"act {act.slug}", reverse(f"admin:{name}", args=[row.pk, act.slug])


def likely(client: Client, name: str, row: Model | None) -> Iterator[Page]:
    for what, words in WORDS.items():
        yield f"likely ({what})", f"{reverse(f'admin:{name}')}?full_name={words}"


def compared(client: Client, name: str, row: Model | None) -> Iterator[Page]:
    other = row and type(row)._default_manager.exclude(pk=row.pk).first()
    if row and other:
        yield "compare", f"{reverse(f'admin:{name}', args=[row.pk])}?other={other.pk}"


def import_reports(client: Client, name: str, row: Model | None) -> Iterator[Page]:
    for report in ("refused", "flags") if row else ():
        yield f"{name}: {report}", reverse(f"admin:{name}", args=[row.pk, "check", report])


def offers(desk: Any) -> Iterator[Page]:
    """What the desk offers where a row of another table is to be chosen."""
    asking = [(desk.model, field) for field in desk.autocomplete_fields]
    asking += [(each.model, field) for each in desk.inlines for field in inlined(each)]
    for model, field in asking:
        of = f"app_label={model._meta.app_label}&model_name={model._meta.model_name}"
        for what, term in (("anything", ""), *WORDS.items()):
            yield (
                f"{model._meta.model_name}: choose {field} ({what})",
                f"{reverse('admin:autocomplete')}?{of}&field_name={field}&term={term}",
            )


def inlined(inline: Any) -> tuple[str, ...]:
    return tuple(inline.autocomplete_fields)


KINDS: Mapping[str, Callable[[Client, str, Model | None], Iterator[Page]]] = {
    "changelist": lists,
    "add": of_nothing,
    "file_a_case": of_nothing,
    "change": of_row,
    "history": of_row,
    "file": of_row,
    "delete": of_row,
    "act": acts,
    "password_change": of_row,
    "standing": of_row,
    "week": of_nothing,
    "likely": likely,
    "compare": compared,
    "csv": of_nothing,
    "progress": of_row,
    "load": of_row,
    "check": of_row,
    "stop": of_row,
    "report": import_reports,
    "download": import_reports,
}
