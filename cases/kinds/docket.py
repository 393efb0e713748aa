"""What a docket entry and a hearing are about, and where a statement comes from."""

from dataclasses import dataclass

from cases.kinds import Kind, Vocabulary


@dataclass(frozen=True, kw_only=True)
class EntryKind(Kind):
    """`about_order` entries tell of a protective order and are never published
    (18 U.S.C. 2265(d)(3): registration, petition and issuance alike)."""

    about_order: bool = False


ENTRY_KINDS = Vocabulary(
    "kind of docket entry",
    EntryKind(code="CASE_FILED", label="Case filed"),
    EntryKind(code="COMPLAINT_FILED", label="Complaint filed"),
    EntryKind(code="INFORMATION_FILED", label="Information filed"),
    EntryKind(code="INDICTMENT_FILED", label="Indictment filed"),
    EntryKind(code="CHARGE_CHANGE", label="Charges changed"),
    EntryKind(code="ARREST", label="Arrest"),
    EntryKind(code="FIRST_APPEARANCE", label="First appearance"),
    EntryKind(code="BAIL_SET", label="Bail set"),
    EntryKind(code="RELEASE", label="Release"),
    EntryKind(code="ARRAIGNMENT", label="Arraignment"),
    EntryKind(code="PLEA", label="Plea"),
    EntryKind(code="MOTION", label="Motion"),
    EntryKind(code="HEARING", label="Hearing"),
    EntryKind(code="CONTINUANCE", label="Continuance"),
    EntryKind(code="WARRANT", label="Warrant"),
    EntryKind(code="TRIAL", label="Trial"),
    EntryKind(code="VERDICT", label="Verdict"),
    EntryKind(code="SENTENCE", label="Sentence"),
    EntryKind(code="JUDGMENT", label="Judgment"),
    EntryKind(code="DISMISSAL", label="Dismissal"),
    EntryKind(code="APPEAL", label="Appeal"),
    EntryKind(code="MANDATE", label="Mandate"),
    EntryKind(code="TRANSFER", label="Transfer"),
    EntryKind(code="REOPEN", label="Reopening"),
    EntryKind(code="STAY", label="Stay"),
    EntryKind(code="ORDER", label="Order of the court"),
    EntryKind(code="STATEMENT", label="Statement"),
    EntryKind(code="CORRECTION", label="Correction"),
    EntryKind(code="OTHER", label="Other entry"),
    EntryKind(code="PROTECTIVE_ORDER", label="Protective order", about_order=True),
    EntryKind(code="ALLEGED_VIOLATION", label="Alleged violation of an order", about_order=True),
    EntryKind(code="SEAL", label="Sealing", about_order=True),
    EntryKind(code="UNSEAL", label="Unsealing", about_order=True),
)


def entries_about_orders() -> list[str]:
    """Codes of the entries that never reach the public."""
    return [kind.code for kind in ENTRY_KINDS if kind.about_order]


ENTRY_VISIBILITIES = Vocabulary(
    "docket entry visibility",
    Kind(code="PUBLIC", label="Public"),
    Kind(code="STAFF", label="Staff only"),
    Kind(code="SEALED", label="Sealed"),
)

HEARING_KINDS = Vocabulary(
    "kind of hearing",
    Kind(code="FIRST_APPEARANCE", label="First appearance"),
    Kind(code="ARRAIGNMENT", label="Arraignment"),
    Kind(code="BOND", label="Bond hearing"),
    Kind(code="PRELIMINARY", label="Preliminary hearing"),
    Kind(code="MOTION", label="Motion hearing"),
    Kind(code="PRETRIAL", label="Pretrial conference"),
    Kind(code="PLEA", label="Plea hearing"),
    Kind(code="TRIAL", label="Trial"),
    Kind(code="SENTENCING", label="Sentencing"),
    Kind(code="REVIEW", label="Review"),
    Kind(code="ORDER", label="Protective-order hearing"),
    Kind(code="OTHER", label="Hearing"),
)

HEARING_STATUSES = Vocabulary(
    "hearing status",
    Kind(code="SET", label="Set"),
    Kind(code="HELD", label="Held"),
    Kind(code="CANCELLED", label="Cancelled"),
    Kind(code="CONTINUED", label="Continued to another day"),
)


@dataclass(frozen=True, kw_only=True)
class SourceKind(Kind):
    """Where a fact or statement comes from; tier 1 alone may carry a court-record fact."""

    tier: int


SOURCE_KINDS = Vocabulary(
    "kind of source",
    SourceKind(code="COURT_ORDER", label="Court order", tier=1),
    SourceKind(code="DOCKET_ENTRY", label="Docket entry", tier=1),
    SourceKind(code="CHARGING_INSTRUMENT", label="Charging instrument", tier=1),
    SourceKind(code="FILED_DOCUMENT", label="Filed document", tier=1),
    SourceKind(code="CLERK_STATEMENT", label="Statement of a clerk", tier=2),
    SourceKind(code="POLICE_REPORT", label="Police report", tier=2),
    SourceKind(code="JAIL_ROSTER", label="Jail roster", tier=2),
    SourceKind(code="PROSECUTOR_STATEMENT", label="Statement of the prosecutor", tier=2),
    SourceKind(code="AGENCY_STATEMENT", label="Statement of an agency or employer", tier=3),
    SourceKind(code="COUNSEL_STATEMENT", label="Statement of counsel", tier=3),
    SourceKind(code="NEWS_OWN", label="News outlet's own reporting", tier=4),
    SourceKind(code="NEWS_CITING_RECORDS", label="News outlet citing records", tier=5),
    SourceKind(code="NEWS_CITING_NEWS", label="News outlet citing other news", tier=5),
    SourceKind(code="SELF_PUBLISHED", label="Self-published", tier=6),
    SourceKind(code="UNKNOWN", label="Source not stated", tier=9),
)


def court_record_sources() -> list[str]:
    """Codes of the sources that may carry a fact of the court's record."""
    return [source.code for source in SOURCE_KINDS if source.tier == 1]


STATEMENT_KINDS = Vocabulary(
    "what a statement is about",
    Kind(code="OFFENSE", label="Offense"),
    Kind(code="REPORT", label="Report or call for help"),
    Kind(code="ARREST", label="Arrest"),
    Kind(code="CASE_FILED", label="Filing of a case"),
    Kind(code="CHARGES", label="Charges"),
    Kind(code="ORDER", label="Protective order"),
    Kind(code="DEATH", label="Death"),
    Kind(code="EMPLOYMENT", label="Employment"),
    Kind(code="FAMILY", label="Family"),
    Kind(code="AGE", label="Age"),
    Kind(code="NAME", label="Name"),
    Kind(code="OTHER", label="Other"),
)

DATE_BASES = Vocabulary(
    "basis of a date",
    Kind(code="STATED", label="as stated"),
    Kind(code="DERIVED", label="worked out from another date"),
    Kind(code="INFERRED", label="inferred"),
    Kind(code="ESTIMATED", label="on or about"),
)
