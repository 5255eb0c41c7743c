"""Every write of a tracked row leaves its line, whatever wrote it and whatever went with it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from counterpart.customers.models import Account, BuyingRole, Contact, Need, Tie
from counterpart.history import services as history
from counterpart.history.models import Change, UnrecordedWrite
from factories import AccountFactory, ContactFactory, NeedFactory, OfficeFactory, PersonFactory


def lines(**which):
    found = Change.objects.filter(**which).order_by("pk")
    return [(line.kind, line.label, line.before, line.after) for line in found]


def test_change_is_recorded_with_what_was_and_what_is(fjord, nadia, system):
    fjord.city = "Bergen"

    history.save(fjord, by=system, why="They moved", batch="b1")

    line = Change.objects.get(batch="b1")
    assert (line.kind, line.before, line.after) == ("changed", {"city": ""}, {"city": "Bergen"})
    assert (line.by_name, line.why, line.scope) == (
        "tests",
        "They moved",
        f"customers.account:{fjord.pk}",
    )


def test_saving_what_did_not_change_writes_nothing(fjord, system):
    before = Change.objects.count()
    account = Account.objects.get(pk=fjord.pk)
    account.lost_on = None
    account.annual_value_minor = "100000000"

    history.save(account, by=system)

    assert Change.objects.count() == before


def test_writing_past_the_history_is_refused(fjord):
    fjord.name = "Other"
    with pytest.raises(UnrecordedWrite):
        fjord.save()
    with pytest.raises(UnrecordedWrite):
        Account.objects.filter(pk=fjord.pk).update(name="Other")
    with pytest.raises(UnrecordedWrite):
        fjord.delete()


def test_row_read_again_differs_only_by_what_is_assigned_afterwards(fjord, system):
    stale = Account.objects.get(pk=fjord.pk)
    fjord.city = "Bergen"
    history.save(fjord, by=system)

    stale.refresh_from_db()
    stale.industry = "Food"
    history.save(stale, by=system, batch="b")

    assert lines(batch="b") == [("changed", "Fjord Foods", {"industry": ""}, {"industry": "Food"})]


def test_field_that_was_not_read_is_still_compared_with_what_is_stored(fjord, system):
    partly = Account.objects.only("name").get(pk=fjord.pk)
    partly.tier = "global"

    history.update_many([partly], by=system, batch="b")

    assert lines(batch="b") == [("changed", "Fjord Foods", {"tier": "key"}, {"tier": "global"})]


def test_rows_made_together_can_be_changed_right_away(fjord, logistics, system):
    made = history.create_many(
        [Contact(account=fjord, first_name="Ada", function=logistics)], by=system
    )
    made[0].first_name = "Eva"

    history.save(made[0], by=system)

    assert Contact.objects.get(pk=made[0].pk).first_name == "Eva"


@pytest.mark.parametrize("name", ["a\tb\nc", "\\N", "\\.", '"Q", {0} %s', "Ёлкин"])
def test_lines_hold_what_was_written_to_the_letter(fjord, logistics, system, name):
    history.create_many(
        [Contact(account=fjord, first_name=name, function=logistics)], by=system, batch=name
    )

    line = Change.objects.get(batch=name)
    assert (line.label, line.after["first_name"]) == (name, name)


def test_removing_an_account_tells_of_everything_that_went_with_it(system, logistics):
    account = AccountFactory(name="Fjord")
    chief = ContactFactory(account=account, function=logistics, first_name="Chief")
    ContactFactory(account=account, function=logistics, first_name="Clerk", reports_to=chief)
    history.create(BuyingRole(contact=chief, role="decider"), by=system)

    history.remove(account, by=system, batch="gone")

    assert [(kind, label) for kind, label, _, _ in lines(batch="gone")] == [
        ("removed", "Decision maker"),
        ("removed", "Chief Kunde"),
        ("removed", "Clerk Kunde"),
        ("removed", "Fjord"),
    ]


def test_reference_that_becomes_empty_is_told_as_a_change(fjord, ines, system):
    need, key = NeedFactory(account=fjord, contact=ines), ines.pk

    history.remove(ines, by=system, batch="gone")

    need.refresh_from_db()
    assert need.contact_id is None
    assert lines(batch="gone", thing="customers.need") == [
        ("changed", "Shorter delivery windows", {"contact_id": key}, {"contact_id": None})
    ]


def test_what_is_still_used_is_not_removed(system):
    person = PersonFactory(first_name="Ada", last_name="Moe", office=OfficeFactory(name="Oslo"))

    with pytest.raises(history.StillUsed, match=r"“Oslo” cannot be removed: person “Ada Moe”"):
        history.remove(person.office, by=system)


def test_labels_of_many_rows_cost_the_same_queries(
    fjord, ines, logistics, system, django_assert_num_queries
):
    others = [ContactFactory(account=fjord, function=logistics) for _ in range(6)]
    fresh = [Contact.objects.get(pk=other.pk) for other in others]
    ties = [Tie(listener_id=ines.pk, speaker_id=other.pk) for other in fresh]
    history.create_many(ties, by=system)

    def cost(rows):
        with transaction.atomic(), django_assert_num_queries(8):
            history.update_many(rows, by=system)

    for count in (2, 6):
        rows = list(Tie.objects.all()[:count])
        for row in rows:
            row.strength = 1 if count == 2 else 3
        cost(rows)


def test_those_who_subscribed_hear_of_every_row(fjord, ines, system, monkeypatch):
    from counterpart.history import written

    heard, key = [], ines.pk
    monkeypatch.setattr(written, "_callbacks", [heard.append])

    need = history.create(Need(account=fjord, contact=ines, title="Windows"), by=system)
    need.review_on = date(2027, 1, 1)
    history.save(need, by=system)
    history.remove(ines, by=system)

    assert [(w.kind, w.model, [row.pk for row in w.rows], w.fields) for w in heard] == [
        ("created", Need, [need.pk], frozenset()),
        ("changed", Need, [need.pk], frozenset({"review_on"})),
        ("changed", Need, [need.pk], frozenset({"contact_id"})),
        ("removed", Contact, [key], frozenset()),
    ]


@pytest.mark.parametrize("write", [lambda c: c.update(why="x"), lambda c: c.delete()])
def test_database_refuses_to_rewrite_history(fjord, write):
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        write(Change.objects.filter(scope=f"customers.account:{fjord.pk}"))

    assert Change.objects.filter(scope=f"customers.account:{fjord.pk}", kind="created").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_emptied_database_of_a_transactional_test_is_append_only_again(time):
    AccountFactory(name=f"Account {time}")
    assert [line.label for line in Change.objects.all()] == [f"Account {time}"]

    with pytest.raises(IntegrityError, match="only grows"):
        Change.objects.all().delete()


@pytest.mark.parametrize(
    "write",
    [
        lambda need, by: history.save(need, by=by),
        lambda need, by: history.update_many([need], by=by),
        lambda need, by: history.remove(need, by=by),
    ],
)
def test_row_that_somebody_removed_meanwhile_refuses_the_write(fjord, system, write):
    need = NeedFactory(account=fjord, title="Shorter windows")
    mine = Need.objects.get(pk=need.pk)
    history.remove(need, by=system)
    mine.title = "Longer windows"

    with (
        pytest.raises(
            history.RemovedMeanwhile, match=r"Need “(Longer|Shorter) windows” was removed"
        ),
        transaction.atomic(),
    ):
        write(mine, system)

    kinds = Change.objects.filter(thing="customers.need").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["created", "removed"]
