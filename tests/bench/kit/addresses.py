"""The site's own addresses, and those of what it is compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tests.bench.kit.stock_admin import stock


def hello(request: HttpRequest) -> HttpResponse:
    """The least that this server can answer, through all of its middleware."""
    return HttpResponse("Hello.", content_type="text/plain")


urlpatterns = [
    path("bench/hello", hello),
    path("bench/admin/", stock.urls),
    path("", include("config.urls")),
]
