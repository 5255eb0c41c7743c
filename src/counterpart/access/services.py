"""Giving and taking logins and roles; each step leaves a line in the record of logins."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from counterpart.access.actions import Role
from counterpart.access.models import Login, LoginEvent, RoleGrant
from counterpart.access.viewer import Viewer
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _

Kind = LoginEvent.Kind


class LoginExists(Refusal):
    """The e-mail already has a login."""

    message = _("%(email)s already has a login. Open it in the list to change its roles.")


class LastAdministrator(Refusal):
    """Nobody would be left to give logins and roles."""

    message = _(
        "%(email)s is the last administrator who may log in. Make somebody else an "
        "administrator first."
    )


class OwnLoginClosed(Refusal):
    """An administrator was about to lock themselves out."""

    message = _("This is the login you are using. Ask another administrator to close it.")


@transaction.atomic
def create_login(email: str, *, roles: Iterable[Role] = (), by: Viewer) -> Login:
    """A login that comes in by single sign-on, or by a password set with a password link."""
    try:
        with transaction.atomic():
            login = Login.objects.create_login(email)
    except IntegrityError as taken:
        raise LoginExists(email=email) from taken
    _record(login, Kind.CREATED, by=by)
    set_roles(login, roles, by=by)
    return login


@transaction.atomic
def set_roles(login: Login, roles: Iterable[Role], *, by: Viewer) -> None:
    """From now on the login has exactly these company-wide roles."""
    wanted = set(roles)
    _hold_administrators()
    held = {Role(grant.role) for grant in RoleGrant.objects.filter(login=login)}
    if Role.ADMINISTRATOR in held - wanted:
        _refuse_if_last_administrator(login)
    for role in sorted(wanted - held):
        RoleGrant.objects.create(login=login, role=role)
        _record(login, Kind.ROLE_GIVEN, by=by, role=role)
    for role in sorted(held - wanted):
        RoleGrant.objects.filter(login=login, role=role).delete()
        _record(login, Kind.ROLE_TAKEN, by=by, role=role)


@transaction.atomic
def close_login(login: Login, *, by: Viewer) -> None:
    """The login may not come in any more; whoever is inside is out with their next click."""
    if by.login is not None and by.login.pk == login.pk:
        raise OwnLoginClosed
    _hold_administrators()
    _refuse_if_last_administrator(login)
    if Login.objects.filter(pk=login.pk, is_active=True).update(is_active=False):
        _record(login, Kind.CLOSED, by=by)


@transaction.atomic
def open_login(login: Login, *, by: Viewer) -> None:
    """The login may come in again, with the roles it has."""
    if Login.objects.filter(pk=login.pk, is_active=False).update(is_active=True):
        _record(login, Kind.OPENED, by=by)


@transaction.atomic
def remove_second_factor(login: Login, *, by: Viewer) -> None:
    """For somebody who lost their phone: the password alone lets them in, until they set it up."""
    removed, _rows = Authenticator.objects.filter(user=login).delete()
    if removed:
        _record(login, Kind.SECOND_FACTOR_REMOVED, by=by)


def make_password_link(login: Login, *, by: Viewer) -> str:
    """The path of a page where whoever opens it sets the login's password, once.

    It lasts for three days, and ends with the next login or change of password.
    """
    _record(login, Kind.PASSWORD_LINK, by=by)
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(login),
            "key": default_token_generator.make_token(login),
        },
    )


def _hold_administrators() -> None:
    """Two administrators who demote each other at once wait for one another."""
    list(Login.objects.select_for_update().filter(role_grants__role=Role.ADMINISTRATOR))


def _refuse_if_last_administrator(login: Login) -> None:
    administrators = Login.objects.filter(is_active=True, role_grants__role=Role.ADMINISTRATOR)
    is_one = administrators.filter(pk=login.pk).exists()
    if is_one and not administrators.exclude(pk=login.pk).exists():
        raise LastAdministrator(email=login.email)


def _record(login: Login, kind: LoginEvent.Kind, *, by: Viewer, role: str = "") -> None:
    LoginEvent.objects.create(
        at=timezone.now(), login=login, kind=kind, role=role, by=by.login, by_name=by.name[:200]
    )
