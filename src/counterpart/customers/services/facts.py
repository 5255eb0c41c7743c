"""What a caller may say about an account, a site, a contact or a need: names as on the models."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django.db import models

from counterpart.customers.models import Account, Contact, Site
from counterpart.directory.models import Function, Person


class AccountFacts(TypedDict, total=False):
    name: str
    parent: Account | None
    tier: str
    industry: str
    country: str
    city: str
    region: str
    website: str
    annual_value_minor: int
    currency: str
    note: str
    lost_on: date | None
    source_system: str
    source_id: str


class SiteFacts(TypedDict, total=False):
    name: str
    city: str
    country: str
    address: str
    time_zone: str


class ContactFacts(TypedDict, total=False):
    site: Site | None
    first_name: str
    last_name: str
    email: str
    phone: str
    title: str
    function: Function
    level: int
    influence_percent: int
    attitude: int
    goals: str
    languages: list[str]
    hours_per_month: Decimal
    needed_skills: str
    least_seniority: int | None
    wants_on_site: bool
    reports_to: Contact | None
    left_on: date | None
    source_system: str
    source_id: str


class NeedFacts(TypedDict, total=False):
    contact: Contact | None
    kind: str
    title: str
    detail: str
    owner: Person | None
    review_on: date | None
    state: str


def put(row: models.Model, facts: Mapping[str, Any]) -> None:
    """Set the facts on the row; a name that is not a field of it is the caller's mistake."""
    known = {field.name for field in row._meta.concrete_fields}
    unknown = sorted(facts.keys() - known)
    if unknown:
        raise TypeError(f"{type(row).__name__} has no {', '.join(unknown)}")
    for name, value in facts.items():
        setattr(row, name, value)
