"""Every page of the demo company, in a real browser.

What holds for all of them: they answer, axe finds nothing in either theme nor on a phone, they
are small, nothing is written to the console, no policy is broken, they fit a phone in Russian, and
whatever the keyboard reaches shows that it is there.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from browser import every_page
from browser.windows import PHONE, WIDE, Windows

MOST_BYTES = 60_000
WHO = {name: who for who, pages in every_page.WITH_PAGES.items() for name in pages}


@pytest.fixture(scope="session")
def kept_windows(served_demo, chromium):
    """Windows that stay open for all pages: opening one a page would take longer than the page."""
    windows = Windows(chromium, served_demo.windows.url)
    kept: dict[tuple[str, str], Page] = {}

    def window(who: str, language: str) -> Page:
        if (who, language) not in kept:
            cookies = [] if who == "nobody" else served_demo.cookies(who)
            size = WIDE if language == "en" else PHONE
            kept[who, language] = windows.open(None, cookies=cookies, size=size, language=language)
        return kept[who, language]

    yield window, windows
    windows.close()


@pytest.fixture
def visit(kept_windows, served_demo):
    """Goes to each address of the name, one after the other; afterwards nobody may have complained.

    `visit("teams:mirror", language="ru")` yields the window and how many bytes the page has.
    """
    window, windows = kept_windows

    def walk(name: str, language: str = "en"):
        page = window(WHO[name], language)
        for address in served_demo.addresses[name]:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            yield page, len(answer.body())

    yield walk
    complaints, windows.complaints = windows.complaints, []
    assert complaints == []


def test_every_address_is_known_here():
    tables = [WHO, every_page.FRAGMENTS, every_page.BY_THE_WAY, every_page.ELSEWHERE]
    tables += [every_page.DOWNLOADS, every_page.REDIRECTS, every_page.ONLY_POST]

    assert sum(len(table) for table in tables) == len(set().union(*tables)), "named twice"
    assert set().union(*tables) == every_page.all_names()


@pytest.mark.parametrize("name", every_page.ONLY_POST)
def test_what_changes_something_shows_nothing(client, ops_client, name):
    response = ops_client.get(reverse(name, args=every_page.ONLY_POST[name]))

    assert response.status_code == 405


@pytest.mark.parametrize("name", WHO)
def test_page_is_readable_small_and_shows_the_focus(visit, axe, name):
    for page, size in visit(name):
        assert size <= MOST_BYTES, f"{page.url} has {size} bytes"
        assert unseen_focus(page) == [], page.url
        axe(page)
        page.emulate_media(color_scheme="dark")
        axe(page)
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("name", WHO)
def test_page_fits_a_phone_in_russian_and_is_readable_there(visit, axe, no_side_scroll, name):
    for page, size in visit(name, language="ru"):
        assert page.locator("html").get_attribute("lang") == "ru"
        assert size <= MOST_BYTES, f"{page.url} has {size} bytes"
        no_side_scroll(page)
        axe(page)


STACKED = [
    *("teams:portfolio", "teams:roster", "teams:person", "teams:hand_overs"),
    *("directory:people", "directory:offices", "customers:needs", "customers:sites"),
    *("ledger:orders", "exchange:home", "exchange:import", "exchange:mapping"),
    *("access:logins", "api:tokens", "api:reference", "jobs:all"),
    *("staffing:plans", "staffing:plan", "staffing:pairing", "staffing:lead", "staffing:compare"),
]


@pytest.mark.parametrize("name", STACKED)
def test_lists_need_no_scrolling_sideways_on_a_phone_in_russian(visit, name):
    stacked = 0
    for page, _size in visit(name, language="ru"):
        stacked += page.locator("table.stacked").count()
        wider = page.evaluate(
            """[...document.querySelectorAll(".scroll:has(> table.stacked)")]
            .filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.innerText)"""
        )
        assert wider == [], page.url
    assert stacked


@pytest.mark.parametrize("name", every_page.FRAGMENTS)
def test_part_of_a_page_is_no_page(demo, name):
    page = demo.open(None, "operations")
    for address in demo.addresses[name]:
        answer = page.request.get(address)

        assert answer.status == 200
        assert "<html" not in answer.text()


def unseen_focus(page: Page) -> list[str]:
    """What can be reached by keyboard and looks the same with and without the focus."""
    page.keyboard.press("Tab")  # from here on the browser shows the focus
    return page.evaluate(UNSEEN_FOCUS)


UNSEEN_FOCUS = """() => {
  const reach = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const ring = (element) => {
    for (let at = element, up = 0; at && up < 3; at = at.parentElement, up += 1) {
      const style = getComputedStyle(at);
      if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return true;
    }
    return false;
  };
  const strokes = (element) =>
    [...element.querySelectorAll("*")].map((e) => getComputedStyle(e).stroke).join();
  const seen = new Map();
  const unseen = [];
  for (const element of document.querySelectorAll(reach)) {
    const kind = [element, element.parentElement].map((e) => e.tagName + "." + e.className).join();
    if ((seen.get(kind) || 0) >= 2) continue;  // rows of a list are alike
    const before = strokes(element);
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) continue;
    seen.set(kind, (seen.get(kind) || 0) + 1);
    const redrawn = element.closest("svg") && strokes(element) !== before;
    if (!redrawn && !ring(element)) unseen.push(element.outerHTML.slice(0, 120));
  }
  if (document.activeElement) document.activeElement.blur();
  return unseen;
}"""
