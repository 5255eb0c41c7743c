"""Ways to cover an account, what each takes from a day on, and which one covers which account."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.customers.models import Account
from counterpart.directory.models import CURRENCY, Function
from counterpart.history.dated import Dated, has_days
from counterpart.history.models import TrackedModel
from counterpart.kernel.sorting import NAMES


class CoverageModel(TrackedModel):
    """A way to cover an account: a territory seller, a key account manager, a selling team …

    What it takes is in its terms, which are dated. Order is from the lightest to the heaviest.
    """

    class Kind(models.TextChoices):
        TERRITORY = "territory", _("Territory seller")
        MANAGER = "manager", _("Key account manager")
        SALES_FORCE = "sales_force", _("Key-account sales force")
        TEAM = "team", _("Selling team")
        ON_SITE = "on_site", _("Selling team with an office on site")

    WITH_TEAM = (Kind.TEAM, Kind.ON_SITE)
    """Kinds in which people of several functions serve an account together."""

    see = Action.SEE_COVERAGE
    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=80, db_collation=NAMES)
    name_ru = models.CharField(_("name in Russian"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("order, lightest first"), default=100)
    note = models.TextField(_("when it suits"), blank=True)
    is_offered = models.BooleanField(_("may be chosen"), default=True)

    class Meta:
        verbose_name = _("coverage model")
        verbose_name_plural = _("coverage models")
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name_ru if self.name_ru and get_language() == "ru" else self.name

    @property
    def has_team(self) -> bool:
        """Whether people of several functions serve the account together."""
        return self.kind in self.WITH_TEAM


class ModelTerms(TrackedModel):
    """What a coverage model takes for one account, from a day until its next terms.

    Fixed costs are for a year. `span` is how many accounts one lead looks after: an account uses
    1/span of a lead. Coordination is paid for each pair of people, n (n - 1) / 2 of them.
    """

    see = Action.SEE_COVERAGE
    visible_through = "model"
    model = models.ForeignKey(
        CoverageModel, models.CASCADE, related_name="terms", verbose_name=_("coverage model")
    )
    since = models.DateField(_("from"))
    people = models.PositiveSmallIntegerField(
        _("people on it"), default=1, validators=[MinValueValidator(1)]
    )
    least_people = models.PositiveSmallIntegerField(
        _("fewest people"), default=1, validators=[MinValueValidator(1)]
    )
    span = models.PositiveSmallIntegerField(
        _("accounts per lead"), default=1, validators=[MinValueValidator(1)]
    )
    least_functions = models.PositiveSmallIntegerField(
        _("fewest functions of the customer involved"), default=1
    )
    lead_minor = models.PositiveBigIntegerField(_("lead, cents a year"), default=0)
    travel_minor = models.PositiveBigIntegerField(_("travel, cents a year"), default=0)
    office_minor = models.PositiveBigIntegerField(_("office on site, cents a year"), default=0)
    coordination_per_pair_minor = models.PositiveBigIntegerField(
        _("coordination of each pair, cents a year"), default=0
    )
    set_up_minor = models.PositiveBigIntegerField(_("setting it up once, cents"), default=0)
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=CURRENCY)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("terms of a coverage model")
        verbose_name_plural = _("terms of coverage models")
        ordering = ["model__position", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["model", "since"], name="terms_once_from_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.model}, {self.since}"


class ModelHours(TrackedModel):
    """Hours a year of one of our functions that a coverage model takes for an account."""

    see = Action.SEE_COVERAGE
    visible_through = "terms"
    terms = models.ForeignKey(
        ModelTerms, models.CASCADE, related_name="hours", verbose_name=_("terms")
    )
    function = models.ForeignKey(
        Function, models.PROTECT, related_name="+", verbose_name=_("function")
    )
    hours_per_year = models.DecimalField(
        _("hours a year"), max_digits=8, decimal_places=2, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("hours of a coverage model")
        verbose_name_plural = _("hours of coverage models")
        ordering = ["function__position"]
        constraints = [
            models.UniqueConstraint(fields=["terms", "function"], name="hours_once_a_function")
        ]

    def __str__(self) -> str:
        return f"{self.terms}: {self.function}"


class AccountCoverage(Dated):
    """Which coverage model serves an account, and since when."""

    see = Action.SEE_CONTRIBUTION
    visible_through = "account"
    history_unspoken = frozenset({"batch"})  # leads nobody anywhere
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="coverages", verbose_name=_("account")
    )
    model = models.ForeignKey(
        CoverageModel, models.PROTECT, related_name="coverages", verbose_name=_("coverage model")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    batch = models.CharField(_("adoption"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("coverage of an account")
        verbose_name_plural = _("coverage of accounts")
        ordering = ["-since", "pk"]
        constraints = [
            has_days("coverage_has_days"),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(until__isnull=True),
                name="one_open_coverage_an_account",
            ),
        ]
        indexes = [models.Index(fields=["model", "until"], name="coverage_by_model")]

    def __str__(self) -> str:
        return f"{self.account}: {self.model}"
