"""What the desk's frame shows around allauth's pages, which know nothing of it."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest

from cases.accounts.standing import OWN_PASSWORD, lacks_second_factor


def frame(request: HttpRequest) -> dict[str, Any]:
    """The site's names, and the user's links once nothing is left to be done before them."""
    if not request.path.startswith("/admin/account/"):
        return {}
    is_in = bool(
        request.user.is_authenticated
        and request.session.get(OWN_PASSWORD, True)
        and not lacks_second_factor(request)
    )
    return {
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        "has_permission": is_in,
        "is_demo": settings.DEMO,
        "requires_mfa": settings.REQUIRE_MFA,
        "has_given_password": not request.session.get(OWN_PASSWORD, True),
        "provider_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }
