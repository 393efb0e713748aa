"""What is lawful but odd: the clerk is told, and nothing is refused.

Each check is a query for the rows it is about, with what to tell of them; all of them are
asked as one question, since every page of a case asks it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from cases.integrity import Finding
from cases.kinds.cases import STATUSES, statuses_counting_as
from cases.kinds.orders import ORDER_STATUSES

IN_FORCE = [status.code for status in ORDER_STATUSES if status.in_force]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A rule about rows of a table, the query that finds them, and what the clerk is told. The
    query gives a row's case and number, the rule, and what stands for each {} in the words."""

    rule: str
    subject: str
    query: str
    words: str
    tell: Callable[[str], str] = str


def warnings(case_ids: Sequence[int], *, today: date) -> list[Finding]:
    """Everything odd in these cases, case by case."""
    given: dict[str, Any] = {
        "cases": list(case_ids),
        "today": today,
        "in_force": IN_FORCE,
        "active": statuses_counting_as("ACTIVE"),
    }
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, given)
        rows = cursor.fetchall()
    checks = {check.rule: check for check in CHECKS}
    found = [
        Finding(
            case_id=case_id,
            subject=checks[rule].subject,
            row_id=row_id,
            rule=rule,
            words=checks[rule].words.format(*map(checks[rule].tell, told)),
        )
        for case_id, row_id, rule, told in rows
    ]
    return sorted(found, key=lambda odd: (odd.case_id, odd.subject, odd.row_id, odd.rule))


# Ark. Code § 9-15-206: at most 30 days; § 9-15-205(b): 90 days to 10 years.
TEMPORARY_ORDERS = Check(
    rule="temporary_order_lasts_30_days_at_most",
    subject="protective_order",
    words="This order runs {} days; in Arkansas such an order lasts 30 days at most (§ 9-15-206).",
    query="""
        SELECT o.case_id, o.id, 'temporary_order_lasts_30_days_at_most',
            ARRAY[(o.expires_date - o.issued_date)::text]
        FROM protective_order o JOIN court_case c ON c.id = o.case_id
        JOIN court k ON k.id = c.court_id
        WHERE o.case_id = ANY (%(cases)s) AND k.state_id = 'AR' AND o.kind = 'TOP'
          AND o.voided_at IS NULL AND o.expires_date - o.issued_date > 30
    """,
)
FINAL_ORDERS = Check(
    rule="final_order_lasts_90_days_to_10_years",
    subject="protective_order",
    words="This order runs {} days; in Arkansas such an order lasts 90 days to 10 years "
    "(§ 9-15-205).",
    query="""
        SELECT o.case_id, o.id, 'final_order_lasts_90_days_to_10_years',
            ARRAY[(o.expires_date - o.issued_date)::text]
        FROM protective_order o JOIN court_case c ON c.id = o.case_id
        JOIN court k ON k.id = c.court_id
        WHERE o.case_id = ANY (%(cases)s) AND k.state_id = 'AR' AND o.kind = 'FOP'
          AND o.voided_at IS NULL AND o.expires_date - o.issued_date NOT BETWEEN 90 AND 3653
    """,
)
# An order past its expiry binds nobody, whatever its status says.
ORDERS_RUN_OUT = Check(
    rule="order_that_ran_out_is_recorded_as_expired",
    subject="protective_order",
    words="This order ran out on {}. Record that it expired.",
    query="""
        SELECT o.case_id, o.id, 'order_that_ran_out_is_recorded_as_expired',
            ARRAY[o.expires_date::text]
        FROM protective_order o
        WHERE o.case_id = ANY (%(cases)s) AND o.status = ANY (%(in_force)s)
          AND o.expires_date <= %(today)s AND o.voided_at IS NULL
    """,
)
# Rule 9: an open range of offense dates cannot be held against a version of the statute.
UNDATED_CHARGES = Check(
    rule="charge_with_a_dated_statute_is_dated",
    subject="charge",
    words="Count {} does not say when the offense began or ended, and its statute has more than "
    "one version. Check that this one was in force.",
    query="""
        SELECT h.case_id, h.id, 'charge_with_a_dated_statute_is_dated', ARRAY[h.count::text]
        FROM charge h JOIN offense f ON f.id = h.offense_id
        WHERE h.case_id = ANY (%(cases)s) AND h.voided_at IS NULL
          AND (h.offense_from IS NULL OR h.offense_to IS NULL)
          AND EXISTS (SELECT FROM offense e WHERE e.state_id = f.state_id
              AND upper(e.statute) = upper(f.statute) AND e.valid_to IS NOT NULL)
    """,
)
# The level of a charge may differ from its offense's, with a reason.
CHARGES_OF_ANOTHER_LEVEL = Check(
    rule="charge_of_another_level_says_why",
    subject="charge",
    words="Count {} is charged at level {}, which is not the usual one of its statute. Say why "
    "(pregnancy, a prior conviction …).",
    query="""
        SELECT h.case_id, h.id, 'charge_of_another_level_says_why',
            ARRAY[h.count::text, h.level::text]
        FROM charge h JOIN offense f ON f.id = h.offense_id
        WHERE h.case_id = ANY (%(cases)s) AND h.voided_at IS NULL AND h.level_reason = ''
          AND h.level <> '' AND f.level <> '' AND h.level <> f.level
    """,
)
# Ark. Code § 5-53-134 needs actual notice.
UNSERVED_ORDERS = Check(
    rule="violated_order_was_served",
    subject="charge",
    words="Count {} charges the violation of an order that has no recorded service. The offense "
    "needs actual notice (Ark. Code § 5-53-134).",
    query="""
        SELECT h.case_id, h.id, 'violated_order_was_served', ARRAY[h.count::text]
        FROM charge h JOIN protective_order o ON o.id = h.violates_order_id
        WHERE h.case_id = ANY (%(cases)s) AND h.voided_at IS NULL AND o.served_date IS NULL
    """,
)
# The other side of rule 13: closing is refused, leaving for another court is not.
PENDING_WHERE_THE_CASE_LEFT = Check(
    rule="case_that_left_has_no_pending_charge",
    subject="charge",
    words="Count {} is still pending, but the case was transferred or consolidated. Record what "
    "became of the charge.",
    query="""
        SELECT h.case_id, h.id, 'case_that_left_has_no_pending_charge', ARRAY[h.count::text]
        FROM charge h JOIN charge_status n ON n.charge_id = h.id
        WHERE h.case_id = ANY (%(cases)s) AND n.case_id = ANY (%(cases)s)
          AND h.voided_at IS NULL AND n.status IN ('FILED', 'ARREST')
          AND EXISTS (SELECT FROM case_status s WHERE s.case_id = h.case_id
              AND (s.party_id IS NULL OR s.party_id = h.party_id) AND s.until_date IS NULL
              AND s.status IN ('TRANSFERRED', 'CONSOLIDATED') AND s.voided_at IS NULL)
    """,
)
# Every charge has ended, yet the defendant's case counts as active.
OPEN_WITH_NOTHING_PENDING = Check(
    rule="case_with_nothing_pending_is_disposed",
    subject="party",
    words="No charge of this defendant is pending, but the status is {}. Change the status if the "
    "case is over.",
    tell=lambda status: STATUSES.label(status).lower(),
    query="""
        SELECT p.case_id, p.id, 'case_with_nothing_pending_is_disposed', ARRAY[s.status::text]
        FROM party p JOIN LATERAL (SELECT s.status FROM case_status s
            WHERE s.case_id = p.case_id AND (s.party_id = p.id OR s.party_id IS NULL)
              AND s.status = ANY (%(active)s) AND s.until_date IS NULL AND s.voided_at IS NULL
            ORDER BY s.party_id LIMIT 1) s ON true
        WHERE p.case_id = ANY (%(cases)s) AND p.role = 'DEF'
          AND EXISTS (SELECT FROM charge h WHERE h.party_id = p.id AND h.voided_at IS NULL)
          AND NOT EXISTS (SELECT FROM charge h JOIN charge_status n ON n.charge_id = h.id
              WHERE h.party_id = p.id AND h.voided_at IS NULL
                AND n.party_id = p.id AND n.status IN ('FILED', 'ARREST'))
    """,
)
# Ark. Code § 16-85-407: an amendment may not change the nature or degree of the crime.
DEGREES_AMENDED = Check(
    rule="amendment_keeps_the_degree",
    subject="charge_change",
    words="An amendment may not change the degree of the crime (Ark. Code § 16-85-407). Check the "
    "instrument: a new one supersedes, and a wrong class of the same statute is a grade set right.",
    query="""
        SELECT h.case_id, h.id, 'amendment_keeps_the_degree', '{}'::text[]
        FROM charge_change h JOIN court_case c ON c.id = h.case_id
        JOIN court k ON k.id = c.court_id
        JOIN LATERAL (SELECT w.direction FROM charge_change_direction w
            WHERE w.change_id = h.id) d ON d.direction IN ('UPGRADE', 'REDUCTION')
        WHERE h.case_id = ANY (%(cases)s) AND h.voided_at IS NULL AND k.state_id = 'AR'
          AND h.kind = 'AMENDED'
          AND h.instrument IN ('INDICTMENT', 'INFORMATION', 'AMENDED_INFORMATION')
    """,
)

# 18 U.S.C. 2265(d)(3): nothing public may reveal whom an order protects. What was found is not
# repeated: not everybody who reads of what is odd may know the name.
SIGNS = {
    "NAME": "holds a word of a name or place that is withheld here, so the public does not read it",
    "INITIALS": "holds what may be the initials or the surname of somebody whose name is withheld",
    "PLACE": "holds a part of a place that an order names",
    "ADDRESS": "holds what looks like an address, in a case where a name is withheld",
    "KIN": "tells how people are related, in a case where a name is withheld",
}


def giving_away(subject: str) -> Check:
    """What of these texts could give somebody away."""
    return Check(
        rule=f"{subject}_gives_nobody_away",
        subject=subject,
        words="{} {}. Word it without, or note why it may stand.",
        tell=lambda told: "; ".join(SIGNS.get(sign, sign) for sign in told.split(";")),
        query=f"""
        SELECT g.case_id, g.row_id, '{subject}_gives_nobody_away', ARRAY[g.what, g.signs]
        FROM given_away g WHERE g.subject = '{subject}'
    """,  # noqa: S608 - the names of our tables
    )


TEXTS = tuple(
    giving_away(subject)
    for subject in ("court_case", "charge", "charge_change", "sentence", "docket_entry")
)

CHECKS = (
    TEMPORARY_ORDERS,
    FINAL_ORDERS,
    ORDERS_RUN_OUT,
    UNDATED_CHARGES,
    CHARGES_OF_ANOTHER_LEVEL,
    UNSERVED_ORDERS,
    PENDING_WHERE_THE_CASE_LEFT,
    OPEN_WITH_NOTHING_PENDING,
    DEGREES_AMENDED,
    *TEXTS,
)
# Asked once, and read by several checks.
GIVEN_AWAY = "WITH given_away AS MATERIALIZED (SELECT * FROM texts_giving_away(%(cases)s)) "
QUESTION = GIVEN_AWAY + " UNION ALL ".join(check.query for check in CHECKS)
