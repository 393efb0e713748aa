from django.contrib import admin
from django.urls import include, path

from cases.admin.drafts import draft_view
from cases.admin.find import find_page
from cases.admin.front import front_page
from cases.admin.offers import Offers

urlpatterns = [
    path("", include("cases.accounts.urls")),
    path("admin/draft/", admin.site.admin_view(draft_view), name="desk-draft"),
    path("admin/find/", admin.site.admin_view(find_page), name="desk-find"),
    # In place of the admin's own, under its address and its name.
    path("admin/autocomplete/", admin.site.admin_view(Offers.as_view(admin_site=admin.site))),
    # In place of the admin's own first page, under its address and its name.
    path("admin/", admin.site.admin_view(front_page)),
    path("admin/", admin.site.urls),
    path("", include("cases.public.urls")),
]

handler404 = "cases.public.pages.answers.not_found"
handler500 = "cases.public.pages.answers.broken"
