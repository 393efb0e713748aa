"""Issue protective orders, serve, change and end them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone

from cases.actions import orders
from cases.actions.orders import NewOrder, NewTerm
from cases.admin.acts import Act
from cases.admin.acts.form import (
    ActForm,
    Day,
    EntryForm,
    RestingForm,
    Section,
    day_words,
    kinds,
    today_at,
)
from cases.admin.typed import FoundSeveralField, TypedSelectMultiple
from cases.kinds.orders import ORDER_KINDS, ORDER_STATUSES, ORDER_TERMS, SERVICES
from cases.models import OrderProtected, Party, Person, ProtectiveOrder

NEW = ("ISSUED", "PETITIONED", "UNKNOWN")
PAPER = ("rests_on", "docket_entry", "entry_text", "reason")
# Who is in a case by office is restrained by none of its orders.
OFFICERS = ("JUDGE", "STATE", "ATTY_PROS", "ATTY_DEF", "PUBDEF", "ATTY_PET", "ATTY_RES", "GAL")
PROTECTED = OrderProtected._meta.get_field("person")


def terms_field(label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=kinds(ORDER_TERMS),
        required=False,
        label=label,
        widget=forms.CheckboxSelectMultiple,
    )


def further_conditions() -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=1000,
        label="Further conditions",
        help_text="The words of “Further conditions in the order”. Never published.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def places_field() -> forms.CharField:
    return forms.CharField(
        required=False,
        label="Places",
        help_text="One on each line. Never published; no apartment numbers.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def new_terms(codes: Sequence[str], further: str) -> list[NewTerm]:
    """Terms by their codes; the words go with term 08."""
    return [NewTerm(term=code, text=further if code == "08" else "") for code in codes]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class Issue(RestingForm):
    """An order with everything it says."""

    entry_kind = "PROTECTIVE_ORDER"

    kind = forms.ChoiceField(choices=kinds(ORDER_KINDS, is_open=True))
    status = forms.ChoiceField(choices=kinds(ORDER_STATUSES, NEW), initial="ISSUED")
    number = forms.CharField(required=False, max_length=60, label="Number of the order")
    restrained = forms.ModelChoiceField(Party.objects.none(), label="Restrained person")
    protects = FoundSeveralField(
        Person.objects.filter(merged_into=None),
        required=False,
        label="Protected people",
        help_text="Never published. Only an extreme risk order protects nobody by name.",
        widget=TypedSelectMultiple(PROTECTED, admin.site),
    )
    terms = terms_field("Terms")
    further = further_conditions()
    places = places_field()
    petitioned_date = Day(required=False, label="Day of the petition")
    issued_date = Day(required=False, label="Day of issue")
    expires_date = Day(
        required=False, label="Expires", help_text="The first day it is no longer in force."
    )
    until_further_order = forms.BooleanField(required=False, label="Until further order")
    hearing_after_notice = forms.BooleanField(
        required=False, label="Issued after a hearing of which the restrained person had notice"
    )
    is_brady = forms.BooleanField(
        required=False, label="Federal firearms prohibition, 18 U.S.C. 922(g)(8)"
    )
    consent_to_publish = forms.BooleanField(
        required=False,
        label="The protected person asked for publication",
        help_text="Without this nothing about the order is published.",
    )
    supersedes = forms.ModelChoiceField(
        ProtectiveOrder.objects.none(), required=False, label="Takes the place of"
    )

    def ask(self) -> None:
        super().ask()
        parties = self.subject.parties.exclude(role__in=OFFICERS).select_related("person")
        self.offer("restrained", parties.order_by("pk"), party_words)
        accused = [party for party in parties if party.role in ("DEF", "RES")]
        if len(accused) == 1:
            self.fields["restrained"].initial = accused[0]
        standing = self.subject.orders.filter(status__in=orders.IN_FORCE, voided_at=None)
        named = standing.select_related("restrained__person")
        self.offer("supersedes", named.order_by("pk"), order_words)
        self.fields["rests_on"].initial = "COURT_ORDER"

    def sections(self) -> Iterator[Section]:
        asks = {name: self[name] for name in self.fields}
        paper = [asks.pop(name) for name in PAPER]
        yield Section(title="The order", asks=list(asks.values()))
        yield Section(title="What it rests on", asks=paper)

    def perform(self) -> str:
        told = dict(self.cleaned_data)
        for name in ("reason", "entry_text", "further", "terms", "places", "protects"):
            told.pop(name)
        told["docket_entry"] = self.entry
        new = NewOrder(
            **told,
            protects=list(self.cleaned_data["protects"]),
            terms=new_terms(self.cleaned_data["terms"], self.cleaned_data["further"]),
            places=lines(self.cleaned_data["places"]),
        )
        order = orders.issue_order(self.subject, new, **self.signed)
        status = ORDER_STATUSES.label(order.status).lower()
        return f"{order_words(order)} is recorded as {status} {day_words(order.issued_date)}."


class OnOrder(EntryForm):
    """What happened to an order, and the docket entry of it."""

    entry_kind = "PROTECTIVE_ORDER"

    note = forms.CharField(required=False, max_length=500, help_text="Never published.")

    def ask(self) -> None:
        super().ask()
        # What happened comes first, and the papers about it after.
        papers = ("docket_entry", "entry_text", "note", "reason")
        self.order_fields([name for name in self.fields if name not in papers])
        if "day" in self.fields:
            self.fields["day"].initial = today_at(self.subject.case.court)

    def told(self, *names: str) -> dict[str, Any]:
        return {**self.said("note", *names), "docket_entry": self.entry, **self.signed}

    def done(self) -> str:
        order = ProtectiveOrder.objects.get(pk=self.subject.pk)
        ends = f", expires {day_words(order.expires_date)}" if order.expires_date else ""
        return f"{order_words(order)} is now: {order.get_status_display().lower()}{ends}."


class Grant(ActForm):
    """The court issued what was asked for."""

    issued_date = Day(label="Day of issue")
    expires_date = Day(required=False, label="Expires")
    until_further_order = forms.BooleanField(required=False, label="Until further order")
    hearing_after_notice = forms.BooleanField(required=False, label="After a hearing with notice")

    def perform(self) -> str:
        told = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        orders.grant_order(self.subject, **told, **self.signed)
        return f"{order_words(self.subject)} is issued {day_words(told['issued_date'])}."


class Serve(OnOrder):
    service = forms.ChoiceField(choices=kinds(SERVICES, is_open=True))
    served_date = Day(required=False, label="Day of service")

    def perform(self) -> str:
        orders.serve_order(self.subject, **self.told("service", "served_date"))
        order = self.subject
        return f"{order_words(order)}: {order.get_service_display().lower()}."


class Modify(OnOrder):
    day = Day()
    end_terms = terms_field("Terms that end")
    add_terms = terms_field("Terms that begin")
    further = further_conditions()
    add_places = places_field()

    def perform(self) -> str:
        orders.modify_order(
            self.subject,
            **self.told("day", "end_terms"),
            add_terms=new_terms(self.cleaned_data["add_terms"], self.cleaned_data["further"]),
            add_places=lines(self.cleaned_data["add_places"]),
        )
        return self.done()


class Extend(OnOrder):
    day = Day()
    expires_date = Day(label="Expires now")

    def perform(self) -> str:
        orders.extend_order(self.subject, **self.told("day", "expires_date"))
        return self.done()


class Expire(ActForm):
    def perform(self) -> str:
        orders.expire_order(self.subject, as_of=timezone.now().date(), **self.signed)
        return f"{order_words(self.subject)} has expired."


class Terminate(OnOrder):
    ending = forms.ChoiceField(
        choices=kinds(ORDER_STATUSES, orders.ENDINGS), initial="TERMINATED", label="How it ended"
    )
    day = Day()

    def perform(self) -> str:
        orders.terminate_order(self.subject, **self.told("ending", "day"))
        return self.done()


def party_words(party: Party) -> str:
    return f"{party.person}, {party.get_role_display().lower()}"


def order_words(order: ProtectiveOrder) -> str:
    number = f" {order.number}" if order.number else ""
    return f"{order.get_kind_display()}{number} against {order.restrained.person}"


def standing_as(*statuses: str) -> Any:
    return lambda order: order.status in statuses and not order.voided_at


ON_A_CASE: Sequence[Act] = (
    Act(
        slug="issue-order",
        label="Record a protective order",
        key="o",
        form=Issue,
        permission="add_protectiveorder",
    ),
)


def runs_out(order: ProtectiveOrder) -> bool:
    """Whether it stands and has an expiry."""
    return bool(STANDING(order) and order.expires_date)


STANDING = standing_as(*orders.IN_FORCE)
OPEN = standing_as(*orders.IN_FORCE, "PETITIONED", "UNKNOWN")
ASKED = standing_as("PETITIONED", "UNKNOWN")
ON_AN_ORDER: Sequence[Act] = tuple(
    Act(
        slug=slug,
        label=label,
        form=form,
        permission="change_protectiveorder",
        key=key,
        applies=applies,
    )
    for slug, label, key, form, applies in (
        ("grant", "Issue", "i", Grant, ASKED),
        ("serve", "Serve", "s", Serve, OPEN),
        ("modify", "Modify terms", "m", Modify, STANDING),
        ("extend", "Extend", "e", Extend, runs_out),
        ("expire", "Record expiry", "q", Expire, runs_out),
        ("end", "End", "z", Terminate, OPEN),
    )
)
