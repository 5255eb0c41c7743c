"""Undoing a batch.

1. Any sequence of creating, changing and removing rows in one batch, undone, leaves exactly the
   rows of before (issue 2: adopting and importing can be taken back).
2. Undoing the undoing leaves exactly the rows of after.
3. Undoing all or nothing: a row changed since, or needed since, refuses the whole and says so.
"""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpart.customers.models import Account, Attitude, BuyingRole, Contact, Need, Tie
from counterpart.directory.models import Function
from counterpart.history import services as history
from counterpart.history.models import Change
from counterpart.kernel.errors import Refusal
from factories import AccountFactory, ContactFactory, NeedFactory

MODELS = (Account, Contact, BuyingRole, Tie, Need)


def all_rows():
    return {model: list(model.objects.order_by("pk").values()) for model in MODELS}


NUMBERS = st.integers(0, 5)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["contact", "need", "tie", "role", "move", "rename", "change", "remove"]),
        NUMBERS,
        NUMBERS,
    ),
    max_size=12,
)


def pick(model, number):
    rows = list(model.objects.order_by("pk"))
    return rows[number % len(rows)] if rows else None


def take(step, one, other, function, by, batch):
    """One random write of the batch; those that the product refuses change nothing."""
    account, contact = pick(Account, one), pick(Contact, one)
    to = {"by": by, "batch": batch}
    if step == "contact":
        boss = pick(Contact, other)
        person = Contact(
            account=account, function=function, first_name=f"New{one}", reports_to=boss,
            languages=["en"] * (one % 2), source_system="crm", source_id=f"{one}{other}",
        )  # fmt: skip
        history.create(person, **to)
    elif step == "need":
        history.create(Need(account=account, contact=contact, title="A need"), **to)
    elif step == "tie" and contact is not None:
        history.create(Tie(listener=contact, speaker=pick(Contact, other)), **to)
    elif step == "role" and contact is not None:
        role = BuyingRole.Role.values[other]
        history.create_many([BuyingRole(contact=contact, role=role)], **to)
    elif step == "move" and contact is not None:
        contact.reports_to = pick(Contact, other)
        contact.left_on = date(2026, 1, 1 + other)
        history.save(contact, **to)
    elif step == "rename":
        accounts = list(Account.objects.all())
        for account in accounts:
            account.name = f"{account.name}{other}"
            account.annual_value_minor = other * 100
        history.update_many(accounts, **to)
    elif step == "change" and contact is not None:
        contact.hours_per_month = other
        contact.attitude = Attitude.values[other % 5]
        contact.goals = "" if one else "Fewer suppliers"
        history.save(contact, **to)
    elif step == "remove":
        victim = pick(MODELS[other % len(MODELS)], one)
        if victim is not None:
            history.remove(victim, **to)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_1_and_2_undo_restores_every_row_and_can_be_undone(steps, fjord, ines, system):
    function = Function.objects.get(code="logistics")
    with transaction.atomic():
        ContactFactory(account=fjord, function=function, reports_to=ines)
        NeedFactory(account=fjord, contact=ines)
        AccountFactory(name="Other")
        before = all_rows()
        for step, one, other in steps:
            try:
                with transaction.atomic():
                    take(step, one, other, function, system, "batch")
            except Exception as refused:
                if (
                    not isinstance(refused, Refusal)
                    and "ValidationError" not in repr(type(refused))
                    and "IntegrityError" not in repr(type(refused))
                ):
                    raise
        after = all_rows()

        if Change.objects.filter(batch="batch").exists():
            undone = history.undo_batch("batch", by=system)
            assert all_rows() == before
            if Change.objects.filter(batch=undone).exists():
                history.undo_batch(undone, by=system)
                assert all_rows() == after
        transaction.set_rollback(True)


def test_3_row_changed_since_refuses_the_whole(fjord, system, nadia):
    batch = {"by": system, "batch": "import"}
    first = history.create(Account(name="First"), **batch)
    fjord.city = "Bergen"
    history.save(fjord, **batch)
    fjord.city = "Oslo"
    history.save(fjord, by=system)

    with pytest.raises(history.ChangedSince, match="“Fjord Foods” was changed since by tests"):
        history.undo_batch("import", by=system)

    assert Account.objects.filter(pk=first.pk).exists()


def test_3_row_needed_since_refuses_and_names_who_needs_it(system, logistics):
    account = history.create(Account(name="First"), by=system, batch="import")
    ContactFactory(account=account, function=logistics, first_name="Ada", last_name="Moe")

    with pytest.raises(history.UsedSince, match="contact “Ada Moe”, made since, belongs to"):
        history.undo_batch("import", by=system)


def test_3_reference_made_since_is_not_quietly_emptied(fjord, logistics, system):
    contact = Contact(account=fjord, function=logistics, first_name="Ada")
    history.create(contact, by=system, batch="import")
    NeedFactory(account=fjord, contact=contact)

    with pytest.raises(history.UsedSince, match="need “Shorter delivery windows”"):
        history.undo_batch("import", by=system)


def test_3_removed_row_does_not_come_back_without_what_it_belonged_to(fjord, ines, system):
    need = NeedFactory(account=fjord, contact=ines)
    history.remove(need, by=system, batch="cleaning")
    history.remove(ines, by=system)

    with pytest.raises(history.TargetGone, match="refers to a contact that was removed since"):
        history.undo_batch("cleaning", by=system)


def test_undoing_nothing_or_twice_is_refused(fjord, system):
    with pytest.raises(history.NothingToUndo):
        history.undo_batch("", by=system)
    fjord.city = "Bergen"
    history.save(fjord, by=system, batch="once")
    history.undo_batch("once", by=system, why="A slip")

    with pytest.raises(history.NothingToUndo):
        history.undo_batch("once", by=system)


def test_what_a_later_batch_did_and_took_back_is_no_obstacle(fjord, system):
    for city, batch in (("Bergen", "first"), ("Oslo", "second")):
        fjord.city = city
        history.save(fjord, by=system, batch=batch)
    taken_back = history.undo_batch("second", by=system)

    history.undo_batch("first", by=system)

    assert Account.objects.get(pk=fjord.pk).city == ""
    with pytest.raises(history.ChangedSince):
        history.undo_batch(taken_back, by=system)


def test_many_rows_are_undone_in_few_queries(
    fjord, logistics, system, django_assert_max_num_queries
):
    history.create_many(
        [Contact(account=fjord, function=logistics, first_name=f"C{n}") for n in range(300)],
        by=system,
        batch="import",
    )

    with django_assert_max_num_queries(60):
        history.undo_batch("import", by=system)

    assert not Contact.objects.exists()


def test_group_and_its_accounts_made_together_go_together(system):
    batch = {"by": system, "batch": "import"}
    group = history.create_many([Account(name="Group")], **batch)[0]
    below = history.create_many([Account(name=f"A{n}", parent=group) for n in range(3)], **batch)
    history.create(Account(name="Below A0", parent=below[0]), **batch)

    undone = history.undo_batch("import", by=system)

    assert not Account.objects.exists()
    history.undo_batch(undone, by=system)
    assert Account.objects.filter(parent=group.pk).count() == 3
