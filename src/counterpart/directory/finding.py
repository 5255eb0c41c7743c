"""What of our side can be searched."""

from django.urls import reverse

from counterpart.directory.models import Function, Person
from counterpart.search.registry import register

register(
    Person,
    texts=(
        "first_name",
        "last_name",
        "email",
        "phone",
        "title",
        "source_id",
        "function__name",
        "function__name_ru",
        "office__name",
        "office__city",
    ),
    href=lambda person: reverse("teams:person", args=[person.pk]),
    note=lambda person: person.title or str(person.function),
    icon="user",
    related=("function",),
    position=30,
)
register(
    Function,
    texts=("code", "name", "name_ru"),
    href=lambda function: reverse("directory:functions"),
    icon="shapes",
    position=50,
)
