"""Logins and their roles."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Role


class LoginManager(BaseUserManager["Login"]):
    def create_login(self, email: str, password: str | None = None, **fields: object) -> "Login":
        """A login with a hashed password; without one it can only come in by single sign-on."""
        login = self.model(email=self.normalize_email(email).lower(), **fields)
        login.set_password(password)
        login.save(using=self._db)
        return login


class Login(AbstractBaseUser):
    """What one logs in with. A colleague's login belongs to a `directory.Person`."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As the device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = models.EmailField(_("e-mail"), unique=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    theme = models.CharField(_("colours"), max_length=8, choices=Theme, default=Theme.SYSTEM)
    is_active = models.BooleanField(_("may log in"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = LoginManager()

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")
        ordering = ["email"]

    def __str__(self) -> str:
        return self.email


class RoleGrant(models.Model):
    """A company-wide role of a login."""

    login = models.ForeignKey(Login, models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=32, choices=Role)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(fields=["login", "role"], name="role_once_per_login")
        ]

    def __str__(self) -> str:
        return f"{self.login}: {self.get_role_display()}"


class AppendOnlyEvents(models.QuerySet["LoginEvent"]):
    def update(self, **kwargs: Any) -> int:
        raise TypeError("what happened to logins is never rewritten")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("what happened to logins is never removed")


class LoginEvent(models.Model):
    """Something an administrator did to a login. Never edited, never removed."""

    class Kind(models.TextChoices):
        CREATED = "created", _("login created")
        OPENED = "opened", _("login opened again")
        CLOSED = "closed", _("login closed")
        ROLE_GIVEN = "role_given", _("role given")
        ROLE_TAKEN = "role_taken", _("role taken away")
        PASSWORD_LINK = "password_link", _("password link made")
        SECOND_FACTOR_REMOVED = "second_factor_removed", _("second factor removed")

    at = models.DateTimeField(_("when"))
    login = models.ForeignKey(Login, models.PROTECT, related_name="events")
    kind = models.CharField(_("what"), max_length=24, choices=Kind)
    role = models.CharField(_("role"), max_length=32, choices=Role, blank=True)
    by = models.ForeignKey(Login, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("who"), max_length=200)

    objects = AppendOnlyEvents.as_manager()

    class Meta:
        verbose_name = _("login event")
        verbose_name_plural = _("login events")
        ordering = ["-id"]
        indexes = [models.Index(fields=["login", "-id"], name="event_by_login")]

    def __str__(self) -> str:
        role = f": {self.get_role_display()}" if self.role else ""
        return f"{self.login} – {self.get_kind_display()}{role}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("what happened to logins is never rewritten")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("what happened to logins is never removed")
