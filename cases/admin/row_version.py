"""The version of a row, by which a form knows that somebody else was quicker."""

from typing import Any

from django.db import models
from django.db.models.expressions import Expression


class RowVersion(Expression):
    """PostgreSQL's own number of a row's latest writing transaction: no column, and every write
    changes it, whichever way it comes."""

    output_field = models.TextField()
    alias = ""

    def resolve_expression(
        self,
        query: Any = None,
        allow_joins: bool = True,
        reuse: set[str] | None = None,
        summarize: bool = False,
        for_save: bool = False,
    ) -> "RowVersion":
        resolved = self.copy()
        resolved.alias = query.get_initial_alias()
        return resolved

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return f"{compiler.quote_name_unless_alias(self.alias)}.xmin::text", []
