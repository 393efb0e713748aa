"""Any list of the desk, taken along as a CSV file."""

import csv
import io
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from cases.admin.desk import RecordAdmin
from cases.admin.list_csv import CHUNK, cells, written
from cases.desk.models import Done
from cases.models import Case, Person
from tests import world

pytestmark = pytest.mark.django_db

LISTS = [model for model, desk in admin.site._registry.items() if isinstance(desk, RecordAdmin)]


def address(kind="case", page="csv"):
    return reverse(f"admin:cases_{kind}_{page}")


def taken(client, kind="case", **asked):
    answer = client.get(address(kind), asked)
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))


def test_a_list_is_taken_with_its_labels_and_what_it_shows(desk):
    case = world.case(number="CR24-7")
    world.defendant(case, world.person("Darío Ibáñez"))
    assert taken(desk) == [
        ["Number", "Court", "Case type", "Defendants", "Filed date", "Visibility"],
        ["CR24-7", str(case.court), "Criminal", "Darío Ibáñez", "", "Draft"],
    ]


def test_every_row_is_taken_and_not_only_a_page_of_them(desk):
    court = world.court()
    Case.objects.bulk_create(
        Case(court=court, number=f"CR24-{n}", case_type="CR") for n in range(120)
    )
    assert len(taken(desk)) == 121


def test_the_rows_come_filtered_searched_and_sorted_as_on_the_screen(desk):
    for number, filed in (("CR24-71", "2024-03-01"), ("CR24-72", "2024-02-01")):
        world.case(number=number, filed_date=filed)
    world.case(number="CR24-73", visibility="JUVENILE", case_type="JV")
    rows = taken(desk, visibility__exact="DRAFT", q="24", o="6", p="1")
    assert [row[0] for row in rows[1:]] == ["CR24-72", "CR24-71"]


def test_a_filter_that_there_is_not_leads_back_to_the_list(desk):
    assert desk.get(address(), {"no_such": "1"}).status_code == 302


def test_a_value_that_a_spreadsheet_would_run_is_made_text(desk):
    world.person("=cmd()")
    assert taken(desk, "person")[1][0] == "'=cmd()"


def test_sealed_cases_are_in_no_file_of_those_who_may_not_know_of_them(desk, clerk):
    world.sealed(world.case(number="CR24-7"))
    clerk.user_permissions.remove(Permission.objects.get(codename="view_seal"))
    assert len(taken(desk)) == 1


def test_who_may_not_view_a_list_takes_none(db):
    client = Client()
    client.force_login(User.objects.create_user("other", is_staff=True))
    assert client.get(address()).status_code == 403
    assert not Done.objects.exists()


def test_it_is_kept_who_took_what_and_how_many_rows(desk):
    world.case()
    taken(desk, visibility__exact="DRAFT")
    done = Done.objects.get()
    assert (done.done_by, done.act, done.table) == ("clerk", "csv", "court_case")
    assert "visibility__exact=DRAFT" in done.said
    assert done.said.endswith("1 row.")


def test_one_that_breaks_off_is_kept_with_the_rows_that_left(db):
    Person.objects.bulk_create(Person(full_name=f"{n:030}", surname="N") for n in range(5000))
    done = Done.objects.create(token=uuid4(), table="person", row_id=0, act="csv", said="Taken.")
    rows = cells(admin.site.get_model_admin(Person), Person.objects.all(), ["name"])
    lines = written(done, ["Name"], rows)
    left = next(lines).count(b"\r\n") - 1
    lines.close()
    assert Done.objects.get().said == f"Taken. {left:,} rows."
    assert 0 < left < 5000


def test_rows_are_read_by_chunks_and_not_all_at_once(desk, django_assert_max_num_queries):
    Person.objects.bulk_create(Person(full_name=f"N {n}", surname="N") for n in range(CHUNK + 1))
    answer = desk.get(address("person"))
    with django_assert_max_num_queries(8):
        assert b"".join(answer.streaming_content).count(b"\r\n") == CHUNK + 2


@pytest.mark.parametrize("model", LISTS)
def test_every_list_of_the_desk_is_taken_and_says_so(model, desk, clerk):
    seeing = Permission.objects.get(
        content_type__app_label=model._meta.app_label, codename=f"view_{model._meta.model_name}"
    )
    clerk.user_permissions.add(seeing)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert f"{reverse(name + '_csv')}?".encode() in desk.get(reverse(f"{name}_changelist")).content
    answer = desk.get(reverse(f"{name}_csv"))
    assert b"".join(answer.streaming_content).count(b"\r\n") >= 1


def test_the_name_of_the_file_tells_list_and_day(desk, settings):
    answer = desk.get(address())
    assert "cases-20" in answer["Content-Disposition"]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
