"""From a customer list to staffed teams, the way sales operations walks it in the browser."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

SALESFORCE_ACCOUNTS = """Id,Name,BillingCity,BillingCountryCode,AnnualRevenue,CurrencyIsoCode
001A,Fjord Foods,Bergen,NO,1200000,USD
001B,Harbor Robotics,Oslo,NO,900000,USD
"""
SALESFORCE_CONTACTS = """Id,AccountId,FirstName,LastName,Title,Department,Email
003A,001A,Ines,Dahl,Head of Logistics,Logistics,ines@fjord.example
003B,001A,Per,Holm,Chief Buyer,Buying,per@fjord.example
003C,001B,Greta,Voss,Quality Lead,QM,greta@harbor.example
"""
GENERIC_CONTACTS = """Customer;First name;Last name;Job title;Function;Influence, %
Fjord Foods;Anna;Lind;Planner;planning;55
Harbor Robotics;Olav;Moe;Works manager;production;40
"""
WORDS = {"Logistics": "shipping", "Buying": "purchasing", "QM": "quality"}
SECONDS_TO_SOLVE = 60_000


@pytest.fixture
def page(own_demo) -> Page:
    return own_demo.open("/files/", "operations")


def test_from_a_customer_list_to_staffed_teams(page, tmp_path):
    import_accounts(page, tmp_path)
    import_contacts(page, tmp_path)

    draw_up(page, "Two customers of Norway", seconds=3, countries="NO")
    expect(page.get_by_role("link", name="Adopt")).to_be_visible(timeout=SECONDS_TO_SOLVE)
    expect(page.get_by_role("heading", name="Fjord Foods")).to_be_visible()
    expect(page.get_by_role("heading", name="Harbor Robotics")).to_be_visible()

    chosen = choose_somebody_else(page, "Ines Dahl")
    expect(row_of(page, "Ines Dahl")).to_contain_text(chosen)
    expect(row_of(page, "Ines Dahl")).to_contain_text("by hand")
    lock(page, "Ines Dahl", chosen)

    page.get_by_role("link", name="Adopt").click()
    page.get_by_role("button", name="Adopt").click()
    undo = page.get_by_role("status").get_by_role("button", name="Undo")
    undo.focus()  # a notice that somebody looks at stays
    mirror = page.context.new_page()
    assert counterpart_tomorrow(mirror, page, "Ines Dahl") == chosen

    undo.click()
    expect(page.get_by_role("link", name="Adopt")).to_be_visible()
    assert counterpart_tomorrow(mirror, page, "Ines Dahl").startswith("No counterpart")


def test_progress_is_watched_and_the_best_plan_kept_when_stopped(page):
    draw_up(page, "Everybody", seconds=600)

    for figure in ("Best value a year so far", "Proven bound", "Gap", "Seconds left"):
        expect(page.get_by_text(figure, exact=True)).to_be_visible(timeout=SECONDS_TO_SOLVE)
    page.get_by_role("button", name="Stop and keep the best plan").click()

    expect(page.get_by_role("link", name="Adopt")).to_be_visible(timeout=SECONDS_TO_SOLVE)
    expect(page.get_by_text("Contacts without a counterpart")).to_be_visible()


def import_accounts(page: Page, folder) -> None:
    upload(page, folder / "accounts.csv", SALESFORCE_ACCOUNTS)
    expect(page.locator("main")).to_contain_text("Nothing has been written yet")
    page.get_by_role("link", name="Which column is which").click()
    page.locator("input[name=default-tier]").fill("key")
    see_and_bring_in(page, "Bring in 2 rows")


def import_contacts(page: Page, folder) -> None:
    upload(page, folder / "contacts.csv", SALESFORCE_CONTACTS)
    expect(page.get_by_role("heading", name="Which column is which")).to_be_visible()
    for theirs, ours in WORDS.items():
        page.get_by_label(theirs, exact=True).fill(ours)
    see_and_bring_in(page, "Bring in 3 rows")

    upload(page, folder / "more contacts.csv", GENERIC_CONTACTS)
    page.get_by_role("button", name="Bring in 2 rows").click()
    expect(page.locator("main")).to_contain_text("2 rows were brought in")


def upload(page: Page, path, text: str) -> None:
    path.write_text(text)
    page.goto("/files/")
    page.get_by_role("link", name="Import a file").first.click()
    page.get_by_label("File").set_input_files(path)
    page.get_by_role("button", name="See what it would do").click()


def see_and_bring_in(page: Page, words: str) -> None:
    page.get_by_role("button", name="See what it would do").click()
    page.get_by_role("button", name=words).click()
    expect(page.locator("main")).to_contain_text("brought in on")


def draw_up(page: Page, name: str, *, seconds: int, countries: str = "") -> None:
    page.goto("/staffing/")
    page.get_by_role("link", name="New proposal").click()
    page.get_by_label("Name of the proposal").fill(name)
    page.get_by_label("Only in these countries").fill(countries)
    page.get_by_label("Seconds to search").fill(str(seconds))
    page.get_by_role("button", name="Solve").click()
    expect(page.get_by_role("progressbar")).to_be_visible()


def row_of(page: Page, contact: str) -> Locator:
    return page.get_by_role("row").filter(has_text=contact)


def choose_somebody_else(page: Page, contact: str) -> str:
    """The best of those who are not proposed and break nothing."""
    row_of(page, contact).get_by_role("link", name="Change").click()
    offer = page.get_by_role("row").filter(has=page.get_by_role("button", name="Choose")).first
    name = offer.locator("th .person-name, th .person-text a").first.inner_text()
    offer.get_by_role("button", name="Choose").click()
    return name


def lock(page: Page, contact: str, person: str) -> None:
    row_of(page, contact).get_by_role("link", name="Change").click()
    row_of(page, person).get_by_role("button", name="Must").click()
    plan = page.url
    page.goto("/staffing/locks/")
    expect(row_of(page, contact)).to_contain_text(person)
    page.goto(plan)


def counterpart_tomorrow(mirror: Page, plan: Page, contact: str) -> str:
    """Whom the contact faces in the table of the mirror."""
    href = plan.get_by_role("link", name="Fjord Foods").first.get_attribute("href")
    tomorrow = timezone.localdate() + timedelta(days=1)
    mirror.goto(re.sub("^/", plan.url.split("/staffing")[0] + "/", f"{href}?on={tomorrow}"))
    mirror.get_by_text("Table", exact=True).click()
    cells = row_of(mirror, contact).get_by_role("cell")
    return cells.nth(3).inner_text().split("\n")[0]
