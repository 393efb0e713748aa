"""A little of everything that a list can hold, and what formats stumble over: formulas, quotes,
line ends, letters of every alphabet, days and names that are not known."""

from datetime import UTC, date, datetime

from cases.models import OrderTerm
from tests import world
from tests.worlds.founding import founding

STARTS = datetime(2024, 5, 6, 14, 30, tzinfo=UTC)
CAPTION = '=SUM(A1), "quoted"; O\'Brien\\Ñandú\nsecond line\tλ 😀'


def everything() -> None:
    """Cases, changes, orders and hearings."""
    founding(no_contact_level="M-A")
    odd = world.case(number="-1+1", visibility="PUBLIC", caption=CAPTION, filed_date=None)
    world.charge(world.defendant(odd, world.person("Zoë Ñandú-O'Hara")), level="")
    world.case(number="CR-BARE", visibility="PUBLIC", caption="")
    for code in ("SET", "HELD", "CANCELLED", "CONTINUED"):
        world.hearing(odd, starts_at=STARTS, status=code, courtroom='"B", @ 2\\2')
    world.hearing(odd, starts_at=STARTS.replace(microsecond=120_000))
    world.hearing(odd, starts_at=None)
    court = world.court(order_publication="REDACTED")
    for number in ("OP-1", "OP-2"):
        case = world.case(court=court, number=number, visibility="PUBLIC")
        order = world.order(case, consent_to_publish=True, issued_date=date(2024, 5, 2))
        OrderTerm.objects.create(order=order, term="05")
