"""Enter something on the docket of a case."""

from datetime import date

from cases.actions.refusal import Refused, act, write
from cases.models import Case, DocketEntry


class EntryRefused(Refused):
    """Nothing can be entered so."""


def enter_on_docket(
    case: Case,
    *,
    kind: str,
    text: str,
    filed_date: date | None,
    by: str,
    reason: str = "",
) -> DocketEntry:
    """Add an entry. Who may read it follows from its kind, and may be narrowed later."""
    with act(by=by, reason=reason):
        if not text:
            raise EntryRefused("Say what the entry tells.", field="entry_text")
        entry = DocketEntry(case=case, kind=kind, text=text, filed_date=filed_date, recorded_by=by)
        write(entry)
    return entry


def show_entry(entry: DocketEntry, *, visibility: str, by: str, reason: str = "") -> DocketEntry:
    """Let everybody read an entry, or the staff alone. A sealed one is not opened so."""
    with act(by=by, reason=reason):
        stands = DocketEntry.objects.select_for_update().get(pk=entry.pk)
        if stands.visibility == "SEALED":
            raise EntryRefused("This entry is sealed. Open it on its own page.")
        if stands.visibility == visibility:
            label = stands.get_visibility_display().lower()
            raise EntryRefused(f"Who may read this entry is set so already: {label}.")
        stands.visibility = visibility
        stands.save(update_fields=["visibility"])
    return stands


def release_text(entry: DocketEntry, *, by: str, reason: str = "") -> DocketEntry:
    """Let the public read what an entry says, in a case where somebody's name is withheld. That
    lapses with the text, and when somebody else's name is to be withheld there."""
    return _set_released(entry, True, by=by, reason=reason)


def withhold_text(entry: DocketEntry, *, by: str, reason: str = "") -> DocketEntry:
    """Take back that the public may read what an entry says."""
    return _set_released(entry, False, by=by, reason=reason)


def _set_released(entry: DocketEntry, wanted: bool, *, by: str, reason: str) -> DocketEntry:
    with act(by=by, reason=reason):
        stands = DocketEntry.objects.select_for_update().get(pk=entry.pk)
        if stands.text_released == wanted:
            is_so = "may be read already" if wanted else "is withheld already"
            raise EntryRefused(f"The text of this entry {is_so}.")
        if wanted and not stands.text:
            raise EntryRefused("This entry has no text.")
        stands.text_released = wanted
        stands.save(update_fields=["text_released"])
    return stands
