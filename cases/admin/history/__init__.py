"""The history of everything: who changed what, from what to what, when, and why."""

from cases.admin.history.page import history_page

__all__ = ["history_page"]
