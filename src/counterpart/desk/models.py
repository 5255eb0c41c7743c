"""Questions of the customer's people: what they asked, what happened to it, what was said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.actions import Action
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Function, Person
from counterpart.history.models import SeenQuerySet


class Question(models.Model):
    """Something a contact wants to know or have done.

    What stands here beside the asking is worked out from its steps, which are only ever added to.
    """

    class Channel(models.TextChoices):
        CALL = "call", _("after a call")
        MAIL = "mail", _("by e-mail")
        FORM = "form", _("by the form")
        API = "api", _("by a program")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("question", "Open")
        WAITING = "waiting", _("Waiting for the customer")
        ANSWERED = "answered", pgettext_lazy("question", "Answered")
        CLOSED = "closed", pgettext_lazy("question", "Closed")

    see = Action.SEE_QUESTION
    visible_through = "account"
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="questions", verbose_name=_("account")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, related_name="questions", verbose_name=_("asked by")
    )
    subject = models.CharField(_("in one line"), max_length=200)
    channel = models.CharField(_("how it came"), max_length=4, choices=Channel)
    function = models.ForeignKey(
        Function,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("about the work of"),
    )
    asked_at = models.DateTimeField(_("asked"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("with whom"),
    )
    first_person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("with whom at first"),
    )
    hands = models.PositiveSmallIntegerField(_("hands it went through"), default=0)
    due_at = models.DateTimeField(_("answer due"), null=True, blank=True)
    next_at = models.DateTimeField(_("to be looked at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    minutes_to_answer = models.PositiveIntegerField(
        _("working minutes to the first answer"), null=True, blank=True
    )
    is_late = models.BooleanField(_("late"), default=False)
    was_checked = models.BooleanField(_("“I will check” was said"), default=False)
    at_once = models.BooleanField(_("answered at once"), null=True, blank=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="question_by_due"),
            models.Index(fields=["account", "-asked_at", "-id"], name="question_by_account"),
            models.Index(fields=["person", "state"], name="question_by_person"),
            models.Index(fields=["-asked_at", "-id"], name="question_by_day"),
            models.Index(
                fields=["next_at"], condition=Q(next_at__isnull=False), name="question_by_next"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def hours_to_answer(self) -> float | None:
        """Working time to the first answer."""
        return None if self.minutes_to_answer is None else self.minutes_to_answer / 60

    @property
    def by_another(self) -> bool:
        """Whether nothing else kept it from being answered at once than who answered."""
        other_reasons = self.is_late or self.was_checked or self.hands != 1
        return self.at_once is False and not other_reasons

    @property
    def is_live(self) -> bool:
        """Whether somebody still owes an answer, the customer or one of ours."""
        return self.state in {self.State.OPEN, self.State.WAITING}


class Step(models.Model):
    """Something that happened to a question. Never edited, never removed."""

    class Kind(models.TextChoices):
        ASKED = "asked", pgettext_lazy("step", "Asked")
        GIVEN = "given", pgettext_lazy("step", "Brought to")
        PASSED = "passed", pgettext_lazy("step", "Passed on to")
        PROMISED = "promised", pgettext_lazy("step", "Promised")
        CHECKING = "checking", pgettext_lazy("step", "“I will check”")
        WAITING = "waiting", pgettext_lazy("step", "Asked the customer back")
        REPLIED = "replied", pgettext_lazy("step", "The customer wrote again")
        ANSWERED = "answered", pgettext_lazy("step", "Answered")
        CLOSED = "closed", pgettext_lazy("step", "Closed")
        WARNED = "warned", pgettext_lazy("step", "Warned")

    see = Action.SEE_QUESTION
    visible_through = "question"
    question = models.ForeignKey(
        Question, models.CASCADE, related_name="steps", verbose_name=_("question")
    )
    kind = models.CharField(_("what"), max_length=8, choices=Kind)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(_("who"), max_length=200)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("to whom"),
    )
    due = models.DateTimeField(_("promised for"), null=True, blank=True)
    route = models.JSONField(_("route"), default=dict, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a question")
        verbose_name_plural = _("steps of questions")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["question", "at", "id"], name="step_by_question"),
            models.Index(fields=["person", "question"], name="step_by_person"),
        ]

    def __str__(self) -> str:
        return str(self.Kind(self.kind).label)


class Message(models.Model):
    """What was said: by the customer, to them, or among us."""

    class Side(models.TextChoices):
        THEIRS = "theirs", _("the customer")
        OURS = "ours", _("us")
        NOTE = "note", _("among us")

    see = Action.SEE_QUESTION
    visible_through = "question"
    question = models.ForeignKey(
        Question, models.CASCADE, related_name="messages", verbose_name=_("question")
    )
    side = models.CharField(_("from"), max_length=6, choices=Side)
    author = models.CharField(_("who"), max_length=200)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    body = models.TextField(_("text"))
    at = models.DateTimeField(_("when"))

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["question", "at", "id"], name="message_by_question")]

    def __str__(self) -> str:
        return self.body[:60]
