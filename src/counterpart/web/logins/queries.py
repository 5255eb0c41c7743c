"""What the screens about logins read."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from counterpart.access.models import Login, LoginEvent


def logins(*, text: str = "", state: str = "", role: str = "") -> QuerySet[Login]:
    """Logins with their roles, and whether each has a second factor (`has_second_factor`)."""
    rows = Login.objects.select_related("person").prefetch_related("role_grants")
    rows = rows.annotate(
        has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk")))
    )
    if text:
        rows = rows.filter(email__icontains=text)
    if state:
        rows = rows.filter(is_active=state == "open")
    if role:
        rows = rows.filter(role_grants__role=role)
    return rows


def events_of(login: Login, most: int = 50) -> QuerySet[LoginEvent]:
    """What administrators did to the login, the latest first."""
    return login.events.all()[:most]
