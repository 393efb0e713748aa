"""What is lawful but odd: the clerk is told, and nothing is refused."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from cases.integrity import Finding
from cases.kinds.cases import STATUSES, statuses_counting_as
from cases.kinds.orders import ORDER_STATUSES
from cases.models import CaseStatus, Charge, Offense, Party, ProtectiveOrder

IN_FORCE = [status.code for status in ORDER_STATUSES if status.in_force]


def warnings(case_ids: Sequence[int], *, today: date) -> list[Finding]:
    """Everything odd in these cases, case by case."""
    found = [finding for check in CHECKS for finding in check(case_ids, today)]
    return sorted(found, key=lambda odd: (odd.case_id, odd.subject, odd.row_id, odd.rule))


def arkansas_orders_of_odd_length(case_ids: Sequence[int], today: date) -> Iterator[Finding]:
    """Ark. Code § 9-15-206: at most 30 days; § 9-15-205(b): 90 days to 10 years."""
    orders = ProtectiveOrder.objects.filter(
        case__in=case_ids,
        case__court__state="AR",
        kind__in=("TOP", "FOP"),
        voided_at=None,
    )
    for order in orders:
        if not (order.expires_date and order.issued_date):
            continue
        lasts = order.expires_date - order.issued_date
        if order.kind == "TOP" and lasts > timedelta(days=30):
            rule, limit = "temporary_order_lasts_30_days_at_most", "30 days at most (§ 9-15-206)"
        elif order.kind == "FOP" and not timedelta(days=90) <= lasts <= timedelta(days=3653):
            rule, limit = (
                "final_order_lasts_90_days_to_10_years",
                "90 days to 10 years (§ 9-15-205)",
            )
        else:
            continue
        words = f"This order runs {lasts.days} days; in Arkansas such an order lasts {limit}."
        yield _about_order(order, rule, words)


def orders_run_out(case_ids: Sequence[int], today: date) -> Iterator[Finding]:
    """An order past its expiry binds nobody, whatever its status says."""
    for order in ProtectiveOrder.objects.filter(
        case__in=case_ids, status__in=IN_FORCE, expires_date__lte=today, voided_at=None
    ):
        words = f"This order ran out on {order.expires_date}. Record that it expired."
        yield _about_order(order, "order_that_ran_out_is_recorded_as_expired", words)


def charges_under_versions_of_a_statute(case_ids: Sequence[int], today: date) -> Iterator[Finding]:
    """Rule 9: an open range of offense dates cannot be held against a version of the statute."""
    is_open = Q(offense_from=None) | Q(offense_to=None)
    ended = Offense.objects.filter(
        state=OuterRef("offense__state"),
        statute__iexact=OuterRef("offense__statute"),
        valid_to__isnull=False,
    )
    for charge in _charges(case_ids).filter(is_open & Exists(ended)):
        words = (
            f"Count {charge.count} does not say when the offense began or ended, and its statute "
            "has more than one version. Check that this one was in force."
        )
        yield _about_charge(charge, "charge_with_a_dated_statute_is_dated", words)


def charges_of_another_level(case_ids: Sequence[int], today: date) -> Iterator[Finding]:
    """The level of a charge may differ from its offense's, with a reason."""
    odd = _charges(case_ids).filter(level_reason="").exclude(level="").exclude(offense__level="")
    for charge in odd.filter(offense__isnull=False).exclude(level=F("offense__level")):
        words = (
            f"Count {charge.count} is charged at level {charge.level}, which is not the usual one "
            "of its statute. Say why (pregnancy, a prior conviction …)."
        )
        yield _about_charge(charge, "charge_of_another_level_says_why", words)


def violations_of_unserved_orders(case_ids: Sequence[int], today: date) -> Iterator[Finding]:
    """Ark. Code § 5-53-134 needs actual notice."""
    for charge in _charges(case_ids).filter(
        violates_order__isnull=False, violates_order__served_date=None
    ):
        words = (
            f"Count {charge.count} charges the violation of an order that has no recorded service. "
            "The offense needs actual notice (Ark. Code § 5-53-134)."
        )
        yield _about_charge(charge, "violated_order_was_served", words)


def charges_pending_where_the_case_left(case_ids: Sequence[int], today: date) -> Iterator[Finding]:
    """The other side of rule 13: closing is refused, leaving for another court is not."""
    left = CaseStatus.objects.filter(
        Q(party=None) | Q(party=OuterRef("party")),
        case=OuterRef("case"),
        status__in=("TRANSFERRED", "CONSOLIDATED"),
        until_date=None,
        voided_at=None,
    )
    for charge in _pending(case_ids).filter(Exists(left)):
        words = (
            f"Count {charge.count} is still pending, but the case was transferred or consolidated. "
            "Record what became of the charge."
        )
        yield _about_charge(charge, "case_that_left_has_no_pending_charge", words)


def cases_open_with_nothing_pending(case_ids: Sequence[int], today: date) -> Iterator[Finding]:
    """Every charge has ended, yet the defendant's case counts as active."""
    charges = Charge.objects.filter(party=OuterRef("pk"), voided_at=None)
    is_active = Q(status__in=statuses_counting_as("ACTIVE"), until_date=None, voided_at=None)
    pending = set(_pending(case_ids).values_list("party", flat=True))
    defendants = Party.objects.filter(Exists(charges), case__in=case_ids, role="DEF")
    open_statuses = CaseStatus.objects.filter(is_active, case__in=case_ids)
    by_line = {(each.case_id, each.party_id): each.status for each in open_statuses}
    for party in defendants.exclude(pk__in=pending):
        status = by_line.get((party.case_id, party.pk)) or by_line.get((party.case_id, None))
        if status:
            yield Finding(
                case_id=party.case_id,
                subject="party",
                row_id=party.pk,
                rule="case_with_nothing_pending_is_disposed",
                words=f"No charge of this defendant is pending, but the status is "
                f"{STATUSES.label(status).lower()}. Change the status if the case is over.",
            )


def degrees_amended_in_arkansas(case_ids: Sequence[int], today: date) -> Iterator[Finding]:
    """Ark. Code § 16-85-407: an amendment may not change the nature or degree of the crime."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT h.case_id, h.id FROM charge_change h "
            "JOIN charge_change_direction d ON d.change_id = h.id "
            "JOIN court_case c ON c.id = h.case_id JOIN court k ON k.id = c.court_id "
            "WHERE h.case_id = ANY (%s) AND h.voided_at IS NULL AND k.state_id = 'AR' "
            "AND h.kind = 'AMENDED' AND d.direction IN ('UPGRADE', 'REDUCTION') "
            "AND h.instrument IN ('INDICTMENT', 'INFORMATION', 'AMENDED_INFORMATION')",
            [list(case_ids)],
        )
        for case_id, change_id in cursor.fetchall():
            yield Finding(
                case_id=case_id,
                subject="charge_change",
                row_id=change_id,
                rule="amendment_keeps_the_degree",
                words="An amendment may not change the degree of the crime (Ark. Code "
                "§ 16-85-407). Check the instrument: a new one supersedes, and a wrong class "
                "of the same statute is a grade set right.",
            )


CHECKS = (
    arkansas_orders_of_odd_length,
    orders_run_out,
    charges_under_versions_of_a_statute,
    charges_of_another_level,
    violations_of_unserved_orders,
    charges_pending_where_the_case_left,
    cases_open_with_nothing_pending,
    degrees_amended_in_arkansas,
)


def _charges(case_ids: Sequence[int]) -> QuerySet[Charge]:
    return Charge.objects.filter(case__in=case_ids, voided_at=None)


def _pending(case_ids: Sequence[int]) -> QuerySet[Charge]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT charge_id FROM charge_status "
            "WHERE case_id = ANY (%s) AND status IN ('FILED', 'ARREST')",
            [list(case_ids)],
        )
        pending = [row[0] for row in cursor.fetchall()]
    return _charges(case_ids).filter(pk__in=pending)


def _about_order(order: ProtectiveOrder, rule: str, words: str) -> Finding:
    return Finding(
        case_id=order.case_id, subject="protective_order", row_id=order.pk, rule=rule, words=words
    )


def _about_charge(charge: Charge, rule: str, words: str) -> Finding:
    return Finding(
        case_id=charge.case_id, subject="charge", row_id=charge.pk, rule=rule, words=words
    )
