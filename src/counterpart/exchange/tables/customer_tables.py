"""Their side in files: accounts, sites, contacts, buying roles, ties, needs and orders."""

from django.utils.translation import gettext_lazy as _

from counterpart.customers.models import Account, BuyingRole, Contact, Need, Site, Tie
from counterpart.exchange.tables.columns import (
    OWN_ID,
    SOURCE,
    Kind,
    columns_for,
    of,
    refers,
    text,
)
from counterpart.exchange.tables.directory_tables import FULL_NAME
from counterpart.exchange.tables.table import Table
from counterpart.ledger.models import ExchangeRate, OrderLine, Product, Quota

IN_WORDS = _("A name at the account, or an e-mail.")

ACCOUNTS = Table(
    name="accounts",
    label=_("Accounts"),
    model=Account,
    key=("name",),
    narrowed_by=("city", "parent"),
    order=("name", "pk"),
    columns=columns_for(
        Account,
        [
            OWN_ID,
            *SOURCE,
            text("name", required=True, example="Fjord Foods"),
            refers("accounts", "parent", example="Fjord Group"),
            of(Kind.CHOICE, "tier", offers_default=True, example="Key account"),
            text("industry", example="Food"),
            of(Kind.COUNTRY, "country", example="NO"),
            text("city", example="Bergen"),
            text("region", example="Vestland"),
            text("website", example="fjord.example"),
            of(
                Kind.MONEY,
                "annual_value",
                field="annual_value_minor",
                label=_("Value a year"),
                currency="currency",
                help=_("What the account is worth to us in a year, not the account's own revenue."),
                example="1250000",
            ),
            of(Kind.CURRENCY, "currency", offers_default=True, example="EUR"),
            text("note"),
            of(Kind.DATE, "lost_on"),
        ],
    ),
)
SITES = Table(
    name="sites",
    label=_("Sites"),
    model=Site,
    key=("account", "name"),
    columns=columns_for(
        Site,
        [
            refers("accounts", "account", label=_("Account"), required=True, example="Fjord Foods"),
            text("name", required=True, example="Bergen plant"),
            text("city", example="Bergen"),
            of(Kind.COUNTRY, "country", example="NO"),
            text("address", example="Kaien 4"),
            text("time_zone", offers_default=True, example="Europe/Oslo"),
        ],
    ),
)
CONTACTS = Table(
    name="contacts",
    label=_("Contacts"),
    model=Contact,
    words=("first_name", "last_name"),
    finds_by_email=True,
    key=("account", "first_name", "last_name"),
    columns=columns_for(
        Contact,
        [
            OWN_ID,
            *SOURCE,
            refers("accounts", "account", required=True, example="Fjord Foods"),
            refers("sites", "site", within="account", example="Bergen plant"),
            text("first_name", required=True, example="Ines"),
            text("last_name", example="Dahl"),
            *FULL_NAME,
            text("email", example="ines@fjord.example"),
            text("phone", example="+47 55 00 00 00"),
            text("title", example="Head of logistics"),
            refers(
                "functions", "function", required=True, offers_default=True, example="logistics"
            ),
            of(Kind.CHOICE, "level", example="Head of a function"),
            of(Kind.PERCENT, "influence_percent", example="70"),
            of(Kind.CHOICE, "attitude", example="Supporter"),
            text("goals", example="Shorter delivery windows"),
            of(Kind.LANGUAGES, "languages", example="no; en"),
            of(Kind.DECIMAL, "hours_per_month", example="6"),
            text("needed_skills", example="food safety"),
            of(Kind.CHOICE, "least_seniority", example="Senior"),
            of(Kind.YES_NO, "wants_on_site"),
            refers("contacts", "reports_to", within="account", help=IN_WORDS),
            of(Kind.DATE, "left_on"),
        ],
    ),
)
BUYING_ROLES = Table(
    name="buying_roles",
    label=_("Buying roles"),
    model=BuyingRole,
    key=("contact", "role"),
    words=("pk",),
    columns=columns_for(
        BuyingRole,
        [
            refers("accounts", "account", label=_("Account"), field="", path="contact__account"),
            refers(
                "contacts",
                "contact",
                label=_("Contact"),
                within="account",
                required=True,
                help=IN_WORDS,
                example="Ines Dahl",
            ),
            of(Kind.CHOICE, "role", required=True, example="Decision maker"),
        ],
    ),
)
TIES = Table(
    name="ties",
    label=_("Who listens to whom"),
    model=Tie,
    key=("listener", "speaker"),
    words=("pk",),
    columns=columns_for(
        Tie,
        [
            refers("accounts", "account", label=_("Account"), field="", path="listener__account"),
            refers("contacts", "listener", within="account", required=True, help=IN_WORDS),
            refers("contacts", "speaker", within="account", required=True, help=IN_WORDS),
            of(Kind.WHOLE, "strength", example="2"),
        ],
    ),
)
NEEDS = Table(
    name="needs",
    label=_("Needs and problems"),
    model=Need,
    key=("account", "title"),
    narrowed_by=("kind", "contact"),
    words=("title",),
    columns=columns_for(
        Need,
        [
            OWN_ID,
            refers("accounts", "account", label=_("Account"), required=True, example="Fjord Foods"),
            refers("contacts", "contact", within="account", help=IN_WORDS),
            of(Kind.CHOICE, "kind", example="Need"),
            text("title", required=True, example="Shorter delivery windows"),
            text("detail"),
            refers("people", "owner", example="nadia@example.com"),
            of(Kind.DATE, "review_on", example="2026-12-01"),
            of(Kind.CHOICE, "state", example="Open"),
        ],
    ),
)
PRODUCTS = Table(
    name="products",
    label=_("Products"),
    model=Product,
    words=("code",),
    key=("code",),
    order=("code", "pk"),
    columns=columns_for(
        Product,
        [
            *SOURCE,
            text("code", required=True, example="FR-R92B-58"),
            text("name", required=True, example="Road frame, black, 58"),
            text("category", example="Frames"),
        ],
    ),
)
ORDER_LINES = Table(
    name="order_lines",
    label=_("Order lines"),
    model=OrderLine,
    key=("source_system", "document_kind", "document_no", "line_no"),
    words=("document_no", "line_no"),
    is_posted=True,
    help=_("Posted lines are never changed or undone: a correction is a new line."),
    columns=columns_for(
        OrderLine,
        [
            text("source_system", example="erp"),
            of(Kind.CHOICE, "document_kind", offers_default=True, example="Invoice"),
            text("document_no", required=True, example="SO43659"),
            text("line_no", required=True, example="1"),
            of(Kind.DATE, "on", required=True, example="2026-05-31"),
            refers("accounts", "account", required=True, example="Fjord Foods"),
            refers("products", "product", example="FR-R92B-58"),
            refers("people", "seller", example="nadia@example.com"),
            of(Kind.DECIMAL, "quantity", example="12"),
            of(
                Kind.MONEY,
                "amount",
                field="amount_minor",
                label=_("Amount"),
                currency="currency",
                required=True,
                example="2024.99",
            ),
            of(
                Kind.MONEY,
                "cost",
                field="cost_minor",
                label=_("Cost of goods"),
                currency="currency",
                example="1898.09",
            ),
            of(Kind.CURRENCY, "currency", required=True, offers_default=True, example="EUR"),
        ],
    ),
)
EXCHANGE_RATES = Table(
    name="exchange_rates",
    label=_("Exchange rates"),
    model=ExchangeRate,
    key=("on", "base", "quote"),
    words=("pk",),
    columns=columns_for(
        ExchangeRate,
        [
            of(Kind.DATE, "on", required=True, example="2026-05-31"),
            of(Kind.CURRENCY, "base", required=True, example="EUR"),
            of(Kind.CURRENCY, "quote", required=True, example="USD"),
            of(Kind.DECIMAL, "rate", required=True, example="1.0832"),
            text("source", example="ECB"),
        ],
    ),
)
QUOTAS = Table(
    name="quotas",
    label=_("Quotas"),
    model=Quota,
    key=("person", "since"),
    words=("pk",),
    columns=columns_for(
        Quota,
        [
            refers("people", "person", required=True, example="nadia@example.com"),
            of(Kind.DATE, "since", required=True, example="2026-01-01"),
            of(Kind.DATE, "until", required=True, example="2026-04-01"),
            of(
                Kind.MONEY,
                "amount",
                field="amount_minor",
                label=_("Quota"),
                currency="currency",
                required=True,
                example="250000",
            ),
            of(Kind.CURRENCY, "currency", required=True, offers_default=True, example="EUR"),
            text("note"),
        ],
    ),
)
CUSTOMER_TABLES = (ACCOUNTS, SITES, CONTACTS, BUYING_ROLES, TIES, NEEDS)
LEDGER_TABLES = (PRODUCTS, ORDER_LINES, EXCHANGE_RATES, QUOTAS)
