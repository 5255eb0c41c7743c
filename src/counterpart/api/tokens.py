"""Use-cases of API tokens: made once and shown once, narrowed by scopes, revoked at any time."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import OperationalError
from django.db.models import Q
from django.utils import timezone

from counterpart.access.models import Login
from counterpart.access.viewer import Viewer
from counterpart.api.models import Scope, Token
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.web.busy import is_busy

PREFIX = "cp_"
NOTED_EVERY = timedelta(minutes=1)


class NoScope(Refusal):
    """A token was to be made that may do nothing, or something unknown."""

    message = _("Choose at least one of: %(known)s.")


class EndsBeforeToday(Refusal):
    """A token was to be made that works no more."""

    message = _("The day from which the token no longer works must be later than today.")


def issue_token(
    login: Login,
    *,
    name: str,
    scopes: Sequence[str],
    by: Viewer,
    expires_on: date | None = None,
) -> tuple[Token, str]:
    """A new token and its secret, which is never shown again."""
    if not scopes or not set(scopes) <= set(Scope.values):
        raise NoScope(known=", ".join(Scope.values))
    if expires_on is not None and expires_on <= by.today:
        raise EndsBeforeToday
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token(
        login=login,
        name=name,
        hint=secret[:8],
        digest=_digest(secret),
        scopes=[scope for scope in Scope.values if scope in scopes],
        expires_on=expires_on,
    )
    return history.create(token, by=by), secret


def revoke_token(token: Token, *, by: Viewer) -> Token:
    """The token opens nothing from now on; it stays in the list."""
    token.revoked_at = token.revoked_at or timezone.now()
    return history.save(token, by=by)


def working_token(secret: str, *, today: date) -> Token | None:
    """The token with this secret, if it still works and its login may come in; notes its use."""
    now = timezone.now()
    tokens = Token.objects.select_related("login").filter(
        Q(expires_on=None) | Q(expires_on__gt=today),
        digest=_digest(secret),
        revoked_at=None,
        login__is_active=True,
    )
    token = tokens.first()
    if token and (token.last_used_at is None or token.last_used_at < now - NOTED_EVERY):
        _note_use(token, now)
    return token


def _note_use(token: Token, now: datetime) -> None:
    """Keep when it was last used; a caller who only reads need not wait until others wrote."""
    token.last_used_at = now
    try:
        history.save(token, by=Viewer.system("api"))
    except OperationalError as fault:
        if not is_busy(fault):
            raise


def _digest(secret: str) -> str:
    """The secret has 256 random bits, so that a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
