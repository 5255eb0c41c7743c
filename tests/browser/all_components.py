"""A page that only tests have: every component in every state, to look at and to let axe read."""

from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from counterpart.kernel.errors import Refusal
from counterpart.urls import urlpatterns as real
from counterpart.web.forms import HoursField, LanguagesField, MoneyField, RoomForm

PAGE = """
{% extends "web/base.html" %}
{% block title %}Components{% endblock %}
{% block above %}<p class="small"><a href="/">Accounts</a></p>{% endblock %}
{% block heading %}Fjord Foods{% endblock %}
{% block lead %}Key account in the Nordic group, led by Nadia Berg since 1 Jan 2026{% endblock %}
{% block actions %}
<button class="button" data-print>{% lucide "printer" size=16 %}Print</button>
<button class="button" data-download-png="#drawing" data-filename="fjord.png">{% lucide "image-down" size=16 %}PNG</button>
<a class="button primary" href="/" data-shortcut="n">{% lucide "plus" size=16 %}New contact</a>
{% endblock %}
{% block tabs %}{% include "components/tabs.html" %}{% endblock %}
{% block content %}
<div class="grid-auto">
{% include "components/stat.html" with label="Covered by influence" value="72%" note="5 of 7 contacts" only %}
{% include "components/stat.html" with label="Value a year" value="1.25 M EUR" note="4% above last year" only %}
{% include "components/stat.html" with label="Contacts without a counterpart" value="2" note="Purchasing, Quality" tone="bad" only %}
{% include "components/stat.html" with label="Hours a month" value="86.5 h" only %}
</div>
<form class="filters">{{ filters }}</form>
<div class="scroll"><table class="data">
<thead><tr><th scope="col">Contact</th><th scope="col">Counterpart</th><th scope="col">Function</th><th scope="col">State</th><th scope="col">Cover</th><th scope="col" class="num">Hours</th><th scope="col" class="num">Value</th></tr></thead>
<tbody>{% for row in rows %}<tr>
<th scope="row"><a href="/">{{ row.contact }}</a></th>
<td>{% include "components/person.html" with person=row.person only %}</td>
<td>{{ row.function }}</td>
<td>{% include "components/pill.html" with text=row.state tone=row.tone only %}</td>
<td>{% include "components/meter.html" with percent=row.cover label="Cover" kind="cover" only %}</td>
<td class="num">{{ row.hours|hours }}</td><td class="num">{{ row.minor|money:"EUR" }}</td>
</tr>{% endfor %}</tbody>
<tfoot><tr><th scope="row" colspan="5">Together</th><td class="num">{{ 86.5|hours }}</td><td class="num">{{ 125000000|money:"EUR" }}</td></tr></tfoot>
</table></div>
{% include "components/pager.html" %}
<div class="split">
{% include "components/form.html" with submit="Save contact" cancel_href="/" %}
<div class="stack">
<div class="callout good"><p>The proposal was adopted.</p></div>
<div class="callout warn"><p>Two people are near their limit.</p></div>
<div class="callout bad"><p>Ravi Iyer has 4 h free; this asks for 12 h.</p></div>
<div class="callout info"><p>A job is running.</p></div>
<section class="card stack"><h2>Load</h2>
{% include "components/meter.html" with percent=45 label="Load" kind="load" only %}
{% include "components/meter.html" with percent=95 label="Load" kind="load" only %}
{% include "components/meter.html" with percent=120 label="Load" kind="load" only %}
<div class="cluster"><a class="button" href="/">Button</a><button class="button danger" data-confirm="Remove Ines Dahl from the buying center? Her counterpart is told.">Remove contact</button><button class="button quiet">Quiet</button><button class="button small">Small</button><button class="button" disabled>Disabled</button></div>
<div class="cluster">{% include "components/pill.html" with text="Good" tone="good" only %}{% include "components/pill.html" with text="Warn" tone="warn" only %}{% include "components/pill.html" with text="Bad" tone="bad" only %}{% include "components/pill.html" with text="Info" tone="info" only %}{% include "components/pill.html" with text="Quiet" only %}</div>
<dl class="facts"><dt>Office</dt><dd>Berlin</dd><dt>Languages</dt><dd>English, German</dd></dl>
</section>
<svg id="drawing" class="card" viewBox="0 0 300 60" width="300" height="60" role="img" aria-label="A drawing"><rect class="meter-track" width="300" height="60"/><rect class="meter-bar" width="150" height="60"/></svg>
</div></div>
{% include "components/empty.html" with icon="users" title="No contacts yet" text="Add the people who decide together, or import them from a file." href="/" label="Add a contact" only %}
{% endblock %}
"""


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
    tier = forms.ChoiceField(label="Tier", choices=[("", "All tiers"), ("key", "Key")])
    gaps = forms.BooleanField(label="Only with gaps", required=False)


class Person(SimpleNamespace):
    def __str__(self) -> str:
        return self.name


def row(contact: str, name: str, title: str, **rest: object) -> SimpleNamespace:
    return SimpleNamespace(contact=contact, person=Person(pk=1, name=name, title=title), **rest)


ROWS = [
    row("Ines Dahl", "Ravi Iyer", "Logistics lead", function="Logistics", state="Faced", tone="good", cover=92, hours=12.5, minor=48_000_000),
    row("Per Åkesson", "Nadia Berg", "Key account manager", function="Purchasing", state="Overdue", tone="bad", cover=35, hours=40, minor=7_000_050),
    row("Анна Соколова", "Omar Haddad", "", function="Quality", state="Backup only", tone="warn", cover=70, hours=4, minor=69_999_950),
]  # fmt: skip


def components(request: HttpRequest) -> HttpResponse:
    if request.GET.get("refuse"):
        raise Refusal
    messages.success(request, "Ravi Iyer faces Ines Dahl now.", extra_tags="/undo/")
    context = {
        "tabs": [("Mirror", "/", True), ("Buying center", "/", False), ("Needs", "/", False)],
        "rows": ROWS,
        "form": ContactForm({"hours": "x", "languages": ["en", "sv"]}),
        "filters": Filters(),
        "page": SimpleNamespace(next_url="?after=x", previous_url="?before=x"),
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


urlpatterns = [path("components/", components), *real]
