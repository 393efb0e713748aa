"""What the public pages' templates may use."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from cases.public.addresses import case_path
from cases.public.dates import day_words, moment_words, short_day, utc


def environment(**options: Any) -> Environment:
    """Make the Jinja2 environment of the public pages; a name misspelled there is an error."""
    made = Environment(  # noqa: S701 - Django passes autoescape=True
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    made.globals.update(static=static, url=url, case_path=case_path)
    made.filters.update(day=day_words, short_day=short_day, moment=moment_words, utc=utc)
    return made


def url(name: str, *args: Any) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args)
