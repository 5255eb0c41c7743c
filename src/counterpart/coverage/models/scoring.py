"""Choosing key accounts by points: the card, what people rate, and the totals it makes."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.customers.models import Account
from counterpart.history.models import SeenQuerySet, TrackedModel
from counterpart.kernel.sorting import NAMES

OF_HUNDRED = [MinValueValidator(0), MaxValueValidator(100)]


class Scorecard(TrackedModel):
    """What makes an account attractive, and what makes us strong there, with thresholds of 100."""

    see = Action.SEE_COVERAGE
    name = models.CharField(_("name"), max_length=80, db_collation=NAMES)
    attractive_from = models.PositiveSmallIntegerField(
        _("attractive from, points of 100"), default=55, validators=OF_HUNDRED
    )
    strong_from = models.PositiveSmallIntegerField(
        _("we are strong from, points of 100"), default=50, validators=OF_HUNDRED
    )
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ScoreCriterion(TrackedModel):
    """Something accounts are rated by from 0 to 10: by people, or from data by their rank."""

    class Axis(models.TextChoices):
        ATTRACTIVENESS = "attractive", _("Attractiveness of the account")
        STRENGTH = "strength", _("Our strength there")

    class Origin(models.TextChoices):
        JUDGED = "judged", _("rated by people")
        REVENUE = "revenue", _("from data: revenue")
        GROWTH = "growth", _("from data: growth of revenue")
        MARGIN = "margin", _("from data: margin rate")
        CHEAPNESS = "cheapness", _("from data: low cost to serve")
        POTENTIAL = "potential", _("from data: potential")
        WALLET = "wallet", _("from data: share of wallet")
        FUNCTIONS = "functions", _("from data: functions involved")

    see = Action.SEE_COVERAGE
    visible_through = "card"
    card = models.ForeignKey(
        Scorecard, models.CASCADE, related_name="criteria", verbose_name=_("scorecard")
    )
    axis = models.CharField(_("axis"), max_length=10, choices=Axis)
    name = models.CharField(_("name"), max_length=80, db_collation=NAMES)
    name_ru = models.CharField(_("name in Russian"), max_length=80, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight, of 100"), validators=OF_HUNDRED)
    origin = models.CharField(
        _("where ratings come from"), max_length=10, choices=Origin, default=Origin.JUDGED
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("of a row", "order"), default=10)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["axis", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["card", "name"], name="criterion_once_a_card")
        ]

    def __str__(self) -> str:
        return self.name_ru if self.name_ru and get_language() == "ru" else self.name


class AccountRating(TrackedModel):
    """What somebody rates an account by one criterion, from 0 (worst) to 10 (best)."""

    see = Action.SEE_CONTRIBUTION
    visible_through = "account"
    account = models.ForeignKey(
        Account, models.CASCADE, related_name="ratings", verbose_name=_("account")
    )
    criterion = models.ForeignKey(
        ScoreCriterion, models.CASCADE, related_name="ratings", verbose_name=_("criterion")
    )
    rating = models.PositiveSmallIntegerField(
        _("rating, 0 to 10"), validators=[MinValueValidator(0), MaxValueValidator(10)]
    )
    judge = models.CharField(pgettext_lazy("who judges", "by"), max_length=150)
    on = models.DateField(_("date"))

    class Meta:
        verbose_name = _("rating of an account")
        verbose_name_plural = _("ratings of accounts")
        ordering = ["account__name", "criterion__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["account", "criterion"], name="rating_once")]

    def __str__(self) -> str:
        return f"{self.account}, {self.criterion}: {self.rating}"


class ScoreTotal(models.Model):
    """An account's points on both axes: worked out, never edited.

    Kept beside the account so that lists of any size sort by it. A total rests on the criteria
    that are rated; `known_percent` says how much of all weight they have.
    """

    class Place(models.TextChoices):
        KEY = "key", _("key account")
        DEVELOP = "develop", _("to be developed")
        MAINTAIN = "maintain", _("to be kept lightly")
        LIGHT = "light", _("to be served lightly")

    class Dispute(models.TextChoices):
        COSTLY = "costly", _("attractive by score, loses money")
        OVERLOOKED = "overlooked", _("among the best fifth in money, not attractive by score")

    see = Action.SEE_CONTRIBUTION
    visible_through = "account"
    account = models.OneToOneField(
        Account, models.CASCADE, related_name="score_total", verbose_name=_("account")
    )
    card = models.ForeignKey(
        Scorecard, models.CASCADE, related_name="totals", verbose_name=_("scorecard")
    )
    attractiveness = models.FloatField(_("attractiveness"))
    strength = models.FloatField(_("our strength"))
    known_percent = models.PositiveSmallIntegerField(_("known, % of the weight"))
    place = models.CharField(_("place"), max_length=8, choices=Place)
    dispute = models.CharField(
        _("where score and money disagree"), max_length=10, choices=Dispute, blank=True
    )
    worked_out_at = models.DateTimeField(_("worked out"), auto_now=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("score of an account")
        verbose_name_plural = _("scores of accounts")
        ordering = ["-attractiveness", "pk"]
        indexes = [models.Index(fields=["-attractiveness", "id"], name="score_by_attractiveness")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.attractiveness:.0f}/{self.strength:.0f}"
