"""A session as the pages of sign-in make it, for clients that were let in without them."""

import time

from allauth.account.internal.flows import login as signing_in
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group, User
from django.test import Client

from cases.accounts.standing import BEGUN
from cases.desk.roles import make_roles
from tests.public_role import as_owner


def in_role(name: str) -> Client:
    """Somebody of a role, let in."""
    with as_owner():
        make_roles()
    user = User.objects.create_user(name.split()[0].lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    client = Client()
    client.force_login(user)
    return client


def just_now(client: Client) -> None:
    """Whoever was let in has begun the session, and proved who they are, at this moment."""
    session, now = client.session, int(time.time())
    session[BEGUN] = now
    session[signing_in.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": now}]
    session[signing_in._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session[SESSION_KEY]
    session.save()
