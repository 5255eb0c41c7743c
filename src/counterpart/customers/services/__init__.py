"""Use-cases of the customers room."""

from counterpart.customers.services.accounts import (
    change_account,
    create_account,
    lose_account,
    reopen_account,
)
from counterpart.customers.services.bulk_accounts import (
    AccountChange,
    NewAccount,
    account_problems,
    change_accounts,
    create_accounts,
)
from counterpart.customers.services.bulk_contacts import (
    ContactChange,
    NewContact,
    change_contacts,
    contact_problems,
    create_contacts,
)
from counterpart.customers.services.contacts import (
    change_contact,
    contact_leaves,
    contact_returns,
    create_contact,
    move_to_site,
    set_buying_roles,
)
from counterpart.customers.services.facts import (
    AccountFacts,
    ContactFacts,
    NeedFacts,
    SiteFacts,
)
from counterpart.customers.services.hooks import on_contacts_changed
from counterpart.customers.services.needs import (
    change_need,
    create_need,
    create_needs,
    drop_need,
    meet_need,
    reopen_need,
)
from counterpart.customers.services.row_checks import RowsRefused
from counterpart.customers.services.sites import (
    change_site,
    create_site,
    create_sites,
    remove_site,
)
from counterpart.customers.services.ties import create_ties, remove_tie, set_tie

__all__ = [
    "AccountChange",
    "AccountFacts",
    "ContactChange",
    "ContactFacts",
    "NeedFacts",
    "NewAccount",
    "NewContact",
    "RowsRefused",
    "SiteFacts",
    "account_problems",
    "change_account",
    "change_accounts",
    "change_contact",
    "change_contacts",
    "change_need",
    "change_site",
    "contact_leaves",
    "contact_problems",
    "contact_returns",
    "create_account",
    "create_accounts",
    "create_contact",
    "create_contacts",
    "create_need",
    "create_needs",
    "create_site",
    "create_sites",
    "create_ties",
    "drop_need",
    "lose_account",
    "meet_need",
    "move_to_site",
    "on_contacts_changed",
    "remove_site",
    "remove_tie",
    "reopen_account",
    "reopen_need",
    "set_buying_roles",
    "set_tie",
]
