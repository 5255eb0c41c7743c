"""Makes the pictures of `docs/images`: every page of a running demo, in both languages.

    counterpart demo --no-serve && counterpart serve &
    python docs/make_images.py --address http://127.0.0.1:8000

`--all` also takes dark colours and phone width, into the folder given by `--to`.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
PASSWORD = "counterpart-demo"  # noqa: S105 - printed by the demo itself
OPERATIONS = "stephen0@adventure-works.com"
WIDE, PHONE = (1440, 900), (390, 844)

# name: address, or a link to follow from an address: (address, css of the link)
PAGES: dict[str, str | tuple[str, str]] = {
    "portfolio": "/accounts/",
    "mirror": ("/accounts/?sort=-contacts", "#list th a[href^='/accounts/']"),
    "buying-center": ("@mirror", "a[href$='/buying-center/']"),
    "needs": ("@mirror", "a[href$='/needs/']"),
    "team": ("@mirror", "a[href$='/team/']"),
    "orders": ("@mirror", "a[href$='/orders/']"),
    "sites": ("@mirror", "a[href$='/sites/']"),
    "contact": ("@buying-center", "a[href^='/contacts/']"),
    "account-history": ("@mirror", "a[href^='/history/']"),
    "hand-overs": ("@team", "a[href$='/hand-overs/']"),
    "coverage": "/coverage/",
    "people": "/people/",
    "person": ("@people", "#list a[href^='/people/']"),
    "person-edit": ("@person", "a[href$='/edit/']"),
    "functions": "/functions/",
    "offices": "/offices/",
    "calendar": ("/calendars/", "a[href^='/calendars/']"),
    "staffing": "/staffing/",
    "proposal": ("/staffing/", "#list th a[href^='/staffing/']"),
    "proposal-change": ("@proposal", "a[href^='/staffing/contacts/']"),
    "proposal-adopt": ("@proposal", "a[href$='/adopt/']"),
    "proposal-new": "/staffing/new/",
    "locks": "/staffing/locks/",
    "files": "/files/",
    "import": "/files/import/",
    "search": "/search/?q=bike",
    "history": "/history/",
    "jobs": "/jobs/",
    "preferences": "/preferences/",
    "account-edit": ("@mirror", "a[href$='/edit/']"),
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


def looks(everything: bool) -> Iterator[Look]:
    for language in ("en", "ru"):
        yield Look(language, "light", WIDE)
        if everything:
            yield Look(language, "dark", WIDE)
            yield Look(language, "light", PHONE)


def log_in(page: Page, address: str, look: Look) -> None:
    page.goto(f"{address}/login/")
    page.fill("input[name=login]", OPERATIONS)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_load_state()
    page.goto(f"{address}/preferences/")
    page.select_option("select[name=language]", look.language)
    page.check(f"input[name=theme][value={look.theme}]")
    page.click("main form.card button")
    page.wait_for_load_state()


def take(browser: Browser, address: str, look: Look, folder: Path, only: set[str]) -> None:
    width, height = look.size
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    log_in(page, address, look)
    seen: dict[str, str] = {}
    for name, where in PAGES.items():
        url = find(page, address, where, seen)
        if url is None:
            print(f"{name}: no link found")
            continue
        seen[name] = url
        if only and name not in only:
            continue
        page.goto(url)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{name}-{look.suffix}.png", full_page=True)
    context.close()


def find(
    page: Page, address: str, where: str | tuple[str, str], seen: dict[str, str]
) -> str | None:
    """The page's address; links are read from the page they stand on."""
    if isinstance(where, str):
        return f"{address}{where}"
    start, link = where
    start_url = seen.get(start[1:]) if start.startswith("@") else f"{address}{start}"
    if start_url is None:
        return None
    page.goto(start_url)
    found = page.locator(link)
    hrefs = [found.nth(n).get_attribute("href") for n in range(min(found.count(), 20))]
    fitting = [h for h in hrefs if h and not h.endswith("/new/")]
    return f"{address}{fitting[0]}" if fitting else None


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--address", default="http://127.0.0.1:8000")
    asked.add_argument("--to", type=Path, default=HERE / "images")
    asked.add_argument("--all", action="store_true")
    asked.add_argument("--only", nargs="*", default=[])
    given = asked.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for look in looks(given.all):
            take(browser, given.address, look, given.to, set(given.only))
        browser.close()


if __name__ == "__main__":
    main()
