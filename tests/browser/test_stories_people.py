"""An expert who sees only their accounts; somebody without a mouse; a language that stays."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page, expect

from browser.demo import EMAILS, PASSWORD, log_in


def names(page: Page) -> set[str]:
    """The accounts that the portfolio lists."""
    page.goto("/accounts/")
    return {name.split("\n")[0] for name in page.locator("#list tbody th").all_inner_texts()}


def test_expert_sees_only_their_accounts(demo):
    theirs = names(demo.open(None, "expert"))
    page = demo.open(None, "operations")
    others = sorted(names(page) - theirs)
    page.goto("/accounts/")
    address = page.get_by_role("link", name=others[0], exact=True).get_attribute("href")
    expert = demo.open(None, "expert")

    assert theirs
    answer = expert.goto(address)
    assert answer.status == 404
    expect(expert.get_by_role("heading", name="There is nothing here")).to_have_count(1)

    for window in (page, expert):
        window.goto(f"/search/?q={others[0]}")
    expect(page.locator("main").get_by_text(others[0], exact=True).first).to_be_visible()
    expect(expert.locator("main").get_by_text(others[0], exact=True)).to_have_count(0)
    box = expert.get_by_role("searchbox", name="Search")
    box.fill(others[0])
    box.fill(sorted(theirs)[0])
    expect(expert.locator("#search-found")).to_contain_text(sorted(theirs)[0])
    expect(expert.locator("#search-found")).not_to_contain_text(others[0])


def test_everything_goes_without_a_mouse(demo):
    page = demo.open("/accounts/", "operations")
    keys = page.keyboard

    keys.press("/")
    expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
    keys.type("metropolitan")
    expect(page.locator("#search-found a").first).to_contain_text("Metropolitan")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    expect(page.locator("#search-found a").first).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Metropolitan")

    page.goto("/staffing/")
    keys.press("n")
    expect(page.get_by_role("heading", name="New proposal")).to_be_visible()
    page.goto("/staffing/")
    keys.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("New proposal")
    keys.press("Escape")
    expect(dialog).to_have_count(0)


def test_question_before_what_cannot_be_undone_closes_with_escape(demo):
    page = demo.open(demo.addresses["staffing:plan"][0], "operations")
    more = page.locator("summary").filter(has_text="More")

    more.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Discard").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Discard this proposal?")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith(demo.addresses["staffing:plan"][0])


def test_language_and_colours_stay_after_logging_out_and_in(demo):
    page = demo.open("/login/")
    log_in(page, EMAILS["finance"])

    page.get_by_label("Your menu").click()
    page.get_by_role("button", name="Dark").click()
    page.get_by_label("Your menu").click()
    page.get_by_role("button", name="Русский").click()
    page.goto("/accounts/")
    expect(page.get_by_role("heading", name="Ключевые клиенты")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    elsewhere = demo.open("/login/")
    log_in(elsewhere, EMAILS["finance"])
    expect(elsewhere.locator("html")).to_have_attribute("lang", "ru")
    expect(elsewhere.locator("html")).to_have_attribute("data-theme", "dark")


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture
def development(demo) -> Page:
    page = demo.open("/login/")
    log_in(page, EMAILS["people development"])
    return page


def test_second_factor_is_set_up_asked_for_and_switched_off(demo, development, axe):
    page = development
    page.goto("/login/second-factor/")
    page.get_by_role("link", name="Set it up").click()
    page.get_by_label("Password").fill(PASSWORD)
    axe(page)
    page.get_by_role("button", name="Go on").click()
    axe(page)
    secret = page.locator("main code, main input[readonly]").first
    key = (
        secret.input_value()
        if secret.evaluate("e => e.tagName") == "INPUT"
        else secret.inner_text()
    )
    page.locator("input[name=code]").fill(code_of(key.replace(" ", "")))
    page.locator("main form button.primary").click()
    axe(page)
    for path in ("reauthenticate/", "recovery-codes/generate/", "recovery-codes/"):
        answer = page.goto(f"/login/second-factor/{path}")
        assert answer.status == 200
        axe(page)

    again = demo.open("/login/")
    log_in(again, EMAILS["people development"])
    axe(again)
    recovery = page.locator(".codes li").first.inner_text().strip()
    again.locator("input[name=code]").fill(recovery)
    again.locator("main form button.primary").click()
    expect(again.get_by_role("banner")).to_be_visible()

    page.goto("/login/second-factor/totp/deactivate/")
    axe(page)
    page.locator("main form button").first.click()
    page.goto("/login/second-factor/")
    expect(page.get_by_text("It is off.")).to_be_visible()
