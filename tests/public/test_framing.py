"""Which pages may be shown within another page: those of cases, and only by this site itself."""

from typing import Any

import pytest

from tests import world
from tests.public.reader import Reader, path_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])

BY_US, BY_NOBODY = ("SAMEORIGIN", "frame-ancestors 'self'"), ("DENY", "frame-ancestors 'none'")


def framing(response: Any) -> tuple[str, str]:
    policy = response["Content-Security-Policy"].split("; ")
    return response["X-Frame-Options"], next(each for each in policy if "frame-ancestors" in each)


def test_the_page_of_a_case_may_be_framed_by_the_desk_and_by_no_other_site(reader: Reader) -> None:
    case = world.case(visibility="PUBLIC")
    assert framing(reader.get(path_of(case))) == BY_US


def test_where_there_is_no_case_or_none_for_the_public_it_is_the_same(reader: Reader) -> None:
    sealed = world.sealed(world.charge(world.defendant(world.case(visibility="PUBLIC"))).case)
    never = world.case(visibility="PUBLIC")
    never_there = path_of(never).replace(never.number_key, "CR-1900-1")
    answers = [reader.get(path_of(sealed)), reader.get(never_there)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert [framing(answer) for answer in answers] == [BY_US, BY_US]
    told = [{**answer.headers, "Content-Length": ""} for answer in answers]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "path", ["/", "/cases/", "/changes/", "/nowhere/", "/admin/account/sign-in/"]
)
def test_every_other_page_may_not_be_framed(reader: Reader, path: str) -> None:
    assert framing(reader.get(path)) == BY_NOBODY


@pytest.mark.parametrize("more", ["versions/", "at/2024-01-01/"])
def test_nor_may_other_pages_about_a_case(reader: Reader, more: str) -> None:
    case = world.case(visibility="PUBLIC")
    assert framing(reader.get(path_of(case) + more)) == BY_NOBODY


def test_the_rest_of_the_policy_is_as_strict_in_a_frame(reader: Reader) -> None:
    case = world.case(visibility="PUBLIC")
    framed, other = reader.get(path_of(case)), reader.get("/cases/")
    assert framed["Content-Security-Policy"].replace("'self'", "'none'") == other[
        "Content-Security-Policy"
    ].replace("'self'", "'none'")
