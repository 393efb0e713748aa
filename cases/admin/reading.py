"""Tells the access log who reads what is confidential: sealed cases, protective orders, and whom
they protect."""

from typing import Any

from django.db.models import Exists

from cases.accounts.log import note
from cases.admin.acts.form import case_of
from cases.models import OrderEvent, OrderProtected, Party, Person, ProtectiveOrder

ORDER = "a protective order"


def tell_reading(request: Any, row: Any) -> None:
    """That a page was read, and never what stands on it."""
    what = confidential(row) or (ORDER if tells_of_orders(request, row) else "")
    if request.method == "GET" and what:
        note("READ", request, what=f"{what}: {request.path}")


def tells_of_orders(request: Any, row: Any) -> bool:
    """The history of a case names whom its orders protect, to whoever may read orders."""
    is_history = request.resolver_match.url_name == "cases_case_history"
    return (
        is_history
        and request.user.has_perm("cases.view_protectiveorder")
        and ProtectiveOrder.objects.filter(case=row).exists()
    )


def confidential(row: Any) -> str:
    """Why a row is confidential, if it is."""
    if isinstance(row, Person):
        ordered = OrderProtected.objects.filter(person=row)
        parties = Party.objects.filter(person=row, role="PROT")
        is_protected = Person.objects.filter(Exists(ordered) | Exists(parties), pk=row.pk).exists()
        return "a protected person" if is_protected else ""
    if isinstance(row, Party) and row.role == "PROT":
        return "a protected person"
    if getattr(row, "visibility", "") == "SEALED":
        return f"a sealed {row._meta.verbose_name}"
    case = case_of(row)
    if case is not None and case.visibility == "SEALED":
        return "a sealed case"
    return ORDER if isinstance(row, ProtectiveOrder | OrderEvent) else ""
