"""What can go wrong with a request, in one shape: RFC 9457, application/problem+json."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from cases.public.formats.listing import site_of

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Problem:
    """One kind of problem: its code in addresses, its status, and what to do about it."""

    code: str
    status: int
    title: str
    way_out: str


BAD_QUESTION = Problem(
    "bad-question",
    400,
    "This question cannot be answered as asked.",
    "“fields” says what is wrong, parameter by parameter; “allowed” names all that there are.",
)
BAD_TIME = Problem(
    "bad-time",
    400,
    "This is not a time at which the record can be read.",
    "Give a day, like 2026-03-31, or a moment with its time zone, like 2026-03-31T15:05:00Z.",
)
NOT_FOUND = Problem(
    "not-found",
    404,
    "Not found. The public record has nothing at this address.",
    "Nothing is told about why. Addresses end in a slash.",
)
WRONG_METHOD = Problem(
    "wrong-method",
    405,
    "The public record is only read here.",
    "Use GET, HEAD or OPTIONS.",
)
NOT_ACCEPTABLE = Problem(
    "not-acceptable",
    406,
    "This address answers in JSON only.",
    "Send the header Accept: application/json, or none.",
)
NOT_HELD = Problem(
    "not-held",
    412,
    "The record no longer reads as your If-Match says.",
    "Leave If-Match out to read it as it stands.",
)
TOO_MANY = Problem(
    "too-many-requests",
    429,
    "More requests came from this address than one reader may send.",
    "Wait as many seconds as Retry-After says, then go on. For a whole list, take the CSV file.",
)
BROKEN = Problem(
    "broken",
    500,
    "Something is broken here.",
    "It is our fault, and nothing in your question is wrong. Ask again later.",
)
TOO_SLOW = Problem(
    "too-slow",
    503,
    "The database took too long to answer this question.",
    "Narrow the question, or ask again later.",
)
PROBLEMS = (
    BAD_QUESTION,
    BAD_TIME,
    NOT_FOUND,
    WRONG_METHOD,
    NOT_ACCEPTABLE,
    NOT_HELD,
    TOO_MANY,
    BROKEN,
    TOO_SLOW,
)


def answer(
    request: HttpRequest,
    problem: Problem,
    detail: str = "",
    *,
    fields: Mapping[str, Sequence[str]] | None = None,
    allowed: Sequence[str] | None = None,
) -> JsonResponse:
    """Tell a program what is wrong and what to do."""
    told: dict[str, object] = {
        "type": f"{site_of(request)}{reverse('data-api')}#{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": detail or problem.way_out,
    }
    if fields is not None:
        told |= {"fields": fields, "allowed": allowed}
    return JsonResponse(told, status=problem.status, content_type=MEDIA_TYPE)
