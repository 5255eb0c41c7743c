"""Their side: accounts in groups, sites, and the people who decide together."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.actions import Action
from counterpart.directory.mail import AddressField
from counterpart.directory.models import (
    CURRENCY,
    PERCENT,
    Function,
    Person,
    Seniority,
    Sourced,
    check_languages,
    check_time_zone,
    source_key,
)
from counterpart.history.models import TrackedModel
from counterpart.kernel.names import full_name
from counterpart.kernel.sorting import NAMES


class Account(Sourced, TrackedModel):
    """A customer. Key accounts (any tier but `STANDARD`) get a selling team."""

    class Tier(models.TextChoices):
        STRATEGIC = "strategic", pgettext_lazy("tier", "Strategic")
        GLOBAL = "global", pgettext_lazy("tier", "Global")
        NATIONAL = "national", pgettext_lazy("tier", "National")
        KEY = "key", _("Key account")
        STANDARD = "standard", pgettext_lazy("tier", "Standard")

    see = Action.SEE_ACCOUNT

    name = models.CharField(_("name"), max_length=160, db_collation=NAMES)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("group"),
    )
    tier = models.CharField(_("tier"), max_length=12, choices=Tier, default=Tier.STANDARD)
    industry = models.CharField(_("industry"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    website = models.CharField(_("website"), max_length=200, blank=True)
    # What the account is worth to us in a year; what a counterpart's fit is multiplied by.
    annual_value_minor = models.PositiveBigIntegerField(_("value a year, cents"), default=0)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=CURRENCY)
    note = models.TextField(_("what we know of their business"), blank=True)
    lost_on = models.DateField(_("lost on"), null=True, blank=True)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name", "pk"]
        constraints = [source_key("account_by_source")]
        indexes = [
            models.Index(fields=["name", "id"], name="account_by_name"),
            models.Index(fields=["-annual_value_minor", "id"], name="account_by_value"),
            models.Index(fields=["tier", "name", "id"], name="account_by_tier"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_key(self) -> bool:
        """Whether it is covered by a selling team."""
        return self.tier != self.Tier.STANDARD


class Site(TrackedModel):
    """A place of the customer: a plant, an office, a store."""

    see = Action.SEE_ACCOUNT
    visible_through = "account"
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="sites", verbose_name=_("account")
    )
    name = models.CharField(_("name"), max_length=120, db_collation=NAMES)
    city = models.CharField(_("city"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    address = models.CharField(_("address"), max_length=240, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", validators=[check_time_zone]
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="site_once")]

    def __str__(self) -> str:
        return self.name


class Attitude(models.IntegerChoices):
    """How a contact stands towards us."""

    BLOCKER = -2, _("Blocker")
    CRITIC = -1, _("Critic")
    NEUTRAL = 0, _("Neutral")
    SUPPORTER = 1, _("Supporter")
    CHAMPION = 2, _("Champion")


class Contact(Sourced, TrackedModel):
    """One of the people at the customer who decide together."""

    see = Action.SEE_ACCOUNT
    visible_through = "account"
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="contacts", verbose_name=_("account")
    )
    site = models.ForeignKey(
        Site,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("site"),
    )
    first_name = models.CharField(_("first name"), max_length=80, db_collation=NAMES)
    last_name = models.CharField(_("last name"), max_length=80, blank=True, db_collation=NAMES)
    email = AddressField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    function = models.ForeignKey(
        Function, models.PROTECT, related_name="contacts", verbose_name=_("function")
    )
    level = models.PositiveSmallIntegerField(
        _("level"), choices=Seniority, default=Seniority.SPECIALIST
    )
    influence_percent = models.PositiveSmallIntegerField(
        _("influence, %"), default=30, validators=PERCENT
    )
    attitude = models.SmallIntegerField(_("attitude"), choices=Attitude, default=Attitude.NEUTRAL)
    goals = models.TextField(_("goals and views"), blank=True)
    languages = models.JSONField(
        _("languages"), default=list, blank=True, validators=[check_languages]
    )
    hours_per_month = models.DecimalField(
        _("hours a month they need from us"),
        max_digits=6,
        decimal_places=2,
        default=4,
        validators=[MinValueValidator(0), MaxValueValidator(744)],
    )
    # What they ask of whoever faces them; staffing keeps to it.
    needed_skills = models.CharField(_("skills they need in us"), max_length=300, blank=True)
    least_seniority = models.PositiveSmallIntegerField(
        _("least seniority of ours"), choices=Seniority, null=True, blank=True
    )
    wants_on_site = models.BooleanField(_("wants us on site"), default=False)
    reports_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("reports to"),
    )
    left_on = models.DateField(_("left on"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-influence_percent", "last_name", "first_name", "pk"]
        constraints = [source_key("contact_by_source")]
        indexes = [
            models.Index(fields=["account", "-influence_percent"], name="contact_by_account"),
            models.Index(fields=["email"], name="contact_by_email"),
            models.Index(fields=["last_name", "first_name", "id"], name="contact_by_name"),
        ]

    def __str__(self) -> str:
        return full_name(self.first_name, self.last_name)


class BuyingRole(TrackedModel):
    """A part a contact plays in buying; one contact may play several."""

    class Role(models.TextChoices):
        INITIATOR = "initiator", _("Initiator")
        USER = "user", _("User")
        INFLUENCER = "influencer", _("Influencer")
        GATEKEEPER = "gatekeeper", _("Gatekeeper")
        BUYER = "buyer", _("Buyer")
        DECIDER = "decider", _("Decision maker")
        APPROVER = "approver", _("Approver")

    see = Action.SEE_ACCOUNT
    visible_through = "contact"
    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="buying_roles", verbose_name=_("contact")
    )
    role = models.CharField(_("buying role"), max_length=12, choices=Role)

    class Meta:
        verbose_name = _("buying role")
        verbose_name_plural = _("buying roles")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contact", "role"], name="buying_role_once")]

    def __str__(self) -> str:
        return str(dict(self.Role.choices).get(self.role, self.role))

    @property
    def history_scope(self) -> str:
        return self.contact.history_scope


class Tie(TrackedModel):
    """Who listens to whom inside the buying center."""

    see = Action.SEE_ACCOUNT
    visible_through = "listener"
    listener = models.ForeignKey(
        Contact, models.CASCADE, related_name="listens_to", verbose_name=_("who listens")
    )
    speaker = models.ForeignKey(
        Contact, models.CASCADE, related_name="listened_to_by", verbose_name=_("to whom")
    )
    strength = models.PositiveSmallIntegerField(
        _("strength (1–3)"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(3)],
    )

    class Meta:
        verbose_name = _("tie")
        verbose_name_plural = _("ties")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["listener", "speaker"], name="tie_once"),
            models.CheckConstraint(
                condition=~Q(listener=F("speaker")),
                name="tie_between_two",
                violation_error_message=_("Nobody listens to themselves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listener} → {self.speaker}"

    @property
    def history_scope(self) -> str:
        return self.listener.history_scope


class Need(TrackedModel):
    """A need or a problem of the customer, with one of ours who keeps it current."""

    class Kind(models.TextChoices):
        NEED = "need", _("Need")
        PROBLEM = "problem", _("Problem")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("state of a need", "Open")
        MET = "met", pgettext_lazy("state of a need", "Met")
        DROPPED = "dropped", pgettext_lazy("state of a need", "Dropped")

    see = Action.SEE_ACCOUNT
    visible_through = "account"
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="needs", verbose_name=_("account")
    )
    contact = models.ForeignKey(
        Contact,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("whose"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.NEED)
    title = models.CharField(_("in one line"), max_length=160)
    detail = models.TextField(_("detail"), blank=True)
    owner = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="needs",
        verbose_name=_("owner"),
    )
    review_on = models.DateField(_("review on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["state", "review_on", "pk"]

    def __str__(self) -> str:
        return self.title
