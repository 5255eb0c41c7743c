"""Use-cases of a customer's sites."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Site
from counterpart.customers.services.facts import SiteFacts, put
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class SiteHasContacts(Refusal):
    """A site was to be removed while people work there."""

    message = _("People work at %(site)s: %(contacts)s. Move them to another site first.")


class SiteNameTaken(Refusal):
    """The account already has a site of that name."""

    message = _("%(account)s already has a site named %(site)s. Choose another name.")


@transaction.atomic
def create_site(
    account: Account, *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[SiteFacts]
) -> Site:
    """Add a place of the customer."""
    site = Site(account=account)
    put(site, facts)
    _check_name(site)
    return history.create(site, by=by, why=why, batch=batch)


@transaction.atomic
def change_site(site: Site, *, by: Viewer, why: str = "", **facts: Unpack[SiteFacts]) -> Site:
    """Change some facts of a place."""
    changed = Site.objects.select_for_update().select_related("account").get(pk=site.pk)
    put(changed, facts)
    _check_name(changed)
    return history.save(changed, by=by, why=why)


@transaction.atomic
def remove_site(site: Site, *, by: Viewer, why: str = "") -> None:
    """Remove a place where nobody works."""
    there = Site.objects.select_for_update().get(pk=site.pk)
    contacts = [str(contact) for contact in there.contacts.all()[:5]]
    if contacts:
        raise SiteHasContacts(site=there.name, contacts=", ".join(contacts))
    history.remove(there, by=by, why=why)


def create_sites(
    rows: Sequence[tuple[Account, SiteFacts]], *, by: Viewer, why: str = "", batch: str = ""
) -> list[Site]:
    """Add many places that were checked before."""
    sites = [Site(account=account) for account, _facts in rows]
    for site, (_account, facts) in zip(sites, rows, strict=True):
        put(site, facts)
    return history.create_many(sites, by=by, why=why, batch=batch)


def _check_name(site: Site) -> None:
    namesakes = Site.objects.filter(account=site.account, name=site.name).exclude(pk=site.pk)
    if namesakes.exists():
        raise SiteNameTaken(account=site.account.name, site=site.name)
