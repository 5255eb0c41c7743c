"""Forms of the directory; they check what was typed, use-cases do the work."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from counterpart.access.viewer import Viewer
from counterpart.directory.fields import IntervalsField, PersonField
from counterpart.directory.models import (
    Absence,
    Function,
    Office,
    Person,
    SecondaryFunction,
    WorkingCalendar,
    check_time_zone,
)
from counterpart.directory.queries.people import BELOW_ME, DIRECT_REPORTS, EVERYBODY, PeopleFilter
from counterpart.directory.standard_calendars import STANDARD_COUNTRIES
from counterpart.web.forms import HoursField, LanguagesField, MoneyField, RoomForm, RoomModelForm

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


class PeopleFilterForm(RoomForm):
    """What the list of people is narrowed to."""

    q = forms.CharField(
        label=_("Name, job title or e-mail"),
        required=False,
        widget=forms.TextInput({"type": "search"}),
    )
    function = forms.ModelChoiceField(
        label=_("Function"),
        required=False,
        queryset=Function.objects.filter(is_ours=True),
        empty_label=_("All functions"),
    )
    office = forms.ModelChoiceField(
        label=_("Office"),
        required=False,
        queryset=Office.objects.all(),
        empty_label=_("All offices"),
    )
    line = forms.ChoiceField(
        label=_("Reporting line"),
        required=False,
        choices=[
            (EVERYBODY, _("Everybody")),
            (BELOW_ME, _("My people")),
            (DIRECT_REPORTS, _("Report directly to me")),
        ],
    )
    below = forms.ModelChoiceField(
        required=False, queryset=Person.objects.none(), widget=forms.HiddenInput
    )
    gone = forms.BooleanField(label=_("Also those who left"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["below"].queryset = Person.objects.visible_to(viewer)
        if viewer.person is None:
            del self.fields["line"]

    def asked(self) -> PeopleFilter:
        """The filter, leaving out what makes no sense."""
        self.is_valid()
        found = self.cleaned_data
        return PeopleFilter(
            text=found.get("q", ""),
            function=found.get("function"),
            office=found.get("office"),
            line=found.get("line", EVERYBODY),
            below=found.get("below"),
            with_gone=found.get("gone", False),
        )


class PersonForm(RoomModelForm):
    """One of ours. Cost is asked only of those who may see it."""

    asks = {
        "first_name": _("Write the first name."),
        "function": _(
            "Choose what this person does. If it is missing, add it under Functions first."
        ),
        "office": _("Choose the office where this person works."),
        "hours_per_month": _("Say how many hours a month are for key accounts, such as 40."),
    }
    more = ("skills", "on_site_in")
    more_title = _("More: skills beyond the function, presence on site")

    languages = LanguagesField(required=False)
    hours_per_month = HoursField(
        label=_("Hours a month for key accounts"),
        most=744,
        help_text=_("The time given to key accounts, not the whole job."),
    )
    cost_per_hour_minor = MoneyField(label=_("Cost per hour"), most=10**7)
    manager = PersonField(label=_("Manager"), required=False)

    class Meta:
        model = Person
        fields = [
            "first_name",
            "last_name",
            "title",
            "email",
            "phone",
            "function",
            "competence_percent",
            "seniority",
            "languages",
            "skills",
            "office",
            "on_site_in",
            "manager",
            "hours_per_month",
            "cost_per_hour_minor",
            "cost_currency",
            "lead_fitness_percent",
            "teams_limit",
            "leads_limit",
            "employed_since",
            "employed_until",
        ]
        help_texts = {
            "competence_percent": _("How well they know the trade of their home function."),
            "skills": _("Divided by commas, such as food safety, SAP. Some contacts ask for them."),
            "on_site_in": _("Cities besides that of their office, divided by commas."),
            "lead_fitness_percent": _("0 for those who should not lead an account."),
            "teams_limit": _("Empty: no limit of their own."),
            "leads_limit": _("Empty: no limit of their own."),
        }
        widgets = {"cost_currency": forms.TextInput({"size": 4})}

    def __init__(self, *args: Any, viewer: Viewer, sees_cost: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        manager = self.instance.manager
        others = Person.objects.filter(employed_until=None).exclude(pk=self.instance.pk)
        self.fields["manager"].offer(viewer, others, current=manager)
        self.fields["function"].queryset = Function.objects.filter(is_ours=True)
        if sees_cost:
            currency = self.data.get("cost_currency") or self.instance.cost_currency
            self.fields["cost_per_hour_minor"].currency = currency.upper()
        else:
            del self.fields["cost_per_hour_minor"], self.fields["cost_currency"]


class SecondaryFunctionForm(RoomForm):
    """Another function somebody can stand in for; an empty row is none."""

    function = forms.TypedChoiceField(label=_("Function"), required=False, empty_value=None)
    competence_percent = forms.IntegerField(
        label=_("Competence, %"), min_value=0, max_value=100, required=False, initial=50
    )

    def __init__(self, *args: Any, functions: list[Function], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["function"]
        field.choices = [("", _("not chosen")), *((str(one.pk), str(one)) for one in functions)]
        field.coerce = {str(one.pk): one for one in functions}.__getitem__


class SecondaryFunctionRows(forms.BaseFormSet):
    """All other functions of a person."""

    def clean(self) -> None:
        seen: set[Function] = set()
        for form in self.forms:
            function = form.cleaned_data.get("function") if form.is_valid() else None
            if function is not None and function in seen:
                form.add_error("function", _("This function is named twice."))
            elif function is not None:
                seen.add(function)

    def wanted(self) -> dict[Function, int]:
        """Each function that is named, with the competence in percent."""
        return {
            form.cleaned_data["function"]: form.cleaned_data.get("competence_percent") or 0
            for form in self.forms
            if form.cleaned_data.get("function")
        }


def secondary_rows(data: Any, person: Person, *, more: bool = False) -> SecondaryFunctionRows:
    """The rows of a person's other functions, with room for more."""
    functions = list(Function.objects.filter(is_ours=True))
    rows = forms.formset_factory(
        SecondaryFunctionForm, formset=SecondaryFunctionRows, extra=2, max_num=30, absolute_max=60
    )
    existing = (
        SecondaryFunction.objects.filter(person=person).order_by("-competence_percent", "pk")
        if person.pk
        else SecondaryFunction.objects.none()
    )
    initial = [
        {"function": str(row.function_id), "competence_percent": row.competence_percent}
        for row in existing
    ]
    if more:
        data = data.copy()
        data["second-TOTAL_FORMS"] = str(int(data.get("second-TOTAL_FORMS") or 0) + 3)
    return rows(data, initial=initial, prefix="second", form_kwargs={"functions": functions})  # type: ignore[return-value]


class LeavingForm(RoomForm):
    """Somebody leaves; who takes over those who report to them."""

    asks = {"until": _("Say from which day on they are gone.")}

    until = forms.DateField(label=_("First day they are gone"))
    successor = PersonField(
        label=_("Who takes over those who report to them"),
        required=False,
        help_text=_("With nobody chosen they keep their place in the reporting line."),
    )

    def __init__(self, *args: Any, viewer: Viewer, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Person.objects.filter(employed_until=None).exclude(pk=person.pk)
        self.fields["successor"].offer(viewer, others)


class AbsenceForm(RoomForm):
    """Days away."""

    asks = {
        "since": _("Say on which day the absence begins."),
        "until": _("Say on which day they are back."),
    }

    kind = forms.ChoiceField(label=_("Kind"), choices=Absence.Kind)
    since = forms.DateField(label=_("First day away"))
    until = forms.DateField(label=_("First day back"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class DeputyForm(RoomForm):
    """Who stands in for somebody."""

    asks = {"deputy": _("Choose who stands in.")}

    deputy = PersonField(label=_("Deputy"))
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(
        label=_("Until (first day no more)"),
        required=False,
        help_text=_("Without dates they stand in whenever they are needed."),
    )

    def __init__(self, *args: Any, viewer: Viewer, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Person.objects.filter(employed_until=None).exclude(pk=person.pk)
        self.fields["deputy"].offer(viewer, others)


class FunctionForm(RoomModelForm):
    """A function of ours, of theirs, or of both."""

    asks = {
        "name": _("Give the function a name."),
        "code": _("Give the function a short name for files, such as logistics."),
    }

    class Meta:
        model = Function
        fields = ["name", "name_ru", "code", "is_ours", "is_theirs", "position"]
        help_texts = {
            "code": _("A short name for files: small letters, digits and hyphens."),
            "position": _("Smaller numbers stand higher."),
        }


class OfficeForm(RoomModelForm):
    """Where our people sit."""

    asks = {
        "name": _("Give the office a name."),
        "code": _("Give the office a short name for files, such as oslo."),
        "calendar": _("Choose the calendar by which this office works."),
    }

    country = forms.ChoiceField(label=_("Country"), required=False)
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        validators=[check_time_zone],
        widget=forms.TextInput({"list": "time-zones", "size": 32, "autocomplete": "off"}),
        help_text=_("For example Europe/Berlin."),
    )

    class Meta:
        model = Office
        fields = ["name", "code", "city", "country", "time_zone", "calendar"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices(self.instance.country)


class CalendarForm(RoomModelForm):
    """A working week with the public holidays of a country."""

    asks = {
        "name": _("Give the calendar a name."),
        "code": _("Give the calendar a short name for files, such as norway."),
    }

    country = forms.ChoiceField(label=_("Public holidays of"), required=False)

    class Meta:
        model = WorkingCalendar
        fields = ["name", "code", "country", "subdivision"]
        help_texts = {
            "subdivision": _("A code such as BY for Bavaria or ENG for England; may be empty."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices(self.instance.country)
        week = self.instance.week or [[] for _day in range(7)]
        for number, (name, intervals) in enumerate(zip(WEEKDAYS, week, strict=True)):
            self.fields[f"day_{number}"] = IntervalsField(label=name, initial=intervals)
        self.fields["day_0"].help_text = _(
            "Written like 09:00–13:00, 14:00–18:00; empty is a day off."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        week = [cleaned.get(f"day_{number}") for number in range(7)]
        if None not in week:
            if not any(week):
                raise ValidationError(_("A working week has at least one working day."))
            self.instance.week = week
        return cleaned


class CalendarDayForm(RoomForm):
    """A date that differs from the calendar's rule."""

    on = forms.DateField(label=_("Date"))
    intervals = IntervalsField(
        label=_("Working hours"),
        help_text=_("Written like 09:00–13:00, 14:00–18:00; empty is a day off."),
    )
    note = forms.CharField(label=_("Note"), max_length=100, required=False)


def country_choices(current: str) -> list[tuple[str, str]]:
    """Countries by their names in the reader's language, and the current one whatever it is."""
    named = sorted((str(name), code) for code, name in STANDARD_COUNTRIES.items())
    other = [(current, current)] if current and current not in STANDARD_COUNTRIES else []
    return [("", str(_("not chosen"))), *((code, name) for name, code in named), *other]
