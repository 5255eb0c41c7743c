"""Every text of every room is there in Russian, and says one thing.

The catalogues of all rooms are one at run time, so the same English text with two Russian ones
would show whichever room comes first; such texts need a context (`pgettext`).
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.utils.translation import override

from counterpart.history.queries import tracked_models
from counterpart.history.texts import label_of

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "counterpart"
ROOMS = sorted(
    Path(config.path) for config in apps.get_app_configs() if config.name.startswith("counterpart.")
)
HOLE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%%|%[sd]")
THREE_FORMS = "nplurals=3"
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
OUR_MODELS = [m for m in apps.get_models() if m.__module__.startswith("counterpart.")]
XGETTEXT = shutil.which("xgettext")


def catalogue(room: Path) -> polib.POFile | None:
    path = room / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    return polib.pofile(str(path)) if path.exists() else None


def lines(found: list) -> str:
    return "\n" + "\n".join(str(one) for one in found)


def holes(text: str) -> list[str]:
    return sorted(match.group() for match in HOLE.finditer(text))


def key(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def problems_of(entry: polib.POEntry) -> list[str]:
    name = repr(entry.msgid)
    if "fuzzy" in entry.flags:
        return [f"{name} is only guessed (fuzzy)"]
    if not entry.msgid_plural:
        if not entry.msgstr.strip():
            return [f"{name} has no Russian"]
        wrong = holes(entry.msgid) != holes(entry.msgstr)
        return [f"{name} and {entry.msgstr!r} differ in placeholders"] if wrong else []
    forms = entry.msgstr_plural
    if sorted(forms) != [0, 1, 2] or not all(form.strip() for form in forms.values()):
        return [f"{name} needs three Russian plural forms"]
    expected = set(holes(entry.msgid_plural))
    return [
        f"{name} and {form!r} differ in placeholders"
        for form in forms.values()
        if set(holes(form)) != expected
    ]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_text_of_the_room_is_translated(room):
    texts = catalogue(room)
    if texts is None:
        assert extracted(room) == set(), f"{room.name} has texts but no locale/ru"
        return

    problems = [problem for entry in texts for problem in problems_of(entry)]
    if THREE_FORMS not in texts.metadata.get("Plural-Forms", ""):
        problems.append("the header names three plural forms")

    assert not problems, lines(problems)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_no_text_of_the_source_is_missing_from_the_catalogue(room):
    texts = catalogue(room)
    known = {key(entry) for entry in texts} if texts is not None else set()

    missing = sorted(extracted(room) - known)

    assert not missing, lines(missing)


def test_the_same_text_says_the_same_in_every_room():
    said: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for room in ROOMS:
        for entry in catalogue(room) or []:
            russian = entry.msgstr or " | ".join(entry.msgstr_plural.values())
            if russian.strip(" |"):
                said[key(entry)][russian].add(room.name)

    conflicts = [(text, dict(russian)) for text, russian in said.items() if len(russian) > 1]

    assert not conflicts, lines(conflicts)


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_rows_have_a_name_in_russian(model):
    with override("ru"):
        names = [str(model._meta.verbose_name), str(model._meta.verbose_name_plural)]

    assert [name for name in names if not CYRILLIC.search(name)] == []


@pytest.mark.parametrize("thing", tracked_models())
def test_the_history_names_what_changed_in_russian(thing):
    columns = tracked_models()[thing]._meta.concrete_fields
    with override("ru"):
        labels = {column.name: label_of(column) for column in columns if not column.primary_key}

    assert {name: label for name, label in labels.items() if not CYRILLIC.search(label)} == {}


def extracted(room: Path) -> set[tuple[str, str]]:
    """What `makemessages` would find now, without writing anything into the tree."""
    if XGETTEXT is None:
        pytest.skip("xgettext is not installed, so new texts cannot be looked for")
    found: set[tuple[str, str]] = set()
    for path in sorted(room.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            found |= _messages(path.read_text())
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            found |= _messages(_as_python(path))
    return found


def _as_python(template: Path) -> str:
    from django.utils.translation.template import templatize

    return templatize(template.read_text(), origin=str(template))


def _messages(source: str) -> set[tuple[str, str]]:
    ran = subprocess.run(
        [
            str(XGETTEXT),
            "--language=Python",
            "--from-code=UTF-8",
            "--output=-",
            "--no-location",
            "--keyword=gettext_noop",
            "--keyword=gettext_lazy",
            "--keyword=ngettext_lazy:1,2",
            "--keyword=pgettext:1c,2",
            "--keyword=npgettext:1c,2,3",
            "--keyword=pgettext_lazy:1c,2",
            "--keyword=npgettext_lazy:1c,2,3",
            "-",
        ],
        input=source,
        capture_output=True,
        text=True,
        check=True,
    )
    return {key(entry) for entry in polib.pofile(ran.stdout)} if ran.stdout else set()
