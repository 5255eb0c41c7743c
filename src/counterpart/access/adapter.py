"""How allauth behaves here: people are given logins, they do not sign themselves up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from counterpart.access.models import Login


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Company single sign-on lets in those who already have a login with that e-mail."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return bool(settings.SIGN_UP)

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Join the company identity to the login with the same verified e-mail."""
        if sociallogin.is_existing:
            return
        verified = [e.email.lower() for e in sociallogin.email_addresses if e.verified]
        login = Login.objects.filter(email__in=verified, is_active=True).first()
        if login is not None:
            sociallogin.connect(request, login)
