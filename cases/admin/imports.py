"""Imports in the browser: bring a file, read what its check found, load it, read the report."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from cases.accounts.log import note
from cases.actions.refusal import Refused
from cases.admin.imports_told import REPORTS, report_page, told
from cases.admin.imports_upload import UploadForm, limits, too_large
from cases.admin.lists import CappedPaginator, Headed
from cases.desk import import_runs
from cases.desk.models import ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """The imports of this desk. Who may add one may load it; who may view them reads along."""

    list_display = ("file_name", "format", "stands", "uploaded_by", "uploaded_at", "loaded_by")
    list_filter = ("state",)
    ordering = ("-pk",)
    sortable_by = ()
    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Headed]:
        return Headed

    def get_queryset(self, request: HttpRequest) -> Any:
        return import_runs.runs()

    @admin.display(description="how it stands")
    def stands(self, run: ImportRun) -> str:
        return told(run).headline

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or self.has_add_permission(request)

    def get_urls(self) -> list[URLPattern]:
        def page(address: str, view: Any, name: str) -> URLPattern:
            wrapped: Any = self.admin_site.admin_view(view)
            made: URLPattern = path(address, wrapped, name=f"desk_importrun_{name}")
            return made

        return [
            page("", self.changelist_view, "changelist"),
            page("add/", csrf_exempt(self.upload_view), "add"),
            page("<int:number>/", self.run_view, "change"),
            page("<int:number>/progress/", self.progress_view, "progress"),
            page("<int:number>/load/", self.load_view, "load"),
            page("<int:number>/check/", self.check_view, "check"),
            page("<int:number>/stop/", self.stop_view, "stop"),
            page("<int:number>/<slug:step>/<slug:report>/", self.report_view, "report"),
            page("<int:number>/<slug:step>/<slug:report>.csv", self.download_view, "download"),
        ]

    def upload_view(self, request: Any) -> HttpResponse:
        """What is too large is refused before it is read, and reading it for the form's token
        would be reading it: so that token is looked at after the size."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if too_large(request):
            form = UploadForm()
            form.cleaned_data = {}
            return self._upload_page(request, form, refused=limits().too_large)
        return csrf_protect(self._upload)(request)

    def _upload(self, request: Any) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if request.method == "POST" and form.is_valid():
            try:
                run = form.keep(by=request.user.get_username())
                return HttpResponseRedirect(page_of(run))
            except Refused as refused:
                form.add_error(refused.field or None, refused.words)
        return self._upload_page(request, form)

    def _upload_page(self, request: Any, form: UploadForm, refused: str = "") -> HttpResponse:
        shown = {"form": form, "limits": limits(), "refused": refused, "title": "Import a file"}
        status = 413 if refused else 200
        return self._page(request, "upload", {"media": self.media, **shown}, status=status)

    def run_view(self, request: HttpRequest, number: int) -> HttpResponse:
        run = self._found(request, number)
        shown = {"title": f"Import: {run}", "run": run, "told": told(run)}
        shown["may_read"] = self._may_read(request, run)
        return self._page(request, "run", shown)

    def progress_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """How far it is, for a page that is being looked at."""
        said = told(self._found(request, number))
        answer = JsonResponse(
            {
                "words": said.progress,
                "is_running": said.is_running,
                "done": said.run.rows_done,
                "all": said.run.rows_all,
            }
        )
        answer["Cache-Control"] = "no-store"
        return answer

    def load_view(self, request: HttpRequest, number: int) -> HttpResponse:
        run = self._may_run(request, number)
        said = told(run)
        if request.method == "POST":
            return self._begin(request, run, "LOAD")
        if not said.may_load:
            return HttpResponseRedirect(page_of(run))
        shown = {"title": "Load this file?", "run": run, "told": said}
        return self._page(request, "load", shown)

    def check_view(self, request: HttpRequest, number: int) -> HttpResponse:
        run = self._may_run(request, number)
        if request.method == "POST":
            return self._begin(request, run, "CHECK")
        return HttpResponseRedirect(page_of(run))

    def stop_view(self, request: HttpRequest, number: int) -> HttpResponse:
        run = self._may_run(request, number)
        if request.method == "POST":
            import_runs.ask_to_stop(run)
            messages.info(request, "It will stop after the rows in hand.")
        return HttpResponseRedirect(page_of(run))

    def report_view(
        self, request: HttpRequest, number: int, step: str, report: str
    ) -> HttpResponse:
        run = self._readable(request, number, step, report)
        page = report_page(run, step.upper(), report, request.GET)
        shown = {"title": page.title, "run": run, "report": page}
        return self._page(request, "report", shown)

    def download_view(
        self, request: HttpRequest, number: int, step: str, report: str
    ) -> FileResponse:
        run = self._readable(request, number, step, report)
        try:
            stream = (import_runs.reports_of(run, step) / f"{report}.csv").open("rb")
        except FileNotFoundError as gone:
            raise Http404("There is no such report, or it is not kept any more.") from gone
        name = f"import-{run.pk}-{step}-{report}.csv"
        note("EXPORTED", request, what=f"a report of import {run.pk}, {step}: {report}")
        kind = "text/csv; charset=utf-8"
        return FileResponse(stream, as_attachment=True, filename=name, content_type=kind)

    def _begin(self, request: Any, run: ImportRun, step: str) -> HttpResponse:
        try:
            import_runs.begin(run, step, by=request.user.get_username())
        except Refused as refused:
            messages.error(request, refused.words)
        return HttpResponseRedirect(page_of(run))

    def _found(self, request: HttpRequest, number: int) -> Any:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(import_runs.runs(), pk=number)

    def _may_run(self, request: HttpRequest, number: int) -> Any:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._found(request, number)

    def _readable(self, request: HttpRequest, number: int, step: str, report: str) -> Any:
        run = self._found(request, number)
        if step not in ("check", "load") or report not in REPORTS:
            raise Http404("There is no such report.")
        if not self._may_read(request, run):
            raise PermissionDenied
        return run

    def _may_read(self, request: Any, run: ImportRun) -> bool:
        """The reports quote the file, which may tell of sealed cases: whoever sent it has it,
        and whoever may know of those may read it."""
        is_own = run.uploaded_by == request.user.get_username()
        return bool(is_own or request.user.has_perm("cases.view_seal"))

    def _page(
        self, request: HttpRequest, name: str, shown: dict[str, Any], status: int = 200
    ) -> TemplateResponse:
        may_run = self.has_add_permission(request)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "may_run": may_run}
        template = f"admin/imports/{name}.html"
        return TemplateResponse(request, template, {**context, **shown}, status=status)


def page_of(run: ImportRun) -> str:
    return reverse("admin:desk_importrun_change", args=[run.pk])
