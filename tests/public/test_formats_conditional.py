"""Who holds the present answer is told so and sent nothing; headers come without the list."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import connections, transaction
from django.test import Client

from cases.models import Case
from cases.public.formats import formats_of
from cases.public.pages.lists import LISTS
from tests import world
from tests.public.reader import body_of, in_one_moment
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])
# A snapshot tells transactions apart: where it is to differ, the change must really be committed.
committed = pytest.mark.django_db(transaction=True, databases=["default", "public"])
ADDRESSES = sorted(
    f"/{name}{suffix}"
    for name in LISTS
    for suffix in ("/", *(f".{suffix}" for suffix in formats_of(name)))
)


@pytest.fixture
def client(public_db: Any, settle: Callable[[], None]) -> Client:
    founding(no_contact_level="M-A")
    settle()
    return Client()


@pytest.fixture
def committing(transactional_db: None) -> Iterator[Client]:
    with transaction.atomic():
        founding(no_contact_level="M-A")
    yield Client()
    connections["public"].close()


def test_who_holds_a_list_is_told_that_it_stands(
    client: Client, queries: Callable[[], Any]
) -> None:
    def twice(address: str) -> tuple[Any, Any, list[str]]:
        first = client.get(address)
        body_of(first)
        with queries() as asked:
            return first, client.get(address, headers={"If-None-Match": first["ETag"]}), asked

    for address in ADDRESSES:
        first, again, asked = in_one_moment(partial(twice, address))
        assert again.status_code == 304, address
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == first["Cache-Control"]
        assert again["Vary"] == first["Vary"] if "." in address else True
        assert len(asked) == 1


@committed
def test_a_change_of_the_record_is_a_new_answer(committing: Client) -> None:
    held = {address: committing.get(address) for address in ADDRESSES}
    for answer in held.values():
        body_of(answer)
    Case.objects.update(caption="State v. Nobody")
    for address, answer in held.items():
        again = committing.get(address, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 200, address
        assert again["ETag"] != answer["ETag"]
        body_of(again)


@committed
def test_a_sealed_case_is_no_longer_said_to_stand(committing: Client) -> None:
    held = committing.get("/cases.csv")
    told = body_of(held)
    numbers = [case.number for case in Case.objects.all() if case.number in told]
    assert numbers
    with transaction.atomic():
        for case in Case.objects.filter(number__in=numbers):
            world.sealed(case)
    again = committing.get("/cases.csv", headers={"If-None-Match": held["ETag"]})
    assert body_of(again).count("\n") == 1


def test_another_question_is_another_answer(client: Client) -> None:
    answers = [client.get(f"/cases.json?sort={sort}") for sort in ("newest", "oldest")]
    assert answers[0]["ETag"] != answers[1]["ETag"]


def test_what_today_means_changes_by_the_hour(client: Client) -> None:
    def twice() -> list[str]:
        return [client.get("/hearings.json")["ETag"] for _ in range(2)]

    with time_machine.travel("2024-05-04T02:10:00Z", tick=False):
        held, again = in_one_moment(twice)
        assert again == held
    with time_machine.travel("2024-05-04T05:10:00Z", tick=False):
        assert client.get("/hearings.json")["ETag"] != held


def test_a_malformed_question_is_refused_whatever_is_held(client: Client) -> None:
    for held in ("*", 'W/"0"', client.get("/cases.json")["ETag"]):
        answer = client.get("/cases.json?colour=red", headers={"If-None-Match": held})
        assert answer.status_code == 400


def test_the_headers_come_without_the_list(client: Client, queries: Callable[[], Any]) -> None:
    def both(address: str) -> tuple[Any, Any, list[str]]:
        full = client.get(address)
        body_of(full)
        with queries() as asked:
            return full, client.head(address, headers={"Accept-Encoding": "gzip"}), asked

    for address in (each for each in ADDRESSES if "." in each):
        full, bare, asked = in_one_moment(partial(both, address))
        assert body_of(bare) == ""
        assert "Content-Length" not in bare
        assert {name: bare.get(name) for name in ("ETag", "Content-Type", "Vary")} == {
            name: full.get(name) for name in ("ETag", "Content-Type", "Vary")
        }
        assert len(asked) == 1
        assert "published_court" in asked[0]


def test_each_format_comes_compressed_to_who_takes_it_so(client: Client) -> None:
    for address in (each for each in ADDRESSES if "." in each):
        plain = client.get(address)
        packed = client.get(address, headers={"Accept-Encoding": "br, gzip;q=0.8"})
        whole = b"".join(packed) if packed.streaming else packed.content
        if packed.get("Content-Encoding"):
            whole = gzip.decompress(whole)
        assert whole.decode().split("DTSTAMP")[0] == body_of(plain).split("DTSTAMP")[0]
        assert "Accept-Encoding" in packed["Vary"]
    assert client.get("/cases.json", headers={"Accept-Encoding": "gzip"})["Content-Encoding"]


@pytest.mark.parametrize("taken", ["", "br", "gzip;q=0", "gzip;q=0.0, br"])
def test_nothing_is_compressed_for_who_does_not_take_it(client: Client, taken: str) -> None:
    answer = client.get("/cases.csv", headers={"Accept-Encoding": taken})
    assert "Content-Encoding" not in answer
    assert body_of(answer).startswith("key,court,")


def test_a_compressed_list_can_be_read_while_it_comes(client: Client) -> None:
    pieces = iter(client.get("/cases.csv", headers={"Accept-Encoding": "gzip"}))
    opened = zlib.decompressobj(31)
    assert opened.decompress(next(pieces)).startswith(b"key,court,")
    for piece in pieces:
        opened.decompress(piece)
    assert opened.eof
