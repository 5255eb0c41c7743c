"""What customers ordered and returned: signed lines that are never edited."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.actions import Action
from counterpart.customers.models import Account
from counterpart.directory.models import CURRENCY, Person, Sourced, source_key
from counterpart.history.models import SeenQuerySet, TrackedModel
from counterpart.kernel.sorting import NAMES


class Product(Sourced, TrackedModel):
    """Something we sell."""

    see = Action.SEE_DIRECTORY
    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160, db_collation=NAMES)
    category = models.CharField(_("category"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["code"]
        constraints = [source_key("product_by_source")]

    def __str__(self) -> str:
        return self.name


class OrderLine(models.Model):
    """A line of a document, positive for a sale and negative for a return.

    Posted once and never edited: a correction is a new line. The database refuses updates and
    deletes. `document_kind` says which paper makes it count; each sale is posted once, with the
    one paper that makes it count. Who posted it, when and with which import stands on the line.
    """

    class Document(models.TextChoices):
        CONTRACT = "contract", _("Contract")
        ORDER = "order", pgettext_lazy("document", "Order")
        SHIPMENT = "shipment", _("Shipment")
        ACT = "act", _("Signed act")
        INVOICE = "invoice", _("Invoice")
        PAYMENT = "payment", _("Payment")

    see = Action.SEE_ORDERS
    visible_through = "account"
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="order_lines", verbose_name=_("account")
    )
    product = models.ForeignKey(
        Product,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="order_lines",
        verbose_name=_("product"),
    )
    seller = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="order_lines",
        verbose_name=_("seller"),
    )
    source_system = models.CharField(_("source system"), max_length=40, blank=True)
    document_kind = models.CharField(
        _("document"), max_length=10, choices=Document, default=Document.INVOICE
    )
    document_no = models.CharField(_("document number"), max_length=60)
    line_no = models.CharField(pgettext_lazy("of a document", "line"), max_length=40)
    on = models.DateField(_("date"))
    quantity = models.DecimalField(_("quantity"), max_digits=14, decimal_places=3, default=1)
    amount_minor = models.BigIntegerField(_("amount, cents"))
    cost_minor = models.BigIntegerField(_("cost of goods, cents"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, validators=CURRENCY)
    posted_at = models.DateTimeField(_("posted"), auto_now_add=True)
    posted_by = models.CharField(_("posted by"), max_length=200, blank=True)
    batch = models.CharField(max_length=40, blank=True)  # one import

    objects = SeenQuerySet.as_manager()

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        ordering = ["-on", "document_no", "line_no"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_system", "document_kind", "document_no", "line_no"],
                name="order_line_once",
            )
        ]
        indexes = [
            models.Index(fields=["account", "-on"], name="order_line_by_account"),
            models.Index(fields=["document_kind"], name="order_line_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.document_no}/{self.line_no}"


class RevenueBasis(TrackedModel):
    """Which document counts as revenue: one kind for the whole company, in the only row.

    Without a row, or with an empty kind, it follows from what is posted, see `queries.basis`.
    """

    ONLY = 1
    see = Action.SEE_DIRECTORY
    document_kind = models.CharField(
        _("document that counts as revenue"),
        max_length=10,
        choices=OrderLine.Document,
        blank=True,
    )

    class Meta:
        verbose_name = _("setting of revenue")
        verbose_name_plural = _("settings of revenue")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_revenue_basis")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class Quota(TrackedModel):
    """What a person is to sell in a span of days; `until` is the first day no more."""

    see = Action.SEE_QUOTA
    visible_through = "person"
    # The history of a person is read by more people than their quotas are.
    history_secret = {"amount_minor": Action.SEE_QUOTA, "note": Action.SEE_QUOTA}
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="quotas", verbose_name=_("person")
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("until (first day no more)"))
    amount_minor = models.PositiveBigIntegerField(_("quota, cents"))
    currency = models.CharField(_("currency"), max_length=3, default="EUR", validators=CURRENCY)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["-since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "since"], name="quota_once_from_a_day"),
            models.CheckConstraint(
                condition=Q(until__gt=F("since")),
                name="quota_has_days",
                violation_error_message=_("The first day no more comes after the first day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.since} – {self.until}"

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return self.until - timedelta(days=1)


class ExchangeRate(TrackedModel):
    """What one unit of `base` cost in `quote` on a day, and who says so."""

    see = Action.SEE_DIRECTORY
    on = models.DateField(_("date"))
    base = models.CharField(
        pgettext_lazy("rate of exchange", "from"), max_length=3, validators=CURRENCY
    )
    quote = models.CharField(
        pgettext_lazy("rate of exchange", "to"), max_length=3, validators=CURRENCY
    )
    rate = models.DecimalField(_("rate"), max_digits=18, decimal_places=8)
    source = models.CharField(_("source"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("exchange rate")
        verbose_name_plural = _("exchange rates")
        ordering = ["-on", "base", "quote"]
        constraints = [
            models.UniqueConstraint(fields=["on", "base", "quote"], name="rate_once_a_day"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.base}/{self.quote} {self.rate}"
