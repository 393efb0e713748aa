"""Atom: a page of the list as a feed, with the pages beside it linked as RFC 5005 has them."""

import re
from html import escape
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed

from cases.kinds.charges import CHANGE_KINDS, DIRECTIONS
from cases.public.addresses import case_path
from cases.public.dates import day_words, stated
from cases.public.filters.cases import status_label
from cases.public.formats.column import Row
from cases.public.formats.listing import Listing, site_of

# XML has no way to write these.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Part of every identity, and so never changed.
SINCE = 2026
TITLES = {"cases": "Court cases", "changes": "Charge changes"}


class PagedFeed(Atom1Feed):
    """A feed of several pages."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for rel, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": rel, "href": address})


def write(request: HttpRequest, listing: Listing) -> bytes:
    """One page of the feed."""
    page, site = listing.page(), site_of(request)
    path = site + request.path
    pages = {"first": listing.link(path)}
    if page.next:
        pages["next"] = listing.link(path, after=page.next)
    if page.previous:
        pages["previous"] = listing.link(path, before=page.previous)
    question = listing.asked.query()
    feed = PagedFeed(
        TITLES[listing.name],
        listing.link(site + request.path.removesuffix(".atom") + "/"),
        description=None,
        language="en-us",
        feed_url=request.build_absolute_uri(),
        feed_guid=identity(request, listing.name, quote(question)),
        author_name="Courtledger",
        pages=pages,
    )
    for row in page.rows:
        entry = case_entry(row) if listing.name == "cases" else change_entry(row)
        feed.add_item(
            link=site + case_path(row["court"], row["number_key"]),
            unique_id=identity(request, listing.name, str(row["key"])),
            **entry,
        )
    return str(feed.writeString("utf-8")).encode()


def identity(request: HttpRequest, name: str, which: str) -> str:
    """A tag: address (RFC 4151), the same for as long as the site keeps its name."""
    return f"tag:{request.get_host().partition(':')[0]},{SINCE}:{name}/{which}"


def case_entry(row: Row) -> dict[str, Any]:
    """A case, as it stands since its present version."""
    title = row["caption"] or ", ".join(row["defendants"])
    filed = f"Filed {day_words(row['filed_date'])}." if row["filed_date"] else ""
    said = [f"{row['court_name']}.", filed, f"{status_label(row['status'])}.", row["lead_charge"]]
    return {
        "title": _plain(f"{row['number']}: {title}" if title else row["number"]),
        "description": escape(_plain(" ".join(part for part in said if part))),
        "updateddate": row["published_at"],
    }


def change_entry(row: Row) -> dict[str, Any]:
    """A change: what the charges were, and what they became."""
    direction = row["direction"] and DIRECTIONS.label(row["direction"])
    act = CHANGE_KINDS.label(row["kind"])
    title = [f"{direction} ({act})" if direction else act, row["defendant"], row["number"]]
    day = [row[bound] and row[bound].isoformat() for bound in ("effective_from", "effective_to")]
    told = stated(row["date_text"], *day)
    became = f" → {_charges(row['after'])}" if row["after"] else ""
    said = f"{_charges(row['before'])}{became}. Effective {told.text or told.words}."
    return {
        "title": _plain(", ".join(part for part in title if part)),
        "description": escape(_plain(f"{row['court_name']}. {said}")),
        "pubdate": row["recorded_at"],
        "updateddate": row["recorded_at"],
    }


def _charges(items: list[Row]) -> str:
    return "; ".join(
        f"{item['label']} ({marks})" if marks else item["label"]
        for item in items
        for marks in [", ".join(filter(None, (item["statute"], item["level_label"])))]
    )


def _plain(text: str) -> str:
    return UNWRITABLE.sub("", text)
