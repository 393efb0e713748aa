"""What an auditor may not know is nowhere an auditor looks: no page of the desk, no statement."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from cases.desk.done import sign_off
from cases.desk.models import Flag, Request
from cases.grants import masks
from cases.models import Case, Correction, DocketEntry, Party, PersonRelation
from tests import world
from tests.canary.reading import values_in
from tests.canary.world import canary_world
from tests.clerk.every_page import every_page
from tests.clerk.hands import file_page, history_page, page
from tests.rules import settle_now
from tests.signed_in import in_role

pytestmark = pytest.mark.django_db(databases=["default", "public"])

# In every text that an auditor may not read, and in none that may be read.
TOKEN = "zyzzy"


@pytest.fixture
def auditor(db: None) -> Client:
    return in_role("Auditors")


@pytest.fixture
def supervisor(db: None) -> Client:
    return in_role("Supervisors")


@pytest.fixture
def rows(db: None) -> dict[type, Any]:
    """A case in which somebody is withheld, and stands in every text that could name them."""
    case = world.case(visibility="PUBLIC", caption=f"Achterberg v. {TOKEN}")
    accused = world.defendant(case)
    hurt = world.person(f"Una {TOKEN}", given="Una", surname=TOKEN, birth_date="1801-02-03")
    hurt.names.create(full_name=f"{TOKEN} the younger", kind="ALIAS")
    party = world.party(case, "VIC", hurt)
    charge = world.charge(accused, label=f"Battery of {TOKEN}")
    world.sentence(world.dispose(charge).charge, text=f"No word to {TOKEN}")
    world.status(case, reason=f"{TOKEN} absent")
    entry = world.entry(case, "MOTION", text=f"Motion of {TOKEN}")
    hearing = world.hearing(case, reason=f"{TOKEN} absent")
    order = world.order(case, accused, hurt)
    place = order.places.create(text=f"{TOKEN} street")
    relation = PersonRelation.objects.create(person=accused.person, other=hurt, kind="SPOUSE_OF")
    statement = world.statement(case, f"{TOKEN} said so")
    for row, field in ((case, "caption"), (charge, "level_reason"), (hurt, "full_name")):
        Correction.objects.create(
            table=row._meta.db_table, row_id=row.pk, field=field, old_value=TOKEN, new_value="2",
            reason=f"{TOKEN} was meant", authority="Clerk", corrected_by="clerk",
        )  # fmt: skip
    flag = Flag.objects.create(
        case=case, table="charge", row_id=charge.pk, rule="odd", words=TOKEN, found_by="clerk"
    )
    sign_off(case, case=case, act="change", said=f"{TOKEN} was noted.", by="clerk")
    asked = Request.objects.create(
        act="seal", table="charge", row_id=charge.pk, case=case, given={"reason": [TOKEN]},
        said=f"{TOKEN} is sealed", asked_by="clerk",
    )  # fmt: skip
    DocketEntry.objects.filter(pk=entry.pk).update(text=f"Motion of Una {TOKEN}")
    settle_now()
    made = [
        case,
        hurt,
        party,
        charge,
        entry,
        hearing,
        order,
        place,
        relation,
        statement,
        flag,
        asked,
    ]
    return {type(row): row for row in made}


def reads(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    text = answer.getvalue() if answer.streaming else answer.content
    return str(text.decode().lower())


def looked_at(rows: dict[type, Any]) -> list[str]:
    """Where a supervisor reads it."""
    case = rows[Case]
    number = case.number
    found = [file_page(case), f"/admin/find/?q={number}"]
    for row in rows.values():
        if row._meta.app_label == "cases" and row._meta.model_name in (
            "case",
            "person",
            "charge",
            "docketentry",
            "hearing",
            "protectiveorder",
        ):
            found += [page(row), history_page(row)]
    return [
        *found,
        f"/admin/desk/request/{rows[Request].pk}/change/",
        "/admin/cases/correction/",
        "/admin/desk/done/",
    ]


def test_an_auditor_reads_the_case_and_not_whom_it_protects(auditor, supervisor, rows):
    told = {address: reads(supervisor, address) for address in looked_at(rows)}
    assert len([address for address, text in told.items() if TOKEN in text]) > 10
    seen = {address: reads(auditor, address) for address in looked_at(rows)}
    assert {address for address, text in seen.items() if TOKEN in text or "1801" in text} == set()
    whole = seen[file_page(rows[Case])]
    assert "rowan achterberg" in whole
    assert "name withheld" in whole
    assert masks.WITHHELD in whole


def test_an_auditor_finds_nobody_who_is_withheld(auditor, rows):
    assert "0 people" in reads(auditor, f"/admin/cases/person/?q={TOKEN}")
    assert "1 person" in reads(auditor, "/admin/cases/person/?q=Achterberg")


def test_what_an_auditor_has_no_need_of_is_refused(auditor):
    assert auditor.get("/admin/cases/statement/").status_code == 403


def test_the_desk_of_others_is_not_masked_after_an_auditor_was_there(auditor, supervisor, rows):
    address = file_page(rows[Case])
    assert TOKEN not in reads(auditor, address)
    assert TOKEN in reads(supervisor, address)


@pytest.mark.slow
def test_no_page_of_the_desk_tells_an_auditor(auditor, supervisor, rows, admin_client):
    addresses = [address for _, address in every_page(admin_client, rows)]
    told = sum(TOKEN in reads(supervisor, address) for address in addresses)
    assert told > 40
    for address in addresses:
        if TOKEN not in address:
            assert TOKEN not in reads(auditor, address), address


@pytest.fixture
def reader(db: None) -> Any:
    """Reads as the auditors' role of the database, by the names that tables have."""

    def read(statement: str) -> list[Any]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE court_reader; SET LOCAL search_path = masked, public")
            cursor.execute(statement)
            found = cursor.fetchall()
            cursor.execute("RESET ROLE; SET LOCAL search_path = public")
        return list(found)

    return read


READABLE = """
    SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'masked') AND c.relkind IN ('r', 'p', 'v', 'm')
      AND has_table_privilege('court_reader', c.oid, 'SELECT') ORDER BY 1
"""
NEVER = ("order_place.", "statement.", "attribution.")


def test_no_relation_that_an_auditor_may_read_holds_what_auditors_may_not(reader):
    canaries = canary_world()
    known = {row[0] for row in reader("SELECT DISTINCT person_id FROM party WHERE person_id > 0")}
    hidden = {
        value: place
        for value, place in canaries.forbidden.items()
        if place.startswith(NEVER) or is_personal(place) or is_of_somebody(place, known)
    }
    assert len(hidden) > 500
    relations = [row[0] for row in reader(READABLE)]
    assert {"masked.person", "public.published_case", "public.access_log"} <= set(relations)
    assert not {"public.person", "public.docket_entry", "public.order_place"} & set(relations)
    for relation in relations:
        text = " ".join(row[0].lower() for row in reader(f"SELECT x::text FROM {relation} x"))
        assert sorted(hidden[each] for each in values_in(text) & hidden.keys()) == [], relation


def is_personal(place: str) -> bool:
    return place.startswith(("person.birth_", "person.death_"))


def is_of_somebody(place: str, known: set[int]) -> bool:
    """Is it the name of a person whom no part in any case makes known?"""
    table, _, number = place.partition(" of ")
    return (
        table in ("person.full_name", "person.surname", "person.given") and int(number) not in known
    )


def test_an_auditor_reads_who_took_part_where_that_is_public(reader, rows):
    names = "SELECT n.full_name, p.role FROM party p JOIN person n ON n.id = p.person_id ORDER BY 2"
    assert reader(names) == [("Rowan Achterberg", "DEF"), (masks.NAME, "VIC")]


def test_whoever_is_known_elsewhere_is_not_known_here(reader, rows):
    hurt = rows[Party].person
    world.defendant(world.case(visibility="PUBLIC"), hurt)
    here = f"SELECT person_id FROM party WHERE id = {rows[Party].pk}"
    assert reader(here) == [(masks.NOBODY,)]
    assert reader("SELECT DISTINCT person_id FROM order_protected") == [(masks.NOBODY,)]


def test_a_text_that_names_nobody_is_read(reader, rows):
    case = rows[Case]
    world.entry(case, "ORDER", text="Order to appear", text_released=True)
    world.entry(case, "ORDER", text="Not read yet")
    said = "SELECT text FROM docket_entry WHERE kind = 'ORDER' ORDER BY id"
    assert reader(said) == [("Order to appear",), (masks.WITHHELD,)]


def test_the_views_follow_from_the_policy_and_are_known_by_their_comment():
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('masked'::regnamespace)")
        assert cursor.fetchone()[0] == masks.wanted()
