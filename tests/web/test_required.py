"""A required box that is left empty says what to write in it."""

import pytest
from django import forms
from django.urls import reverse
from django.utils.translation import override

from counterpart.access.models import Login
from counterpart.web.forms import RoomForm


class Asking(RoomForm):
    asks = {"name": "Give it a name."}

    name = forms.CharField()
    city = forms.CharField(label="City")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")])
    people = forms.ModelChoiceField(Login.objects.none(), label="Login")
    roles = forms.MultipleChoiceField(label="Roles", widget=forms.CheckboxSelectMultiple)
    first_day = forms.DateField()
    said = forms.CharField(error_messages={"required": "Its own words."})
    note = forms.CharField(required=False)


def test_it_asks_in_its_words_or_by_its_label():
    asked = {name: errors[0] for name, errors in Asking({}).errors.items()}

    assert asked == {
        "name": "Give it a name.",
        "city": "Fill in “City”.",
        "kind": "Choose one of “Kind”.",
        "people": "Choose one of “Login”.",
        "roles": "Choose one of “Roles”.",
        "first_day": "Fill in “First day”.",
        "said": "Its own words.",
    }


def test_it_asks_in_the_language_of_who_looks():
    with override("ru"):
        errors = Asking({}).errors

    assert errors["city"] == ["Заполните поле «City»."]


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("customers:account_create", "Give the account a name."),
        ("directory:function_create", "Give the function a name."),
        ("directory:person_create", "Choose what this person does"),
        ("exchange:import_new", "Choose the file."),
    ],
)
def test_pages_never_say_only_that_a_field_is_required(ops_client, page, asked):
    sent = {"note": "", "second-TOTAL_FORMS": 0, "second-INITIAL_FORMS": 0}

    text = ops_client.post(reverse(page), sent).content.decode()

    assert asked in text
    assert "This field is required." not in text
