"""The whole fiction: the cases written by hand, then the ordinary business of the courts."""

from cases.demo.courts import seated
from cases.demo.founding import founding
from cases.demo.identities import IDENTITIES
from cases.demo.lineages import LINEAGES
from cases.demo.ordinary import ordinary
from cases.demo.past import Past
from cases.demo.secrets_kept import SECRETS
from cases.demo.shielding import SHIELDING
from cases.demo.the_rest import THE_REST


def past_of(size: int) -> Past:
    """Everything that was ever recorded, with so many ordinary cases."""
    past = Past()
    seats = seated(past)
    founding(past, seats)
    for story in (*LINEAGES, *SHIELDING, *SECRETS, *IDENTITIES, *THE_REST):
        story(past, seats)
    ordinary(past, seats, size)
    return past
