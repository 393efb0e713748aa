"""The clerk's desk as a browser shows it: who sits there, and what axe says of a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Permission, User
from django.test import Client
from playwright.sync_api import Page


def signed_in(username: str = "clerk") -> Client:
    """Somebody who may do everything on the desk, administration of users included."""
    user = User.objects.create_user(username, password="clerk", is_staff=True)
    user.user_permissions.set(Permission.objects.all())
    client = Client()
    client.force_login(user)
    return client


def objections(page: Page, **options: Any) -> list[Any]:
    """What axe has against a page: each rule, with the first places that break it."""
    # By itself axe copies style sheets into the page, where what they import is not found.
    found = Axe().run(page, options={"preload": False, **options}).response["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found]


def sideways(page: Page) -> int:
    """By how much the page is wider than its window."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width
