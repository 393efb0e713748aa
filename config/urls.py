from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("cases.public.urls")),
]

handler404 = "cases.public.pages.answers.not_found"
handler500 = "cases.public.pages.answers.broken"
