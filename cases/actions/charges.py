"""File charges, change them, reinstate them.

A charge keeps its offense for good: what it became is another charge, linked by a change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Unpack

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.expressions import RawSQL

from cases.actions.facts import Changing
from cases.actions.refusal import Refused, act, refusals, write
from cases.kinds.charges import CHANGE_KINDS, EFFECTS
from cases.models import (
    Case,
    Charge,
    ChargeChange,
    ChargeChangeItem,
    DocketEntry,
    Offense,
    Party,
    ProtectiveOrder,
)

PENDING = """
    SELECT s.charge_id FROM charge_status s
    WHERE s.case_id = ANY (%s) AND (s.status IN ('FILED', 'ARREST')
        OR (s.status = 'UNKNOWN_SRC' AND NOT EXISTS (SELECT FROM disposition d
            WHERE d.charge_id = s.charge_id AND d.voided_at IS NULL
              AND d.vacated_by_disposition_id IS NULL)))
"""


class ChargeRefused(Refused):
    """A charge cannot be filed, changed or reinstated so."""


@dataclass(frozen=True, kw_only=True)
class NewCharge:
    """A charge to be filed. What is left empty comes from the offense (statute, label, level),
    from the case (the one defendant), or is the next free count."""

    party: Party | None = None
    count: int | None = None
    offense: Offense | None = None
    statute: str = ""
    label: str = ""
    level: str = ""
    level_reason: str = ""
    offense_from: date | None = None
    offense_to: date | None = None
    offense_date_text: str = ""
    filed_date: date | None = None
    instrument: str = "UNKNOWN"
    violates_order: ProtectiveOrder | None = None
    rests_on: str = "CHARGING_INSTRUMENT"
    docket_entry: DocketEntry | None = None
    source: str = ""
    source_id: str = ""


Before = tuple[Charge, str]


def file_charge(case: Case, new: NewCharge, *, by: str, reason: str = "") -> Charge:
    """Bring a charge against a defendant of the case."""
    with act(by=by, reason=reason):
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        party = new.party or _defendant(case, ())
        facts = vars(new) | {"party": party, "count": new.count or _next_count(case, party)}
        if new.offense:
            facts["statute"] = new.statute or new.offense.statute
            facts["label"] = new.label or new.offense.title
            facts["level"] = new.level or new.offense.level
        charge = Charge(case=case, recorded_by=by, **facts)
        write(charge)
        charge.refresh_from_db(fields=["rank", "ladder"])
    return charge


def change_charges(
    case: Case,
    *,
    kind: str,
    before: Sequence[Before] = (),
    after: Sequence[Charge | NewCharge] = (),
    reason: str = "",
    by: str,
    **told: Unpack[Changing],
) -> ChargeChange:
    """Record that charges (`before`, each with what became of it) became others (`after`),
    filing those that are new. The direction follows from the ranks and is not given."""
    with act(by=by, reason=reason):
        _refuse_odd_effects(kind, before, after)
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        change = ChargeChange(case=case, kind=kind, reason=reason, recorded_by=by, **told)
        write(change)
        for charge, effect in before:
            write(ChargeChangeItem(change=change, charge=charge, side="BEFORE", effect=effect))
        for given in after:
            filed = given if isinstance(given, Charge) else _file(case, given, before, by, reason)
            write(ChargeChangeItem(change=change, charge=filed, side="AFTER"))
    return change


def reinstate(
    charge: Charge,
    *,
    before: Sequence[Before] = (),
    reason: str = "",
    by: str,
    **told: Unpack[Changing],
) -> ChargeChange:
    """Bring back a charge that a change replaced or dismissed. `before` names the charges
    that fall away with this, as a rule those that had replaced it."""
    with act(by=by, reason=reason):
        ended = ChargeChangeItem.objects.filter(
            charge=charge,
            side="BEFORE",
            effect__in=("REPLACED", "DISMISSED"),
            is_void=False,
            ended_by=None,
        ).select_for_update()
        items = [item.pk for item in ended]
        if not items:
            raise ChargeRefused(
                f"Count {charge.count} was neither replaced nor dismissed by a change, so there "
                "is nothing to reinstate. Where a disposition ended it, vacate that.",
                field="charge",
            )
        change = change_charges(
            charge.case, kind="REINSTATED", before=before, reason=reason, by=by, **told
        )
        ChargeChangeItem.objects.filter(pk__in=items).update(ended_by=change)
        write(ChargeChangeItem(change=change, charge=charge, side="AFTER"))
    return change


def direction(change: ChargeChange) -> str | None:
    """UPGRADE, REDUCTION, LATERAL or UNDETERMINED; None where one side has no charge."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT direction FROM charge_change_direction WHERE change_id = %s", [change.pk]
        )
        row = cursor.fetchone()
    return str(row[0]) if row and row[0] else None


def compute_direction(
    case: Case, *, before: Sequence[Charge], after: Sequence[Charge | NewCharge]
) -> str | None:
    """The direction that such a change would have; nothing is saved.

    New charges are filed and taken back, since only the database gives a charge its rank.
    """
    earlier = [(charge, "UNKNOWN") for charge in before]
    with refusals(), transaction.atomic():
        later = [
            given if isinstance(given, Charge) else _file(case, given, earlier, "preview", "")
            for given in after
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT direction_of(%s::int[], %s::text[], %s::int[], %s::text[])",
                [
                    [charge.rank for charge in before],
                    [charge.ladder for charge in before],
                    [charge.rank for charge in later],
                    [charge.ladder for charge in later],
                ],
            )
            (found,) = cursor.fetchone()
        transaction.set_rollback(True)
    return str(found) if found else None


def current_charges(*cases: Case) -> list[Charge]:
    """Charges that may still be acted upon: neither replaced, dismissed nor disposed of; one of
    which the record does not say what a change did to it is among them."""
    numbers = [case.pk for case in cases]
    rows = Charge.objects.filter(
        case__in=numbers,
        voided_at=None,
        pk__in=RawSQL(PENDING, [numbers]),  # noqa: S611 - its values are bound
    ).select_related("party__person")
    return list(rows.order_by("party_id", "count"))


def _file(case: Case, new: NewCharge, before: Sequence[Before], by: str, reason: str) -> Charge:
    party = new.party or _defendant(case, before)
    return file_charge(case, NewCharge(**{**vars(new), "party": party}), by=by, reason=reason)


def _defendant(case: Case, before: Sequence[Before]) -> Party:
    """The defendant meant where none is named: that of the charges before, or the only one."""
    defendants = Party.objects.filter(case=case, role="DEF")
    if before:
        defendants = defendants.filter(person=before[0][0].party.person_id)
    found = list(defendants[:2])
    if len(found) != 1:
        problem = "has more than one defendant" if found else "does not have this defendant"
        raise ChargeRefused(
            f"Case {case} {problem}. Say against whom the charge is, or add the defendant first.",
            field="party",
        )
    return found[0]


def _next_count(case: Case, party: Party) -> int:
    """Counts are never reused, not even those of void or sealed charges."""
    highest = Charge.objects.filter(case=case, party=party).aggregate(top=Max("count"))["top"]
    return (highest or 0) + 1


def _refuse_odd_effects(
    kind: str, before: Sequence[Before], after: Sequence[Charge | NewCharge]
) -> None:
    """What the rules at commit do not see: an effect that contradicts the act."""
    if kind not in CHANGE_KINDS:
        known = ", ".join(CHANGE_KINDS.codes())
        raise ChargeRefused(f"{kind} is no kind of change. Choose one of: {known}.", field="kind")
    ends = CHANGE_KINDS[kind].after == (0, 0)
    for charge, effect in before:
        if effect not in EFFECTS:
            raise ChargeRefused(
                f"Say what became of count {charge.count}: replaced, retained, dismissed, or "
                "not stated.",
                field="before",
            )
        if ends and effect != "DISMISSED":
            raise ChargeRefused(
                f"{CHANGE_KINDS[kind].label} ends a charge. Mark count {charge.count} as "
                "dismissed, or leave it out.",
                field="before",
            )
        if effect == "REPLACED" and not after and kind != "REINSTATED":
            raise ChargeRefused(
                f"Count {charge.count} is marked as replaced, but no charge results. Choose or "
                "file the resulting charge.",
                field="after",
            )
