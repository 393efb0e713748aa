"""The clerk's desk: forms over one row, and guided acts over several."""

from django.contrib import admin

from cases.admin import (
    access,
    cases,
    courts,
    docket,
    done,
    facts,
    flags,
    imports,
    orders,
    people,
    requests,
    statements,
    users,
)

admin.site.site_header = "Courtledger: the clerk's desk"
admin.site.site_title = "Courtledger"
admin.site.index_title = "The record"

__all__ = [
    "access",
    "cases",
    "courts",
    "docket",
    "done",
    "facts",
    "flags",
    "imports",
    "orders",
    "people",
    "requests",
    "statements",
    "users",
]
