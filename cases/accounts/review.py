"""A week of the access log in words, each number with the list behind it (CJIS AU-6)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import CharField, Count, Func, Q, QuerySet, Value

from cases.accounts.kinds import ACCESS, CONFIDENTIAL, GUESSES, Access
from cases.accounts.models import Entry

# Changes that nobody makes by hand: by a sign-in, and by the nightly command.
BY_THEMSELVES = ("PASSWORD_REHASHED", "ACCOUNT_UNUSED")
WEEK = timedelta(days=7)
FEW = 8


@dataclass(frozen=True, kw_only=True)
class Told:
    """A number of the week, what it counts, and how its list is asked for."""

    count: int
    words: str
    asked: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Section:
    """Numbers that belong together under a heading."""

    title: str
    told: Sequence[Told]


SECTIONS: Sequence[tuple[str, Sequence[str]]] = (
    ("Refused", ("PASSWORD_WRONG", "CODE_WRONG", "STILL_LOCKED", "LOCKED_OUT", "REFUSED")),
    ("Coming and going", ("SIGNED_IN", "SIGNED_OUT", "LAPSED", "CONFIRMED", "RELEASED")),
    (
        "Accounts, roles and permissions",
        (
            "ACCOUNT_MADE", "ACCOUNT_CHANGED", "ACCOUNT_OFF", "ACCOUNT_UNUSED", "ACCOUNT_ON",
            "ACCOUNT_GONE", "PASSWORD_CHANGED", "PASSWORD_REHASHED", "FACTOR_ADDED",
            "FACTOR_REMOVED", "ROLE_GIVEN", "ROLE_TAKEN", "PERMISSION_GIVEN", "PERMISSION_TAKEN",
        ),
    ),
    ("What is confidential", CONFIDENTIAL),
    ("The log itself", ("REVIEWED", "TRIMMED")),
)  # fmt: skip


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def of_week(rows: "QuerySet[Entry]", monday: date) -> "QuerySet[Entry]":
    begin = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
    return rows.filter(at__gte=begin, at__lt=begin + WEEK)


def readable(rows: "QuerySet[Entry]", user: Any) -> "QuerySet[Entry]":
    """What is told of sealed cases is told to those who may read the seals."""
    return rows if user.has_perm("cases.view_seal") else rows.exclude(kind__in=CONFIDENTIAL)


def sections(monday: date, user: Any) -> Iterator[Section]:
    """The week's numbers, for somebody who may read the log."""
    rows = of_week(readable(Entry.objects.all(), user), monday)
    counts = dict(rows.values_list("kind").annotate(Count("pk")).order_by())
    span = span_of(monday)
    for title, codes in SECTIONS:
        is_secret = codes is CONFIDENTIAL
        if is_secret and not user.has_perm("cases.view_seal"):
            continue
        told = [
            Told(count=counts[code], words=words_of(ACCESS[code], counts[code]),
                 asked={"kind": code, **span})
            for code in codes
            if counts.get(code)
        ]  # fmt: skip
        yield Section(title=title, told=[*told, *(readings(monday) if is_secret else ())])


def words_of(kind: Access, count: int) -> str:
    """What a number counts, in the plural or for one."""
    return kind.counted if count != 1 else f"time: {kind.label.lower()}"


def span_of(monday: date) -> dict[str, str]:
    """How the list of the log is narrowed to a week."""
    return {"at__gte": f"{monday} 00:00:00+00:00", "at__lt": f"{monday + WEEK} 00:00:00+00:00"}


def failing(monday: date, user: Any) -> Iterator[Told]:
    """The accounts with the most failures, the worst first."""
    rows = of_week(readable(Entry.objects.all(), user), monday)
    worst = (
        rows.filter(kind__in=GUESSES)
        .values_list("whom")
        .annotate(failures=Count("pk"))
        .filter(failures__gte=3)
        .order_by("-failures", "whom")[:FEW]
    )
    for whom, count in worst:
        yield Told(count=count, words=f"failures of {whom}", asked={"q": whom, **span_of(monday)})


def by_statement(monday: date) -> int:
    """How many changes of accounts came past the desk: by a command, or a hand at psql."""
    rows = of_week(Entry.objects.filter(who="", kind__in=SECTIONS[2][1]), monday)
    return rows.filter(~Q(kind__in=BY_THEMSELVES)).count()


def readings(monday: date) -> Iterator[Told]:
    """What confidential pages were opened, and by whom the most."""
    asked = {"kind": "READ", **span_of(monday)}
    rows = of_week(Entry.objects.filter(kind="READ"), monday).order_by()
    # A line says why its page is confidential, and where it is: "a sealed case: /admin/…".
    reason = Func("what", Value(":"), Value(1), function="split_part", output_field=CharField())
    reasons = rows.annotate(why=reason).values_list("why").annotate(pages=Count("pk"))
    for why, count in reasons.order_by("-pages", "why"):
        words = f"times {why} was opened" if count != 1 else f"time {why} was opened"
        yield Told(count=count, words=words, asked={**asked, "what__startswith": f"{why}:"})
    readers = rows.values_list("who").annotate(pages=Count("pk")).order_by("-pages", "who")[:FEW]
    for who, count in readers:
        pages = "confidential pages" if count != 1 else "confidential page"
        words = f"{pages} opened by {who}"
        yield Told(count=count, words=words, asked={**asked, "q": who})
