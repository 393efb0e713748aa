"""Two who look through the same cases at once flag everything once."""

from datetime import date

import pytest
from django.db import transaction

from cases.desk.flags import keep
from cases.desk.models import Flag
from tests import world
from tests.record.test_rules_races import race

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2024, 5, 2)


@pytest.mark.parametrize("is_sweep", [True, False])
def test_a_flag_is_raised_once_by_two_at_once(is_sweep: bool) -> None:
    with transaction.atomic():
        orders = [
            world.order(kind="TOP", issued_date=world.FILED, expires_date=date(2024, 8, 1))
            for _ in range(3)
        ]
    cases = [order.case_id for order in orders]
    stood = race(
        lambda: keep(cases, today=TODAY, is_sweep=is_sweep),
        lambda: keep(cases[::-1], today=TODAY),
    )
    assert stood == [True, True]
    assert Flag.objects.filter(gone_at=None).count() == Flag.objects.count() == 3
