"""What is lawful but odd about the day, the hour and the place of a hearing: told while it is set.

Nothing here is asked of hearings that stand: a calendar is full of what was once looked into.
"""

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from cases.integrity import Finding
from cases.models import Hearing, Party

OPENS, CLOSES = time(7), time(19)
SATURDAY = 5
# Many of these are called one after the other, all of them set for the same minute.
CALLED_TOGETHER = ("FIRST_APPEARANCE", "ARRAIGNMENT", "BOND", "PRETRIAL", "REVIEW")


def odd_hearing(hearing: Hearing, *, now: datetime) -> list[Finding]:
    """Everything odd about when and where a hearing is set."""
    if hearing.starts_at is None:
        return []
    local = hearing.starts_at.astimezone(ZoneInfo(hearing.case.court.timezone))
    of, pk = hearing.case_id, hearing.pk
    return [
        Finding(case_id=of, subject="hearing", row_id=pk, rule=rule, words=words)
        for rule, words in (*_of_the_time(local, now), *_met(hearing))
    ]


def room_words(hearing: Hearing) -> str:
    """Where a hearing is. Some courts number their rooms, others write them out."""
    is_told = "room" in hearing.courtroom.casefold()
    return hearing.courtroom if is_told else f"Courtroom {hearing.courtroom}"


def _of_the_time(local: datetime, now: datetime) -> Iterator[tuple[str, str]]:
    if local < now:
        yield "hearing_is_set_for_a_day_to_come", "The hearing is set for a time that has passed."
    if local.weekday() >= SATURDAY:
        yield "hearing_is_on_a_weekday", f"The hearing is set for a {local:%A}."
    if not OPENS <= local.time() <= CLOSES:
        yield (
            "hearing_is_in_the_hours_of_a_court",
            f"The hearing begins at {local:%H:%M}; courts as a rule sit from "
            f"{OPENS:%H:%M} to {CLOSES:%H:%M}.",
        )


def _met(hearing: Hearing) -> Iterator[tuple[str, str]]:
    """Whether the courtroom, or a judge, has another hearing then. Its case is not named: it may
    be sealed later, and this is kept. Of sealed cases not even that there is one is told."""
    others = Hearing.objects.filter(
        starts_at=hearing.starts_at, status="SET", case__court=hearing.case.court_id
    ).exclude(case__visibility="SEALED")
    others = others.exclude(pk=hearing.pk)
    if hearing.kind in CALLED_TOGETHER:
        others = others.exclude(kind__in=CALLED_TOGETHER)
    if hearing.courtroom and others.filter(courtroom__iexact=hearing.courtroom).exists():
        yield (
            "courtroom_has_one_hearing_at_a_time",
            f"{room_words(hearing)} has another hearing at the same minute.",
        )
    sitting = Party.objects.filter(role="JUDGE", case__in=others.values("case")).values("person")
    judges = Party.objects.filter(case=hearing.case_id, role="JUDGE", person__in=sitting)
    names = [str(judge.person) for judge in judges.select_related("person").order_by("pk")]
    if names:
        yield (
            "judge_has_one_hearing_at_a_time",
            f"{' and '.join(names)} sits in another hearing at the same minute.",
        )
