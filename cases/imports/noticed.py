"""What an import found odd and took as given is flagged for the clerks' desk as well, with the
batch that it came in: on the case or the person that its row is about.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cases.desk.flags import Odd, end_others, raise_flags
from cases.imports.reports import Flag, shorten
from cases.imports.writing import BY, Waiting
from cases.models import Charge, ChargeChange, ProtectiveOrder

Noticed = tuple[Waiting, Flag]
OfLines = Mapping[tuple[str, int], Sequence[Flag]]

# Through which row a row belongs to its case, where it does not name the case itself.
_THROUGH: Mapping[str, tuple[str, Any]] = {
    "dispositions": ("charge_id", Charge),
    "sentences": ("charge_id", Charge),
    "charge_change_items": ("change_id", ChargeChange),
    "order_protected": ("order_id", ProtectiveOrder),
    "order_terms": ("order_id", ProtectiveOrder),
}
# Of the rows that a line of a foreign file became, the first of these is flagged.
_TOLD_AT = ("charges", "dispositions", "docket", "cases", "parties")
_STANDING = (
    'f.found_by = %(by)s AND (f."table", f.row_id) IN '
    "(SELECT * FROM unnest(%(tables)s::text[], %(rows)s::bigint[]))"
)


def keep_noticed(
    rows: Sequence[Waiting],
    noticed: Iterable[Noticed],
    of_lines: OfLines,
    outcomes: Mapping[int, str],
) -> None:
    """Flag what was noticed in these rows, and end what an earlier load had noticed in them."""
    odd = list(_odd([*noticed, *_told_of_lines(rows, of_lines)]))
    known = [row for row in rows if row.saved and outcomes.get(row.seq) in ("updated", "unchanged")]
    if known:
        end_others(
            odd,
            _STANDING,
            by=BY,
            tables=[_table(row) for row in known],
            rows=[_number(row) for row in known],
        )
    raise_flags(odd, by=BY)


def _told_of_lines(rows: Sequence[Waiting], of_lines: OfLines) -> Iterator[Noticed]:
    """What the reader of a foreign file noticed in a line, at the row that tells it best."""
    best: dict[tuple[str, int], Waiting] = {}
    for row in rows:
        line = row.told.row.file, row.told.row.line
        if line in of_lines and _rank(row) < len(_TOLD_AT):
            best[line] = min(best.get(line, row), row, key=_rank)
    for line, row in best.items():
        yield from ((row, flag) for flag in of_lines[line])


def _rank(row: Waiting) -> int:
    name = row.told.table.name
    return _TOLD_AT.index(name) if name in _TOLD_AT else len(_TOLD_AT)


def _odd(noticed: Sequence[Noticed]) -> Iterator[Odd]:
    """One flag for each column of a row, in the words of all that was noticed in it."""
    told: defaultdict[tuple[int, str], list[Noticed]] = defaultdict(list)
    for row, flag in noticed:
        told[row.seq, flag.column].append((row, flag))
    cases = _cases([row for row, _ in noticed])
    for (_, column), together in told.items():
        row = together[0][0]
        if row.saved is None:
            continue
        person, case = _person(row), cases.get(row.seq)
        # Courts and statutes are of no case: flags.csv alone tells of them.
        if person or case:
            yield Odd(
                subject=_table(row),
                row_id=_number(row),
                rule=f"import_{column or 'row'}"[:80],
                words=_words([flag for _, flag in together]),
                case_id=case,
                person_id=person,
            )


def _words(flags: Sequence[Flag]) -> str:
    first = flags[0]
    where = f"{first.column} “{shorten(first.value)}”: " if first.column else ""
    return where + " ".join(dict.fromkeys(flag.note for flag in flags))


def _person(row: Waiting) -> int | None:
    if row.told.table.name == "people":
        return _number(row)
    return int(str(row.said()["person_id"])) if row.told.table.name == "names" else None


def _cases(rows: Sequence[Waiting]) -> dict[int, int]:
    """The case of each of these rows, as far as it has one."""
    found: dict[int, int] = {}
    wanted: defaultdict[Any, dict[int, int]] = defaultdict(dict)
    for row in rows:
        name, saved = row.told.table.name, row.saved
        if name in _THROUGH:
            column, model = _THROUGH[name]
            wanted[model][row.seq] = getattr(saved, column)
        elif saved is not None:
            case = saved.pk if name == "cases" else getattr(saved, "case_id", None)
            found |= {row.seq: case} if case else {}
    for model, numbers in wanted.items():
        of = dict(model.objects.filter(pk__in=numbers.values()).values_list("pk", "case_id"))
        found |= {seq: of[number] for seq, number in numbers.items() if number in of}
    return found


def _table(row: Waiting) -> str:
    return str(row.saved._meta.db_table) if row.saved else ""


def _number(row: Waiting) -> int:
    return int(row.saved.pk) if row.saved else 0
