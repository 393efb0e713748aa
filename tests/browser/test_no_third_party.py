"""A page asks nothing of any other site, and keeps nothing in a reader's browser."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests import world
from tests.browser.conftest import SITE, Open
from tests.public.reader import path_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(databases=["default", "public"]),
]
PUBLIC = ("/", "/cases/", "/changes/", "/people/", "/hearings/", "/orders/", "/courts/", "/data/",
          "/data/api/", "/about/", "/nowhere/")  # fmt: skip


def asked_by(page: Any, path: str) -> list[str]:
    """The addresses that a page asks for when it is loaded, and what its policy refused."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: asked.append(line.text) if "Security" in line.text else None)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return asked


def test_a_public_page_asks_nothing_of_others_and_keeps_nothing(opened: Open) -> None:
    case = world.charge(world.defendant(world.case(visibility="PUBLIC"))).case
    page = opened("/")
    for path in (*PUBLIC, path_of(case), path_of(case) + "versions/"):
        asked = asked_by(page, path)
        assert [each for each in asked if not each.startswith(SITE)] == [], path
        assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
            0, 0, "",
        ]  # fmt: skip
        assert page.context.cookies() == []


def test_a_page_of_the_desk_asks_nothing_of_others(opened: Open) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    case = world.charge(world.defendant(world.case(visibility="PUBLIC"))).case
    page = opened("/admin/", client)
    for path in ("/admin/", f"/admin/cases/case/{case.pk}/file/", "/admin/cases/person/add/"):
        asked = asked_by(page, path)
        assert [each for each in asked if not each.startswith((SITE, "data:"))] == [], path
