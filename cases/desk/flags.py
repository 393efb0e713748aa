"""What was noticed and is lawful is kept until a clerk notes it with a reason, or it is not so
any more. What stands flagged says so in the very words in which it was found: found in other
words, it is another finding.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from cases.actions.refusal import Refused
from cases.desk.models import Flag
from cases.integrity import Finding
from cases.integrity.odd import CHECKS, warnings
from cases.models import Case
from cases.models.fields import RecordNow

FOUND_BY_CHECK = "check_record"
RULES = [check.rule for check in CHECKS]
_COLUMNS = ("case_id", "person_id", "other_id", "subject", "row_id", "rule", "words")

FOUND = """
    found AS (SELECT * FROM unnest(%(case_id)s::bigint[], %(person_id)s::bigint[],
        %(other_id)s::bigint[], %(subject)s::text[], %(row_id)s::bigint[], %(rule)s::text[],
        %(words)s::text[]) f (case_id, person_id, other_id, subject, row_id, rule, words))
"""
# In one order for all, so that two who raise the same wait for one another and never in a ring.
RAISE = f"""
    WITH {FOUND}
    INSERT INTO desk_flag (case_id, person_id, other_id, "table", row_id, rule, words, found_by,
        noted_by, note)
    SELECT case_id, person_id, other_id, subject, row_id, rule, words, %(by)s, '', '' FROM found
    ORDER BY subject, row_id, rule, other_id
    ON CONFLICT DO NOTHING
"""  # noqa: S608 - no part of it comes from outside
GONE = f"""
    WITH {FOUND}
    UPDATE desk_flag f SET gone_at = record_now()
    WHERE f.gone_at IS NULL AND {{among}}
      AND NOT EXISTS (SELECT FROM found n WHERE n.subject = f."table" AND n.row_id = f.row_id
          AND n.rule = f.rule AND n.words = f.words AND n.other_id IS NOT DISTINCT FROM f.other_id)
"""  # noqa: S608 - no part of it comes from outside
# Whoever looks through many cases waits for acts under way, and acts for them; acts for one
# another never.
ALONE = "SELECT pg_advisory_xact_lock(hashtext('courtledger flags'))"
TOGETHER = "SELECT pg_advisory_xact_lock_shared(hashtext('courtledger flags'))"


@dataclass(frozen=True, kw_only=True)
class Odd:
    """Something to flag: a row of a case or of a person, the rule, and what is told."""

    subject: str
    row_id: int
    rule: str
    words: str
    case_id: int | None = None
    person_id: int | None = None
    other_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is odd in a case now, with its flag where one was raised."""

    words: str
    flag: Flag | None = None


def keep(
    case_ids: Sequence[int],
    *,
    today: date | None = None,
    by: str = FOUND_BY_CHECK,
    is_sweep: bool = False,
) -> list[Finding]:
    """Look these cases through: raise what is odd and not flagged, and end what is odd no more."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(ALONE if is_sweep else TOGETHER)
        found = warnings(case_ids, today=today or timezone.now().date())
        _hold(case_ids, found, by=by)
    return found


def keep_found(case_id: int, found: Sequence[Finding], *, by: str) -> None:
    """Keep what was found odd in a case a moment ago, in the transaction that found it."""
    with connection.cursor() as cursor:
        cursor.execute(TOGETHER)
    _hold([case_id], found, by=by)


def _hold(case_ids: Sequence[int], found: Sequence[Finding], *, by: str) -> None:
    odd = [
        Odd(**{name: getattr(each, name) for name in ("case_id", "subject", "row_id", "rule",
                                                      "words")})
        for each in found
    ]  # fmt: skip
    end_others(
        odd, "f.case_id = ANY (%(cases)s) AND f.rule = ANY (%(rules)s)",
        cases=list(case_ids), rules=RULES,
    )  # fmt: skip
    raise_flags(odd, by=by)


def raise_flags(odd: Iterable[Odd], *, by: str) -> int:
    """Flag what is not flagged yet, and say how many that were."""
    given = _columns(odd)
    if not given["rule"]:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(RAISE, {**given, "by": by})
        return int(cursor.rowcount)


def end_others(odd: Iterable[Odd], among: str, **given: Any) -> int:
    """Of the flags among these, those that are not so any more are gone; how many those were."""
    with connection.cursor() as cursor:
        cursor.execute(GONE.format(among=among), {**_columns(odd), **given})
        return int(cursor.rowcount)


def _columns(odd: Iterable[Odd]) -> dict[str, list[Any]]:
    listed = list(odd)
    return {name: [getattr(each, name) for each in listed] for name in _COLUMNS}


def note(flag: Flag, *, by: str, reason: str) -> None:
    """Somebody has looked into it: it is as it should be, and here is why."""
    if not reason.strip():
        raise Refused("Say why this is as it should be.", field="reason")
    with transaction.atomic():
        stands = Flag.objects.select_for_update().filter(pk=flag.pk).first()
        if stands is None or stands.gone_at:
            raise Refused("This is not so any more, so there is nothing to note.")
        if stands.noted_at:
            raise Refused(f"{stands.noted_by} has noted this already: {stands.note}")
        Flag.objects.filter(pk=flag.pk).update(
            noted_at=RecordNow(), noted_by=by, note=reason.strip()
        )


def open_and_noted(
    case: Case, *, today: date | None = None
) -> tuple[list[Standing], list[Standing]]:
    """What is odd in a case as it is at this moment: what nobody has looked into, and what
    somebody has noted. Two questions."""
    now = [each.words for each in warnings([case.pk], today=today or timezone.now().date())]
    flags = list(Flag.objects.filter(case=case, gone_at=None).order_by("pk"))
    kept = {flag.words: flag for flag in flags if flag.rule in RULES}
    checked = [Standing(words=words, flag=kept.get(words)) for words in dict.fromkeys(now)]
    # What an import noticed no check of today would find again.
    others = [Standing(words=flag.words, flag=flag) for flag in flags if flag.rule not in RULES]
    standing = [*checked, *others]
    noted = [each for each in standing if each.flag and each.flag.noted_at]
    return [each for each in standing if each not in noted], noted
