"""Turns what a format writes into an answer: whole or piece by piece, compressed for who takes
it so, and without a body for who asks for the headers alone."""

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_vary_headers

from cases.public.formats.listing import Listing

# Bytes for an answer made at once, pieces for one that is made while it is sent.
Written = bytes | Iterable[bytes]

ACCEPTS_GZIP = re.compile(r"\b(gzip|\*)\s*(?!;\s*q=0(\.0*)?\s*(,|$))(;|,|$)", re.ASCII)
TINY = 500
# Fast before small: a list is not to be sent slower than it is read.
LEVEL = 1


@dataclass(frozen=True)
class Format:
    """A way to write a list. Without `lists` it is for every list."""

    content_type: str
    write: Callable[[HttpRequest, Listing], Written]
    is_download: bool = False
    lists: tuple[str, ...] = ()

    def suits(self, name: str) -> bool:
        return not self.lists or name in self.lists


def answer(request: HttpRequest, suffix: str, form: Format, listing: Listing) -> HttpResponseBase:
    """The list in this format; nothing of it is read for HEAD."""
    # A body of pieces has no length; one of none would be said to have the length 0.
    written = form.write(request, listing) if request.method == "GET" else ()
    response: HttpResponseBase
    if isinstance(written, bytes):
        response = HttpResponse(written, content_type=form.content_type)
    else:
        response = StreamingHttpResponse(written, content_type=form.content_type)
    if form.is_download:
        response["Content-Disposition"] = f'attachment; filename="{listing.name}.{suffix}"'
    return response


def zipped(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The same answer, compressed where the reader takes that."""
    patch_vary_headers(response, ["Accept-Encoding"])
    taken = ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", ""))
    if not taken or request.method == "HEAD":
        return response
    if isinstance(response, StreamingHttpResponse):
        pieces: Any = response.streaming_content
        response.streaming_content = zipped_pieces(pieces)
    elif isinstance(response, HttpResponse) and len(response.content) > TINY:
        response.content = gzip.compress(response.content, LEVEL, mtime=0)
    else:
        return response
    response["Content-Encoding"] = "gzip"
    return response


def zipped_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Compress piece by piece; each can be read when it has arrived."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    for piece in pieces:
        yield packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()
