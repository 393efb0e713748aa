"""What the pages of an import tell: how it stands, and its reports, a page of rows at a time."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from cases.desk.import_runs import file_of, reports_of, standing
from cases.desk.models import ImportRun

REPORTS = {"refused": "Refused rows", "flags": "Odd rows"}
PER_PAGE = 100
# So many rows of a report are looked through for a page: some tenths of a second.
MOST = 200_000
HEADLINES = {
    ("CHECK", "RUNNING"): "Being checked",
    ("CHECK", "DONE"): "Checked; nothing is loaded yet",
    ("CHECK", "STOPPED"): "The check was stopped",
    ("CHECK", "CUT_OFF"): "The check was cut off",
    ("CHECK", "FAULTY"): "Refused as a whole",
    ("LOAD", "RUNNING"): "Being loaded",
    ("LOAD", "DONE"): "Loaded",
    ("LOAD", "STOPPED"): "The load was stopped half-way",
    ("LOAD", "CUT_OFF"): "The load was cut off half-way",
    ("LOAD", "FAULTY"): "Refused as a whole",
}


@dataclass(frozen=True, slots=True)
class Told:
    """How an import stands, in words, and what may be done with it now."""

    run: ImportRun
    stands: str

    @property
    def headline(self) -> str:
        return HEADLINES[self.run.step, self.stands]

    @property
    def is_running(self) -> bool:
        return self.stands == "RUNNING"

    @property
    def is_cut_off(self) -> bool:
        return self.stands == "CUT_OFF"

    @property
    def is_check(self) -> bool:
        return bool(self.run.step == "CHECK")

    @property
    def is_kept(self) -> bool:
        return file_of(self.run).exists()

    @property
    def progress(self) -> str:
        run = self.run
        if not self.is_running:
            return f"{self.headline}."
        if run.is_to_stop:
            return "Stopping."
        if run.rows_all is None:
            return f"Reading the file: {run.rows_done:,} rows so far."
        done = "checked" if self.is_check else "loaded"
        return f"{run.rows_done:,} of {run.rows_all:,} rows {done}."

    @property
    def faults(self) -> list[str]:
        return self.run.said.splitlines()

    @property
    def files(self) -> list[dict[str, Any]]:
        return list(self.run.counts.get("files", []))

    def total(self, *outcomes: str) -> int:
        return sum(file[outcome] for file in self.files for outcome in outcomes)

    @property
    def taken(self) -> int:
        """How many rows the load writes."""
        return self.total("loaded", "updated")

    @property
    def unchanged(self) -> int:
        return self.total("unchanged")

    @property
    def refused(self) -> int:
        return self.total("refused")

    @property
    def flagged(self) -> int:
        return self.total("flagged")

    @property
    def may_load(self) -> bool:
        """Whether it was checked and has something to load, or its load is to be carried on."""
        if not self.is_kept:
            return False
        if self.is_check:
            return self.stands == "DONE" and self.taken > 0
        return self.stands in ("STOPPED", "CUT_OFF", "FAULTY")

    @property
    def may_check(self) -> bool:
        return self.is_check and self.is_kept and self.stands in ("STOPPED", "CUT_OFF", "FAULTY")

    @property
    def reports(self) -> list[tuple[str, str, str]]:
        """The reports that there are: what they are, the page of rows, the file."""
        folder, step = reports_of(self.run), self.run.step.lower()
        return [
            (
                label,
                reverse("admin:desk_importrun_report", args=[self.run.pk, step, name]),
                reverse("admin:desk_importrun_download", args=[self.run.pk, step, name]),
            )
            for name, label in REPORTS.items()
            if not self.is_running and (folder / f"{name}.csv").exists()
        ]


def told(run: Any) -> Told:
    return Told(run, standing(run))


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Some rows of a report, narrowed to a file and a rule."""

    title: str
    file_address: str
    columns: list[str]
    rows: list[list[str]]
    choices: list[dict[str, Any]]
    narrowed: dict[str, str]
    number: int
    has_more: bool
    is_cut: bool

    @property
    def before(self) -> str:
        return self._address(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        return self._address(self.number + 1) if self.has_more else ""

    def _address(self, number: int) -> str:
        return "?" + urlencode({**self.narrowed, "p": str(number)})


def report_page(run: ImportRun, step: str, name: str, asked: Mapping[str, str]) -> ReportPage:
    """A page of a report. One that is not there, or not any more, is not found."""
    folder = reports_of(run, step)
    rule = "rule" if name == "refused" else "note"
    narrowed = {key: asked[key] for key in ("file", "rule") if asked.get(key)}
    number = int(asked["p"]) if asked.get("p", "").isdecimal() and len(asked["p"]) < 7 else 1
    number = max(number, 1)
    try:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            lines = csv.reader(stream)
            columns = next(lines, [])
            wanted = {
                columns.index(rule if key == "rule" else key): narrowed[key] for key in narrowed
            }
            found = _matching(islice(lines, MOST), wanted)
            rows = list(islice(found, (number - 1) * PER_PAGE, number * PER_PAGE + 1))
    except FileNotFoundError as gone:
        raise Http404("There is no such report, or it is not kept any more.") from gone
    return ReportPage(
        title=f"{REPORTS[name]}: {run}",
        file_address=reverse("admin:desk_importrun_download", args=[run.pk, step.lower(), name]),
        columns=[column.replace("_", " ").capitalize() for column in columns],
        rows=rows[:PER_PAGE],
        choices=_choices(run, name, narrowed) if run.step == step else [],
        narrowed=narrowed,
        number=number,
        has_more=len(rows) > PER_PAGE,
        is_cut=lines.line_num > MOST,
    )


def _matching(lines: Iterable[list[str]], wanted: Mapping[int, str]) -> Iterator[list[str]]:
    for line in lines:
        if all(line[place] == value for place, value in wanted.items()):
            yield line


def _choices(run: ImportRun, name: str, narrowed: Mapping[str, str]) -> list[dict[str, Any]]:
    """What a report can be narrowed to, each with its number of rows."""
    found: dict[str, Counter[str]] = {"file": Counter(), "rule": Counter()}
    for file, rule, count in run.counts.get(name, []):
        if narrowed.get("rule", rule) == rule:
            found["file"][file] += count
        if narrowed.get("file", file) == file:
            found["rule"][rule] += count
    return [
        {
            "name": key,
            "label": "File" if key == "file" else "Rule",
            "chosen": narrowed.get(key, ""),
            "values": values.most_common(),
        }
        for key, values in found.items()
    ]
