"""A clerk's fingers: every key is counted, apart from text that is typed, and so is every page
that has to load and every second that the server takes."""

import time
from typing import Any

from django.test import Client
from playwright.sync_api import Page, expect

FOCUSED = """() => {
    const on = document.activeElement;
    const box = on.closest(".select2");
    const field = box ? box.previousElementSibling : on;
    return [field.name || "", field.type || "", field.value || ""];
}"""
# Keys that lead nowhere new would be pressed for ever.
FAR = 60


class Clocked(Client):
    """A client that knows how long the server took, and for how many pages."""

    seconds = 0.0
    pages = 0

    def generic(self, method: str, path: Any, *args: Any, **given: Any) -> Any:
        began = time.perf_counter()
        response = super().generic(method, path, *args, **given)
        self.seconds += time.perf_counter() - began
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and response.status_code == 200 and str(path).startswith("/admin/"):
            self.pages += 1
        return response


def listens(page: Page) -> None:
    """Wait until a page is there whole, and a key that is pressed is heard."""
    page.wait_for_load_state("load")
    expect(page.locator("html")).to_have_attribute("data-keys", "on")


class Fingers:
    """Works a page by keyboard alone."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0
        self.typed = 0

    def arrive(self, heading: str) -> None:
        """Wait until a page is there, and listens to keys."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        listens(self.page)
        plain = self.page.locator(
            "select.admin-autocomplete:not(.select2-hidden-accessible):not([name*=__prefix__])"
        )
        expect(plain).to_have_count(0)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.typed += len(text)

    def field(self) -> list[str]:
        """Name, kind and value of what has the focus."""
        told: list[str] = self.page.evaluate(FOCUSED)
        return told

    def to(self, name: str, value: str = "") -> None:
        """Tab to a field; in a group, on to the choice with this value."""
        for _ in range(FAR):
            found, kind, held = self.field()
            if found == name and (not value or held == value or kind == "radio"):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {name} {value}")

    def fill(self, name: str, text: str) -> None:
        self.to(name)
        self.press("Control+a") if self.field()[2] else None
        self.type(text)

    def tick(self, name: str, value: str = "") -> None:
        self.to(name, value)
        self.press("Space")

    def choose(self, name: str, words: str) -> None:
        """In a select of the browser: typing leads to the choice."""
        self.to(name)
        self.type(words)

    def find(self, name: str, words: str) -> None:
        """In a select that is searched by what is typed."""
        self.to(name)
        self.type(words)
        options = self.page.locator(".select2-results__option[aria-selected]")
        expect(options.first).to_be_visible()
        expect(self.page.locator(".loading-results")).to_have_count(0)
        self.press("Enter")

    def unfold(self, title: str) -> None:
        """Tab to a part of the form that is folded away, and open it."""
        for _ in range(FAR):
            if title in self.page.evaluate("document.activeElement.textContent.trim()"):
                self.press("Enter")
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to “{title}”")

    def record(self, words: str) -> None:
        """Wait until the page tells what would be recorded, and record it."""
        expect(self.page.locator(".told")).to_contain_text(words)
        self.save()

    def save(self) -> None:
        """Record the form, and wait until the next page says so and listens to keys."""
        self.press("Control+Enter")
        expect(self.page.locator(".said-now")).to_be_visible()
        listens(self.page)
