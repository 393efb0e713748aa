"""The programs that people read our formats with read them."""

import io
from datetime import UTC, date, datetime
from typing import Any

import feedparser
import icalendar
import pandas as pd
import pytest
from frictionless import Resource, Schema, validate

from cases.models import Case, Hearing
from cases.public.pages.lists import LISTS
from cases.public.search import paging
from tests import world
from tests.public.reader import Reader, body_of, path_of
from tests.worlds.formats import CAPTION, STARTS, everything
from tests.worlds.founding import founding

pytestmark = pytest.mark.django_db(databases=["default", "public"])
CALENDAR = "/hearings.ics?sort=latest"


def table(reader: Reader, path: str, **options: Any) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(body_of(reader.get(path))), **options)


def feed(reader: Reader, path: str) -> Any:
    read = feedparser.parse(body_of(reader.get(path)).encode())
    assert not read.bozo, read.get("bozo_exception")
    return read


def calendar(reader: Reader, path: str = CALENDAR) -> icalendar.Calendar:
    read = icalendar.Calendar.from_ical(body_of(reader.get(path)))
    assert isinstance(read, icalendar.Calendar)
    return read


def test_pandas_reads_the_csv(reader: Reader) -> None:
    everything()
    cases = table(reader, "/cases.csv", parse_dates=["filed_date", "published_at"])
    assert set(cases["number"]) >= {"'-1+1", "CR-BARE"}
    assert cases["published_at"].dt.tz is not None
    assert f"'{CAPTION}" in set(cases["caption"])


def test_pandas_reads_the_ndjson(reader: Reader) -> None:
    everything()
    cases = pd.read_json(io.StringIO(body_of(reader.get("/cases.ndjson"))), lines=True)
    assert CAPTION in set(cases["caption"])


@pytest.mark.parametrize("name", sorted(LISTS))
def test_each_csv_is_as_its_table_schema_says(reader: Reader, name: str) -> None:
    everything()
    query = "?sort=latest" if name == "hearings" else ""
    schema = Schema.from_descriptor(reader.get(f"/data/{name}.schema.json").json())
    data = body_of(reader.get(f"/{name}.csv{query}")).encode()
    report = validate(Resource(data=data, format="csv", schema=schema))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert report.tasks[0].stats["rows"] > 0


def test_a_csv_that_breaks_its_schema_is_found_out(reader: Reader) -> None:
    world.case(visibility="PUBLIC", filed_date=date(2024, 3, 1))
    schema = Schema.from_descriptor(reader.get("/data/cases.schema.json").json())
    data = body_of(reader.get("/cases.csv")).replace("2024-03-01", "the first of March")
    report = validate(Resource(data=data.encode(), format="csv", schema=schema))
    assert {error.type for error in report.tasks[0].errors} == {"type-error"}


def test_a_list_that_is_none_has_no_schema(reader: Reader) -> None:
    assert reader.get("/data/people-of-interest.schema.json").status_code == 404


def test_a_feed_reader_reads_the_changes(reader: Reader) -> None:
    found = founding(no_contact_level="M-A")
    read = feed(reader, "/changes.atom")
    (entry,) = read.entries
    assert entry.title.startswith("Upgrade (")
    assert found.homicide.number in entry.title
    assert "Domestic battering in the first degree (5-26-303, Class B felony)" in entry.summary
    assert entry.link == f"http://testserver{path_of(found.homicide)}"
    assert entry.id.startswith("tag:testserver,2026:changes/")
    assert entry.updated == entry.published


def test_a_feed_reader_reads_the_cases_with_every_letter(reader: Reader) -> None:
    everything()
    titles = [entry.title for entry in feed(reader, "/cases.atom").entries]
    assert any("Ñandú" in title and "😀" in title for title in titles)


def test_a_feed_answers_the_question_and_leads_to_its_page(reader: Reader) -> None:
    everything()
    read = feed(reader, "/cases.atom?number=CR-BARE")
    assert [entry.title for entry in read.entries] == ["CR-BARE"]
    assert read.feed.link == "http://testserver/cases/?number=CR-BARE"


def test_a_page_leads_programs_to_its_feed(reader: Reader) -> None:
    everything()
    page = body_of(reader.get("/changes/?direction=upgrade"))
    assert 'title="This list as a feed" href="/changes.atom?direction=upgrade"' in page
    assert "application/atom+xml" not in body_of(reader.get("/orders/"))


def test_an_entry_keeps_its_identity_when_the_case_changes(reader: Reader) -> None:
    case = world.case(number="CR-1", visibility="PUBLIC")
    before = feed(reader, "/cases.atom").entries[0]
    Case.objects.filter(pk=case.pk).update(caption="State v. Nobody")
    after = feed(reader, "/cases.atom").entries[0]
    assert after.id == before.id
    assert after.title != before.title


def test_the_pages_of_a_feed_are_linked_there_and_back(reader: Reader) -> None:
    court = world.court()
    for n in range(paging.PAGE + 5):
        world.case(number=f"CR-{n}", court=court, visibility="PUBLIC")
    first = feed(reader, "/cases.atom")
    second = feed(reader, link(first, "next"))
    assert len({entry.id for entry in [*first.entries, *second.entries]}) == paging.PAGE + 5
    assert link(second, "next") == ""
    back = feed(reader, link(second, "previous"))
    assert [entry.id for entry in back.entries] == [entry.id for entry in first.entries]


def link(read: Any, rel: str) -> str:
    return next((link.href for link in read.feed.links if link.rel == rel), "")


def test_a_list_without_dates_of_events_has_no_feed_and_no_calendar(reader: Reader) -> None:
    assert reader.get("/orders.atom").status_code == 404
    assert reader.get("/cases.ics").status_code == 404


def test_a_calendar_program_reads_the_hearings(reader: Reader) -> None:
    everything()
    events = calendar(reader).walk("VEVENT")
    assert sorted(str(event["STATUS"]) for event in events) == [
        *["CANCELLED"] * 2,
        *["CONFIRMED"] * (len(events) - 2),
    ]
    assert {event["DTSTART"].dt.astimezone(UTC).replace(microsecond=0) for event in events} == {
        STARTS
    }
    assert any(event["LOCATION"].startswith('"B", @ 2\\2, ') for event in events)


def test_a_hearing_stands_in_its_courts_own_hours(reader: Reader) -> None:
    court = world.court(timezone="America/Denver")
    world.hearing(world.case(court=court, visibility="PUBLIC"), starts_at=STARTS)
    read = calendar(reader)
    (event,) = read.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == "America/Denver"
    assert event["DTSTART"].dt == datetime(2024, 5, 6, 8, 30, tzinfo=event["DTSTART"].dt.tzinfo)
    zones = {str(zone["TZID"]) for zone in read.walk("VTIMEZONE")}
    assert "America/Denver" in zones


def test_a_hearing_that_is_moved_keeps_its_identity(reader: Reader) -> None:
    hearing = world.hearing(world.case(visibility="PUBLIC"), starts_at=STARTS)
    (before,) = calendar(reader).walk("VEVENT")
    Hearing.objects.filter(pk=hearing.pk).update(starts_at=STARTS.replace(day=7))
    (after,) = calendar(reader).walk("VEVENT")
    assert after["UID"] == before["UID"] == f"{hearing.key}@testserver"
    assert after["DTSTART"].dt != before["DTSTART"].dt


def test_a_calendar_without_hearings_is_still_one(reader: Reader) -> None:
    world.court()
    assert calendar(reader).walk("VEVENT") == []
