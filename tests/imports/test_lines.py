"""Rows are read from bytes without trust: bounded, one at a time."""

import io
import tracemalloc

import pytest

from cases.imports.lines import MAX_CELL, Broken, rows


def read(content: bytes) -> list[tuple[int, list[str] | Broken]]:
    return list(rows(io.BytesIO(content), "cases.csv"))


def test_a_row_over_several_lines_has_the_number_of_its_first() -> None:
    assert read(b'a,b\n1,"two\nlines"\n3,4\n') == [
        (1, ["a", "b"]),
        (2, ["1", "two\nlines"]),
        (4, ["3", "4"]),
    ]


def test_blank_lines_are_no_rows() -> None:
    assert [line for line, _ in read(b"a\n\n1\n\r\n2\n")] == [1, 3, 5]


def test_a_quotation_mark_that_never_closes_costs_one_row() -> None:
    _, broken, *rest = read(b'a,b\n1,"open\n2,x\n3,y\n')
    assert isinstance(broken[1], Broken)
    assert rest == [(3, ["2", "x"]), (4, ["3", "y"])]


def test_text_after_a_closing_quotation_mark_costs_one_row() -> None:
    _, broken, after = read(b'a,b\n1,"x"y\n2,z\n')
    assert isinstance(broken[1], Broken)
    assert after == (3, ["2", "z"])


@pytest.fixture
def huge() -> bytes:
    return b"a,b,c\n1," + b"x" * 50_000_000 + b",3\n4,5,6\n"


def test_a_cell_of_fifty_megabytes_costs_one_row(huge: bytes) -> None:
    _, (line, broken), after = read(huge)
    assert isinstance(broken, Broken)
    assert (line, broken.cell) == (2, 1)
    assert after == (3, ["4", "5", "6"])


def test_a_cell_of_fifty_megabytes_does_not_fill_the_memory(huge: bytes) -> None:
    tracemalloc.start()
    try:
        read(huge)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # The stream itself is a copy-on-write view of `huge`; what reading adds is bounded.
    assert peak < 30_000_000


def test_a_quoted_cell_beyond_the_limit_costs_one_row() -> None:
    inside = (b"y" * 999 + b"\n") * (MAX_CELL // 1000 + 1)
    found = read(b'a,b\n1,"' + inside + b'"\n2,3\n')
    assert isinstance(found[1][1], Broken)
    assert found[-1][1] == ["2", "3"]


def test_a_cell_at_the_limit_is_read() -> None:
    (_, cells) = read(b"x" * MAX_CELL + b",1\n")[0]
    assert not isinstance(cells, Broken)
    assert len(cells[0]) == MAX_CELL
