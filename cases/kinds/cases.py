"""Kinds of case, what a case's status means for the court's statistics, how cases relate."""

from dataclasses import dataclass

from cases.kinds import Kind, Vocabulary

CASE_TYPES = Vocabulary(
    "case type",
    Kind(code="CR", label="Criminal"),
    Kind(code="DR", label="Domestic relations"),
    Kind(code="CV", label="Civil"),
    Kind(code="PR", label="Probate"),
    Kind(code="JV", label="Juvenile"),
    Kind(code="OP", label="Protective-order proceeding"),
    Kind(code="TR", label="Traffic or ordinance"),
    Kind(code="AP", label="Appeal"),
    Kind(code="OT", label="Other"),
)

VISIBILITIES = Vocabulary(
    "case visibility",
    Kind(code="PUBLIC", label="Public"),
    Kind(code="SEALED", label="Sealed: its existence may not be disclosed"),
    Kind(code="JUVENILE", label="Juvenile: confidential by law"),
    Kind(code="DRAFT", label="Draft: not yet part of the public record"),
)

SCHEDULED_SEALING = Vocabulary(
    "setting for what the law lets be sealed",
    Kind(code="LIST", label="List it as a request, for two people"),
    Kind(code="SEAL", label="Seal it by itself, where the law asks for no order"),
)

CHARGE_VISIBILITIES = Vocabulary(
    "charge visibility",
    Kind(code="PUBLIC", label="Public"),
    Kind(code="SEALED", label="Sealed: its existence may not be disclosed"),
)


@dataclass(frozen=True, kw_only=True)
class Status(Kind):
    """A case status; `counts_as` is ACTIVE, INACTIVE, DISPOSED or UNKNOWN, after the
    caseload framework of the Court Statistics Project."""

    counts_as: str


STATUSES = Vocabulary(
    "case status",
    Status(code="FILED", label="Filed", counts_as="ACTIVE"),
    Status(code="REOPENED", label="Reopened", counts_as="ACTIVE"),
    Status(code="REACTIVATED", label="Reactivated", counts_as="ACTIVE"),
    Status(code="STAYED", label="Stayed", counts_as="INACTIVE"),
    Status(code="INACTIVE", label="Inactive", counts_as="INACTIVE"),
    Status(code="REVIEW", label="Set for review", counts_as="ACTIVE"),
    Status(code="DISPOSED", label="Judgment entered", counts_as="DISPOSED"),
    Status(code="DISP_REOPENED", label="Disposed after reopening", counts_as="DISPOSED"),
    Status(code="TRANSFERRED", label="Transferred to another court", counts_as="DISPOSED"),
    Status(code="CONSOLIDATED", label="Consolidated with another case", counts_as="DISPOSED"),
    Status(code="CLOSED", label="Closed", counts_as="DISPOSED"),
    Status(code="UNKNOWN", label="Status not stated", counts_as="UNKNOWN"),
)


def statuses_counting_as(*groups: str) -> list[str]:
    """Codes of the statuses in these groups of the caseload framework."""
    return [status.code for status in STATUSES if status.counts_as in groups]


RELATIONS = Vocabulary(
    "case relation",
    Kind(code="RELATED", label="Related case"),
    Kind(code="TRANSFERRED", label="Transferred"),
    Kind(code="REFILED", label="Refiled"),
    Kind(code="CONSOLIDATED", label="Consolidated"),
    Kind(code="APPEAL", label="Appeal"),
)

COURT_KINDS = Vocabulary(
    "court kind",
    Kind(code="CIRCUIT", label="Circuit court"),
    Kind(code="DISTRICT", label="District court"),
    Kind(code="SUPERIOR", label="Superior court"),
    Kind(code="OTHER", label="Other court"),
)

ORDER_PUBLICATIONS = Vocabulary(
    "order publication",
    Kind(code="WITHHELD", label="Protective orders are not published"),
    Kind(code="REDACTED", label="A redacted row is published where consent is recorded"),
)
