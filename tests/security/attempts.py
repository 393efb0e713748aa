"""What has been tried against the site, and what came of it: one table, which the tests run and
docs/security-attempts.md lists. `python3 -m tests.security.attempts` prints that page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from urllib.parse import urlencode

PAGE = Path(__file__).parents[2] / "docs" / "security-attempts.md"
EVIL = "evil.example"
LONG = "A" * 20_000

NOTHING = "answered as a search that finds nothing"
REFUSED = "refused: 400, and told which parameters there are"
ABSENT = "404, as for any address that has nothing"
READ_ONLY = "refused: 405, the public side is only read"
LOGIN = "sent to sign in"


@dataclass(frozen=True)
class Attempt:
    """One request that no reader sends, and what has to come of it."""

    family: str
    tried: str
    path: str
    outcome: str
    statuses: tuple[int, ...]
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    content_type: str = "application/x-www-form-urlencoded"

    def __str__(self) -> str:
        return f"{self.family}: {self.tried}"


def short(text: str) -> str:
    return text if len(text) < 60 else f"{text[:50]}… ({len(text):,} letters)"


INJECTED = (
    "' OR '1'='1",
    "'; DROP TABLE court_case; --",
    "') UNION SELECT password FROM auth_user --",
    "1 AND (SELECT pg_sleep(9)) IS NULL",
    "\\'; SELECT 1; --",
    "$$; SELECT version(); $$",
    "%27%20OR%201=1",
    "{{7*7}}${7*7}<%= 7*7 %>",
    LONG,
)
WHERE = (
    ("/cases/", "q"), ("/cases/", "name"), ("/cases.json", "number"), ("/cases.csv", "statute"),
    ("/changes/", "q"), ("/changes.json", "from_statute"), ("/people/", "q"),
    ("/hearings.json", "court"), ("/api/v1/cases/", "q"), ("/api/v1/people/", "q"),
    ("/api/v1/statutes/", "q"),
)  # fmt: skip
CHOSEN = (
    ("/cases/", "sort"), ("/cases.json", "court"), ("/cases.json", "after"), ("/cases.json", "level"),
    ("/cases.csv", "filed_after"), ("/changes.json", "direction"), ("/api/v1/cases/", "limit"),
    ("/api/v1/cases/", "before"),
)  # fmt: skip


def sql() -> Iterator[Attempt]:
    for path, name in WHERE:
        for text in INJECTED:
            asked = f"{path}?{urlencode({name: text})}"
            yield Attempt("SQL and templates in a search", f"{path}?{name}={short(text)}", asked,
                          f"{NOTHING}, or {REFUSED}", (200, 400))  # fmt: skip
    for path, name in CHOSEN:
        for text in INJECTED:
            asked = f"{path}?{urlencode({name: text})}"
            yield Attempt("SQL where one of a few values is asked for",
                          f"{path}?{name}={short(text)}", asked, REFUSED, (400,))  # fmt: skip


LOOKUPS = (
    "court__state", "court__id__gte", "defendants__contains", "password__startswith",
    "version_id__isnull", "case_key", "_connector", "pk__in", "filed_date__year",
    "caption__regex", "ordering", "fields", "include", "visibility", "is_sealed", "format",
    "__proto__", "court[]", "q.raw", "e",
)  # fmt: skip
ASKED = ("/cases/", "/cases.json", "/changes.csv", "/people.json", "/api/v1/orders/")
AT_THE_DESK = (
    "user__password__startswith", "parties__person__full_name__regex", "court__cases__seal__id",
    "visibility__exact", "id__in",
)  # fmt: skip


def lookups() -> Iterator[Attempt]:
    for path in ASKED:
        for name in LOOKUPS:
            yield Attempt("Lookups of the ORM as parameters", f"{path}?{name}=1",
                          f"{path}?{urlencode({name: '1'})}", REFUSED, (400,))  # fmt: skip
    for name in AT_THE_DESK:
        yield Attempt("Lookups of the ORM as parameters", f"/admin/cases/case/?{name}=1",
                      f"/admin/cases/case/?{name}=1", LOGIN, (302,))  # fmt: skip


PATHS = (
    "/cases/../admin/cases/case/", "/cases/%2e%2e/%2e%2e/etc/passwd", "/static/../config/settings.py",
    "/static/%2e%2e/%2e%2e/config/settings.py", "/static/..%2f..%2f.env", "/static//etc/passwd",
    "/cases/bend%2Fcircuit/CR-1/", "/cases/bend/..%2f..%2fadmin/",
    "/cases.csv%00.json", "/cases.csv/", "/cases.exe", "/cases./", "/people/1/", "/people/-1/",
    "/people/00000000-0000-0000-0000-000000000000/", "/.env", "/.git/config", "/manage.py",
    "/server-status", "/wp-login.php", "/api/v1/../../admin/", "/api/v2/cases/", "/graphql",
    "/cases/bend/" + LONG + "/", "/" + "a/" * 3000, "/cases/%F0%9F%92%A9/%ff%fe/", "/%0d%0aX-Evil:1/",
    "/debug/", "/__debug__/", "/media/x", "/imports/x", "/.imports/1/sent/a.zip",
)  # fmt: skip


def paths() -> Iterator[Attempt]:
    for path in PATHS:
        yield Attempt("Paths", short(path), path, ABSENT, (404,))
    for path in ("/cases", "/admin/cases/case"):
        yield Attempt("Paths", path, path, "sent to the same address with its slash", (301, 302))
    yield Attempt("Paths", "/cases/bend/CR%00-1/", "/cases/bend/CR%00-1/",
                  "sent to the number as it is written in addresses, whether it is there or not",
                  (301,))  # fmt: skip
    for path in ("//evil.example/%2f..", "/admin/login/?next=//evil.example/"):
        yield Attempt("Paths", path, path, "leads to no other site", (200, 301, 302, 404))


HEADERS: tuple[tuple[dict[str, str], str, tuple[int, ...]], ...] = (
    ({"Host": EVIL}, "refused: 400, as no name of this site", (400,)),
    ({"Host": f"localhost@{EVIL}"}, "refused: 400, as no name of this site", (400,)),
    ({"X-Forwarded-Host": EVIL}, "not believed: no address on the page leads there", (200,)),
    ({"X-Forwarded-For": "127.0.0.1"}, "not believed without BEHIND_PROXY", (200,)),
    ({"X-Forwarded-Proto": "https"}, "not believed without BEHIND_PROXY", (200,)),
    ({"Forwarded": f"host={EVIL}"}, "not read", (200,)),
    ({"X-Original-URL": "/admin/"}, "not read", (200,)),
    ({"X-Rewrite-URL": "/admin/"}, "not read", (200,)),
    ({"X-HTTP-Method-Override": "DELETE"}, "not read", (200,)),
    ({"X-Forwarded-User": "clerk"}, "not read: nobody is signed in by it", (200,)),
    ({"Remote-User": "clerk"}, "not read: nobody is signed in by it", (200,)),
    ({"Authorization": "Basic Y2xlcms6Y2xlcms="}, "not read", (200,)),
    ({"Cookie": "sessionid=" + "a" * 32}, "no such session: a stranger's answer", (200,)),
    ({"Cookie": "sessionid=" + LONG}, "no such session: a stranger's answer", (200,)),
    ({"Accept": "../../etc/passwd"}, "a page, as ever", (200,)),
    ({"Accept-Language": "../../../etc/passwd"}, "a page, as ever", (200,)),
    ({"Accept-Encoding": "gzip;q=" + "9" * 5000}, "a page, as ever", (200,)),
    ({"If-None-Match": 'W/"' + LONG}, "a page, as ever", (200,)),
    ({"If-Modified-Since": "never"}, "a page, as ever", (200,)),
    ({"Range": "bytes=0-,0-,0-,0-,0-"}, "a page, as ever", (200,)),
    ({"Origin": f"https://{EVIL}"}, "a page, with no leave to read it from there", (200,)),
    ({"Referer": f"https://{EVIL}/<script>"}, "a page, as ever", (200,)),
    ({"User-Agent": "() { :;}; echo"}, "a page, as ever", (200,)),
)


def headers() -> Iterator[Attempt]:
    for sent, outcome, statuses in HEADERS:
        said = "; ".join(f"{name}: {short(value)}" for name, value in sent.items())
        yield Attempt("Headers", said, "/cases/", outcome, statuses, headers=sent)


XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
BODIES = (
    ("a form", b"visibility=PUBLIC", "application/x-www-form-urlencoded"),
    ("XML with an outside entity", XXE, "application/xml"),
    ("JSON nested 10,000 deep", b"[" * 10_000, "application/json"),
    ("5 MB of a form", b"q=" + b"a" * 5 * 2**20, "application/x-www-form-urlencoded"),
    ("5,000 fields", b"a=1&" * 5_000, "application/x-www-form-urlencoded"),
    ("a broken multipart body", b"--x\r\nContent", "multipart/form-data; boundary=x"),
)
READ = ("/", "/cases/", "/cases.csv", "/api/v1/cases/", "/people/", "/data/", "/courts/")
METHODS = ("POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


def methods() -> Iterator[Attempt]:
    for path in READ:
        for method in METHODS:
            yield Attempt("Methods", f"{method} {path}", path, READ_ONLY, (405,), method)
    for path in ("/cases/", "/api/v1/cases/"):
        for what, body, content_type in BODIES:
            yield Attempt("Bodies", f"POST {path} with {what}", path, READ_ONLY, (405,), "POST",
                          body=body, content_type=content_type)  # fmt: skip
    for what, body, content_type in BODIES:
        yield Attempt("Bodies", f"POST /admin/login/ with {what}", "/admin/login/",
                      "refused: 403 without a token of ours, or 400 as too much", (400, 403), "POST",
                      body=body, content_type=content_type)  # fmt: skip


def attempts() -> list[Attempt]:
    """All of them, family by family."""
    return [*sql(), *lookups(), *paths(), *headers(), *methods()]


INTRODUCTION = """\
# What was tried

Each line is a request that was sent to the site in a test, and what has to come of it. The page is \
written from the table that the tests run ([tests/security/attempts.py](../tests/security/attempts.py)); \
a test compares the two. Every answer is also looked through for what none may hold: another site's \
name in an address, words of the database or of the program, a line of a file of the server. None is \
a server error, and none takes longer than a page.

What cannot be told as one request is tried elsewhere:

| tried | in |
|---|---|
| the audit forged, emptied, silenced; rights taken | `tests/security/test_database_roles.py` |
| every address of the desk by every role, read and written | `tests/security/test_every_address_by_every_role.py` |
| formulas, markup and line ends in names, carried into CSV, JSON, Atom, iCalendar and pages | `tests/security/test_carried_through.py` |
| archives that swell, climb, or lie | `tests/security/test_uploads.py`, `tests/imports/test_zip.py` |
| slow, broken and smuggled requests to a real server | `tests/security/test_slow_clients.py` |
| wide scans of every address and parameter of the API | `tests/public/test_api_schemathesis.py` |
"""


def as_code(text: str) -> str:
    """Text as a cell of Markdown shows it, unchanged."""
    plain = text.replace("|", "\\|").replace("\r", "\\r").replace("\n", "\\n")
    fence = "``" if "`" in plain else "`"
    return f"{fence}{plain}{fence}"


def page() -> str:
    """docs/security-attempts.md."""
    lines = [INTRODUCTION]
    for family, tried in groupby(attempts(), key=lambda each: each.family):
        lines += [f"## {family}", "", "| tried | outcome |", "|---|---|"]
        lines += [f"| {as_code(each.tried)} | {each.outcome} |" for each in tried]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
