"""Finding one of our people in a form, with scripts and without."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from counterpart.access.viewer import Viewer
from counterpart.directory import services
from counterpart.directory.fields import PersonField
from counterpart.directory.models import Person
from counterpart.web.forms import RoomForm
from factories import PersonFactory


class OwnerForm(RoomForm):
    owner = PersonField(label="Owner", required=False)
    lead = PersonField(label="Lead")

    def __init__(self, *args, viewer, current=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(viewer, current=current)
        self.fields["lead"].offer(viewer)


@pytest.fixture
def owner(system, nadia):
    """What the form makes of the typed values for the owner: a person, nobody, or an error."""

    def clean(viewer=system, current=None, **typed: object):
        data = QueryDict(mutable=True)
        data.update({"lead": str(nadia.pk)} | {key: str(value) for key, value in typed.items()})
        form = OwnerForm(data, viewer=viewer, current=current)
        return form.cleaned_data["owner"] if form.is_valid() else form.errors["owner"].as_text()

    return clean


def test_chosen_person_is_the_value(owner, ravi):
    assert owner(owner=ravi.pk) == ravi
    assert owner(owner="") is None


def test_typed_name_is_enough_when_it_fits_one(owner, ravi, omar):
    assert owner(owner_text="iyer") == ravi
    assert owner(owner_text="omar haddad") == omar
    assert owner(owner_text=ravi.email) == ravi
    assert "Several people" in owner(owner_text="a")
    assert "Nobody here is called “zzz”" in owner(owner_text="zzz")


def test_choice_made_among_the_found_goes_before_the_text(owner, ravi):
    assert owner(owner=ravi.pk, owner_text="a", owner_searched="1") == ravi
    assert owner(owner="", owner_text="a", owner_searched="1") is None


@pytest.mark.parametrize("key", ["999999", "abc", "-1", "²"])
def test_keys_of_nobody_are_refused(owner, key):
    assert "cannot be chosen" in owner(owner=key)


def test_only_people_one_may_see_can_be_chosen(owner, fjord, nadia, ravi, omar, system):
    as_ravi = Viewer.of(ravi.login, today=system.today)

    assert owner(viewer=as_ravi, owner=nadia.pk) == nadia
    assert "cannot be chosen" in owner(viewer=as_ravi, owner=omar.pk)
    assert "Nobody here" in owner(viewer=as_ravi, owner_text="Haddad")
    assert owner(viewer=as_ravi, current=omar, owner=omar.pk) == omar


def test_those_who_left_are_not_offered_but_may_stay(owner, omar, system):
    services.end_employment(omar, until=date(2026, 1, 1), by=system)

    assert "cannot be chosen" in owner(owner=omar.pk)
    assert owner(current=omar, owner=omar.pk) == omar


def test_needed_person_is_asked_for(system):
    form = OwnerForm(QueryDict(""), viewer=system)

    assert list(form.errors) == ["lead"]


def test_form_shows_who_it_is_now_and_never_everybody(system, ravi, omar, fjord):
    form = OwnerForm(viewer=system, initial={"owner": ravi})

    page = str(form)

    assert f'value="{ravi.pk}" checked' in page
    assert "Omar" not in page
    assert 'name="owner" value=""' in page
    assert 'name="lead" value=""' not in page


def test_wrong_text_comes_back_with_those_it_finds(system, ravi, omar):
    form = OwnerForm(QueryDict("owner_text=a"), viewer=system)

    page = str(form["owner"])

    assert "Ravi Iyer" in page
    assert "Omar Haddad" in page


def test_fragment_finds_people_the_viewer_may_see(client_of, ops_client, fjord, nadia, ravi, omar):
    query = {"for": "owner", "owner_text": "a", "owner": str(omar.pk), "kept": str(nadia.pk)}
    url = reverse("directory:person_options")

    for_ops = ops_client.get(url, query).content.decode()
    for_ravi = client_of(ravi).get(url, query).content.decode()

    assert f'name="owner" value="{omar.pk}" checked' in for_ops
    assert "Ravi Iyer" in for_ops
    assert "Nadia" not in for_ops  # she stands above the box
    assert "Omar" not in for_ravi
    assert 'name="owner_searched" value="1"' in for_ravi


def test_fragment_shows_a_dozen_at_most(ops_client, django_assert_num_queries, ravi):
    url = reverse("directory:person_options")
    for _ in range(20):
        PersonFactory(function=ravi.function, office=ravi.office)

    page = ops_client.get(url, {"for": "owner", "owner_text": "Muster"}).content.decode()

    assert page.count('type="radio"') == 12
    assert "There are more" in page
    assert Person.objects.count() == 21
