"""What people type is understood in either language, and comes back as they typed it."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from counterpart.directory.models import Office
from counterpart.web.fields import plain_number, typed_number
from counterpart.web.forms import HoursField, LanguagesField, MoneyField, RoomForm, RoomModelForm


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1250", "1250"),
        ("1250.5", "1250.5"),
        ("1250,50", "1250.50"),
        ("1 250,50", "1250.50"),
        ("1\u00a0250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1.250,50", "1250.50"),
        ("1,250", "1250"),
        ("1.250.000", "1250000"),
        ("−12,5", "-12.5"),
        ("0.05", "0.05"),
    ],
)
def test_numbers_are_understood_as_people_write_them(typed, meant):
    assert typed_number(typed, 2) == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    ["", "x", "1.2.3", "1,2,3", "12,50,00", "1.234,5678", "0,125", "1e5", ",5", "5,", "--5"],
)
def test_what_could_mean_two_things_or_none_is_refused(typed):
    with pytest.raises(ValueError, match=r"^"):
        typed_number(typed, 2)


@given(
    amount=st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    language=st.sampled_from(["en", "ru"]),
)
def test_a_number_shown_in_a_form_is_read_back_unchanged(amount, language):
    with override(language):
        assert typed_number(plain_number(amount, 2), 2) == amount


class PriceForm(RoomForm):
    price = MoneyField(currency="EUR", required=False)
    hours = HoursField(most=744, required=False)
    since = forms.DateField(required=False)
    goals = forms.CharField(widget=forms.Textarea, required=False)


def test_money_is_typed_in_major_units_and_cleaned_to_minor_ones():
    form = PriceForm({"price": "1 250,5", "hours": "12,5"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["price"] == 125_050
    assert form.cleaned_data["hours"] == Decimal("12.5")


def test_money_follows_the_decimals_of_its_currency():
    form = PriceForm({"price": "1.250"})
    form.fields["price"].currency = "JPY"

    assert form.is_valid()
    assert form.cleaned_data["price"] == 1250


def test_saved_values_are_shown_in_the_language_of_the_form():
    with override("ru"):
        html = str(PriceForm(initial={"price": 125_050, "since": date(2026, 11, 23)}))

    assert 'value="1250,50"' in html
    assert 'type="date"' in html
    assert 'value="2026-11-23"' in html  # what the browser's calendar wants in any language


def test_unchanged_values_are_not_changes():
    initial = {"price": 125_050, "hours": Decimal("12.50"), "since": None, "goals": ""}

    same = PriceForm({"price": "1250.50", "hours": "12.5"}, initial=initial)
    other = PriceForm({"price": "1250.51", "hours": "x"}, initial=initial)

    assert same.changed_data == []
    assert other.changed_data == ["price", "hours"]


def test_a_wrong_number_names_an_example_and_the_box_points_to_it():
    form = PriceForm({"price": "much", "hours": "745"})
    html = str(form)

    assert form.errors == {
        "price": ["Write a number with at most 2 decimals, such as 1250.50."],
        "hours": ["This is at most 744."],
    }
    assert 'aria-describedby="id_price_error"' in html
    assert 'id="id_price_error"' in html
    assert 'aria-invalid="true"' in html


class PersonForm(RoomForm):
    languages = LanguagesField(required=False)


def test_languages_are_picked_or_written_as_codes():
    data = QueryDict("languages=en&languages=de&languages_other=mt, EN;is")

    form = PersonForm(data)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["languages"] == ["en", "de", "mt", "is"]


def test_a_language_must_be_a_code():
    form = PersonForm(QueryDict("languages_other=klingon"))

    assert "“klingon” is not a language code" in form.errors["languages"][0]


def test_languages_are_named_in_the_language_of_the_page():
    with override("ru"):
        html = str(PersonForm(initial={"languages": ["de", "mt"]}))

    assert "Немецкий" in html
    assert 'value="de" checked' in html
    assert 'value="mt"' in html  # one that has no switch is kept in the box


def test_forms_of_models_never_write(db):
    class OfficeForm(RoomModelForm):
        class Meta:
            model = Office
            fields = ["name"]

    with pytest.raises(TypeError, match="forms do not write"):
        OfficeForm({"name": "Oslo"}).save()
