"""The case file: one page that shows a case as a clerk thinks of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from cases.admin.acts import Act, page_of
from cases.admin.acts.of import ACTS
from cases.admin.acts.orders import order_words
from cases.admin.acts.outcomes import standing
from cases.admin.case_charges import accused, change_lines, sealed_note
from cases.admin.case_file import CaseFile, case_file
from cases.admin.case_line import (
    WITHHELD,
    Button,
    Line,
    buttons,
    change_page,
    day,
    hidden,
    line,
    listed,
)
from cases.desk.flags import open_and_noted
from cases.desk.models import Flag
from cases.kinds.cases import VISIBILITIES
from cases.models import (
    Case,
    CaseStatus,
    Charge,
    DocketEntry,
    Hearing,
    Party,
    ProtectiveOrder,
    RelatedCase,
    Seal,
)

# Of what was already held, so many sittings.
PAST_SHOWN = 10
RELEASE = "/act/release-text/"


def case_page(case: Case, user: Any) -> dict[str, Any]:
    """All sections of the page."""
    now = timezone.now()
    file = case_file(case, may_read_seals=user.has_perm("cases.view_seal"))
    ahead, past = hearings(file, user, now)
    defendants = accused(file, case, user)
    entries = [entry_line(file, entry, user) for entry in file.all(DocketEntry)]
    return {
        "file": file,
        "facts": list(facts(case)),
        "ways": list(ways(case, user)),
        "acts": buttons(user, case, possible(file, case)),
        "unseen": unseen(file, case),
        "odd": odd_lines(case, user),
        "defendants": defendants,
        "changes": list(change_lines(file, case, user)),
        "statuses": [status_line(file, status, user) for status in file.all(CaseStatus)],
        "orders": list(order_lines(file, user)),
        "hearings": ahead,
        "past": past[:PAST_SHOWN],
        "entries": entries,
        "is_unread": any(
            shown.hidden == WITHHELD and not entry.text_released for entry, shown in entries
        ),
        "parties": list(party_lines(file, case, user)),
        "related": list(related_lines(file, case)),
        "seals": file.all(Seal),
        "public_page": reverse("case", args=[case.court.code, case.number_key]),
    }


def possible(file: CaseFile, case: Case) -> Sequence[Act]:
    """The acts for which there are counts enough; a related case may have others."""
    own = [charge for charge in file.all(Charge) if charge.case_id == case.pk]
    counts = sum(map(standing, own))
    has_related = bool(file.all(RelatedCase))
    return [act for act in ACTS[Case] if has_related or act.form.least <= counts]


def facts(case: Case) -> Iterator[tuple[str, Any]]:
    """What stands at the head of the file."""
    yield "Court", case.court
    yield "Kind of case", case.get_case_type_display()
    yield "Filed", case.filed_date or "not stated"
    yield "Visibility", VISIBILITIES.label(case.visibility)


def ways(case: Case, user: Any) -> Iterator[Button]:
    """Where one goes from here besides the acts."""
    if user.has_perm("cases.change_case"):
        yield Button(label="Edit case and parties", page=change_page(case), key="e")
    if user.has_perm("cases.add_docketentry"):
        page = f"{add_page(DocketEntry)}?case={case.pk}"
        yield Button(label="New docket entry", page=page, key="k")
    yield Button(label="History", page=reverse("admin:cases_case_history", args=[case.pk]), key="y")
    yield Button(label="As the public sees it", page="#public", key="b")


def add_page(model: type[Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def unseen(file: CaseFile, case: Case) -> str:
    """In a sentence, whether the public sees the case."""
    if file.is_published:
        return ""
    if case.visibility == "PUBLIC":
        return "The public sees nothing of this case: cases of this kind are not published."
    return "The public sees nothing of this case."


def odd_lines(case: Case, user: Any) -> list[Line]:
    """What is lawful but odd: first what nobody has looked into, then what somebody noted."""
    standing, noted = open_and_noted(case)
    waiting = [
        Line(
            words=each.words,
            anchor=f"flag-{each.flag.pk}" if each.flag else "",
            buttons=buttons(user, each.flag, ACTS[Flag]) if each.flag else [],
        )
        for each in standing
    ]
    looked_into = [
        Line(words=each.words, note=noted_words(each.flag)) for each in noted if each.flag
    ]
    return [*waiting, *looked_into]


def noted_words(flag: Flag) -> str:
    """Who looked into it, and what they wrote down, if anything."""
    return f"noted by {flag.noted_by}: {flag.note}" if flag.note else f"noted by {flag.noted_by}"


def status_line(file: CaseFile, status: CaseStatus, user: Any) -> Line:
    whom = status.party.person if status.party else "The whole case"
    begun = status.effective_date or "the beginning"
    spans = f"from {begun} until {status.until_date or 'now'}"
    return line(file, status, user, f"{whom}: {status.get_status_display()}", spans)


def order_lines(file: CaseFile, user: Any) -> Iterator[Line]:
    """Every order with the acts upon it. Whom and where it protects is on its own page."""
    for order in file.all(ProtectiveOrder):
        until = f"until {order.expires_date}" if order.expires_date else ""
        open_ended = "until further order" if order.until_further_order else ""
        service = "" if order.service == "UNKNOWN" else order.get_service_display().lower()
        note = listed(order.get_status_display(), until, open_ended, service)
        shown = line(file, order, user, order_words(order), note)
        shown.under = [
            line(file, event, user, event.get_act_display(), day(event))
            for event in order.events.all()
        ]
        yield shown


def hearings(file: CaseFile, user: Any, now: datetime) -> tuple[list[Line], list[Line]]:
    """What is ahead, the next first, and what is past, the latest first. A sitting without a day
    is still ahead."""
    told = [
        (hearing, line(file, hearing, user, hearing.get_kind_display(), hearing_note(hearing)))
        for hearing in file.all(Hearing)
    ]
    past = [shown for hearing, shown in told if hearing.starts_at and hearing.starts_at < now]
    ahead = [shown for hearing, shown in told if not hearing.starts_at or hearing.starts_at >= now]
    return ahead[::-1], past


def hearing_note(hearing: Hearing) -> str:
    """When and where, in the hours of the court, and what became of it."""
    when = "day not set"
    if hearing.starts_at:
        when = f"{timezone.localtime(hearing.starts_at):%Y-%m-%d %H:%M}"
    status = hearing.get_status_display().lower()
    return listed(when, hearing.courtroom, status, hearing.reason)


def entry_line(file: CaseFile, entry: DocketEntry, user: Any) -> tuple[DocketEntry, Line]:
    """An entry is let be read where its words are withheld; elsewhere they are public anyway."""
    shown = line(file, entry, user, entry.get_kind_display())
    if shown.hidden != WITHHELD:
        shown.buttons = [each for each in shown.buttons if not each.page.endswith(RELEASE)]
    return entry, shown


def party_lines(file: CaseFile, case: Case, user: Any) -> Iterator[Line]:
    """Everybody but the defendants. Whom an order protects is told to those who read orders."""
    reads_orders = user.has_perm("cases.view_protectiveorder")
    for party in file.all(Party):
        if party.case_id != case.pk or party.role == "DEF":
            continue
        role = party.get_role_display()
        if party.role == "PROT" and not reads_orders:
            yield Line(words=role, hidden=hidden(file, party))
        else:
            yield party_line(file, party, user, f"{role}: {party.person}")


def party_line(file: CaseFile, party: Party, user: Any, words: str) -> Line:
    """Leads to the person; the acts are upon the party."""
    shown = line(file, party, user, words, sealed_note(party))
    shown.page, shown.hidden = page_of(party.person), party_hidden(file, party)
    return shown


def party_hidden(file: CaseFile, party: Party) -> str:
    found = hidden(file, party)
    return "role public, name withheld" if found.startswith("public") else found


def related_lines(file: CaseFile, case: Case) -> Iterator[Line]:
    for related in file.all(RelatedCase):
        is_first = related.case_id == case.pk
        other = related.other_case if is_first else related.case
        relation = related.get_relation_display()
        words = f"{relation}: {other.number}" if is_first else f"{relation} (from): {other.number}"
        is_told = str(other.key) in file.told or not file.is_published
        yield Line(
            words=words,
            page=page_of(other),
            note=listed(other.court, other.caption),
            hidden="" if is_told else "not public",
        )
