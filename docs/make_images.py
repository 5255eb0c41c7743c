"""Makes the pictures of `docs/images`: every page of a running demo, in both languages.

    counterpart demo &
    python docs/make_images.py --address http://127.0.0.1:8000

Where the demo holds only one proposal, a second one is drawn up, so that there are two to compare,
and where no file was imported, one with wrong rows is looked at, but not brought in.
`--all` also takes dark colours and phone width; `--to` names another folder, `--only` some pages.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from small_png import small_png

HERE = Path(__file__).parent
PASSWORD = "counterpart-demo"  # noqa: S105 - printed by the demo itself
OPERATIONS = "stephen0@adventure-works.com"
ADMINISTRATOR = "jean0@adventure-works.com"
FILE = """Company,Country,City,Website
Fjord Foods,NO,Bergen,https://fjord.example
Bay Tools,Atlantis,Bay City,
,DE,Hamburg,https://harbor.example
"""
WIDE, PHONE = (1440, 900), (390, 844)
LANGUAGES = ("en", "ru")
LONGEST = 2400  # pixels of a page that a picture shows

# What one sees before logging in.
ENTRANCE = {"log-in": "/login/", "password-forgotten": "/login/password/reset/"}

# name: address, or a link to follow: (address or @page, css of the link)
PAGES: dict[str, str | tuple[str, str]] = {
    "portfolio": "/accounts/",
    "mirror": ("/accounts/", "#list th a[href^='/accounts/']"),
    "buying-center": ("@mirror", "nav.tabs a[href$='/buying-center/']"),
    "needs": ("@mirror", "nav.tabs a[href$='/needs/']"),
    "need-new": ("@needs", "a[href$='/needs/new/']"),
    "need-edit": ("@needs", "main a[href^='/needs/']"),
    "team": ("@mirror", "nav.tabs a[href$='/team/']"),
    "member-new": ("@team", "a[href$='/team/new/']"),
    "member-end": ("@team", "a[href^='/members/']"),
    "lead-edit": ("@team", "a[href$='/lead/']"),
    "hand-overs": ("@team", "a[href$='/hand-overs/']"),
    "orders": ("@mirror", "nav.tabs a[href$='/orders/']"),
    "sites": ("@mirror", "nav.tabs a[href$='/sites/']"),
    "site-new": ("@sites", "a[href$='/sites/new/']"),
    "site-edit": ("@sites", "main a[href^='/sites/']"),
    "account-history": ("@mirror", "nav.tabs a[href^='/history/']"),
    "account-new": "/accounts/new/",
    "account-edit": ("@buying-center", ".actions a[href$='/edit/']"),
    "account-lose": ("@account-edit", "a[href$='/lose/']"),
    "contact": ("@buying-center", "main a[href^='/contacts/']"),
    "contact-new": ("@buying-center", "a[href$='/contacts/new/']"),
    "contact-edit": ("@contact", "a[href$='/edit/']"),
    "contact-leaves": ("@contact", "a[href$='/leave/']"),
    "counterpart-edit": ("@contact", "a[href$='/counterpart/']"),
    "counterpart-end": ("@contact", "main a[href^='/counterparts/']"),
    "coverage": "/coverage/",
    "people": "/people/",
    "person": ("@team", "main a[href^='/people/']"),
    "person-new": "/people/new/",
    "person-edit": ("@person", "a[href$='/edit/']"),
    "person-leaves": ("@person", "a[href$='/leaving/']"),
    "line": ("@person", "a[href$='/line/']"),
    "absence-new": ("@person", "a[href$='/absences/new/']"),
    "deputy-new": ("@person", "a[href$='/deputies/new/']"),
    "functions": "/functions/",
    "function-new": "/functions/new/",
    "function-edit": ("/functions/", "main a[href^='/functions/'][href$='/edit/']"),
    "offices": "/offices/",
    "office-new": "/offices/new/",
    "office-edit": ("/offices/", "main a[href^='/offices/'][href$='/edit/']"),
    "calendar": ("/offices/", "main a[href^='/calendars/']:not([href$='/new/'])"),
    "calendar-new": "/calendars/new/",
    "calendar-edit": ("@calendar", "a[href$='/edit/']"),
    "profit": "/profit/",
    "profit-account": ("@profit", "#list th a[href$='/profit/']"),
    "coverage-change": ("@profit-account", "a[href^='/accounts/'][href$='/coverage/']"),
    "coverage-models": "/coverage-models/",
    "coverage-model-new": "/coverage-models/new/",
    "coverage-terms": ("@coverage-models", "main a[href$='/terms/']"),
    "coverage-usual": ("@coverage-models", "main a[href$='/usual/']"),
    "coverage-rates": "/coverage-models/rates/",
    "done-twice": "/done-twice/",
    "service-log": ("@done-twice", "main tbody th a"),
    "service-entry": ("@service-log", "a[href^='/service-log/']"),
    "key-accounts": "/key-accounts/",
    "scorecard": "/key-accounts/scorecard/",
    "account-rating": ("@key-accounts", "main tbody th a"),
    "responses": "/responses/",
    "response": ("@responses", "main tbody th a"),
    "responses-of-segments": "/responses/segments/",
    "sales-force-size": "/sales-force-size/",
    "sales-force-size-inputs": "/sales-force-size/inputs/",
    "ledgers": "/pays-for-itself/",
    "ledger": ("@ledgers", "#list tbody th a"),
    "ledger-baseline": ("@ledger", "a[href$='/baseline/']"),
    "coverage-plans": "/coverage-plans/",
    "coverage-plan-new": "/coverage-plans/new/",
    "coverage-plan": ("@coverage-plans", "main tbody th a"),
    "coverage-plan-models": ("@coverage-plan", "a[href$='view=models']"),
    "coverage-plan-calls": ("@coverage-plan", "a[href$='view=calls']"),
    "coverage-plan-frontier": ("@coverage-plan", "a[href$='view=frontier']"),
    "coverage-plan-account": ("@coverage-plan", "main tbody th a"),
    "coverage-plan-adopt": ("@coverage-plan", "a[href$='/adopt/']"),
    "questions": "/questions/",
    "question": ("@questions", "#list tbody th a"),
    "questions-of-account": ("@question", "a[href^='/accounts/'][href$='/questions/']"),
    "question-new": ("@questions-of-account", "a.button.primary"),
    "staffing": "/staffing/",
    "proposal": ("/staffing/", "#list tbody tr:last-child th a[href^='/staffing/']"),
    "proposal-change": ("@proposal", "a[href^='/staffing/contacts/']"),
    "proposal-backup": (
        "@proposal",
        "a[href^='/staffing/contacts/'][href$='/backup/']",
    ),
    "proposal-anew": ("@proposal", "a[href$='/copy/?anew=1']"),
    "proposal-lead": ("@proposal", "a[href^='/staffing/leads/']"),
    "proposal-adopt": ("@proposal", "a[href$='/adopt/']"),
    "proposal-prices": ("@proposal", "a[href$='view=prices']"),
    "if-somebody-leaves": ("@proposal", "a[href$='/risk/']"),
    "if-one-leaves": ("@if-somebody-leaves", "a[href^='/staffing/leaving/']"),
    "proposal-without": ("@if-one-leaves", "a[href*='/copy/?without=']"),
    "proposal-copy": ("@proposal", "a[href$='/copy/']"),
    "proposal-changes": ("@proposal", "a[href$='?view=changes']"),
    "proposal-new": "/staffing/new/",
    "compare": "/staffing/compare/?p={first}&p={second}",
    "locks": "/staffing/locks/",
    "conflicts": "/staffing/conflicts/",
    "files": "/files/",
    "import-new": "/files/import/",
    "import": ("/files/", "main th a[href^='/files/import/']"),
    "import-columns": ("@import", "main a[href$='/mapping/']"),
    "search": "/search/?q=bike",
    "history": "/history/",
    "jobs": "/jobs/",
    "job": ("/jobs/", "main td a[href^='/jobs/'], main th a[href^='/jobs/']"),
    "preferences": "/preferences/",
    "tokens": "/preferences/tokens/",
    "password": "/login/password/",
    "second-factor": "/login/second-factor/",
    "second-factor-new": "/login/second-factor/totp/activate/",
    "company-login": "/login/company/",
    "api": "/api/",
    "not-found": "/nothing/",
}

# What only an administrator of the installation sees.
ADMINISTRATION: dict[str, str | tuple[str, str]] = {
    "logins": "/logins/",
    "login": ("/logins/", "main a[href^='/logins/']:not([href$='/new/'])"),
    "login-new": "/logins/new/",
}


@dataclass(frozen=True)
class Look:
    """One way to look at the product."""

    language: str
    theme: str
    size: tuple[int, int]

    @property
    def suffix(self) -> str:
        parts = [self.language]
        if self.theme == "dark":
            parts.append("dark")
        if self.size == PHONE:
            parts.append("phone")
        return "-".join(parts)


def looks(language: str, everything: bool) -> Iterator[Look]:
    yield Look(language, "light", WIDE)
    if everything:
        yield Look(language, "dark", WIDE)
        yield Look(language, "light", PHONE)


class Camera:
    """Walks through the demo as one login after the other and takes pictures."""

    def __init__(self, browser: Browser, address: str, folder: Path, only: set[str]) -> None:
        self.browser, self.address, self.folder, self.only = browser, address, folder, only
        self.known: dict[str, str] = {}  # a page's address, the same in every look
        self.missing: set[str] = set()
        self.sessions: dict[str, list] = {}

    def take_all(self, look: Look) -> None:
        self.take(ENTRANCE, look, None)
        self.take(PAGES, look, OPERATIONS)
        self.take(ADMINISTRATION, look, ADMINISTRATOR)

    def take(self, pages: dict, look: Look, email: str | None) -> None:
        context = self.context(look, email)
        page = context.new_page()
        for name in pages:
            wanted = not self.only or name in self.only
            url = self.find(page, pages, name) if wanted else None
            if url is not None:
                page.goto(url)
                settle(page)
                if "/reauthenticate/" in page.url:
                    page.fill("input[name=password]", PASSWORD)
                    page.click("main form button")
                    page.wait_for_load_state("networkidle")
                shoot(page, self.folder / f"{name}-{look.suffix}.png")
        context.close()

    def context(self, look: Look, email: str | None) -> BrowserContext:
        """A browser of this look; the login's own preference gives way to the look."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": look.size[0], "height": look.size[1]},
            color_scheme="dark" if look.theme == "dark" else "light",
            locale={"en": "en-GB", "ru": "ru-RU"}[look.language],
            reduced_motion="reduce",
        )
        if email is not None:
            context.add_cookies(self.session(email))
        page = context.new_page()
        page.goto("/preferences/" if email else "/login/")
        if email is not None:
            page.select_option("select[name=language]", look.language)
            page.check("input[name=theme][value=system]")
            page.locator("main form.card button").first.click()
            page.wait_for_load_state()
        page.close()
        return context

    def session(self, email: str) -> list:
        """The cookies of a login, which logs in once."""
        if email not in self.sessions:
            context = self.browser.new_context(base_url=self.address)
            page = context.new_page()
            page.goto("/login/")
            page.fill("input[name=login]", email)
            page.fill("input[name=password]", PASSWORD)
            page.click("main form button")
            page.wait_for_url(lambda url: "/login/" not in url)
            if email == OPERATIONS:
                self.known["compare"] = self.two_proposals(page)
                have_a_file(page)
            self.sessions[email] = context.cookies()
            context.close()
        return self.sessions[email]

    def two_proposals(self, page: Page) -> str:
        """The address that compares the last two proposals."""
        if len(proposals(page)) < 2:
            page.goto("/staffing/new/")
            page.fill("input[name=name]", "At most six on a team")
            page.fill("input[name=team_size]", "6")
            page.fill("input[name=seconds]", "3")
            page.click("main form .button.primary")
            page.locator("a[href$='/adopt/']").wait_for(timeout=60_000)
        second, first = proposals(page)[:2]
        have_a_curve(page, first)
        return f"{self.address}/staffing/compare/?p={first}&p={second}"

    def find(self, page: Page, pages: dict, name: str) -> str | None:
        """The page's address; links are read from the page they stand on, once."""
        if name not in self.known and name not in self.missing:
            where = pages[name]
            found = where if isinstance(where, str) else self.follow(page, pages, *where)
            if found is None:
                self.missing.add(name)
            else:
                self.known[name] = f"{self.address}{found}"
        return self.known.get(name)

    def follow(self, page: Page, pages: dict, start: str, link: str) -> str | None:
        url = self.find(page, pages, start[1:]) if start.startswith("@") else start
        if url is None:
            return None
        page.goto(url)
        settle(page)
        found = page.locator(link)
        return found.first.get_attribute("href") if found.count() else None


def settle(page: Page) -> None:
    """Wait for parts that come later, and for work that the page waits for."""
    page.wait_for_load_state("networkidle")
    if page.locator("main section[aria-busy=true]").count():
        page.wait_for_selector("main section[aria-busy=true]", state="detached", timeout=180_000)
        page.wait_for_load_state("networkidle")


def proposals(page: Page) -> list[str]:
    """The keys of all proposals that can be compared, newest first."""
    page.goto("/staffing/")
    boxes = page.locator("input[name=p]")
    return [boxes.nth(n).get_attribute("value") or "" for n in range(boxes.count())]


def have_a_curve(page: Page, proposal: str) -> None:
    """The proposal's value against changes, drawn if it was not."""
    page.goto(f"/staffing/{proposal}/?view=changes")
    if page.locator("figure.changes").count() == 0:
        page.locator("form[action$='/changes/draw/'] button").click()
        page.locator("figure.changes").wait_for(timeout=180_000)


def have_a_file(page: Page) -> None:
    """A file on its way in, with wrong rows: nothing of it is brought in."""
    page.goto("/files/")
    if page.locator("main th a[href^='/files/import/']").count():
        return
    page.goto("/files/import/")
    file = {"name": "customers.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    page.set_input_files("input[type=file]", [file])
    page.select_option("select[name=table]", "accounts")
    page.click("main form button.primary")
    page.wait_for_load_state()


def shoot(page: Page, path: Path) -> None:
    """The whole page in one window, but no more of it than one would scroll through."""
    size = page.viewport_size or {"width": WIDE[0], "height": WIDE[1]}
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(height, LONGEST)})
    path.write_bytes(small_png(page.screenshot(animations="disabled", caret="hide")))
    page.set_viewport_size(size)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--address", default="http://127.0.0.1:8000")
    asked.add_argument("--to", type=Path, default=HERE / "images")
    asked.add_argument("--all", action="store_true")
    asked.add_argument("--only", nargs="*", default=[])
    given = asked.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        missing: set[str] = set()
        for language in LANGUAGES:
            browser = playwright.chromium.launch(
                executable_path=chromium,
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
                env={**os.environ, "LANGUAGE": language},  # for boxes that the browser draws
            )
            camera = Camera(browser, given.address, given.to, set(given.only))
            for look in looks(language, given.all):
                camera.take_all(look)
            missing |= camera.missing
            browser.close()
    for name in sorted(missing):
        print(f"{name}: no link leads there", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
