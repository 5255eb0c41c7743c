"""What app.js does: questions first, keys, notices, pictures, the menu on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from factories import LoginFactory

PHONE = (390, 844)


@pytest.fixture
def components(settings, open_page, everything):
    settings.ROOT_URLCONF = "browser.all_components"
    return lambda **kwargs: open_page("/components/", login=everything, **kwargs)


def test_log_in_and_out_by_keyboard(open_page, transactional_db, axe):
    LoginFactory(email="nadia@example.com")
    page = open_page("/login/")
    axe(page)

    page.keyboard.press("Tab")  # the link to the content
    page.get_by_label("E-mail").fill("nadia@example.com")
    page.get_by_label("Password").fill("a long enough password")
    page.keyboard.press("Enter")

    expect(page.get_by_role("banner")).to_be_visible()
    page.get_by_label("Your menu").click()
    axe(page)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()


def test_a_question_comes_before_what_cannot_be_undone(components, axe):
    page = components()

    page.get_by_role("button", name="Remove contact").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Remove Ines Dahl from the buying center?")
    axe(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert page.url.endswith("/components/")
    expect(page.locator("#removed")).to_have_count(0)

    page.get_by_role("button", name="Remove contact").click()
    dialog.get_by_role("button", name="Remove contact").click()
    expect(page.locator("#removed")).to_have_text("removed")


def test_keys_reach_the_search_and_name_themselves(components):
    page = components()

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("New contact")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    page.keyboard.type("n")
    assert page.url.endswith("/components/")  # a letter typed into a box is no shortcut


def test_a_notice_can_be_closed_and_a_refusal_under_htmx_is_one(components):
    page = components()
    notices = page.locator("#toasts .toast")
    expect(notices).to_have_count(1)

    notices.get_by_role("button", name="Close").click()
    expect(notices).to_have_count(0)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("alert").filter(has_text="This cannot be done.")).to_be_visible()


def test_the_keyboard_stays_where_it_was_after_a_swap(components):
    page = components()
    box = page.get_by_label("Only with gaps")

    box.focus()
    page.keyboard.press("Space")

    expect(page.locator("#swapped")).to_have_text("1")
    expect(page.get_by_label("Only with gaps")).to_be_focused()


def test_a_drawing_becomes_a_picture_with_its_colours(components):
    page = components()

    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()

    assert download.value.suggested_filename == "fjord.png"
    picture = download.value.path().read_bytes()
    assert picture.startswith(b"\x89PNG")
    colours = page.evaluate(COLOURS, list(picture))
    assert re.fullmatch(r"74,110,224", colours)  # --info-bar in the light theme


COLOURS = """async (bytes) => {
  const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  return [...pen.getImageData(image.width / 4, image.height / 2, 1, 1).data.slice(0, 3)].join();
}"""


def test_the_menu_opens_on_a_phone_and_closes_by_escape(components, axe, look):
    page = components(size=PHONE)
    places = page.get_by_role("navigation", name="Main")
    expect(places).not_to_be_visible()

    page.get_by_role("button", name="Menu", exact=True).click()
    expect(places).to_be_visible()
    look(page, "menu-phone")
    axe(page)
    page.keyboard.press("Escape")
    expect(places).not_to_be_visible()


def test_theme_and_language_are_switched_from_the_menu(open_page, everything):
    page = open_page("/preferences/", login=everything)

    page.get_by_label("Your menu").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_label("Your menu").click()
    page.get_by_role("button", name="Русский").click()
    expect(page.get_by_role("heading", name="Настройки")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_our_own_screens_are_readable(
    open_page, everything, axe, look, no_side_scroll, theme, language
):
    paths = ["/logins/", "/logins/new/", f"/logins/{everything.pk}/", "/preferences/"]
    paths += ["/login/password/", "/login/second-factor/", "/login/company/", "/nothing/"]
    page = open_page(paths[0], login=everything, theme=theme, language=language)
    for path in paths:
        page.goto(path)
        look(page, f"own{path.replace('/', '-')}{theme}-{language}")
        axe(page)
        page.set_viewport_size({"width": 360, "height": 740})
        no_side_scroll(page)
        page.set_viewport_size({"width": 1440, "height": 900})
