"""The form that brings a file: what it may be, told before and held after."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import get_valid_filename

from cases.actions.refusal import Refused
from cases.desk.import_runs import begin, file_of, forget, keep
from cases.desk.models import ImportRun
from cases.imports.formats import FORMATS
from cases.imports.reports import LoadRefused
from cases.imports.sources import MAX_FILES, open_source

MB = 2**20
# What a form has around its file.
AROUND = 64 * 1024
ENDINGS = {"bundle": (".zip",), "cook-sao": (".zip",), "va-circuit": (".zip", ".csv")}
LABELS = {
    "bundle": "A bundle: a .zip of CSV files",
    "cook-sao": "Cook County State's Attorney: a .zip of its four tables",
    "va-circuit": "Virginia circuit courts: circuit_criminal.csv, or a .zip of it",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may be."""

    bytes: int
    files: int

    @property
    def words(self) -> str:
        return f"At most {self.bytes // MB:,} MB, and at most {self.files} files in a .zip."

    @property
    def too_large(self) -> str:
        return (
            f"The file is larger than {self.bytes // MB:,} MB. Nothing was kept. Pack it as a "
            ".zip, send it in parts, or let whoever runs this server load it (manage.py import)."
        )


def limits() -> Limits:
    return Limits(settings.IMPORT_MAX_MB * MB, MAX_FILES)


def too_large(request: Any) -> bool:
    """Whether what is being sent says of itself that it is too much."""
    sent = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(sent) > limits().bytes + AROUND if sent.isdecimal() else True


class UploadForm(forms.Form):
    """Asks for the file, and what it is."""

    format = forms.ChoiceField(
        label="What it is", choices=[(name, LABELS.get(name, name)) for name in FORMATS]
    )
    file = forms.FileField(label="File", help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        file.help_text = limits().words
        file.widget.attrs |= {"accept": ".zip,.csv", "data-most": limits().bytes}

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > limits().bytes:
            raise forms.ValidationError(limits().too_large)
        endings = ENDINGS.get(self.cleaned_data.get("format", ""), (".zip",))
        if PurePath(sent.name).suffix.lower() not in endings:
            wanted = " or ".join(endings)
            raise forms.ValidationError(f"Choose a file whose name ends in {wanted}.")
        return sent

    def keep(self, *, by: str) -> ImportRun:
        """Keep the file and begin its check, unless it is none that a load would open."""
        sent, format_name = self.cleaned_data["file"], self.cleaned_data["format"]
        try:
            run = keep(plain_name(sent.name), sent.chunks(), format_name=format_name, by=by)
        except OSError as error:
            raise Refused(
                f"The file cannot be kept on this server: {error.strerror}. Let whoever runs it "
                "see to the folder that IMPORT_DIR names."
            ) from error
        try:
            open_source(file_of(run))
            begin(run, "CHECK", by=by)
        except LoadRefused as refused:
            forget(run)
            raise Refused(str(refused), field="file") from refused
        except Refused:
            forget(run)
            raise
        return run


def plain_name(name: str) -> str:
    """The name without anything that a file system or a terminal could stumble over."""
    path = PurePath(get_valid_filename(PurePath(name).name) or "sent")
    return f"{path.stem[:80]}{path.suffix.lower()}"
