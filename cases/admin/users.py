"""Users and their roles. Nobody makes themselves, or anybody else, more than a role allows."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from cases.accounts.again import asked_again
from cases.accounts.lockout import MINUTES, locked_now, release, standing
from cases.accounts.models import Session
from cases.admin.drafts import typed
from cases.admin.lists import Headed
from cases.desk.done import drop_draft

# allauth's own tables hold secrets, and are written by its pages alone.
admin.site.unregister(
    [User, Group, EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken]
)


class NewStaffForm(AdminUserCreationForm):
    """A first password is known to two people, so it lets its owner in once: to change it."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields[
            "password1"
        ].help_text = "A first password. It has to be changed at the first sign-in."


def put_back(form: type[Any], sent: QueryDict) -> type[Any]:
    """A form that opens filled in as it was sent; nothing of it is saved yet."""

    class PutBack(form):  # type: ignore[misc]
        def __init__(self, *args: Any, **given: Any) -> None:
            super().__init__(*args, **given)
            for name, field in self.fields.items():
                if isinstance(field, forms.ModelMultipleChoiceField):
                    self.initial[name] = sent.getlist(name)
                elif name in sent or isinstance(field, forms.BooleanField):
                    # A browser sends nothing of a box that is not ticked.
                    self.initial[name] = sent.get(name)

    return PutBack


def settled(request: HttpRequest, user: User) -> str:
    """Do what was asked to let somebody in again, or to keep them out; and say it."""
    name = user.get_username()
    match request.POST.get("do"):
        case "release":
            release(request, user)
            return f"{name} may try to sign in again."
        case "remove-factors":
            Authenticator.objects.filter(user=user).delete()
            Session.objects.filter(user=user).delete()
            return f"{name} has no second factor now, and makes a new one at the next sign-in."
        case "end-sessions":
            Session.objects.filter(user=user).delete()
            return f"{name} is signed out everywhere."
        case unknown:
            raise SuspiciousOperation(f"{unknown!r} is nothing that can be done here.")


@admin.register(User)
class StaffAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts of the desk. Single permissions are not given: roles are."""

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("The person", {"fields": ("first_name", "last_name", "email")}),
        ("What they may do", {"fields": ("is_active", "is_staff", "groups")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    list_display = (
        "username",
        "first_name",
        "last_name",
        "roles",
        "is_active",
        "locked",
        "last_login",
    )
    list_filter = ("is_active", "groups")
    readonly_fields = ("last_login", "date_joined")
    ordering = ("username",)
    list_per_page = 50
    # Roles are few: each is seen, and ticked.
    formfield_overrides = {ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}

    add_form = NewStaffForm
    change_form_template = "admin/accounts/user.html"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Headed]:
        return Headed

    def get_queryset(self, request: HttpRequest) -> "QuerySet[User]":
        rows: QuerySet[User] = super().get_queryset(request).prefetch_related("groups")
        return rows.annotate(is_locked=locked_now("auth_user.username"))

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.standing_view)
        own = path("<int:number>/standing/", page, name="auth_user_standing")
        return [own, *super().get_urls()]

    def changeform_view(
        self, request: Any, object_id: str | None = None, *args: Any, **given: Any
    ) -> Any:
        """Accounts are made and changed only by whoever has just proved who they are."""
        user = self.get_object(request, object_id) if object_id else None
        if self.has_change_permission(request, user) and (again := asked_again(request)):
            return again
        return super().changeform_view(request, object_id, *args, **given)

    def user_change_password(self, request: Any, id: str, form_url: str = "") -> Any:
        user = self.get_object(request, id)
        if self.has_change_permission(request, user) and (again := asked_again(request)):
            return again
        return super().user_change_password(request, id, form_url)

    def get_form(
        self, request: Any, obj: Any = None, change: bool = False, **given: Any
    ) -> type[Any]:
        """The form; with what was typed before somebody had to prove who they are."""
        form: type[Any] = super().get_form(request, obj, change=change, **given)
        sent = typed(request) if request.method == "GET" else None
        return form if sent is None else put_back(form, sent)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        drop_draft(request.user, request.path)

    def standing_view(self, request: Any, number: int) -> HttpResponse:
        """Whether somebody can sign in, and what a user administrator can do about it."""
        user = self.get_object(request, str(number))
        if user is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(number))  # type: ignore[attr-defined,no-any-return]
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if again := asked_again(request):
            return again
        if request.method == "POST":
            messages.success(request, settled(request, user))
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Sign-in of {user.get_username()}",
            "opts": self.opts,
            "original": user,
            "is_locked": standing(user.get_username()).is_locked,
            "failures": standing(user.get_username()).failures,
            "minutes": MINUTES,
            "factors": list(Authenticator.objects.filter(user=user).order_by("type", "pk")),
            "sessions": Session.objects.filter(user=user, expire_date__gt=timezone.now()).count(),
        }
        return TemplateResponse(request, "admin/accounts/standing.html", context)

    def locked(self, user: Any) -> str:
        return "locked" if user.is_locked else ""

    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def has_change_permission(self, request: Any, obj: User | None = None) -> bool:
        """Whoever keeps users does not keep their own account, nor that of a superuser."""
        may: bool = super().has_change_permission(request, obj)
        if obj is None or request.user.is_superuser:
            return may
        return may and obj != request.user and not obj.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What they did stays signed with their name: an account is switched off instead."""
        return False


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Roles are read here; what they may do comes with each release."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Headed]:
        return Headed

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
