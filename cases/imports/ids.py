"""Ids with their sender before them: how rows are told apart inside a load.

A row of a bundle is known by the sender's own id, as `county:4711`. A full export writes ids
in this form, each with the sender it first came from, so that a load of it keeps all senders.
"""

import re

OURS = "courtledger"
FULL_EXPORT = "courtledger-full-export"
# Parts the columns of a key that has more than one; no cell can hold it.
BETWEEN = "\x1f"

_NOT_A_SENDER = re.compile(r"[^a-z0-9._-]+")


def sender_name(given: str) -> str:
    """A sender as ids show it: small letters, digits, hyphens."""
    return _NOT_A_SENDER.sub("-", given.strip().lower()).strip("-")[:40] or "bundle"


def qualified(sender: str, given: str) -> str:
    """The id with its sender; the ids of a full export have theirs already."""
    if sender == FULL_EXPORT:
        return given if ":" in given else f"{OURS}:{given}"
    return f"{sender}:{given}"


def parted(known_as: str) -> tuple[str, str]:
    """Sender and the sender's own id."""
    sender, _, own = known_as.partition(":")
    return sender, own
