"""Their side: accounts, sites, contacts, buying roles, ties, needs."""

from __future__ import annotations

from typing import Any, Literal

from counterpart.access.actions import Action
from counterpart.access.viewer import Viewer
from counterpart.api.fields import Key
from counterpart.api.resources import (
    Change,
    Create,
    Facts,
    Filter,
    Param,
    Remove,
    Resource,
    by_owner,
    by_role,
)
from counterpart.api.tables.common import BY_WORDS, Asked, with_facts
from counterpart.customers import services
from counterpart.customers.models import Account, BuyingRole, Contact, Need, Site, Tie

CHANGE = Action.CHANGE_ACCOUNT
Roles = list[Literal[tuple(BuyingRole.Role.values)]]  # type: ignore[misc,valid-type]
OF_ACCOUNT = Filter(Key, "account_id")


def _at_account(use_case: Any) -> Create:
    def call(facts: Facts, **told: Any) -> Any:
        return use_case(facts.pop("account"), **facts, **told)

    return Create(call, allow=by_owner("account", CHANGE))


def _create_contact(facts: Facts, **told: Any) -> Contact:
    return services.create_contact(facts.pop("account"), **facts, **told)


def _add_role(facts: Facts, *, by: Viewer, why: str) -> BuyingRole:
    contact, role = facts["contact"], facts["role"]
    roles = {*contact.buying_roles.values_list("role", flat=True), role}
    services.set_buying_roles(contact, roles, by=by, why=why)
    return BuyingRole.objects.get(contact=contact, role=role)


def _remove_role(row: BuyingRole, *, by: Viewer, why: str) -> None:
    roles = set(row.contact.buying_roles.values_list("role", flat=True)) - {row.role}
    services.set_buying_roles(row.contact, roles, by=by, why=why)


def _set_tie(facts: Facts, *, by: Viewer, why: str) -> Tie:
    return services.set_tie(facts.pop("listener"), **facts, by=by, why=why)


def _change_tie(tie: Tie, facts: Facts, *, by: Viewer, why: str) -> None:
    strength = facts.get("strength", tie.strength)
    services.set_tie(tie.listener, speaker=tie.speaker, strength=strength, by=by, why=why)


CUSTOMERS = (
    Resource(
        "customers",
        "accounts",
        Account,
        fields=(
            "name",
            "parent",
            "tier",
            "industry",
            "country",
            "city",
            "region",
            "website",
            "annual_value_minor",
            "currency",
            "note",
            "lost_on",
            "source_system",
            "source_id",
        ),
        filters={
            "q": BY_WORDS,
            "tier": Filter(Literal[tuple(Account.Tier.values)], "tier"),
            "parent": Filter(Key, "parent_id"),
            "country": Filter(Asked, "country"),
            "source_id": Filter(Asked, "source_id"),
        },
        create=Create(
            lambda facts, **told: services.create_account(**facts, **told),
            allow=by_role(Action.CREATE_ACCOUNT),
        ),
        change=Change(with_facts(services.change_account), CHANGE),
    ),
    Resource(
        "customers",
        "sites",
        Site,
        fields=("account", "name", "city", "country", "address", "time_zone"),
        once=("account",),
        filters={"account": OF_ACCOUNT},
        create=_at_account(services.create_site),
        change=Change(with_facts(services.change_site), CHANGE),
        remove=Remove(services.remove_site, CHANGE),
    ),
    Resource(
        "customers",
        "contacts",
        Contact,
        fields=(
            "account",
            "site",
            "first_name",
            "last_name",
            "email",
            "phone",
            "title",
            "function",
            "level",
            "influence_percent",
            "attitude",
            "goals",
            "languages",
            "hours_per_month",
            "needed_skills",
            "least_seniority",
            "wants_on_site",
            "reports_to",
            "left_on",
            "source_system",
            "source_id",
        ),
        once=("account",),
        filters={
            "q": BY_WORDS,
            "account": OF_ACCOUNT,
            "function": Filter(Key, "function_id"),
            "source_id": Filter(Asked, "source_id"),
        },
        create=Create(
            _create_contact,
            allow=by_owner("account", CHANGE),
            extra={"roles": Param(Roles, [], "The parts they play in buying.")},
        ),
        change=Change(
            with_facts(services.change_contact),
            CHANGE,
            extra={"roles": Param(Roles, [], "All the parts they play, when they change.")},
        ),
    ),
    Resource(
        "customers",
        "buying-roles",
        BuyingRole,
        fields=("contact", "role"),
        filters={
            "contact": Filter(Key, "contact_id"),
            "account": Filter(Key, "contact__account_id"),
        },
        create=Create(_add_role, allow=by_owner("contact", CHANGE)),
        remove=Remove(_remove_role, CHANGE),
    ),
    Resource(
        "customers",
        "ties",
        Tie,
        fields=("listener", "speaker", "strength"),
        once=("listener", "speaker"),
        filters={
            "listener": Filter(Key, "listener_id"),
            "speaker": Filter(Key, "speaker_id"),
            "account": Filter(Key, "listener__account_id"),
        },
        create=Create(_set_tie, allow=by_owner("listener", CHANGE)),
        change=Change(_change_tie, CHANGE),
        remove=Remove(services.remove_tie, CHANGE),
    ),
    Resource(
        "customers",
        "needs",
        Need,
        fields=(
            "account",
            "contact",
            "kind",
            "title",
            "detail",
            "owner",
            "review_on",
            "state",
        ),
        once=("account",),
        filters={
            "q": BY_WORDS,
            "account": OF_ACCOUNT,
            "contact": Filter(Key, "contact_id"),
            "owner": Filter(Key, "owner_id"),
            "state": Filter(Literal[tuple(Need.State.values)], "state"),
        },
        create=_at_account(services.create_need),
        change=Change(with_facts(services.change_need), CHANGE),
    ),
)
