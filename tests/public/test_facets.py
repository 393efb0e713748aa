"""The case list by kind: totals, the numbers beside every choice, and pages, against counting by
hand, whatever comes and goes."""

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.public.models import PublishedCase, PublishedKind, PublishedStatute
from cases.public.pages.lists import cases_asked
from cases.public.search import kinds
from tests import world
from tests.public.publication import differences
from tests.public.reader import Reader

pytestmark = pytest.mark.django_db(databases=["default", "public"])

COURTS = {"bend-circuit": "Bend", "bend-district": "Bend", "calloway-circuit": "Calloway"}
STATUTES = {"5-10-101": "Capital murder", "5-10-102": "Murder in the first degree"}
INSERT = """
    INSERT INTO published_case (key, court, court_name, state, county, number, number_key,
        case_type, caption, filed_date, status, defendants, statutes, levels, outcomes,
        directions, lead_charge, lead_level, kind, published_at, version_hash, version_id)
    SELECT %(key)s, %(court)s, '', 'AR', %(county)s, %(number)s, %(number)s,
        %(type)s, '', %(filed)s, %(status)s, '{}', '{}', '{}', '{}', %(change)s, '', %(level)s,
        kind_of(%(court)s, %(type)s, %(status)s, %(level)s, %(change)s), now(), '',
        gen_random_uuid()
"""
CITED = """
    INSERT INTO published_citation (case_key, statute_key, statute, labels, outcomes,
        filed_order, kind)
    SELECT c.key, s, s, ARRAY[%(labels)s::jsonb ->> s], %(outcomes)s::text[],
        c.filed_order, c.kind
    FROM published_case c, unnest(%(statutes)s::text[]) s WHERE c.key = %(key)s
"""
ENDED = """
    INSERT INTO published_outcome (case_key, outcome, filed_order, kind)
    SELECT c.key, o, c.filed_order, c.kind
    FROM published_case c, unnest(%(outcomes)s::text[]) o WHERE c.key = %(key)s
"""
PUBLISHED = st.fixed_dictionaries(
    {
        "court": st.sampled_from(sorted(COURTS)),
        "type": st.sampled_from(["CR", "DR"]),
        "status": st.sampled_from(["FILED", "CLOSED", "MIXED"]),
        "level": st.sampled_from(["F-Y", "M-A", ""]),
        "change": st.sampled_from([[], ["UPGRADE"], ["REDUCTION", "UPGRADE"]]),
        "statutes": st.lists(st.sampled_from(sorted(STATUTES)), unique=True),
        "outcomes": st.lists(st.sampled_from(["NOLLE", "ACQ"]), unique=True),
        "filed": st.none() | st.integers(0, 9).map(lambda n: date(2024, 1, 1) + timedelta(days=n)),
    }
)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "court": st.lists(st.sampled_from(sorted(COURTS)), min_size=1, max_size=2, unique=True),
        "county": st.just(["Bend"]),
        "type": st.just(["CR"]),
        "status": st.lists(st.sampled_from(["FILED", "MIXED"]), min_size=1, unique=True),
        "level": st.just(["F-Y"]),
        "change": st.sampled_from([["UPGRADE"], ["REDUCTION"], ["REDUCTION", "UPGRADE"]]),
        "filed_after": st.just([date(2024, 1, 3)]),
        "filed_before": st.just([date(2024, 1, 7)]),
        "sort": st.just(["oldest"]),
    },
)
# What no kind answers: the list then begins there.
SOUGHT: st.SearchStrategy[dict[str, list[Any]]] = st.one_of(
    st.just({}),
    st.just({"outcome": ["NOLLE"]}),
    st.just({"outcome": ["NOLLE"], "statute": ["5-10-101"]}),
    st.sampled_from([{"statute": ["5-10-*"]}, {"statute": ["5-10-101"]}, {"statute": ["murder"]}]),
)
Row = dict[str, Any]


@contextmanager
def set_back() -> Iterator[None]:
    """Each example of Hypothesis begins where the test did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def publish(rows: list[Row]) -> list[Row]:
    told = [
        {
            **row,
            "key": uuid.uuid4(),
            "number": f"CR-{n}",
            "county": COURTS[row["court"]],
            "labels": json.dumps(STATUTES),
        }
        for n, row in enumerate(rows)
    ]
    with connection.cursor() as cursor:
        for statement in (INSERT, CITED, ENDED):
            cursor.executemany(statement, told)
    return told


def answers(row: Row, asked: dict[str, list[Any]]) -> bool:
    """By hand: is this row asked for?"""
    filed = row["filed"]
    for name, wanted in asked.items():
        if name == "filed_after" and not (filed and filed >= wanted[0]):
            return False
        if name == "filed_before" and not (filed and filed <= wanted[0]):
            return False
        if name == "outcome" and not set(wanted) & set(row["outcomes"]):
            return False
        if name == "statute" and not any(
            statute.startswith(wanted[0].removesuffix("*"))
            or wanted[0] in STATUTES[statute].lower()
            for statute in row["statutes"]
        ):
            return False
        if name == "change" and not set(wanted) & set(row["change"]):
            return False
        if name in ("court", "county", "type", "status", "level") and row[name] not in wanted:
            return False
    return True


def question(asked: dict[str, list[Any]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in asked.items():
        field_is_code = name in ("type", "status", "change", "outcome", "sort")
        data.setlist(name, [str(v).lower() if field_is_code else str(v) for v in values])
    return data


def leafed(data: QueryDict) -> list[str]:
    """Every number of a list, page by page."""
    numbers: list[str] = []
    while True:
        page = cases_asked(data).page(3)
        numbers += [row["number"] for row in page.rows]
        if not page.next:
            return numbers
        data["after"] = page.next


@pytest.fixture(autouse=True)
def courts(db: None) -> None:
    for code, county in COURTS.items():
        world.court(code=code, county=county)


@pytest.mark.parametrize("most_read", [0, 4, 8_000])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(PUBLISHED, max_size=14), asked=ASKED, sought=SOUGHT)
def test_pages_hold_what_was_asked_for_in_order(
    public_db: Any,
    most_read: int,
    rows: list[Row],
    asked: dict[str, list[Any]],
    sought: dict[str, list[Any]],
) -> None:
    asked |= sought
    with set_back(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(kinds, "MOST_READ", most_read)
        patch.setattr(kinds, "MOST_SEEN", most_read)
        patch.setattr(kinds, "FEW_SORTS", most_read // 4)
        wanted = [row for row in publish(rows) if answers(row, asked)]
        wanted.sort(
            key=lambda row: (row["filed"] or date.min, row["key"]), reverse="sort" not in asked
        )
        data = question(asked)
        assert cases_asked(data).total.count == len(wanted)
        assert leafed(data) == [row["number"] for row in wanted]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(PUBLISHED, max_size=14), asked=ASKED)
def test_the_number_beside_a_choice_is_what_choosing_it_shows(
    public_db: Any, rows: list[Row], asked: dict[str, list[Any]]
) -> None:
    with set_back():
        told = publish(rows)
        counts = cases_asked(question(asked)).facets.counts
        dated = any(name.startswith("filed") for name in asked)
        for name in ("court", "county", "type", "status", "level", "change"):
            others = {n: w for n, w in asked.items() if n != name or dated}
            by_hand = Counter(
                code
                for row in told
                if answers(row, others)
                for code in (row[name] if name == "change" else [row[name]])
            )
            assert dict(counts.get(name, {})) == dict(by_hand), name


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(PUBLISHED, min_size=1, max_size=14), gone=st.data())
def test_what_is_withdrawn_leaves_no_trace_among_the_kinds(
    public_db: Any, rows: list[Row], gone: st.DataObject
) -> None:
    with set_back():
        told = publish(rows)
        keys = gone.draw(st.sets(st.sampled_from([row["key"] for row in told])))
        PublishedCase.objects.filter(key__in=keys).delete()
        left = [row for row in told if row["key"] not in keys]
        assert sum(kind.cases for kind in PublishedKind.objects.all()) == len(left)
        assert not PublishedKind.objects.filter(cases__lte=0).exists()


def test_a_sealed_case_is_counted_nowhere(reader: Reader) -> None:
    court = world.court(code="lake-circuit", county="Lake")
    case = world.case(number="CR-1", court=court, visibility="PUBLIC")
    world.case(number="CR-2", court=court, visibility="PUBLIC")
    query = {"court": "lake-circuit"}
    assert reader.get("/cases.json", query).json()["count"] == 2
    world.sealed(case)
    assert reader.get("/cases.json", query).json()["count"] == 1
    assert [kind.cases for kind in PublishedKind.objects.filter(court="lake-circuit")] == [1]


def test_choices_are_links_that_add_or_drop_them(reader: Reader) -> None:
    for code, county in (("lake-circuit", "Lake"), ("mill-circuit", "Mill")):
        world.case(court=world.court(code=code, county=county), visibility="PUBLIC")
    page = reader.get("/cases/", {"county": "Lake"}).text
    assert 'href="/cases/?county=Lake&amp;county=Mill"' in page
    assert 'href="/cases/" rel="nofollow" data-in-use' in page


def test_several_counties_are_asked_for_at_once(reader: Reader) -> None:
    for code, county in (
        ("lake-circuit", "Lake"),
        ("mill-circuit", "Mill"),
        ("elm-circuit", "Elm"),
    ):
        court = world.court(code=code, county=county)
        world.case(number=f"CR-{county}", court=court, visibility="PUBLIC")
    found = reader.numbers(query={"county": ["Lake", "Elm"]})
    assert sorted(found) == ["CR-Elm", "CR-Lake"]


def test_counts_that_went_wrong_are_made_anew(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC")
    world.charge(world.defendant(case), statute="5-26-303", label="Domestic battering")
    reader.settle()
    PublishedKind.objects.update(cases=7)
    PublishedStatute.objects.all().delete()
    assert differences() == [("strays", 3)]
    call_command("publish", all=True, stdout=StringIO())
    assert differences() == []
