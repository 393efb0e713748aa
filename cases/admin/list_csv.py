"""Any list of the desk as a CSV file: what is filtered, searched and sorted on the screen, every
row of it. Who takes what away is kept."""

import csv
import io
from collections.abc import Generator, Sequence
from contextlib import closing
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import capfirst, slugify

from cases.accounts.log import note
from cases.desk.models import Done
from cases.grants.masking import as_it_is
from cases.public.formats.cells import FORMULA_STARTS

CHUNK = 2_000
BLOCK = 1 << 16


def list_as_csv(desk: Any, request: Any) -> HttpResponseBase:
    """The answer to a list's address with csv/ behind it."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    request.GET = narrowing(request.GET)
    try:
        listing = desk.get_changelist_instance(request)
    except IncorrectLookupParameters:
        return HttpResponseRedirect("../?e=1")
    columns = [name for name in listing.list_display if name != "action_checkbox"]
    labels = [capfirst(str(label_for_field(name, desk.model, desk))) for name in columns]
    day = timezone.now().date()
    name = f"{slugify(desk.opts.verbose_name_plural)}-{day}.csv"
    done = taken(desk, request)
    count = rows_words(listing.queryset.count())
    note("EXPORTED", request, what=f"the list of {desk.opts.verbose_name_plural}, {count}")
    lines = written(done, labels, cells(desk, listing.queryset, columns))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def narrowing(asked: Any) -> Any:
    """What was asked of the list, but for the page of it."""
    kept = asked.copy()
    for name in ("p", "all"):
        kept.pop(name, None)
    return kept


def taken(desk: Any, request: HttpRequest) -> Done:
    """Keep who takes it before the first row leaves; how many they were is added at the end."""
    asked = request.GET.urlencode()
    narrowed = f", narrowed by {asked[:300]}" if asked else ""
    with as_it_is():
        return Done.objects.create(
            token=uuid4(),
            table=desk.model._meta.db_table,
            row_id=0,
            act="csv",
            said=f"The list of {desk.opts.verbose_name_plural} was taken as CSV{narrowed}.",
            done_by=request.user.get_username(),
        )


def written(
    done: Done, labels: Sequence[str], rows: Generator[Sequence[str], None, None]
) -> Generator[bytes, None, None]:
    """The file in blocks, as its rows are read; and then it is kept how many they were."""
    block = io.StringIO()
    writer = csv.writer(block, lineterminator="\r\n")
    writer.writerow(labels)
    count = 0
    try:
        # Whoever goes away half-way ends the transaction of the rows here, and not whenever.
        with closing(rows):
            for row in rows:
                writer.writerow(row)
                count += 1
                if block.tell() > BLOCK:
                    yield emptied(block)
        yield emptied(block)
    finally:
        words = f"{done.said} {rows_words(count)}."
        with as_it_is():
            Done.objects.filter(pk=done.pk).update(said=words)


def rows_words(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


def emptied(block: io.StringIO) -> bytes:
    text = block.getvalue()
    block.seek(0)
    block.truncate()
    return text.encode()


def cells(
    desk: Any, rows: "models.QuerySet[Any]", columns: Sequence[str]
) -> Generator[list[str], None, None]:
    """Each row's cells. The cursor stays on the server, in a transaction that ends with it."""
    with transaction.atomic(), closing(read(rows)) as found:
        for row in found:
            yield [cell(desk, row, name) for name in columns]


def read(rows: "models.QuerySet[Any]") -> Generator[Any, None, None]:
    yield from rows.iterator(chunk_size=CHUNK)


def cell(desk: Any, row: Any, name: str) -> str:
    """What the list shows of a row in a column, as plain text."""
    try:
        field, _, value = lookup_field(name, row, desk)
    except ObjectDoesNotExist:
        return ""
    if field is not None and field.remote_field:
        value = getattr(row, field.name)
    elif field is not None and field.flatchoices:
        value = dict(field.flatchoices).get(value, value)
    return spelled(value)


def spelled(value: Any) -> str:
    """A value as text that no spreadsheet runs as a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.astimezone(timezone.get_default_timezone()).isoformat()
        case date() | int() | float():
            return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
