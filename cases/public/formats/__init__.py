"""The formats of the public lists. One file and one line here make a new one; see
docs/adding-a-format.md."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponseBase

from cases.public.formats import csv_file, json_page
from cases.public.formats.listing import Listing

Format = Callable[[HttpRequest, Listing], HttpResponseBase]

# By the suffix of the address: /cases.csv, /changes.json.
FORMATS: Mapping[str, Format] = {"csv": csv_file.respond, "json": json_page.respond}
