"""Every public address. Pages end in a slash; a suffix instead asks for the same as data."""

from django.urls import URLPattern, path

from cases.public.pages import case, data, front, lists, operations

CASE = "cases/<slug:court>/<str:number>"

urlpatterns: list[URLPattern] = [
    path("", front.front, name="front"),
    path("cases/", lists.case_list, name="cases"),
    path("cases.<slug:suffix>", lists.in_format, {"name": "cases"}, name="cases-data"),
    path(f"{CASE}.json", case.case_document, name="case-json"),
    path(f"{CASE}/", case.case_page, name="case"),
    path(f"{CASE}/versions/", case.case_versions, name="case-versions"),
    path(f"{CASE}/at/", case.case_then, name="case-then"),
    path(f"{CASE}/at/<str:then>.json", case.case_document, name="case-at-json"),
    path(f"{CASE}/at/<str:then>/", case.case_at, name="case-at"),
    path("changes/", lists.change_list, name="changes"),
    path("changes.<slug:suffix>", lists.in_format, {"name": "changes"}, name="changes-data"),
    path("courts/", front.courts, name="courts"),
    path("about/", front.about, name="about"),
    path("data/", data.data, name="data"),
    path("robots.txt", operations.robots, name="robots"),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
]
