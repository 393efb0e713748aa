"""Imports in the browser: a file is brought, checked, read about, and loaded."""

import io
import os
import subprocess
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from cases.accounts.models import Entry
from cases.desk import import_runs
from cases.desk.models import ImportRun
from cases.models import Case
from tests.imports.loading import CASE, PERSON, bundle

pytestmark = pytest.mark.django_db

ADD = "admin:desk_importrun_add"
FAULTY = {**PERSON, "person_id": "p2", "kind": "=X"}


class Program:
    """A program that is started, in place of the operating system: it runs when it is told to."""

    def __init__(self, arguments, **given):
        STARTED.append(arguments)

    def wait(self):
        return 0


STARTED: list[list[str]] = []


@pytest.fixture(autouse=True)
def kept(settings, tmp_path, monkeypatch):
    settings.IMPORT_DIR = tmp_path / "imports"
    monkeypatch.setattr(subprocess, "Popen", Program)
    STARTED.clear()
    return settings.IMPORT_DIR


@pytest.fixture
def loader(clerk):
    clerk.user_permissions.add(Permission.objects.get(codename="add_importrun"))
    return clerk


@pytest.fixture
def desk(loader):
    client = Client()
    client.force_login(loader)
    return client


def packed(tmp_path, further=None, **tables):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(bundle(tmp_path / "sent", **tables).iterdir()):
            archive.write(file, file.name)
        for name, more in (further or {}).items():
            archive.writestr(name, more)
    return content.getvalue()


def bring(desk, content, name="county.zip", format_name="bundle"):
    sent = SimpleUploadedFile(name, content)
    return desk.post(reverse(ADD), {"format": format_name, "file": sent})


def carry_out():
    """Let the program run that was started last."""
    call_command(*STARTED[-1][2:])


def address(kind, *further):
    return reverse(f"admin:desk_importrun_{kind}", args=[ImportRun.objects.get().pk, *further])


def checked(desk, tmp_path, **tables):
    bring(desk, packed(tmp_path, **tables))
    carry_out()
    return desk.get(address("change"))


def test_a_file_that_is_brought_is_checked_and_nothing_is_loaded(desk, tmp_path):
    shown = checked(desk, tmp_path).content.decode()
    assert "5 rows would be loaded" in " ".join(shown.split())
    assert not Case.objects.exists()


def test_what_was_checked_is_loaded_after_a_question(desk, tmp_path):
    checked(desk, tmp_path)
    assert "5 rows of county.zip will be loaded" in desk.get(address("load")).content.decode()
    desk.post(address("load"))
    carry_out()
    assert "5 rows were loaded" in " ".join(desk.get(address("change")).content.decode().split())
    assert Case.objects.count() == 1


def test_the_import_says_who_brought_and_who_loaded_it(desk, tmp_path):
    checked(desk, tmp_path)
    desk.post(address("load"))
    carry_out()
    run = ImportRun.objects.get()
    assert (run.uploaded_by, run.loaded_by, run.state) == ("clerk", "clerk", "DONE")


def test_a_running_import_tells_how_far_it_is(desk, tmp_path):
    bring(desk, packed(tmp_path))
    ImportRun.objects.update(rows_done=2, rows_all=5)
    assert desk.get(address("progress")).json() == {
        "words": "2 of 5 rows checked.",
        "is_running": True,
        "done": 2,
        "all": 5,
    }


def test_only_a_running_import_is_looked_at_again_by_itself(desk, tmp_path):
    bring(desk, packed(tmp_path))
    assert b'http-equiv="refresh"' in desk.get(address("change")).content
    carry_out()
    assert b'http-equiv="refresh"' not in desk.get(address("change")).content


def test_a_refused_row_is_told_with_its_place_its_rule_and_the_way_out(desk, tmp_path):
    checked(desk, tmp_path, people=[PERSON, FAULTY])
    shown = desk.get(address("report", "check", "refused")).context["report"]
    assert shown.rows[0][:4] == ["people.csv", "3", "kind", "'=X"]
    assert "Use one of" in shown.rows[0][5]


def test_a_report_is_narrowed_to_a_file_and_a_rule(desk, tmp_path):
    odd = {**CASE, "case_id": "c2", "number": "CR-2024-2", "case_type": "??"}
    checked(desk, tmp_path, people=[PERSON, FAULTY], cases=[CASE, odd])
    shown = desk.get(address("report", "check", "refused"), {"file": "cases.csv"})
    assert {row[0] for row in shown.context["report"].rows} == {"cases.csv"}


def test_a_long_report_comes_in_pages(desk, tmp_path):
    people = [{**FAULTY, "person_id": f"x{number}"} for number in range(150)]
    checked(desk, tmp_path, people=[PERSON, *people])
    first = desk.get(address("report", "check", "refused")).context["report"]
    second = desk.get(address("report", "check", "refused") + first.after).context["report"]
    assert (len(first.rows), len(second.rows), second.after) == (100, 50, "")


def test_a_report_is_taken_along_as_csv(desk, tmp_path):
    checked(desk, tmp_path, people=[PERSON, FAULTY])
    answer = desk.get(address("download", "check", "refused"))
    assert b"".join(answer.streaming_content).startswith(b"file,line,column,value,rule")
    assert "attachment" in answer["Content-Disposition"]
    (entry,) = Entry.objects.filter(kind="EXPORTED")
    number = ImportRun.objects.get().pk
    assert (entry.who, entry.what) == ("clerk", f"a report of import {number}, check: refused")
    answer.close()


def test_a_file_with_nothing_good_in_it_has_nothing_to_load(desk, tmp_path):
    checked(desk, tmp_path, people=[FAULTY], cases=[{**CASE, "case_type": "??"}], courts=[
        {"court_id": "b", "name": "Bend", "state": "AR", "kind": "??"}
    ])  # fmt: skip
    assert desk.get(address("load")).status_code == 302


def test_a_bundle_without_its_cases_is_refused_as_a_whole_in_words(desk, tmp_path):
    shown = checked(desk, tmp_path, cases=[]).content.decode()
    assert "cases.csv: The file is missing." in shown


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("county.zip", b"garbage", "not a .zip that can be read"),
        ("county.pdf", b"garbage", "name ends in .zip"),
        ("county.zip", b"", "empty"),
    ],
)
def test_what_is_no_such_file_is_refused_at_once_and_not_kept(name, content, words, desk, kept):
    shown = bring(desk, content, name)
    assert words in str(shown.context["form"].errors["file"])
    assert not kept.exists() or not list(kept.iterdir())


@pytest.mark.parametrize(
    ("further", "words"),
    [
        ({"../people.csv": b"x"}, "lies outside the bundle"),
        ({"docket.csv": b"0" * (10 * 2**20 + 1)}, "times its size"),
        ({f"{number}.txt": b"" for number in range(201)}, "at most 200 files"),
    ],
)
def test_a_hostile_zip_is_refused_at_once_and_not_kept(further, words, desk, kept, tmp_path):
    shown = bring(desk, packed(tmp_path, further))
    assert words in str(shown.context["form"].errors["file"])
    assert list(kept.iterdir()) == []


def test_what_is_too_large_is_refused_before_it_is_read(desk, settings):
    settings.IMPORT_MAX_MB = 0
    shown = bring(desk, b"0" * 70_000)
    assert shown.status_code == 413
    assert "larger than 0 MB" in shown.content.decode()


def test_a_form_without_its_token_is_refused(loader, tmp_path):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(loader)
    assert bring(careful, packed(tmp_path)).status_code == 403


def test_the_name_of_a_file_leads_nowhere_else(desk, tmp_path, kept):
    bring(desk, packed(tmp_path), name="../../x y;.zip")
    run = ImportRun.objects.get()
    assert import_runs.file_of(run).resolve().is_relative_to(kept.resolve())


def test_only_its_owner_may_look_into_the_folder(desk, tmp_path, kept):
    bring(desk, packed(tmp_path))
    assert [folder.stat().st_mode & 0o777 for folder in kept.iterdir()] == [0o700]


def test_one_import_runs_at_a_time(desk, tmp_path, kept):
    bring(desk, packed(tmp_path))
    shown = bring(desk, packed(tmp_path), name="other.zip")
    assert "one import runs at a time" in str(shown.context["form"].non_field_errors())
    assert ImportRun.objects.count() == len(list(kept.iterdir())) == 1


def test_a_load_that_went_silent_was_cut_off_and_is_carried_on(desk, tmp_path):
    checked(desk, tmp_path)
    desk.post(address("load"))
    ImportRun.objects.update(heard_at=Now() - timedelta(minutes=2))
    assert "was cut off half-way" in desk.get(address("change")).content.decode()
    desk.post(address("load"))
    carry_out()
    assert Case.objects.count() == 1


def test_a_load_that_is_asked_to_stop_stops_and_can_be_carried_on(desk, tmp_path):
    checked(desk, tmp_path)
    desk.post(address("load"))
    desk.post(address("stop"))
    assert ImportRun.objects.get().is_to_stop
    import_runs.end(ImportRun.objects.get(), "STOPPED", said="It was stopped.")
    assert desk.get(address("load")).status_code == 200


def test_what_was_not_checked_to_the_end_is_not_loaded(desk, tmp_path):
    bring(desk, packed(tmp_path))
    import_runs.end(ImportRun.objects.get(), "STOPPED")
    desk.post(address("load"))
    assert ImportRun.objects.get().step == "CHECK"


def test_what_is_loaded_is_not_loaded_again_by_a_button_pressed_twice(desk, tmp_path):
    checked(desk, tmp_path)
    desk.post(address("load"))
    carry_out()
    desk.post(address("load"))
    assert ImportRun.objects.get().state == "DONE"


def test_a_program_is_not_run_without_its_button(desk, tmp_path):
    checked(desk, tmp_path)
    with pytest.raises(CommandError, match="Start it at the desk"):
        carry_out()


def test_old_files_are_removed_and_their_import_stays_told(desk, tmp_path, kept, settings):
    checked(desk, tmp_path)
    os.utime(next(kept.iterdir()), (0, 0))
    call_command("import", "--tidy")
    assert list(kept.iterdir()) == []
    assert "not kept any more" in desk.get(address("change")).content.decode()


def test_young_files_are_kept(desk, tmp_path, kept):
    checked(desk, tmp_path)
    call_command("import", "--tidy")
    assert len(list(kept.iterdir())) == 1


@pytest.mark.parametrize("kind", ["change", "progress", "load", "check", "stop"])
def test_who_may_not_import_sees_no_import(kind, desk, tmp_path):
    bring(desk, packed(tmp_path))
    assert client_of(User.objects.create_user("other", is_staff=True)).get(
        address(kind)
    ).status_code == 403  # fmt: skip


@pytest.mark.parametrize("kind", ["load", "check", "stop"])
def test_who_may_only_view_imports_starts_and_stops_none(kind, desk, tmp_path):
    bring(desk, packed(tmp_path))
    assert client_of(auditor()).post(address(kind)).status_code == 403


def test_who_may_only_view_imports_finds_no_button(desk, tmp_path):
    checked(desk, tmp_path)
    assert b"Load \xe2\x80\xa6" not in client_of(auditor()).get(address("change")).content


def test_who_may_not_import_brings_no_file(tmp_path):
    assert bring(client_of(auditor()), packed(tmp_path)).status_code == 403


def test_the_reports_of_others_are_for_those_who_may_know_of_sealed_cases(desk, tmp_path):
    checked(desk, tmp_path, people=[PERSON, FAULTY])
    reader = auditor()
    assert client_of(reader).get(address("report", "check", "refused")).status_code == 403
    reader.user_permissions.add(Permission.objects.get(codename="view_seal"))
    assert client_of(reader).get(address("report", "check", "refused")).status_code == 200


def test_the_list_tells_how_each_import_stands(desk, tmp_path):
    checked(desk, tmp_path)
    shown = desk.get(reverse("admin:desk_importrun_changelist")).content.decode()
    assert "Checked; nothing is loaded yet" in shown


def auditor():
    user = User.objects.create_user("auditor", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_importrun"))
    return user


def client_of(user):
    client = Client()
    client.force_login(user)
    return client
