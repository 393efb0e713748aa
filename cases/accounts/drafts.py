"""Keeps what was sent where it could not be taken: it is put back on the same page."""

from django.http import HttpRequest

from cases.desk.done import keep_draft

# What belongs to the page, or is nobody's to keep.
UNTYPED = ("csrfmiddlewaretoken", "token", "digest", "confirm", "back", "noted")
SECRET = ("password", "password1", "password2", "oldpassword", "usable_password", "code")
NO_FORMS = ("/admin/account/", "/admin/draft/", "/admin/logout/", "/admin/login/")


def keep_typed(request: HttpRequest) -> str:
    """Keep a form that was just sent as a draft of its page; the address that puts it back."""
    if request.method != "POST":
        return request.get_full_path()
    if request.path.startswith(NO_FORMS) or "Rehearsal" in request.headers:
        return "/admin/"
    passed = (*UNTYPED, *SECRET)
    typed = [
        [name, value]
        for name, values in request.POST.lists()
        for value in values
        if name not in passed
    ]
    keep_draft(request.user, request.path[:200], title=f"A form at {request.path}", typed=typed)
    return f"{request.path}?draft=1"
