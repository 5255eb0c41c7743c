"""Every component, looked at by axe in both themes and on both widths."""

import pytest

SIZES = {"wide": (1440, 900), "phone": (390, 844), "narrowest": (360, 640)}


@pytest.fixture(autouse=True)
def component_page(settings):
    settings.ROOT_URLCONF = "browser.all_components"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_components_are_readable(
    open_page, everything, look, axe, no_side_scroll, theme, size, language
):
    page = open_page(
        "/components/", login=everything, theme=theme, size=SIZES[size], language=language
    )

    look(page, f"components-{size}-{theme}-{language}")
    axe(page)
    no_side_scroll(page)


@pytest.mark.parametrize("size", SIZES)
def test_progress_takes_the_width_of_what_it_stands_in(open_page, everything, size):
    page = open_page("/components/", login=everything, size=SIZES[size])

    progress, room = page.evaluate(
        """() => {
            const bar = document.querySelector("progress"), card = bar.parentElement;
            const style = getComputedStyle(card);
            const edges = parseFloat(style.paddingInlineStart) + parseFloat(style.paddingInlineEnd);
            return [bar.getBoundingClientRect().width, card.clientWidth - edges];
        }"""
    )

    assert progress == pytest.approx(room, abs=1)
