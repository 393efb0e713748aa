"""What every answer says to browsers: pages, files, refusals, redirects, the desk."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings

from cases.public import fair_use
from cases.public.fair_use import WHOLE_LIST, Buckets
from tests import world
from tests.public.reader import Reader, body_of, path_of, words_of

pytestmark = pytest.mark.django_db(databases=["default", "public"])

ANSWERS = (
    "/", "/cases/", "/cases.csv", "/cases.json", "/changes.atom", "/hearings.ics", "/people/",
    "/data/", "/about/", "/api/v1/", "/api/v1/cases/", "/api/v1/nowhere/", "/nowhere/", "/cases",
    "/cases/?bogus=1", "/robots.txt", "/healthz", "/readyz", "/admin/", "/admin/login/",
    "/admin/jsi18n/", "/static/css/base.css", "/static/nothing.css",
)  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CLOSED = ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "script-src 'self'",
          "style-src 'self'", "form-action 'self'")  # fmt: skip


def closed(answer: Any) -> None:
    """Close the file of an answer that is one, and not, as a server would, the connections."""
    for close in answer._resource_closers:
        close()


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_has_the_headers_of_all(path: str, reader: Reader) -> None:
    answer = reader.get(path)
    assert {name: answer.get(name) for name in ALWAYS} == ALWAYS
    policy = answer["Content-Security-Policy"]
    assert [part for part in CLOSED if part not in policy] == []
    assert not re.search("unsafe|nonce|http|\\*", policy)
    assert "frame-ancestors" in policy
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Cache-Control"]
    closed(answer)


@override_settings(ALLOWED_HOSTS=["records.court.example"])
def test_a_refusal_of_a_wrong_host_has_them_too(reader: Reader) -> None:
    answer = reader.get("/cases/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@override_settings(
    SECURE_SSL_REDIRECT=True,
    SECURE_HSTS_SECONDS=31536000,
    SECURE_HSTS_INCLUDE_SUBDOMAINS=True,
    SECURE_HSTS_PRELOAD=True,
)
def test_by_https_every_answer_says_to_come_by_https_only(reader: Reader) -> None:
    for path in ANSWERS:
        answer = reader.client.get(path, secure=True)
        assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        closed(answer)
    moved = reader.client.get("/cases/")
    assert (moved.status_code, moved["Location"]) == (301, "https://testserver/cases/")
    assert "default-src 'none'" in moved["Content-Security-Policy"]


@pytest.mark.parametrize("path", [path for path in ANSWERS if not path.startswith("/admin")])
def test_a_reader_gets_no_cookie_and_none_is_looked_at(path: str, reader: Reader) -> None:
    answer = reader.get(path)
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    closed(answer)


def test_what_a_clerk_sees_is_kept_nowhere(reader: Reader) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    case = world.case()
    for path in ("/admin/", "/admin/cases/case/", f"/admin/cases/case/{case.pk}/change/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"], path


def test_what_names_people_is_asked_for_anew_each_time(reader: Reader) -> None:
    case = world.case(visibility="PUBLIC")
    for path in (
        path_of(case),
        "/cases/",
        "/cases.csv",
        "/people/",
        "/api/v1/cases/",
        "/changes.atom",
    ):
        said = reader.get(path)["Cache-Control"]
        assert "no-cache" in said, path
        assert "max-age" not in said, path


@pytest.mark.parametrize("suffix", ["", "versions/"])
def test_after_a_seal_who_holds_a_page_is_told_it_is_not_there(suffix: str, reader: Reader) -> None:
    charge = world.charge(world.defendant(world.case(visibility="PUBLIC")))
    path = path_of(charge.case) + suffix
    held = reader.get(path)
    assert held.status_code == 200
    tag = {"If-None-Match": held.get("ETag", "*")}
    world.sealed(charge.case)
    now = reader.get(path, headers=tag)
    assert now.status_code == 404
    assert charge.case.number not in body_of(now)


def test_search_engines_are_kept_from_whatever_names_people(reader: Reader) -> None:
    case = world.defendant(world.case(visibility="PUBLIC")).case
    for path in (path_of(case), "/cases/", "/people/", "/changes/", "/orders/", "/hearings/",
                 "/cases.csv", "/api/v1/people/", path_of(case) + "versions/"):  # fmt: skip
        assert "noindex" in reader.get(path)["X-Robots-Tag"], path
    robots = body_of(reader.get("/robots.txt"))
    assert "Disallow: /\n" in robots
    assert "Sitemap" not in robots
    assert reader.get("/sitemap.xml").status_code == 404


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Twelve pages a minute, from full buckets."""
    monkeypatch.setattr(fair_use, "BUCKETS", Buckets())
    with override_settings(PAGE_REQUESTS_PER_MINUTE=12):
        yield


def test_who_asks_for_too_many_pages_is_told_in_words_when_to_go_on(
    reader: Reader, few: None
) -> None:
    answers = [reader.get("/cases/") for _ in range(13)]
    assert [answer.status_code for answer in answers] == [200] * 12 + [429]
    assert 1 <= int(answers[-1]["Retry-After"]) <= 5
    assert "Too many requests at once" in words_of(answers[-1])
    assert "second" in words_of(answers[-1])


def test_a_program_is_told_so_in_its_format(reader: Reader, few: None) -> None:
    answers = [reader.get("/cases.json") for _ in range(13)]
    assert answers[-1].status_code == 429
    assert "Retry-After" in answers[-1].json()["error"]


def test_a_whole_list_is_worth_many_pages(reader: Reader, few: None) -> None:
    assert reader.get("/cases.csv").status_code == 200
    assert [reader.get("/cases/").status_code for _ in range(3)] == [200, 200, 429]
    assert WHOLE_LIST == 10


def test_the_api_and_the_pages_do_not_take_from_each_other(reader: Reader, few: None) -> None:
    for _ in range(13):
        reader.get("/cases/")
    assert reader.get("/api/v1/cases/").status_code == 200


def test_signs_of_life_are_never_refused(reader: Reader, few: None) -> None:
    assert [reader.get("/healthz").status_code for _ in range(20)] == [200] * 20


def test_too_many_pages_put_no_question_to_the_database(
    reader: Reader, few: None, queries: Any
) -> None:
    for _ in range(12):
        reader.get("/cases/")
    with queries() as asked:
        assert reader.client.get("/cases/").status_code == 429
    assert asked == []


@override_settings(
    SESSION_COOKIE_NAME="__Host-sessionid", SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True
)
def test_who_signs_in_gets_a_new_session_which_no_script_reads(reader: Reader) -> None:
    User.objects.create_user("clerk", password="a long password", is_staff=True)
    client = Client()
    client.cookies["__Host-sessionid"] = "f" * 32
    typed = {"login": "clerk", "password": "a long password"}
    client.post("/admin/account/sign-in/", typed)
    cookie = client.cookies["__Host-sessionid"]
    assert cookie.value not in ("", "f" * 32)
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_a_form_without_our_token_is_refused(reader: Reader) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create_superuser("root"))
    case = world.case()
    answer = client.post(f"/admin/cases/case/{case.pk}/change/", {"caption": "forged"})
    assert answer.status_code == 403
