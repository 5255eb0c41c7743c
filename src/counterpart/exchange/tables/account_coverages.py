"""Which coverage model served each account when, in files: every dated row of it."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from counterpart.access.actions import Action
from counterpart.coverage.models import AccountCoverage
from counterpart.exchange.tables.columns import OWN_ID, Kind, columns_for, of, refers
from counterpart.exchange.tables.coverage_inputs import MODEL, SINCE
from counterpart.exchange.tables.table import Table

ACCOUNT_COVERAGES = Table(
    name="account_coverages",
    label=_("Coverage models of accounts"),
    model=AccountCoverage,
    key=("account", "since"),
    words=("pk",),
    order=("account_id", "since", "pk"),
    whole="account",
    help=_(
        "Which coverage model served each account, from which day to which. A row ends where the "
        "next one of the account begins."
    ),
    needs=Action.ADOPT_COVERAGE,
    columns=columns_for(
        AccountCoverage,
        [
            OWN_ID,
            refers("accounts", "account", label=_("Account"), required=True),
            MODEL,
            replace(
                SINCE,
                required=False,
                help=_(
                    "Without it from today on, unless the account has the model already. Another "
                    "day beside the Counterpart id moves the row."
                ),
            ),
            of(
                Kind.DATE,
                "until",
                label=_("Until (first day no more)"),
                may_clear=False,
                help=_("Without it until the next row begins; the last one holds on."),
            ),
        ],
    ),
)
