"""A page that only tests have: every component in every state, to look at and to let axe read."""

from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from counterpart.kernel.errors import Refusal
from counterpart.urls import urlpatterns as real
from counterpart.web.forms import HoursField, LanguagesField, MoneyField, RoomForm

PAGE = Path(__file__).with_suffix(".html").read_text()


class ContactForm(RoomForm):
    first_name = forms.CharField(label="First name", max_length=80)
    email = forms.EmailField(label="E-mail", required=False, help_text="Where questions go.")
    since = forms.DateField(label="Since")
    hours = HoursField(label="Hours a month", required=False)
    price = MoneyField(label="Price", required=False)
    level = forms.ChoiceField(label="Level", choices=[(1, "Specialist"), (2, "Head")])
    attitude = forms.ChoiceField(
        label="Attitude", choices=[(1, "For us"), (2, "Against")], widget=forms.RadioSelect
    )
    languages = LanguagesField(required=False)
    goals = forms.CharField(label="Goals", widget=forms.Textarea, required=False)
    is_decider = forms.BooleanField(label="Decides", required=False)


class Filters(RoomForm):
    q = forms.CharField(label="Name", required=False, widget=forms.TextInput({"type": "search"}))
    tier = forms.ChoiceField(
        label="Tier", choices=[("", "All tiers"), ("key", "Key")], required=False
    )
    gaps = forms.BooleanField(label="Only with gaps", required=False)


class Person(SimpleNamespace):
    def __str__(self) -> str:
        return self.name


def row(contact: str, name: str, title: str, **rest: object) -> SimpleNamespace:
    return SimpleNamespace(contact=contact, person=Person(pk=1, name=name, title=title), **rest)


ROWS = [
    row(
        "Ines Dahl",
        "Ravi Iyer",
        "Logistics lead",
        function="Logistics",
        state="Faced",
        tone="good",
        cover=92,
        hours=12.5,
        minor=48_000_000,
    ),
    row(
        "Per Åkesson",
        "Nadia Berg",
        "Key account manager",
        function="Purchasing",
        state="Overdue",
        tone="bad",
        cover=35,
        hours=40,
        minor=7_000_050,
    ),
    row(
        "Анна Соколова",
        "Omar Haddad",
        "",
        function="Quality",
        state="Backup only",
        tone="warn",
        cover=70,
        hours=4,
        minor=69_999_950,
    ),
]


def components(request: HttpRequest) -> HttpResponse:
    if request.GET.get("refuse"):
        raise Refusal
    if not request.htmx:
        messages.success(request, "Ravi Iyer faces Ines Dahl now.", extra_tags="/undo/")
    context = {
        "swapped": 1 if request.htmx else 0,
        "removed": request.method == "POST",
        "tabs": [("Mirror", "/", True), ("Buying center", "/", False), ("Needs", "/", False)],
        "rows": ROWS,
        "form": ContactForm({"hours": "x", "languages": ["en", "sv"]}),
        "filters": Filters(),
        "page": SimpleNamespace(next_url="?after=x", previous_url="?before=x"),
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


urlpatterns = [path("components/", components), *real]
