"""Making .mo files out of .po files at start."""

import gettext
import os

from counterpart.web import translations

PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Yes"
msgstr "Да"
"""


def test_only_what_is_missing_or_older_is_made(tmp_path, monkeypatch):
    source = tmp_path / "room" / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO)
    monkeypatch.setattr(translations, "PACKAGE", tmp_path)

    assert translations.compile_all() == 1
    assert translations.compile_all() == 0

    target = source.with_suffix(".mo")
    os.utime(target, ns=(0, 0))
    assert translations.compile_all() == 1
    with target.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Yes") == "Да"
    assert sorted(file.name for file in source.parent.iterdir()) == ["django.mo", "django.po"]


def test_a_broken_file_is_told_and_left_alone(tmp_path, monkeypatch, caplog):
    source = tmp_path / "room" / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text("what is this")
    monkeypatch.setattr(translations, "PACKAGE", tmp_path)

    assert translations.compile_all() == 0
    assert "stay as they were" in caplog.text
