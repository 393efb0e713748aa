"""The formats a load can be in: `bundle`, and one foreign format per file of `adapters/`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cases.imports import read
from cases.imports.adapters import cook_sao, va_circuit
from cases.imports.reports import Reporting, Row


@dataclass(frozen=True, slots=True)
class Format:
    """How files of a format are read, whose ids they carry, and what they are."""

    read: Callable[[Path, Reporting], Iterator[Row]]
    sender: Callable[[Path], str]
    about: str


def _always(name: str) -> Callable[[Path], str]:
    return lambda path: name


FORMATS = {
    "bundle": Format(read.read, read.sender, "a folder or .zip of CSV files (docs/importing.md)"),
    "cook-sao": Format(
        cook_sao.read, _always("cook-sao"), "Cook County State's Attorney, four tables"
    ),
    "va-circuit": Format(
        va_circuit.read, _always("va-circuit"), "Virginia circuit courts, amended charges"
    ),
}
