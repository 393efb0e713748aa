"""The defendants of a case: their charges, what became of each, and how it came about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cases.admin.acts import page_of
from cases.admin.acts.of import ACTS
from cases.admin.acts.outcomes import sentence_words
from cases.admin.case_file import CaseFile
from cases.admin.case_line import Button, Line, buttons, day, hidden, is_here, line, listed
from cases.kinds.cases import STATUSES
from cases.kinds.charges import CHANGE_KINDS, CHARGE_STATUSES, DIRECTIONS, EFFECTS
from cases.models import Case, CaseStatus, Charge, ChargeChange, ChargeChangeItem, Party

# A charge that became another one is told of by the charge that it became.
BECAME_ANOTHER = ("SUPERSEDED", "TRANSFERRED")
# So many charges of one defendant are all shown at once.
FEW = 12


@dataclass(kw_only=True)
class Accused:
    """One defendant: where the case stands for them, the charges that stand, and the earlier."""

    words: str
    page: str
    anchor: str
    status: str
    hidden: str
    buttons: list[Button]
    charges: list[Line] = field(default_factory=list)
    earlier: list[Line] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        return len(self.charges) + len(self.earlier) > FEW


def accused(file: CaseFile, case: Case, user: Any) -> list[Accused]:
    """Every defendant, and whoever else a charge stands against, in the order of the parties."""
    charged = {charge.party_id for charge in file.all(Charge) if is_here(charge, case)}
    met = [party for party in file.all(Party) if is_here(party, case)]
    told = {
        party.pk: Accused(
            words=str(party.person),
            page=page_of(party.person),
            anchor=f"party-{party.pk}",
            status=listed(status_of(file, party), sealed_note(party)),
            hidden=hidden(file, party),
            buttons=buttons(user, party, ACTS[Party]),
        )
        for party in met
        if party.role == "DEF" or party.pk in charged
    }
    for charge in file.all(Charge):
        if is_here(charge, case):
            one = told[charge.party_id]
            is_earlier = charge.voided_at or file.stands[charge.pk] in BECAME_ANOTHER
            among = one.earlier if is_earlier else one.charges
            among.append(charge_line(file, charge, user, is_earlier=bool(is_earlier)))
    return list(told.values())


def sealed_note(row: Charge | Party) -> str:
    return "sealed" if row.visibility == "SEALED" else ""


def charge_line(file: CaseFile, charge: Charge, user: Any, *, is_earlier: bool) -> Line:
    """A charge with what it is now; how it came about if it stands, what it became if not."""
    note = listed(CHARGE_STATUSES.label(file.stands[charge.pk]), sealed_note(charge))
    shown = line(file, charge, user, charge_words(charge), note)
    if is_earlier:
        shown.under = [step(file, each) for each in leaving(charge)]
    else:
        shown.under = [step(file, each) for each in lineage(charge)]
        shown.under += outcome_lines(file, charge, user)
    return shown


def outcome_lines(file: CaseFile, charge: Charge, user: Any) -> Iterator[Line]:
    """How the charge ended, and what was imposed."""
    for ended in charge.dispositions.all():
        words = ended.get_outcome_display()
        if ended.plea:
            words += f" (plea: {ended.get_plea_display().lower()})"
        vacated = "vacated" if ended.vacated_by_disposition_id else ""
        yield line(file, ended, user, words, listed(day(ended), vacated))
    for part in charge.sentences.all():
        words = f"Sentence: {sentence_words(part)} {part.text}".strip()
        yield line(file, part, user, words, str(part.effective_date or ""))


def status_of(file: CaseFile, party: Party) -> str:
    """Where the case stands now for a defendant, or for all."""
    now = [
        status
        for status in file.all(CaseStatus)
        if status.party_id in (party.pk, None) and not status.until_date and not status.voided_at
    ]
    own = [status for status in now if status.party_id] or now
    return STATUSES.label(own[-1].status) if own else "no status recorded"


def lineage(charge: Charge) -> list[ChargeChange]:
    """The changes by which this charge came about, from the first on."""
    found: dict[int, ChargeChange] = {}
    reached, ahead = {charge.pk}, [charge]
    while ahead:
        for item in ahead.pop().change_items.all():
            if item.side != "AFTER" or item.is_void:
                continue
            found[item.change_id] = item.change
            before = [each.charge for each in item.change.items.all() if each.side == "BEFORE"]
            ahead += [each for each in before if each.pk not in reached]
            reached |= {each.pk for each in before}
    return in_time(found.values())


def leaving(charge: Charge) -> list[ChargeChange]:
    """The changes by which it became something else."""
    left = [item for item in charge.change_items.all() if item.side == "BEFORE"]
    return in_time(item.change for item in left if not item.is_void and not item.ended_by_id)


def in_time(changes: Iterable[ChargeChange]) -> list[ChargeChange]:
    return sorted(changes, key=lambda each: (str(each.date_to or each.date_from or ""), each.pk))


def step(file: CaseFile, change: ChargeChange) -> Line:
    """One step of a lineage, in a sentence; the whole of it is under the charge changes."""
    direction = file.directions.get(change.pk)
    told = DIRECTIONS.label(direction) if direction else ""
    return Line(
        words=sentence(change),
        page=f"#chargechange-{change.pk}",
        note=listed(day(change), told),
    )


def sentence(change: ChargeChange) -> str:
    """“Count 1 and Count 2 became Count 3.”"""
    items = list(change.items.all())
    before = joined(short(item, change) for item in items if item.side == "BEFORE")
    after = joined(short(item, change) for item in items if item.side == "AFTER")
    done = CHANGE_KINDS[change.kind].sentence
    if change.kind in ("ADDED", "REINSTATED"):
        return f"{after} {done}" + (f" in place of {before}" if before else "")
    return " ".join(part for part in (before, done, after) if part)


def short(item: ChargeChangeItem, change: ChargeChange) -> str:
    """A charge by its count and level."""
    charge = item.charge
    elsewhere = f"of {charge.case}" if charge.case_id != change.case_id else ""
    level = f"({charge.level})" if charge.level else ""
    stays = "(still stands)" if item.effect == "RETAINED" else ""
    return " ".join(part for part in (f"count {charge.count}", level, elsewhere, stays) if part)


def joined(parts: Iterable[str]) -> str:
    """“a, b and c”"""
    listed_parts = list(parts)
    if len(listed_parts) < 2:
        return "".join(listed_parts)
    return f"{', '.join(listed_parts[:-1])} and {listed_parts[-1]}"


def change_lines(file: CaseFile, case: Case, user: Any) -> Iterator[Line]:
    """Every change made in this case, or to its charges elsewhere, with its direction."""
    for change in file.all(ChargeChange):
        found = file.directions.get(change.pk)
        direction = DIRECTIONS.label(found) if found else ""
        authority = "" if change.authority == "UNKNOWN" else change.get_authority_display()
        instrument = "" if change.instrument == "UNKNOWN" else change.get_instrument_display()
        note = listed(day(change), direction, authority, instrument)
        shown = line(file, change, user, change.get_kind_display(), note)
        shown.under = [
            Line(words=item_words(item, case), page=page_of(item.charge))
            for item in change.items.all()
        ]
        yield shown


def item_words(item: ChargeChangeItem, case: Case) -> str:
    """One side of a change."""
    charge = item.charge
    elsewhere = "" if charge.case_id == case.pk else f" in case {charge.case}"
    ended = "; reinstated since" if item.ended_by_id else ""
    what = f"before, {EFFECTS[item.effect].sentence}{ended}" if item.side == "BEFORE" else "after"
    return f"{what}: {charge.party.person}, {charge_words(charge)}{elsewhere}"


def charge_words(charge: Charge) -> str:
    """A charge as the court counts and names it."""
    return listed(f"Count {charge.count}: {charge}", charge.level)
