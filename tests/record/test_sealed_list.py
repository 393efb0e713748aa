"""The sealed list is written for every seal, tells nobody anything, and cannot be altered."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from cases.actions import sealed_list
from cases.actions.sealed_list import ListFault, keep, read
from cases.desk.destroying import destroy
from cases.desk.restoring import reapply
from cases.models import Case, Destruction, Seal, SealedLine
from tests import world
from tests.destruction import TOKEN, approved, juvenile
from tests.rules import settle_now

pytestmark = pytest.mark.django_db

BY_LAW: dict[str, Any] = {"basis": "JUVENILE", "order_reference": f"Order in JV-{TOKEN}-1"}


@pytest.fixture
def kept(tmp_path: Path, settings: Any) -> Path:
    """An empty list."""
    path = tmp_path / "sealed.list"
    path.touch()
    settings.SEALED_LIST, settings.SEALED_LIST_KEY = str(path), "secret" * 20
    return path


def acts(path):
    return [(line.act, line.table) for line in read(path)]


def test_every_seal_whichever_way_it_came_is_on_the_list(kept):
    charge = world.sealed(world.charge())
    world.sealed(charge.party)
    world.sealed(world.entry(charge.case))
    world.sealed(charge, "UNSEAL")
    world.sealed(charge.case)
    assert keep() == 5
    assert acts(kept) == [
        ("SEAL", "charge"),
        ("SEAL", "party"),
        ("SEAL", "docket_entry"),
        ("UNSEAL", "charge"),
        ("SEAL", "court_case"),
    ]
    assert keep() == 0


def test_the_list_tells_nothing_of_what_is_sealed(kept):
    case = juvenile()
    world.sealed(case)
    settle_now()
    destroy(approved(case), **BY_LAW)
    keep()
    told = kept.read_text()
    assert acts(kept)[-1] == ("DESTROY", "court_case")
    for secret in (TOKEN, str(case.key), case.court.code, "JV", "Order in"):
        assert secret not in told.replace("JUVENILE", "")


def test_what_a_line_is_of_is_forgotten_once_it_is_written(kept):
    world.sealed(world.case())
    assert SealedLine.objects.get().row_key
    keep()
    line = SealedLine.objects.get()
    assert (line.row_key, line.number, bool(line.mac)) == (None, "", True)


def test_without_a_list_nothing_is_kept_of_what_was_destroyed(settings):
    settings.SEALED_LIST = ""
    destroy(approved(juvenile()), **BY_LAW)
    keep()
    assert not SealedLine.objects.filter(act="DESTROY").exists()


def test_a_list_that_is_missing_is_not_made_anew(kept):
    kept.unlink()
    world.sealed(world.case())
    with pytest.raises(ListFault, match="Bring it back"):
        keep()
    assert SealedLine.objects.get().row_key
    kept.touch()
    assert keep() == 1


@pytest.mark.parametrize("damage", ["altered", "left out", "put elsewhere", "another key"])
def test_a_list_that_was_tampered_with_is_not_believed(kept, settings, damage):
    for _ in range(3):
        world.sealed(world.case())
    keep()
    lines = kept.read_text().splitlines(keepends=True)
    match damage:
        case "altered":
            lines[1] = lines[1].replace('"SEAL"', '"UNSEAL"')
        case "left out":
            del lines[1]
        case "put elsewhere":
            lines[1:] = reversed(lines[1:])
        case _:
            settings.SEALED_LIST_KEY = "other"
    kept.write_text("".join(lines))
    with pytest.raises(ListFault, match="does not match its proof"):
        reapply(kept)


def test_a_line_cut_off_by_a_crash_is_written_anew(kept):
    world.sealed(world.case())
    keep()
    with kept.open("a") as torn:
        torn.write('{"act": "SE')
    world.sealed(world.case())
    keep()
    assert acts(kept) == [("SEAL", "court_case")] * 2


def test_a_line_written_just_before_a_crash_is_not_written_twice(kept):
    world.sealed(world.case())
    with transaction.atomic():
        keep()
        transaction.set_rollback(True)
    assert SealedLine.objects.get().mac == ""
    world.sealed(world.case())
    keep()
    assert acts(kept) == [("SEAL", "court_case")] * 2
    assert [each.mac for each in SealedLine.objects.order_by("pk")] == [
        json.loads(line)["mac"] for line in kept.read_text().splitlines()
    ]


@pytest.mark.parametrize("by", ["key", "number"])
def test_a_list_that_goes_further_than_the_database_is_carried_out(kept, by):
    case, other = (world.case(visibility="PUBLIC") for _ in range(2))
    write(kept, "SEAL", case if by == "key" else None, case)
    world.sealed(other)
    with pytest.raises(ListFault, match="a backup was restored"):
        keep()
    assert reapply(kept).done == 1
    case.refresh_from_db()
    assert case.visibility == "SEALED"
    told = Seal.objects.get(case=case)
    assert (told.origin, told.sealed_by, told.approved_by) == ("RESTORED", "clerk", "judge")
    assert reapply(kept).done == 0
    keep()


def write(path, act, row, numbered=None, **told):
    """A line as another database has written it."""
    before = read(path)[-1].mac if path.read_text() else ""
    table = (row or numbered)._meta.db_table
    body = {
        "line": str(world.person().key),
        "act": act,
        "table": table,
        "row": sealed_list.digest(f"{table}:{row.key if row else world.person().key}"),
        "number": "",
        "told": {"by": "clerk", "approved_by": "judge", **told},
    }
    if numbered:
        numbered.refresh_from_db()
        body["number"] = sealed_list.digest(f"{numbered.court.code} {numbered.number_key}")
    mac = sealed_list.proof(body, before)
    with path.open("a") as there:
        there.write(json.dumps({**body, "mac": mac}, sort_keys=True) + "\n")


def test_what_was_destroyed_since_is_destroyed_again_and_counted_once(kept):
    case = juvenile()
    write(kept, "DESTROY", case, basis="JUVENILE", order="0" * 64, on="2024-05-02")
    reapply(kept)
    assert not Case.objects.filter(pk=case.pk).exists()
    told = Destruction.objects.get()
    assert (str(told.destroyed_on), told.asked_by, told.order_digest) == (
        "2024-05-02", "clerk", "0" * 64,
    )  # fmt: skip
    assert (
        SealedLine.objects.filter(mac="").count()
        == SealedLine.objects.filter(mac="", act="SEAL", table="docket_entry").count()
    )


def test_a_case_that_the_backup_shows_is_sealed_before_it_is_destroyed(kept):
    case = world.case(visibility="PUBLIC")
    write(kept, "DESTROY", case, basis="ORDER", order="0" * 64, on="2024-05-02")
    reapply(kept)
    assert not Case.objects.filter(pk=case.pk).exists()


def test_a_part_that_was_destroyed_since_is_destroyed_again(kept):
    charge = world.charge()
    write(kept, "DESTROY", charge, basis="ORDER", order="0" * 64, on="2024-05-02")
    assert reapply(kept).done == 1
    assert list(Case.objects.all()) == [charge.case]
    assert not charge.case.charges.exists()
    assert Destruction.objects.count() == 1


def test_what_was_opened_since_is_opened_to_the_staff(kept):
    case, charge = world.sealed(world.case()), world.sealed(world.charge())
    SealedLine.objects.all().delete()
    write(kept, "UNSEAL", case)
    write(kept, "UNSEAL", charge)
    reapply(kept)
    case.refresh_from_db()
    charge.refresh_from_db()
    assert (case.visibility, charge.visibility) == ("DRAFT", "PUBLIC")


def test_lines_of_rows_that_the_backup_does_not_hold_are_passed_over(kept):
    write(kept, "SEAL", world.person())
    text = kept.read_text().replace('"person"', '"charge"')
    body = json.loads(text)
    body.pop("mac")
    kept.write_text(json.dumps({**body, "mac": sealed_list.proof(body, "")}, sort_keys=True) + "\n")
    assert reapply(kept).missing == 1
