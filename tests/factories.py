"""Factories: each builds one honest object from the least."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from counterpart.access.models import Login
from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact, Need, Site
from counterpart.directory.models import (
    Function,
    FunctionMatch,
    Office,
    Person,
    WorkingCalendar,
)
from counterpart.history import services as history
from counterpart.history.models import TrackedModel
from counterpart.teams.models import Member, Pairing, SellingTeam

NINE_TO_SIX = [[["09:00", "13:00"], ["14:00", "18:00"]]] * 5 + [[], []]


def system() -> Viewer:
    return Viewer.system("tests", today=date(2026, 11, 23))


class Tracked(DjangoModelFactory):
    """Writes through the history, as the product does."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[TrackedModel], *args: Any, **kwargs: Any) -> TrackedModel:
        return history.create(model_class(*args, **kwargs), by=system())


class LoginFactory(DjangoModelFactory):
    class Meta:
        model = Login
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"login{n}@example.com")
    password = factory.django.Password("a long enough password")


class FunctionFactory(Tracked):
    class Meta:
        model = Function

    code = factory.Sequence(lambda n: f"function-{n}")
    name = factory.Sequence(lambda n: f"Function {n}")


class FunctionMatchFactory(Tracked):
    class Meta:
        model = FunctionMatch

    fit_percent = 100


class CalendarFactory(Tracked):
    class Meta:
        model = WorkingCalendar

    code = factory.Sequence(lambda n: f"calendar-{n}")
    name = "Nine to six"
    week = NINE_TO_SIX


class OfficeFactory(Tracked):
    class Meta:
        model = Office

    code = factory.Sequence(lambda n: f"office-{n}")
    name = factory.Sequence(lambda n: f"Office {n}")
    time_zone = "Europe/Berlin"
    calendar = factory.SubFactory(CalendarFactory)


class PersonFactory(Tracked):
    class Meta:
        model = Person

    first_name = factory.Sequence(lambda n: f"Person{n}")
    last_name = "Muster"
    email = factory.Sequence(lambda n: f"person{n}@example.com")
    function = factory.SubFactory(FunctionFactory)
    office = factory.SubFactory(OfficeFactory)
    languages = ["en"]
    hours_per_month = 80
    cost_per_hour_minor = 6000

    @classmethod
    def _create(cls, model_class: type[Person], *args: Any, **kwargs: Any) -> Person:
        person = super()._create(model_class, *args, **kwargs)
        above = person.manager.line_path if person.manager else "/"
        person.line_path = f"{above}{person.pk}/"
        return history.save(person, by=system())


class AccountFactory(Tracked):
    class Meta:
        model = Account

    name = factory.Sequence(lambda n: f"Account {n}")
    tier = "key"


class SiteFactory(Tracked):
    class Meta:
        model = Site

    account = factory.SubFactory(AccountFactory)
    name = factory.Sequence(lambda n: f"Site {n}")
    time_zone = "Europe/Berlin"


class ContactFactory(Tracked):
    class Meta:
        model = Contact

    account = factory.SubFactory(AccountFactory)
    first_name = factory.Sequence(lambda n: f"Contact{n}")
    last_name = "Kunde"
    function = factory.SubFactory(FunctionFactory)
    languages = ["en"]


class NeedFactory(Tracked):
    class Meta:
        model = Need

    account = factory.SubFactory(AccountFactory)
    title = "Shorter delivery windows"


class TeamFactory(Tracked):
    class Meta:
        model = SellingTeam

    account = factory.SubFactory(AccountFactory)
    since = date(2026, 1, 1)


class MemberFactory(Tracked):
    class Meta:
        model = Member

    team = factory.SubFactory(TeamFactory)
    person = factory.SubFactory(PersonFactory)
    since = date(2026, 1, 1)


class PairingFactory(Tracked):
    class Meta:
        model = Pairing

    account = factory.SelfAttribute("contact.account")
    contact = factory.SubFactory(ContactFactory)
    person = factory.SubFactory(PersonFactory)
    since = date(2026, 1, 1)


def put_on_team(
    account: Account, person: Person, *, role: str = "counterpart", since: date = date(2026, 1, 1)
) -> Member:
    """A member of the account's open team, which is made when there is none."""
    team = SellingTeam.objects.filter(account=account, until=None).first()
    team = team or TeamFactory(account=account, since=since)
    return MemberFactory(team=team, person=person, role=role, since=since)
