"""What the contacts of key accounts have asked of late, and how it was answered.

AdventureWorks holds no questions. These are made up, with a seed, and go through the desk's own
use-cases: so each is brought to whom the product would have brought it at that moment.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, time, timedelta

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Contact
from counterpart.desk import services
from counterpart.desk.models import Question
from counterpart.teams.models import Pairing

DAYS, QUESTIONS = 45, 90
AT_ONCE, CHECKED, PASSED, ASKED_BACK = 0.72, 0.10, 0.08, 0.06
"""How often the first answers, says that they will check, passes on, or asks back; the others are
late, and open where they are of the last two days."""
FRESH = timedelta(days=2)
ASKS = {
    "engineering": (
        "Which torque for the new bottom bracket?",
        "Can we have the drawing of the fork?",
    ),
    "research": ("Is the new carbon layup released?", "May we test the prototype hub?"),
    "quality": ("What does the last batch report say?", "Two cracked rims: how do we return them?"),
    "production": ("Can the frames come pre-faced?", "Which grease on the headset bearings?"),
    "planning": ("What can you deliver in the spring?", "Our forecast rises by a fifth: possible?"),
    "shipping": ("When does the container arrive?", "Can you deliver before eight?"),
    "expediting": ("Where is the rest of the order?", "Please hurry the saddles along"),
    "finance": ("Which terms hold from January?", "The invoice lists an item twice"),
    "purchasing": ("What does a hundred more cost?", "Is there a price list for spares?"),
    "management": ("Who covers for your lead in August?", "When do we review the year?"),
    "marketing": ("May we have pictures of the new range?", "Do you share the cost of our fair?"),
    "service": ("Which tool for the new hub?", "Is the recall list complete?"),
    "it": ("Our EDI test order did not arrive", "Which codes do your labels carry?"),
}
ANSWERS = ("Yes: you have it in your mail.", "On Thursday morning.", "As in the drawing, rev. C.")


def make_questions(*, seed: int, by: Viewer) -> list[Question]:
    """The questions, from the oldest."""
    draw = random.Random(f"desk {seed}")  # noqa: S311 - demonstration data, not a secret
    faced = Pairing.objects.filter(rank=Pairing.Rank.PRIMARY, until=None).values("contact")
    contacts = Contact.objects.filter(pk__in=faced, function__code__in=ASKS)
    pool = list(contacts.select_related("account", "function", "site").order_by("pk"))
    last = datetime.combine(by.today, time(6), UTC)
    moments = sorted(
        last - timedelta(minutes=draw.randrange(30, DAYS * 24 * 60)) for _ in range(QUESTIONS)
    )
    return [_question(draw.choice(pool), _in_the_week(at), draw, last, by) for at in moments]


def _in_the_week(at: datetime) -> datetime:
    """Moved off weekends, into the morning and the afternoon."""
    at -= timedelta(days=max(0, at.weekday() - 4))
    return at.replace(hour=8 + at.hour % 9)


def _question(
    contact: Contact, at: datetime, draw: random.Random, last: datetime, by: Viewer
) -> Question:
    subject = draw.choice(ASKS[contact.function.code])
    question = services.ask(
        contact.account,
        contact=contact,
        subject=subject,
        body=f"{subject}\n\nThank you, {contact.first_name}",
        channel=draw.choice([Question.Channel.CALL, Question.Channel.MAIL]),
        by=by,
        now=at,
    )
    fate, later = draw.random(), at + timedelta(minutes=draw.randrange(10, 200))
    if later > last or question.person is None:
        return question
    return _answered(question, fate, later, last, draw, by)


def _answered(
    question: Question,
    fate: float,
    at: datetime,
    last: datetime,
    draw: random.Random,
    by: Viewer,
) -> Question:
    answer = draw.choice(ANSWERS)
    if fate < AT_ONCE:
        return services.answer(question, answer, by=by, now=at)
    if fate < AT_ONCE + CHECKED:
        services.say_it_is_checked(question, "I will check and call you back.", by=by, now=at)
        return services.answer(question, answer, by=by, now=at + timedelta(days=1))
    if fate < AT_ONCE + CHECKED + PASSED:
        other = Pairing.objects.filter(account=question.account, until=None)
        to = other.exclude(person=question.person).order_by("pk").first()
        if to is not None:
            services.pass_on(question, to=to.person, why="Knows it better", by=by, now=at)
        return services.answer(question, answer, by=by, now=at + timedelta(hours=3))
    if fate < AT_ONCE + CHECKED + PASSED + ASKED_BACK:
        return services.ask_back(question, "For which plant?", by=by, now=at)
    if last - at < FRESH:
        return question
    return services.answer(question, answer, by=by, now=at + timedelta(days=1))
