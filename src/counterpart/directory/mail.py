"""E-mail addresses as people have them, letters of any alphabet before the @ included."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import EmailValidator
from django.db import models
from django.utils.deconstruct import deconstructible


@deconstructible
class AddressValidator(EmailValidator):
    """Django's rule, with the letters that RFC 6531 adds before the @ (françois@…)."""

    user_regex = re.compile(r"[\w!#$%&'*+/=?^`{}|~-]+(\.[\w!#$%&'*+/=?^`{}|~-]+)*\Z", re.UNICODE)


check_address = AddressValidator()


class AddressField(models.EmailField):
    """An e-mail address; in the database like any other e-mail field."""

    default_validators = [check_address]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": AddressFormField, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs


class AddressFormField(forms.CharField):
    """The same in a form."""

    widget = forms.EmailInput
    default_validators = [check_address]
