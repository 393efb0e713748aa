"""A folder or a .zip of files, opened without trust."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

from cases.imports.reports import LoadRefused, Refusal

MAX_FILES = 200
MAX_UNPACKED = 16 * 2**30
MAX_RATIO = 200
SMALL = 10 * 2**20
OWN_REPORTS = ("refused.csv", "flags.csv")


class Source(Protocol):
    """The files of one load, by name."""

    def names(self) -> list[str]: ...

    def size(self) -> int: ...

    def open(self, name: str) -> io.BufferedReader: ...


def file_refused(file: str, rule: str, what_to_do: str, value: str = "") -> LoadRefused:
    """The refusal of a whole load because of one of its files."""
    return LoadRefused(
        Refusal(
            file=file,
            line=0,
            column="(whole file)" if value else "",
            value=value,
            rule=rule,
            what_to_do=f"{what_to_do} Nothing was loaded.",
        )
    )


class Folder:
    """The files that lie directly in a folder, or one file alone."""

    def __init__(self, path: Path) -> None:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        self.files = {file.name: file for file in files if file.is_file()}

    def names(self) -> list[str]:
        return [name for name in self.files if name not in OWN_REPORTS]

    def size(self) -> int:
        return sum(self.files[name].stat().st_size for name in self.names())

    def open(self, name: str) -> io.BufferedReader:
        return self.files[name].open("rb")


class Zip:
    """The files of a .zip, at its root or in its one folder; read in place, never unpacked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise file_refused(
                path.name, "This is not a .zip that can be read.", "Pack it again.", str(error)
            ) from error
        self.entries = self._entries(
            info
            for info in infos
            if not info.is_dir() and not info.filename.startswith("__MACOSX/")
        )

    def _entries(self, found: Iterable[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        infos = list(found)
        if len(infos) > MAX_FILES or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise file_refused(
                self.path.name,
                f"A load has at most {MAX_FILES} files and {MAX_UNPACKED // 2**30} GB unpacked.",
                "Send it in parts, or as a folder.",
            )
        entries: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = self._checked(info)
            if name in entries:
                raise file_refused(name, "This file stands twice in the .zip.", "Keep one.")
            entries[name] = info
        return entries

    def _checked(self, info: zipfile.ZipInfo) -> str:
        path = PurePosixPath(info.filename)
        if path.is_absolute() or ".." in path.parts or "\\" in info.filename or len(path.parts) > 2:
            raise file_refused(
                self.path.name,
                "A file in the .zip lies outside the bundle's folder.",
                "Pack the folder itself, with its files directly in it.",
                info.filename,
            )
        if info.flag_bits & 1:
            raise file_refused(path.name, "The file is encrypted.", "Pack it without a password.")
        if info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise file_refused(
                path.name,
                f"The file unpacks to more than {MAX_RATIO} times its size, as no record does.",
                "Send it as a folder, if it is meant.",
            )
        return path.name

    def names(self) -> list[str]:
        return [name for name in self.entries if name not in OWN_REPORTS]

    def size(self) -> int:
        return sum(self.entries[name].file_size for name in self.names())

    def open(self, name: str) -> io.BufferedReader:
        return io.BufferedReader(_Unpacked(self.path, self.entries[name]))


class _Unpacked(io.RawIOBase):
    """One file of a .zip, its faults turned into refusals."""

    def __init__(self, path: Path, info: zipfile.ZipInfo) -> None:
        self.name = PurePosixPath(info.filename).name
        # The archive's own file stays open until the stream over one of its files is closed.
        with self._told(), zipfile.ZipFile(path) as archive:
            self.stream = archive.open(info)

    def close(self) -> None:
        self.stream.close()
        super().close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise file_refused(
                self.name, "The file in the .zip is damaged.", "Pack it again.", str(error)
            ) from error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        with self._told():
            part = self.stream.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def open_source(path: Path) -> Source:
    """The files at a path: a folder, a .zip, or a single file."""
    if not path.exists():
        raise file_refused(str(path), "There is no such file or folder.", "Check the path.")
    return Zip(path) if path.suffix.lower() == ".zip" else Folder(path)
