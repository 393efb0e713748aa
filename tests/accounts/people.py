"""Staff who sign in by the pages, as a browser would."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client

from cases.accounts.models import Entry
from cases.desk.roles import make_roles

SIGN_IN = "/admin/account/sign-in/"
SECOND = "/admin/account/sign-in/second/"
PASSWORD = "plain maple lantern"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def staff(name: str = "vesna", role: str = "Clerks") -> User:
    """Somebody of a role, whose password is their own choice."""
    make_roles()
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def with_app(user: User) -> Authenticator:
    """Give somebody an authenticator app."""
    made: Authenticator = TOTP.activate(user, SECRET).instance
    return made


def code_now(secret: str = SECRET) -> str:
    """What the app shows at this moment."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def sign_in(client: Client, name: str, password: str = PASSWORD, **further: Any) -> Any:
    return client.post(SIGN_IN, {"login": name, "password": password, **further})


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def entries(*kinds: str) -> list[Entry]:
    return list(Entry.objects.filter(kind__in=kinds).order_by("pk"))


def minutes_pass(minutes: int) -> None:
    """Move the log into the past, which only the owner of the database can: it stands."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE access_log DISABLE TRIGGER access_log_stands")
        cursor.execute("UPDATE access_log SET at = at - make_interval(mins => %s)", [minutes])
        cursor.execute("ALTER TABLE access_log ENABLE ALWAYS TRIGGER access_log_stands")
