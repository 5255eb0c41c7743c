"""A question comes in, and is brought to who answers it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.desk.models import Message, Question, Step
from counterpart.desk.services.giving import bring
from counterpart.desk.services.steps import add_step, say, work_out
from counterpart.directory.models import Function
from counterpart.kernel.errors import Refusal
from counterpart.kernel.errors import mark as _


class NoSuchContact(Refusal):
    """The contact has left, or is at another customer."""

    message = _("%(contact)s is not at %(account)s any more. Choose another contact.")


@transaction.atomic
def ask(
    account: Account,
    *,
    contact: Contact,
    subject: str,
    body: str,
    channel: str = Question.Channel.CALL,
    function: Function | None = None,
    by: Viewer,
    now: datetime | None = None,
) -> Question:
    """Keep what the contact asks, and bring it to their counterpart or whom the route finds.

    `function` is the one of ours whose work it is about, where somebody says so.
    """
    now = now or timezone.now()
    if contact.account_id != account.pk or (contact.left_on and contact.left_on <= by.today):
        raise NoSuchContact(contact=contact, account=account.name)
    question = Question(
        account=account,
        contact=contact,
        subject=subject,
        channel=channel,
        function=function,
        asked_at=now,
    )
    question.full_clean()
    question.save()
    add_step(question, Step.Kind.ASKED, by=by, now=now)
    say(question, Message.Side.THEIRS, body, by=by, now=now)
    bring(question, by=by, now=now)
    return work_out(question, now)
