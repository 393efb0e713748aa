"""The site's addresses as they are where the settings name a provider."""

from cases.accounts.provider_urls import urlpatterns as of_provider
from config.urls import handler404, handler500
from config.urls import urlpatterns as usual

urlpatterns = [*of_provider, *usual]

__all__ = ["handler404", "handler500", "urlpatterns"]
