"""Forms that a use-case answers: what was changed goes in, a refusal comes back onto the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db import models

from counterpart.kernel.errors import Refusal
from counterpart.web.refusals import refusal_text

Made = TypeVar("Made", bound=models.Model)


def changed_facts(form: forms.ModelForm[Any]) -> dict[str, Any]:
    """The facts that were typed anew; what others changed meanwhile stays as it is."""
    fields = {field.name for field in form._meta.model._meta.concrete_fields}
    return {name: form.cleaned_data[name] for name in form.changed_data if name in fields}


def saved(form: forms.BaseForm, use_case: Callable[[], Made]) -> Made | None:
    """What the use-case made of a valid form; nothing if the form or the use-case refuses."""
    if not form.is_valid():
        return None
    try:
        return use_case()
    except Refusal as refusal:
        form.add_error(None, refusal_text(refusal))
        return None
