"""Cover and load equal a slow, obvious recount."""

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.teams import services as teams
from counterpart.teams.cover import refresh_cover
from counterpart.teams.load import load_of, percent_of
from counterpart.teams.models import AccountCover, Member, Pairing
from factories import AccountFactory, ContactFactory, FunctionFactory, OfficeFactory, PersonFactory

DAYS = [date(2026, 10, 1) + timedelta(days=20 * n) for n in range(6)]


def random_company(seed, system):
    draw = random.Random(seed)
    function, office = FunctionFactory(), OfficeFactory()
    people = [
        PersonFactory(function=function, office=office, hours_per_month=draw.choice([5, 20, 80]))
        for _ in range(6)
    ]
    for number in range(5):
        account = AccountFactory(tier="standard" if number == 4 else "key")
        for _ in range(draw.randint(0, 5)):
            contact = ContactFactory(
                account=account,
                function=function,
                influence_percent=draw.choice([0, 30, 70]),
                hours_per_month=draw.randint(1, 9),
            )
            for day in sorted(draw.sample(DAYS, 2)):
                rank = draw.choice(["primary", "primary", "backup"])
                person = draw.choice(people)
                teams.set_counterpart(contact, person, rank=rank, since=day, by=system)
            if draw.random() < 0.2:
                contact.left_on = draw.choice(DAYS)
                history.save(contact, by=system)
        teams.set_lead(account, draw.choice(people), since=DAYS[1], by=system, hours_per_month=10)


def recounted(account, day):
    """The definition, one account at a time."""
    contacts = [
        c for c in Contact.objects.filter(account=account) if not c.left_on or c.left_on > day
    ]
    faces = {
        p.contact_id: p.person_id
        for p in Pairing.objects.on(day).filter(rank="primary", account=account)
    }
    covered = [contact for contact in contacts if contact.pk in faces]
    whole = sum(contact.influence_percent for contact in contacts)
    part = sum(contact.influence_percent for contact in covered)
    if whole == 0:
        whole, part = len(contacts), len(covered)
    members = {m.person for m in Member.objects.on(day).filter(team__account=account)}
    lead = Member.objects.on(day).filter(team__account=account, role="lead").first()
    return {
        "lead_id": lead.person_id if lead else None,
        "contacts": len(contacts),
        "covered": len(covered),
        "gaps": len(contacts) - len(covered),
        "cover_percent": part * 100 // whole if whole else 0,
        "team_size": len(members),
        "is_single_threaded": len(covered) <= 1 or len({faces[c.pk] for c in covered}) <= 1,
        "overloaded": sum(slow_load(person, day) > person.hours_per_month for person in members),
    }


def slow_load(person, day):
    by_account = defaultdict(lambda: [Decimal(0), Decimal(0), Decimal(0)])
    for member in Member.objects.on(day).filter(person=person):
        kind = 1 if member.role == "counterpart" else 0
        by_account[member.team.account_id][kind] += member.hours_per_month
    for pairing in Pairing.objects.on(day).filter(person=person):
        by_account[pairing.account_id][2] += pairing.hours_per_month
    return sum(
        (fixed + max(agreed, faced) for fixed, agreed, faced in by_account.values()), Decimal(0)
    )


def test_cover_equals_a_slow_recount(system):
    for seed in range(3):
        random_company(seed, system)
    for day in DAYS[::2]:
        refresh_cover(None, today=day)

        expected = {
            account.pk: recounted(account, day)
            for account in Account.objects.exclude(tier="standard")
        }
        assert {
            row.pop("account_id"): row
            for row in AccountCover.objects.values("account_id", *expected[next(iter(expected))])
        } == expected


def test_load_equals_a_slow_recount(system):
    random_company(7, system)

    for day in DAYS:
        loads = load_of(None, today=day)
        assert {person.pk: loads.get(person.pk, 0) for person in Person.objects.all()} == {
            person.pk: slow_load(person, day) for person in Person.objects.all()
        }


def test_cover_takes_the_same_number_of_queries_for_any_number(system, django_assert_num_queries):
    for _ in range(3):
        AccountFactory()
    with django_assert_num_queries(8):
        refresh_cover(None, today=system.today)
    for _ in range(30):
        AccountFactory()
    with django_assert_num_queries(8):
        refresh_cover(None, today=system.today)


def test_account_that_is_no_longer_key_has_no_row(fjord, system):
    refresh_cover([fjord.pk], today=system.today)
    assert AccountCover.objects.filter(account=fjord).exists()

    fjord.tier = "standard"
    history.save(fjord, by=system)
    refresh_cover([fjord.pk], today=system.today)

    assert not AccountCover.objects.filter(account=fjord).exists()


def test_load_is_never_rounded_down():
    assert percent_of(Decimal("80.01"), Decimal(80)) == 101
    assert percent_of(Decimal(0), Decimal(0)) is None
