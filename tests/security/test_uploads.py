"""Files brought to the desk that are no record: archives that swell, climb or lie."""

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.desk.models import ImportRun
from cases.imports import sources
from tests.imports.loading import CASE, PERSON, bundle

pytestmark = pytest.mark.django_db

MB = 2**20


@pytest.fixture
def loader(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Somebody who may import; the program that would load is not started."""
    settings.IMPORT_DIR = tmp_path / "imports"
    monkeypatch.setattr(subprocess, "Popen", lambda *given, **more: pytest.fail("It was started."))
    user = User.objects.create_user("loader", is_staff=True)
    names = ("add_importrun", "view_importrun")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def sent(client: Client, name: str, content: bytes) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("admin:desk_importrun_add"), {"format": "bundle", "file": file})


def archive(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files:
            made.writestr(name, content)
    return packed.getvalue()


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("people.csv")
    info.external_attr = 0o120777 << 16
    return info


def nested() -> bytes:
    return archive(("inner.zip", archive(("people.csv", b"0" * MB))))


def swollen() -> bytes:
    return archive(("people.csv", b"0" * 30 * MB))


TRIED: tuple[tuple[str, str, Callable[[], bytes], str], ...] = (
    ("a file that unpacks to a thousand times its size", "a.zip", swollen, "times its size"),
    ("a file above the folder", "a.zip", lambda: archive(("../../people.csv", b"a")), "outside"),
    ("a file at the root of the machine", "a.zip", lambda: archive(("/etc/passwd", b"a")), "outside"),
    ("a file of another system's root", "a.zip", lambda: archive(("C:\\people.csv", b"a")), "outside"),
    ("more files than a load has", "a.zip",
     lambda: archive(*((f"{number}.csv", b"") for number in range(201))), "at most 200 files"),
    ("one file twice", "a.zip", lambda: archive(("a/people.csv", b""), ("b/people.csv", b"")), "twice"),
    ("no archive, though it is called one", "a.zip", lambda: b"MZ" + b"\0" * 999, "not a .zip"),
    ("an archive that was cut off", "a.zip", lambda: swollen()[:-200], "not a .zip"),
    ("a program", "a.exe", lambda: b"MZ", "ends in .zip"),
    ("a page with a script", "a.html", lambda: b"<script>", "ends in .zip"),
    ("XML that swells", "a.xml", lambda: b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>', "ends in .zip"),
    ("nothing", "a.zip", lambda: b"", "empty"),
)  # fmt: skip


@pytest.mark.parametrize(("tried", "name", "content", "said"), TRIED, ids=[t[0] for t in TRIED])
def test_it_is_refused_in_words_and_nothing_is_kept(
    tried: str,
    name: str,
    content: Callable[[], bytes],
    said: str,
    loader: Client,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sources, "SMALL", MB)
    answer = sent(loader, name, content())
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not ImportRun.objects.exists()
    assert not [file for file in Path(settings.IMPORT_DIR).rglob("*") if file.is_file()]


def test_more_than_the_limit_is_refused_before_it_is_read(loader: Client, settings: Any) -> None:
    settings.IMPORT_MAX_MB = 1
    answer = sent(loader, "a.zip", b"0" * 3 * MB)
    assert answer.status_code in (200, 400, 413)
    assert "1 MB" in answer.content.decode()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/a.zip", "a\0b.zip", "C:\\a.zip", "-rf.zip", "<script>.zip"]
)
def test_a_name_leads_nowhere(
    name: str, loader: Client, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Program:
        def __init__(self, arguments: Any, **given: Any) -> None:
            assert not any("script" in str(each) or ".." in str(each) for each in arguments)

        def wait(self) -> int:
            return 0

    monkeypatch.setattr(subprocess, "Popen", Program)
    packed = Path(bundle(tmp_path / "b", people=[PERSON], cases=[CASE]))
    content = archive(*((each.name, each.read_bytes()) for each in sorted(packed.iterdir())))
    sent(loader, name, content)
    for file in Path(settings.IMPORT_DIR).rglob("*.zip"):
        assert file.resolve().is_relative_to(Path(settings.IMPORT_DIR).resolve())
        assert not set(file.name) & set("/\\\0<>")


def test_a_link_in_an_archive_is_read_as_the_text_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(archive((link(), b"/etc/passwd")))
    assert sources.open_source(path).open("people.csv").read() == b"/etc/passwd"


def test_an_archive_within_an_archive_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(nested())
    assert sources.open_source(path).names() == ["inner.zip"]
