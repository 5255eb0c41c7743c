"""What the API keeps: tokens, and answers that may be asked for again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.history.models import TrackedModel


class Scope(models.TextChoices):
    """What a token may be used for, within what its login may do."""

    READ = "read", _("Read")
    WRITE = "write", _("Change the directory, customers, teams and orders")
    STAFFING = "staffing", _("Draw up, stop, adopt and take back staffing proposals")
    IMPORT = "import", _("Import files")


class Token(TrackedModel):
    """A key with which a program acts as somebody. Only its digest is kept.

    `hint` are its first letters, by which people tell their tokens apart.
    """

    see = Action.MANAGE_LOGINS
    history_unrecorded = frozenset({"digest", "last_used_at"})

    login = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens", verbose_name=_("login")
    )
    name = models.CharField(_("what it is for"), max_length=80)
    hint = models.CharField(_("first letters"), max_length=12, editable=False)
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("what it may do"), default=list)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_on = models.DateField(_("works until (first day no more)"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_labels(self) -> list[str]:
        """What it may do, for people."""
        return [str(Scope(scope).label) for scope in self.scopes]


class KeptAnswer(models.Model):
    """The answer to a POST that named an Idempotency-Key, to be given again word for word.

    `asked` is a digest of the request; the same key with another request is refused. Answers are
    kept for a day.
    """

    login = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        constraints = [models.UniqueConstraint(fields=["login", "key"], name="kept_answer_once")]
        indexes = [models.Index(fields=["at"], name="kept_answer_by_age")]

    def __str__(self) -> str:
        return self.key
