"""Protective orders: kinds, what becomes of them, how they are served, their coded terms."""

from dataclasses import dataclass

from cases.kinds import Kind, Vocabulary


@dataclass(frozen=True, kw_only=True)
class OrderKind(Kind):
    """`publishable` is False where no consent can put the order on the internet: temporary
    and magistrate's orders (Tex. Gov't Code § 72.154 is the model) and foreign ones."""

    publishable: bool = True


ORDER_KINDS = Vocabulary(
    "kind of order",
    OrderKind(code="TOP", label="Temporary order of protection", publishable=False),
    OrderKind(code="FOP", label="Final order of protection"),
    OrderKind(code="NCO_PRE", label="No-contact order before trial"),
    OrderKind(code="NCO_POST", label="No-contact order after conviction"),
    OrderKind(code="NCO_COND", label="No-contact condition of probation"),
    OrderKind(code="STALK", label="Stalking protective order"),
    OrderKind(code="SEXAS", label="Sexual assault protective order"),
    OrderKind(code="WORK", label="Workplace protective order"),
    OrderKind(code="EMERG", label="Magistrate's emergency order", publishable=False),
    OrderKind(code="ERPO", label="Extreme risk protection order"),
    OrderKind(code="MIL", label="Military protective order", publishable=False),
    OrderKind(code="FOREIGN", label="Order of another jurisdiction", publishable=False),
    OrderKind(code="DRRO", label="Restraining order in a divorce"),
    OrderKind(code="UNKNOWN", label="Kind not stated", publishable=False),
)


@dataclass(frozen=True, kw_only=True)
class OrderStatus(Kind):
    """`in_force` says whether an order with this status can bind on a day within its dates."""

    in_force: bool = False


ORDER_STATUSES = Vocabulary(
    "order status",
    OrderStatus(code="PETITIONED", label="Petitioned"),
    OrderStatus(code="DENIED", label="Denied"),
    OrderStatus(code="ISSUED", label="Issued", in_force=True),
    OrderStatus(code="EXTENDED", label="Extended", in_force=True),
    OrderStatus(code="MODIFIED", label="Modified", in_force=True),
    OrderStatus(code="EXPIRED", label="Expired"),
    OrderStatus(code="DISMISSED", label="Dismissed"),
    OrderStatus(code="WITHDRAWN", label="Withdrawn"),
    OrderStatus(code="TERMINATED", label="Terminated"),
    OrderStatus(code="VACATED", label="Vacated"),
    OrderStatus(code="SUPERSEDED", label="Superseded by another order"),
    OrderStatus(code="UNKNOWN", label="Status not stated"),
)

SERVICES = Vocabulary(
    "service",
    Kind(code="NOT_ATTEMPTED", label="Not attempted"),
    Kind(code="ATTEMPTED", label="Attempted"),
    Kind(code="PERSONAL", label="Served personally"),
    Kind(code="OPEN_COURT", label="Served in open court"),
    Kind(code="OTHER_MEANS", label="Served by other means"),
    Kind(code="WAIVED", label="Service waived"),
    Kind(code="UNKNOWN", label="Service not stated"),
)

# Acts upon an order that are no change of its status stand beside the statuses.
ORDER_ACTS = Vocabulary(
    "act upon an order",
    *ORDER_STATUSES,
    OrderStatus(code="SERVED", label="Served", in_force=True),
    OrderStatus(code="VIOLATION_ALLEGED", label="Violation alleged", in_force=True),
)

# NCIC protection order conditions 01-09, as the code list words them, shortened; X_ are ours.
ORDER_TERMS = Vocabulary(
    "term of an order",
    Kind(code="01", label="No assault, threats, abuse, harassment, following or stalking"),
    Kind(code="02", label="No threats to family or household"),
    Kind(code="03", label="Exclusive possession of the residence"),
    Kind(code="04", label="Stay away from residence, property, school or workplace"),
    Kind(code="05", label="No communication"),
    Kind(code="06", label="Custody or visitation as ordered"),
    Kind(code="07", label="No firearms or other weapons"),
    Kind(code="08", label="Further conditions in the order"),
    Kind(code="09", label="Temporary exclusive custody"),
    Kind(code="X_DIST", label="Keep a stated distance"),
    Kind(code="X_ALC", label="No alcohol"),
    Kind(code="X_REPORT", label="Report as ordered"),
    Kind(code="X_PET", label="Protection of animals"),
    Kind(code="X_SUPPORT", label="Support"),
)
