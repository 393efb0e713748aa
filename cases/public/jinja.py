"""What the public pages' templates may use."""

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from cases.public.addresses import case_path
from cases.public.dates import day_words, moment_words, short_day, utc


class Templates(Environment):
    """Jinja2 as it is, but for two things that a page does a thousand times."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template may use, in one dict: each import compares it, name by name."""
        return {**self.globals, **(d or {})}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a row holds comes before what every dict can do."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def environment(**options: Any) -> Environment:
    """Make the Jinja2 environment of the public pages; a name misspelled there is an error."""
    made = Templates(
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )

    # As many as there are sections; nothing in them comes from the record.
    @lru_cache(maxsize=32)
    def standing(name: str, section: str = "") -> Markup:
        """A part that is the same on every page of a section, written once."""
        return Markup(made.get_template(name).render(section=section))  # noqa: S704

    made.globals.update(static=static, url=url, case_path=case_path, standing=standing)
    made.filters.update(day=day_words, short_day=short_day, moment=moment_words, utc=utc)
    return made


def url(name: str, *args: Any) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args)
