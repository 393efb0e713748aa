"""Every public address. Pages end in a slash; a suffix instead asks for the same as data."""

from django.urls import URLPattern, path

from cases.public.api import person, reference, statutes
from cases.public.api import views as api
from cases.public.pages import (
    case,
    changes,
    data,
    front,
    hearings,
    lists,
    operations,
    orders,
    people,
    policy,
)

CASE = "cases/<slug:court>/<str:number>"
API = "api/v1/"

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
    path("changes/", changes.change_list, name="changes"),
    path("changes.<slug:suffix>", lists.in_format, {"name": "changes"}, name="changes-data"),
    path("orders/", orders.order_list, name="orders"),
    path("orders.<slug:suffix>", lists.in_format, {"name": "orders"}, name="orders-data"),
    path("hearings/", hearings.hearing_list, name="hearings"),
    path("hearings.<slug:suffix>", lists.in_format, {"name": "hearings"}, name="hearings-data"),
    path("people/", people.person_list, name="people"),
    path("people.<slug:suffix>", lists.in_format, {"name": "people"}, name="people-data"),
    path("people/<uuid:key>/", people.person_page, name="person"),
    path("courts/", front.courts, name="courts"),
    path("about/", front.about, name="about"),
    path("about/data-policy/", policy.data_policy, name="data-policy"),
    path("data/", data.data, name="data"),
    path("data/<slug:name>.schema.json", data.schema, name="data-schema"),
    path("data/api/", reference.reference, name="data-api"),
    path(API, api.index, name="api"),
    path(f"{API}openapi.json", api.openapi, name="api-openapi"),
    path(f"{API}courts/", api.courts, name="api-courts"),
    path(f"{API}statutes/", statutes.statutes, name="api-statutes"),
    path(f"{API}<slug:name>/", api.a_list, name="api-list"),
    path(f"{API}people/<uuid:key>/", person.person, name="api-person"),
    path(f"{API}{CASE}/", api.case, name="api-case"),
    path(f"{API}{CASE}/versions/", api.versions, name="api-versions"),
    path(f"{API}{CASE}/at/<str:then>/", api.case, name="api-case-at"),
    path("api/", api.nothing_here, name="api-nothing"),
    path("api/<path:path>/", api.nothing_here),
    path("robots.txt", operations.robots, name="robots"),
    path("healthz", operations.healthz, name="healthz"),
    path("readyz", operations.readyz, name="readyz"),
]
