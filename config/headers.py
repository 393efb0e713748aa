"""What every answer says about itself to browsers, whoever made it: a page, a file, a refusal."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]

# Nothing of what a browser could lend a page is asked of it.
UNUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
    *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb"),
)
HEADERS = {
    # Other sites' pages may not take ours in; scripts that ask the API as CORS has it may.
    "Cross-Origin-Resource-Policy": "same-origin",
    # Django's own, repeated for answers that are given before it is asked.
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
}


def headers(get_response: Answer) -> Answer:
    """Add the headers that Django has no setting for. What does not say how it may be kept is not
    kept: every page of the desk, and every error."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer
