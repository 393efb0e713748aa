"""What needs me: the front page of the desk. A section is one question that an index answers;
what is sealed is left out for whoever may not see seals."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from cases.admin.acts import page_of
from cases.admin.acts.file_case import may_file_a_case
from cases.admin.requests import choices_of
from cases.admin.waiting import expiring, unserved
from cases.desk import duplicates
from cases.desk.models import Done, Draft, Request
from cases.desk.open_flags import MOST, Open, open_flags, rule_words
from cases.integrity.odd import PENDING_WHERE_THE_CASE_LEFT
from cases.models import Case, ProtectiveOrder

FEW = 8
# So many things done are looked through for the cases that they were done in.
LOOKED_BACK = 60
LEFT = PENDING_WHERE_THE_CASE_LEFT.rule
ONE_PERSON = duplicates.RULE


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that needs somebody: where it is seen to, its words, and some beside them."""

    words: str
    page: str
    note: str = ""
    draft: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with its first lines, how many there are in truth, and what is said if none."""

    title: str
    none: str
    lines: Sequence[Line] = ()
    count: int = 0
    more: str = ""
    is_counted: bool = True

    @property
    def counted(self) -> str:
        """The count as it is told: beyond the most, nobody has counted."""
        return f"{MOST}+" if self.count > MOST else str(self.count)


def front_page(request: HttpRequest) -> HttpResponse:
    """The sections that this user may read, and all tables folded away under them."""
    context = {
        **admin.site.each_context(request),
        "title": "What needs me",
        "app_list": admin.site.get_app_list(request),
        "may_file": may_file_a_case(request.user),
        "sections": list(sections(request.user, timezone.now().date())),
    }
    return TemplateResponse(request, "admin/desk/front.html", context)


def sections(user: Any, today: date) -> Iterator[Section]:
    """What needs this user."""
    may = user.has_perm
    if may("cases.view_case"):
        yield recent_cases(user)
    yield drafts_of(user)
    if may("desk.view_request"):
        yield from requests_for(user)
    if may("cases.view_protectiveorder"):
        yield orders_expiring(user, today)
        yield orders_unserved(user, today)
    if may("cases.view_case"):
        yield from flag_sections(user)
        yield draft_cases()


def unsealed(user: Any, case: str = "case") -> Q:
    """A condition: the row is of no sealed case, or the user may see seals."""
    may_see = user.has_perm("cases.view_seal")
    return Q() if may_see else Q(**{case: None}) | ~Q(**{f"{case}__visibility": "SEALED"})


def counted(rows: "QuerySet[Any]") -> list[Any]:
    """These rows up to the most, and one that stands for all that are more."""
    return list(rows[: MOST + 1])


def list_of(name: str, **given: str) -> str:
    """The full list of a table, narrowed."""
    return f"{reverse(f'admin:{name}_changelist')}?{urlencode(given)}"


def recent_cases(user: Any) -> Section:
    """The cases in which this user did something last."""
    done = Done.objects.filter(unsealed(user), done_by=user.get_username(), case__isnull=False)
    latest: dict[int, Line] = {}
    for each in done.select_related("case__court").order_by("-done_at")[:LOOKED_BACK]:
        note = f"{each.done_at:%Y-%m-%d %H:%M} UTC: {each.said[:120]}"
        case: Any = each.case
        latest.setdefault(case.pk, Line(words=case_words(case), page=page_of(case), note=note))
    return Section(
        title="My recent cases",
        none="Cases that you do something in will be listed here.",
        lines=list(latest.values())[:FEW],
        is_counted=False,
    )


def drafts_of(user: Any) -> Section:
    """Forms that were filled in and never sent."""
    kept = counted(Draft.objects.filter(user=user).order_by("-saved_at"))
    return Section(
        title="Typed and not sent",
        none="Nothing that you typed is waiting to be sent.",
        lines=[
            Line(
                words=each.title or each.page,
                page=f"{each.page}?draft=1",
                note=f"{each.saved_at:%Y-%m-%d %H:%M} UTC",
                draft=each.page,
            )
            for each in kept[:FEW]
        ],
        count=len(kept),
    )


# What somebody may decide of another's request, or of one that the schedule proposes.
TO_DECIDE = {"APPROVED", "ADOPTED"}


def requests_for(user: Any) -> Iterator[Section]:
    """What waits for a second person: for this one, or for another one that this one asked."""
    waiting = Request.objects.filter(unsealed(user), decision="").select_related("case")
    listed = counted(waiting.order_by("-pk"))
    mine = [each for each in listed if each.asked_by == user.get_username()]
    to_decide = [each for each in listed if TO_DECIDE & set(choices_of(user, each))]
    more = list_of("desk_request", decision__exact="")
    yield _of_requests("Waiting for you to approve", "Nobody waits for you.", to_decide, more)
    yield _of_requests("You asked a second person", "You are waiting for nobody.", mine, more)


def _of_requests(title: str, none: str, rows: Sequence[Request], more: str) -> Section:
    lines = [
        Line(
            words=each.said[:200],
            page=page_of(each),
            note=f"{f'case {each.case}, ' if each.case else ''}asked by {each.asked_by}",
        )
        for each in rows[:FEW]
    ]
    return Section(title=title, none=none, lines=lines, count=len(rows), more=more)


def orders_expiring(user: Any, today: date) -> Section:
    """Orders in force that run out within a week."""
    return _of_orders(
        user,
        lambda orders: expiring(orders, today),
        title="Orders that run out within a week",
        none="No order runs out within a week.",
        more=list_of("cases_protectiveorder", waiting="expiring"),
    )


def orders_unserved(user: Any, today: date) -> Section:
    """Orders in force without a recorded service."""
    return _of_orders(
        user,
        lambda orders: unserved(orders, today),
        title="Orders in force and not served",
        none="Every order in force is recorded as served.",
        more=list_of("cases_protectiveorder", waiting="unserved"),
    )


def _of_orders(
    user: Any, narrow: Callable[["QuerySet[Any]"], "QuerySet[Any]"], **said: Any
) -> Section:
    orders = ProtectiveOrder.objects.filter(unsealed(user)).select_related("case__court")
    rows = counted(narrow(orders))
    lines = [
        Line(
            words=" ".join(filter(None, [each.get_kind_display(), each.number])),
            page=page_of(each),
            note=f"{case_words(each.case)}; {until_words(each)}",
        )
        for each in rows[:FEW]
    ]
    return Section(lines=lines, count=len(rows), **said)


def flag_sections(user: Any) -> Iterator[Section]:
    """What was noticed: two kinds of it line by line, of the others how many there are."""
    found = open_flags([LEFT, ONE_PERSON], few=FEW, may_see_sealed=user.has_perm("cases.view_seal"))
    yield _of_flags(
        found.get(LEFT),
        title="Charges without an outcome where the case left",
        none="No charge is left open in a case that went to another court.",
        more=list_of("desk_flag", rule=LEFT),
    )
    if user.has_perm("cases.view_person"):
        yield _of_flags(
            found.get(ONE_PERSON),
            title="Possibly one person",
            none="No two records look as if they were of one person.",
            more=list_of("desk_flag", rule=ONE_PERSON),
        )
    others = [each for rule, each in found.items() if rule not in (LEFT, ONE_PERSON)]
    yield Section(
        title="Lawful, but odd",
        none="Nothing odd was noticed that nobody has looked into.",
        lines=[
            Line(
                words=rule_words(each.rule),
                page=list_of("desk_flag", rule=each.rule),
                note=f"{MOST}+" if each.count > MOST else str(each.count),
            )
            for each in others
        ],
        count=sum(each.count for each in others),
        more=list_of("desk_flag"),
    )


def _of_flags(found: Open | None, **said: Any) -> Section:
    lines = [
        Line(words=each["of"], page=reverse("admin:desk_flag_change", args=[each["pk"]]),
             note=each["words"])
        for each in (found.latest if found else ())
    ]  # fmt: skip
    return Section(lines=lines, count=found.count if found else 0, **said)


def draft_cases() -> Section:
    """Cases that nobody has made public yet, the latest first."""
    rows = counted(Case.objects.filter(visibility="DRAFT").select_related("court").order_by("-pk"))
    return Section(
        title="Draft cases",
        none="Every case is published, sealed or confidential by law.",
        lines=[Line(words=case_words(each), page=page_of(each)) for each in rows[:FEW]],
        count=len(rows),
        more=list_of("cases_case", visibility__exact="DRAFT"),
    )


def case_words(case: Case) -> str:
    """A case as a clerk names it."""
    return f"{case.number}, {case.court.name}"


def until_words(order: ProtectiveOrder) -> str:
    """Until when an order runs."""
    return f"until {order.expires_date}" if order.expires_date else "until further order"
