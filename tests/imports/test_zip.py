"""A bundle in a .zip is read in place, and mistrusted."""

import zipfile
from pathlib import Path

import pytest

from cases.imports import sources
from cases.imports.reports import LoadRefused
from tests.imports.loading import bundle, loaded

pytestmark = pytest.mark.django_db


def packed(tmp_path: Path, further: dict[str, bytes] | None = None, prefix: str = "") -> Path:
    path = tmp_path / "sent.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(bundle(tmp_path / "sent").iterdir()):
            archive.write(file, prefix + file.name)
        for name, content in (further or {}).items():
            archive.writestr(name, content)
    return path


def refused(path: Path) -> str:
    with pytest.raises(LoadRefused) as caught:
        loaded("bundle", path, path.parent / "reports")
    return str(caught.value)


@pytest.mark.parametrize("prefix", ["", "bundle/"])
def test_a_zip_loads_like_its_folder(tmp_path: Path, prefix: str) -> None:
    load = loaded("bundle", packed(tmp_path, prefix=prefix), tmp_path / "reports")
    assert load.total("loaded") == 5


@pytest.mark.parametrize(
    "name", ["../people.csv", "/etc/people.csv", "a/b/people.csv", "..\\x.csv"]
)
def test_a_file_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    assert "outside the bundle's folder" in refused(packed(tmp_path, {name: b"x"}))


def test_a_file_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    bomb = b"0" * (sources.SMALL + 1)
    assert "times its size" in refused(packed(tmp_path, {"docket.csv": bomb}))


def test_more_files_than_any_bundle_has_are_refused(tmp_path: Path) -> None:
    many = {f"{number}.txt": b"" for number in range(sources.MAX_FILES + 1)}
    assert "at most" in refused(packed(tmp_path, many))


def test_one_file_twice_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("courts.csv", "court_id\n")
    assert "twice" in refused(path)


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    path.write_bytes(b"PK no more")
    assert "not a .zip" in refused(path)


def test_a_damaged_file_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sent.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in bundle(tmp_path / "sent").iterdir():
            archive.write(file, file.name)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"Bend County", b"Bent County", 1))
    assert "damaged" in refused(path)


def test_what_a_mac_adds_to_a_zip_is_passed_over(tmp_path: Path) -> None:
    path = packed(tmp_path, {"__MACOSX/._courts.csv": b"\x00\x05"})
    assert loaded("bundle", path, tmp_path / "reports").total("loaded") == 5
