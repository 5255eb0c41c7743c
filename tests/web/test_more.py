"""Fields that few people need are folded away, and open where something of them is set or wrong."""

import pytest
from django import forms
from django.urls import reverse

from counterpart.history import services as history
from counterpart.web.forms import RoomForm


class Folding(RoomForm):
    more = ("skills", "is_on_site")
    more_title = "More: what few need"

    name = forms.CharField()
    skills = forms.CharField(required=False, max_length=5)
    is_on_site = forms.BooleanField(required=False)


def folded(form):
    """What stands before the fold, and the fold itself."""
    before, _details, inside = str(form).partition("<details")
    return before, inside


@pytest.mark.parametrize(
    ("form", "is_open"),
    [
        (Folding(), False),
        (Folding({"name": "Ines"}), False),
        (Folding({"name": ""}), False),
        (Folding({"name": "Ines", "skills": "SAP"}), True),
        (Folding({"name": "Ines", "is_on_site": "on"}), True),
        (Folding({"name": "Ines", "skills": "too long"}), True),
        (Folding(initial={"skills": "SAP"}), True),
    ],
)
def test_the_fold_is_open_where_something_is_set_or_wrong(form, is_open):
    before, inside = folded(form)

    assert 'name="name"' in before
    assert 'name="skills"' not in before
    assert inside.startswith(' class="more" open>' if is_open else ' class="more">')
    assert "More: what few need" in inside
    assert 'name="skills"' in inside
    assert 'name="is_on_site"' in inside


def test_forms_that_fold_nothing_show_all_their_fields():
    class Plain(forms.Form):
        login = forms.CharField()

    assert 'name="login"' in str(Plain())
    assert "<details" not in str(Plain())


def test_what_a_contact_asks_of_us_is_folded_until_it_asks(ops_client, ines, system):
    address = reverse("customers:contact_edit", args=[ines.pk])
    quiet = ops_client.get(address).content.decode()
    ines.needed_skills = "food safety"
    history.save(ines, by=system)

    asking = ops_client.get(address).content.decode()

    assert '<details class="more"><summary>More: skills, seniority' in quiet
    assert '<details class="more" open><summary>More: skills, seniority' in asking


def test_what_a_person_can_beyond_their_function_is_folded(ops_client, ravi):
    page = ops_client.get(reverse("directory:person_edit", args=[ravi.pk])).content.decode()

    _before, _details, inside = page.partition("<summary>More: skills beyond")
    assert 'name="skills"' in inside
    assert 'name="on_site_in"' in inside
