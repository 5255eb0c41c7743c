"""What of our customers can be searched."""

from django.urls import reverse

from counterpart.customers.models import Account, Contact, Need
from counterpart.search.registry import register

register(
    Account,
    texts=(
        "name",
        "industry",
        "city",
        "region",
        "country",
        "website",
        "note",
        "source_id",
        "parent__name",
    ),
    href=lambda account: reverse("teams:mirror", args=[account.pk]),
    note=lambda account: ", ".join(filter(None, [account.get_tier_display(), account.city])),
    icon="building-2",
    position=10,
)
register(
    Contact,
    texts=(
        "first_name",
        "last_name",
        "email",
        "phone",
        "title",
        "goals",
        "source_id",
        "account__name",
        "function__name",
        "function__name_ru",
    ),
    href=lambda contact: reverse("customers:contact", args=[contact.pk]),
    note=lambda contact: ", ".join(filter(None, [contact.title, str(contact.account)])),
    icon="contact-round",
    related=("account",),
    position=20,
)
register(
    Need,
    texts=("title", "detail", "account__name"),
    href=lambda need: reverse("customers:needs", args=[need.account_id]),
    note=lambda need: str(need.account),
    icon="lightbulb",
    related=("account",),
    position=40,
)
