"""Giving people quotas: what they are to sell in a span of days."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction

from counterpart.access.viewer import Viewer
from counterpart.customers.services.facts import put
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _
from counterpart.ledger.models import Quota
from counterpart.web.templatetags.counterpart import day


class QuotaOverlaps(Refusal):
    """The person has a quota for some of these days."""

    message = _(
        "%(person)s has a quota from %(since)s until %(until)s already. Choose other days, or "
        "change that one."
    )


class QuotaEndsBeforeItBegins(Refusal):
    """The days of a quota run backwards."""

    message = _("The first day no more comes after the first day.")


class QuotaFacts(TypedDict, total=False):
    since: date
    until: date
    amount_minor: int
    currency: str
    note: str


@transaction.atomic
def give_quota(
    person: Person, *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[QuotaFacts]
) -> Quota:
    """Say what the person is to sell in these days."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    quota = Quota(person=person)
    put(quota, facts)
    _refuse_wrong_days(quota)
    return history.create(quota, by=by, why=why, batch=batch)


@transaction.atomic
def change_quota(
    quota: Quota, *, by: Viewer, why: str = "", batch: str = "", **facts: Unpack[QuotaFacts]
) -> Quota:
    """Change the days or the amount."""
    Person.objects.select_for_update(no_key=True).get(pk=quota.person_id)
    changed = Quota.objects.select_related("person").get(pk=quota.pk)
    put(changed, facts)
    _refuse_wrong_days(changed)
    return history.save(changed, by=by, why=why, batch=batch)


def remove_quota(quota: Quota, *, by: Viewer, why: str = "", batch: str = "") -> None:
    """The person has no quota for these days after all."""
    history.remove(quota, by=by, why=why, batch=batch)


def _refuse_wrong_days(quota: Quota) -> None:
    if quota.until <= quota.since:
        raise QuotaEndsBeforeItBegins
    others = Quota.objects.filter(person=quota.person_id).exclude(pk=quota.pk)
    clash = others.filter(since__lt=quota.until, until__gt=quota.since).first()
    if clash is not None:
        raise QuotaOverlaps(person=quota.person, since=day(clash.since), until=day(clash.until))
