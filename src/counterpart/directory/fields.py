"""Form fields of the directory: one of our people, working hours of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from counterpart.access.viewer import Viewer
from counterpart.directory.models import Person
from counterpart.directory.queries import people_matching
from counterpart.directory.queries.people import MOST_FOUND
from counterpart.directory.working_week import parse_intervals, written


@dataclass(frozen=True)
class Picked:
    """What came back from the picker: the chosen key, and the text typed to find somebody.

    `was_searched` says that what the text finds was on the screen when the choice was made.
    """

    key: str = ""
    text: str = ""
    was_searched: bool = False


class PersonPicker(forms.Widget):
    """A search box and, under it, those it finds to choose from; works without scripts too."""

    template_name = "directory/person_picker.html"
    use_fieldset = True
    viewer: Viewer | None = None
    people: QuerySet[Person] | None = None
    current: Person | None = None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        picked = value if isinstance(value, Picked) else Picked(key=_key_of(value))
        kept = self.current or (None if isinstance(value, Picked) else _person_of(value))
        context["widget"] |= {
            "url": reverse("directory:person_options"),
            "text": picked.text,
            "kept": kept,
            "is_kept": kept is not None and picked.key == str(kept.pk),
            "is_nobody": not picked.key,
            "options": found_people(picked, kept_key=_key_of(kept), offered=self._offered()),
        }
        return context

    def _offered(self) -> Offered | None:
        return Offered(self.viewer, self.people) if self.viewer is not None else None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        return Picked(
            key=str(data.get(name) or ""),
            text=str(data.get(f"{name}_text") or "").strip(),
            was_searched=bool(data.get(f"{name}_searched")),
        )

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def id_for_label(self, id_: str) -> str:
        return ""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class PersonField(forms.Field):
    """One of our people, found by name; the cleaned value is a `Person` or nothing.

    Call `offer(viewer, people)` when the form is made: only those of the people whom the viewer
    may see can be chosen. Without `people` it is everybody who has not left. `current` can
    always stay, whoever looks.
    """

    widget = PersonPicker
    default_error_messages = {
        "nobody": _("Nobody here is called “%(text)s”. Try a part of the name or the e-mail."),
        "several": _("Several people are called so; choose one of them."),
        "not_offered": _("This person cannot be chosen here."),
    }

    def offer(
        self,
        viewer: Viewer,
        people: QuerySet[Person] | None = None,
        *,
        current: Person | None = None,
    ) -> None:
        """Say who looks, whom they may choose, and who it is now."""
        self.offered, self.current = Offered(viewer, people), current
        self.widget.viewer, self.widget.people = viewer, people
        self.widget.current = current

    def clean(self, value: Picked | None) -> Person | None:
        picked = value or Picked()
        if picked.text and not picked.was_searched:
            return self._called(picked.text)
        if picked.key:
            return self._with_key(picked.key)
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    def has_changed(self, initial: Any, data: Any) -> bool:
        picked = data or Picked()
        return bool(picked.text and not picked.was_searched) or picked.key != _key_of(initial)

    def _called(self, text: str) -> Person:
        found = list(self.offered.called(text)[:2])
        if not found:
            raise ValidationError(self.error_messages["nobody"], "nobody", {"text": text})
        if len(found) > 1:
            raise ValidationError(self.error_messages["several"], "several")
        return found[0]

    def _with_key(self, key: str) -> Person:
        if self.current is not None and key == str(self.current.pk):
            return self.current
        person = self.offered.with_key(key)
        if person is None:
            raise ValidationError(self.error_messages["not_offered"], "not_offered")
        return person


@dataclass(frozen=True)
class Offered:
    """Those who can be chosen: of these people (all who have not left), whom the viewer sees."""

    viewer: Viewer
    people: QuerySet[Person] | None = None

    def called(self, text: str) -> QuerySet[Person]:
        """Those of them called so, by name."""
        return people_matching(text, self.viewer, self.people)

    def with_key(self, key: str) -> Person | None:
        """The one with the key, if they can be chosen."""
        return self.called("").filter(pk=key).first() if key.isdecimal() else None


def found_people(picked: Picked, *, kept_key: str, offered: Offered | None) -> dict[str, Any]:
    """What stands under the search box: whom the text finds, and who was chosen of those before.

    The person with `kept_key` stands above the box already.
    """
    found, chosen = [], None
    if offered is not None:
        if picked.text:
            found = list(offered.called(picked.text)[: MOST_FOUND + 1])
        if picked.key and picked.key != kept_key:
            chosen = offered.with_key(picked.key)
    shown = [one for one in found[:MOST_FOUND] if _key_of(one) not in {kept_key, _key_of(chosen)}]
    return {
        "chosen": chosen,
        "found": shown,
        "has_more": len(found) > MOST_FOUND,
        "is_empty": bool(picked.text) and not found,
        "text": picked.text,
    }


def _key_of(value: Any) -> str:
    return str(value.pk if isinstance(value, Person) else value or "")


def _person_of(value: Any) -> Person | None:
    if isinstance(value, Person) or not value:
        return value or None
    return Person.objects.filter(pk=value).first()


class IntervalsField(forms.CharField):
    """Working hours of a day, written like 09:00–13:00, 14:00–18:00; empty is a day off."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 100, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[list[str]]:
        return parse_intervals(super().clean(value))
