"""All the corners there are."""

from tests.canary.corners import Corners
from tests.canary.corners_narrowed import corners_narrowed
from tests.canary.corners_of_captions import corners_of_captions
from tests.canary.corners_of_charges import corners_of_charges
from tests.canary.corners_of_orders import corners_of_orders
from tests.canary.corners_of_people import corners_of_people
from tests.canary.corners_of_texts import corners_of_texts


def corners() -> Corners:
    """Make them all."""
    made = Corners()
    for make in (corners_of_people, corners_of_charges, corners_of_orders, corners_of_texts,
                 corners_of_captions, corners_narrowed):  # fmt: skip
        make(made)
    return made
