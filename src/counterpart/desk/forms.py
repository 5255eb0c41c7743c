"""Forms of the desk: asking, answering, passing on, promising."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.desk.models import Question
from counterpart.desk.queries.questions import ALL, DONE, LATE, MINE, OPEN, WAITING, QuestionFilter
from counterpart.directory.fields import PersonField
from counterpart.directory.models import Function
from counterpart.web.forms import RoomForm

LONGEST = 100_000


class QuestionFilterForm(RoomForm):
    """The filters above questions."""

    text = forms.CharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=pgettext_lazy("question", "State"),
        required=False,
        choices=[
            (OPEN, pgettext_lazy("questions", "Open")),
            (LATE, pgettext_lazy("questions", "Late")),
            (WAITING, _("Waiting for the customer")),
            (DONE, pgettext_lazy("questions", "Answered or closed")),
            (ALL, _("All")),
        ],
    )
    whose = forms.ChoiceField(
        label=_("With whom"), required=False, choices=[("", _("All")), (MINE, _("With me"))]
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if viewer.person is None:
            del self.fields["whose"]

    def asked(self, account: int | None = None) -> QuestionFilter:
        """What was filled in; a filter that is wrong narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return QuestionFilter(
            text=given.get("text", "").strip(),
            state=given.get("state") or OPEN,
            whose=given.get("whose", ""),
            account=account,
        )


class AskForm(RoomForm):
    """What a contact asked, typed in by a colleague."""

    contact = forms.ModelChoiceField(Contact.objects.none(), label=_("Asked by"))
    subject = forms.CharField(label=_("In one line"), max_length=200)
    body = forms.CharField(
        label=_("What they want to know"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": "5"}),
    )
    function = forms.ModelChoiceField(
        Function.objects.filter(is_ours=True),
        label=_("About the work of"),
        required=False,
        empty_label=_("The contact's own counterpart"),
    )

    def __init__(self, *args: Any, account: Account, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contacts = account.contacts.exclude(left_on__lte=viewer.today).select_related("function")
        self.fields["contact"].queryset = contacts
        self.fields["contact"].label_from_instance = _named


def _named(contact: Contact) -> str:
    return f"{contact} ({contact.function})"


class SayForm(RoomForm):
    """Something said in the thread, and what it is."""

    ANSWER, CHECK, ASK_BACK, THEIRS, NOTE = "answer", "check", "ask_back", "theirs", "note"
    body = forms.CharField(
        label=_("Text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": "5"})
    )
    kind = forms.ChoiceField(
        label=_("This is"),
        widget=forms.RadioSelect,
        choices=[
            (ANSWER, _("an answer")),
            (CHECK, _("only word that somebody will check")),
            (ASK_BACK, _("a question back: the customer owes us an answer")),
            (THEIRS, _("what the customer said, for instance on the phone")),
            (NOTE, _("a note among us")),
        ],
        initial=ANSWER,
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not question.is_live:
            gone = {self.CHECK, self.ASK_BACK}
            field = self.fields["kind"]
            field.choices = [each for each in field.choices if each[0] not in gone]


class PassOnForm(RoomForm):
    """Who answers instead."""

    person = PersonField(label=_("To whom"))
    why = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(viewer, current=None)


class PromiseForm(RoomForm):
    """By when the customer has an answer."""

    on = forms.DateField(label=_("Day"))
    at = forms.TimeField(
        label=_("Time there"), widget=forms.TimeInput(attrs={"type": "time"}), initial="12:00"
    )
