"""Instruments, changes, outcomes and pleas: how a charge comes, changes and ends."""

from dataclasses import dataclass

from cases.kinds import Kind, Vocabulary

INSTRUMENTS = Vocabulary(
    "instrument",
    Kind(code="ARREST", label="Arrest, no charge filed yet"),
    Kind(code="COMPLAINT", label="Complaint"),
    Kind(code="CITATION", label="Citation"),
    Kind(code="INFORMATION", label="Information"),
    Kind(code="AMENDED_INFORMATION", label="Amended information"),
    Kind(code="INDICTMENT", label="Indictment"),
    Kind(code="SUPERSEDING_INDICTMENT", label="Superseding indictment"),
    Kind(code="COURT_ORDER", label="Court order"),
    Kind(code="PLEA_AGREEMENT", label="Plea agreement"),
    Kind(code="VERDICT", label="Verdict"),
    Kind(code="UNKNOWN", label="Instrument not stated"),
)

AUTHORITIES = Vocabulary(
    "charging authority",
    Kind(code="PROSECUTOR", label="Prosecutor"),
    Kind(code="GRAND_JURY", label="Grand jury"),
    Kind(code="COURT", label="Court"),
    Kind(code="POLICE", label="Police"),
    Kind(code="UNKNOWN", label="Authority not stated"),
)

SIDES = Vocabulary(
    "side of a change",
    Kind(code="BEFORE", label="Before"),
    Kind(code="AFTER", label="After"),
)

EFFECTS = Vocabulary(
    "effect on the earlier charge",
    Kind(code="REPLACED", label="Replaced", sentence="replaced by this change"),
    Kind(code="RETAINED", label="Retained", sentence="still stands"),
    Kind(code="DISMISSED", label="Dismissed", sentence="dismissed with this change"),
    Kind(code="UNKNOWN", label="Effect not stated", sentence="the record does not say"),
)


@dataclass(frozen=True, kw_only=True)
class ChangeKind(Kind):
    """The act that changed charges. `before` and `after` are the least and most charges the
    act has on each side (None = no limit); the direction is never part of a kind."""

    before: tuple[int, int | None] = (1, None)
    after: tuple[int, int | None] = (1, None)


CHANGE_KINDS = Vocabulary(
    "kind of charge change",
    ChangeKind(code="AMENDED", label="Amended", sentence="amended to"),
    ChangeKind(code="ADDED", label="Added", sentence="added", before=(0, 0)),
    ChangeKind(
        code="MERGED", label="Merged into one", sentence="became", before=(2, None), after=(1, 1)
    ),
    ChangeKind(code="SPLIT", label="Split", sentence="split into", before=(1, 1), after=(2, None)),
    ChangeKind(code="BOUND_OVER", label="Bound over", sentence="bound over as"),
    ChangeKind(code="SUPERSEDED", label="Superseded", sentence="superseded by"),
    ChangeKind(code="ENHANCED", label="Enhanced", sentence="enhanced to"),
    ChangeKind(
        code="LESSER_INCLUDED", label="Lesser included offense", sentence="found as the lesser"
    ),
    ChangeKind(code="REGRADED", label="Grade set right", sentence="regraded as"),
    ChangeKind(code="REINSTATED", label="Reinstated", sentence="reinstated", before=(0, None)),
    ChangeKind(code="WITHDRAWN", label="Withdrawn", sentence="withdrawn", after=(0, 0)),
    ChangeKind(code="NOLLE", label="Nolle prosequi", sentence="not prosecuted", after=(0, 0)),
    ChangeKind(code="DISMISSED", label="Dismissed", sentence="dismissed", after=(0, 0)),
)

DIRECTIONS = Vocabulary(
    "direction",
    Kind(code="UPGRADE", label="Upgrade", sentence="raised in severity"),
    Kind(code="REDUCTION", label="Reduction", sentence="reduced in severity"),
    Kind(code="LATERAL", label="Same severity", sentence="changed at the same severity"),
    Kind(
        code="UNDETERMINED",
        label="Severity undetermined",
        sentence="changed; the record does not allow a comparison of severity",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Outcome(Kind):
    """How a charge ends. `sentence_allowed` is ANY, CONDITIONS (probation, fine, restitution
    and other conditions) or NONE."""

    sentence_allowed: str = "NONE"


OUTCOMES = Vocabulary(
    "outcome",
    Outcome(code="NOLLE", label="Nolle prosequi"),
    Outcome(code="DISM_WO", label="Dismissed without prejudice"),
    Outcome(code="DISM_W", label="Dismissed with prejudice"),
    Outcome(code="DISM_U", label="Dismissed"),
    Outcome(code="DECLINED", label="No charge filed"),
    Outcome(code="DIVERTED", label="Diverted or deferred", sentence_allowed="CONDITIONS"),
    Outcome(code="CONV_PLEA", label="Convicted on a plea of guilty", sentence_allowed="ANY"),
    Outcome(code="CONV_NOLO", label="Convicted on a plea of no contest", sentence_allowed="ANY"),
    Outcome(code="CONV_TRIAL", label="Convicted at trial", sentence_allowed="ANY"),
    Outcome(code="CONV_LESSER", label="Convicted of a lesser offense", sentence_allowed="ANY"),
    Outcome(code="ACQ", label="Not guilty"),
    Outcome(code="ACQ_MDD", label="Not guilty by reason of mental disease or defect"),
    Outcome(code="TRANSFERRED", label="Transferred to another court"),
    Outcome(code="SEVERED", label="Severed into another case"),
    Outcome(code="ABATED", label="Abated by death"),
    Outcome(code="VACATED", label="Earlier disposition vacated"),
    Outcome(code="UNKNOWN_SRC", label="Outcome not stated by the source"),
    Outcome(code="UNMAPPED", label="Outcome not yet mapped"),
)


def outcomes_allowing(*levels: str) -> list[str]:
    """Codes of the outcomes that allow these levels of sentence."""
    return [outcome.code for outcome in OUTCOMES if outcome.sentence_allowed in levels]


# What a reader sees of a charge: pending, replaced, or its outcome. Derived, never stored.
CHARGE_STATUSES = Vocabulary(
    "charge status",
    Kind(code="ARREST", label="Arrested; no charge filed yet"),
    Kind(code="FILED", label="Pending"),
    Kind(code="SUPERSEDED", label="Replaced by another charge"),
    *(Kind(code=outcome.code, label=outcome.label) for outcome in OUTCOMES),
)

PLEAS = Vocabulary(
    "plea",
    Kind(code="", label="No plea recorded"),
    Kind(code="GUILTY", label="Guilty"),
    Kind(code="NOLO", label="No contest"),
    Kind(code="NOT_GUILTY", label="Not guilty"),
    Kind(code="ALFORD", label="Guilty, maintaining innocence (Alford)"),
    Kind(code="STIPULATED", label="Stipulated bench trial"),
    Kind(code="GUILTY_MI", label="Guilty and mentally ill"),
    Kind(code="NOT_GUILTY_MI", label="Not guilty by reason of insanity"),
    Kind(code="NO_CONTEST_ABEYANCE", label="Plea held in abeyance"),
)

SENTENCE_KINDS = Vocabulary(
    "kind of sentence",
    Kind(code="PRISON", label="Prison"),
    Kind(code="JAIL", label="Jail"),
    Kind(code="PROBATION", label="Probation"),
    Kind(code="FINE", label="Fine"),
    Kind(code="RESTITUTION", label="Restitution"),
    Kind(code="OTHER", label="Other"),
)

SENTENCE_UNITS = Vocabulary(
    "unit of a sentence",
    Kind(code="", label=""),
    Kind(code="DAYS", label="days"),
    Kind(code="MONTHS", label="months"),
    Kind(code="YEARS", label="years"),
    Kind(code="HOURS", label="hours"),
    Kind(code="USD", label="US dollars"),
    Kind(code="LIFE", label="life"),
    Kind(code="DEATH", label="death"),
    Kind(code="OTHER", label="as stated"),
)

LEVEL_CATEGORIES = Vocabulary(
    "category of offense level",
    Kind(code="CAPITAL", label="Capital"),
    Kind(code="FELONY", label="Felony"),
    Kind(code="MISDEMEANOR", label="Misdemeanor"),
    Kind(code="VIOLATION", label="Violation"),
    Kind(code="INFRACTION", label="Infraction"),
    Kind(code="ORDINANCE", label="Ordinance"),
    Kind(code="CIVIL", label="Civil"),
    Kind(code="UNKNOWN", label="Not stated"),
)
