"""What goes out is what one may see, harmless in a spreadsheet, and comes back in unchanged."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from counterpart.access.actions import Role
from counterpart.access.models import RoleGrant
from counterpart.access.viewer import Viewer
from counterpart.coverage import services as coverage
from counterpart.customers import services as customers
from counterpart.customers.models import BuyingRole, Need, Site
from counterpart.directory.models import Absence, CalendarDay, Deputy, SecondaryFunction
from counterpart.exchange.exporting.csv_export import CsvOptions, csv_lines
from counterpart.exchange.exporting.xlsx_export import write_workbook
from counterpart.exchange.tables import ALL_TABLES, TABLES
from counterpart.history import services as history
from counterpart.ledger import services as ledger
from counterpart.ledger.models import OrderLine
from counterpart.staffing import services as staffing
from counterpart.teams import services as teams
from exchange.helpers import verdicts, wrong
from factories import ContactFactory, PersonFactory, system

IMPORTABLE = [table.name for table in ALL_TABLES if table.importable]
NASTY = (
    "=HYPERLINK(\"http://x\")", "+47 22 00", "-5", "@SUM(A1)", "'quoted", "'=already",
    "a;b,c\t\"d\"", "two\nlines", "Ёлка", "007",
)  # fmt: skip


@pytest.fixture
def filled(fjord, ines, ravi, nadia, omar):
    """Something in every table, and what spreadsheets spoil."""
    by = system()
    boss = ContactFactory(account=fjord, first_name="=Boss", function=ines.function, goals=NASTY[7])
    customers.change_contact(ines, by=by, reports_to=boss, phone=NASTY[1], languages=["no", "en"])
    for number, text in enumerate(NASTY):
        facts = {"name": text, "city": f"City {number}", "note": text, "industry": text[:20]}
        customers.create_account(by=by, parent=fjord, **facts)
    twins = [customers.create_account(by=by, name="Twin", annual_value_minor=m) for m in (1, 2)]
    for twin in twins:
        ContactFactory(account=twin, first_name="Same", function=ines.function)
    site = history.create(Site(account=fjord, name="-Plant", country="NO"), by=by)
    customers.move_to_site(ines, site, by=by)
    history.create(BuyingRole(contact=ines, role="decider"), by=by)
    customers.set_tie(ines, speaker=boss, by=by)
    history.create(Need(account=fjord, contact=ines, title="=Need", owner=nadia), by=by)
    history.create(SecondaryFunction(person=ravi, function=nadia.function), by=by)
    history.create(Absence(person=ravi, since=date(2026, 7, 1), until=date(2026, 7, 9)), by=by)
    history.create(Deputy(person=ravi, deputy=omar), by=by)
    calendar = ravi.office.calendar
    history.create(CalendarDay(calendar=calendar, on=date(2026, 12, 31), intervals=[]), by=by)
    product = ledger.create_product(by=by, code="P-1", name="+Product")
    ledger.record_rate(on=date(2026, 1, 2), base="EUR", quote="USD", rate=Decimal("1.0832"), by=by)
    ledger.give_quota(
        nadia, since=date(2026, 1, 1), until=date(2026, 4, 1), amount_minor=25_000_050, by=by
    )
    lines = [
        OrderLine(
            account=fjord, product=product, seller=nadia, document_no="7", line_no=str(number),
            on=date(2026, 5, 31), amount_minor=amount, currency="EUR", quantity=Decimal("1.125"),
        )
        for number, amount in enumerate((202499, -1200))
    ]  # fmt: skip
    ledger.post_order_lines(lines, by=by)
    teams.set_counterpart(ines, ravi, since=by.today, by=by, hours_per_month=Decimal("6.5"))
    staffing.keep_apart(omar, nadia, why=NASTY[0], by=by)
    cover(fjord, ravi, site)
    staffing.lock("must", ravi, account=fjord, contact=ines, why=NASTY[6], by=by)
    staffing.lock("never", omar, account=fjord, by=by)
    return fjord


def cover(account, person, site):
    """A coverage model with all that hangs on it, and what was done for the account."""
    by, since = system(), date(2026, 1, 1)
    model = coverage.create_model(code="own", name=NASTY[0], kind="team", note=NASTY[7], by=by)
    hours = {person.function: Decimal("40.5")}
    coverage.set_terms(model, since=since, hours=hours, lead_minor=120_050, by=by)
    coverage.set_standard(model, "visit", quantity_per_year=Decimal("1.5"), source=NASTY[5], by=by)
    rate = {"cost_minor": 80_50, "currency": "EUR", "unit": NASTY[8], "since": since}
    coverage.set_rate("hours", function=person.function, **rate, by=by)
    coverage.cover_accounts({account: model}, since=since, by=by)
    done = {"on": date(2026, 3, 2), "person": person, "site": site}
    coverage.log_entry(account, activity="hours", quantity=Decimal("3.5"), **done, by=by)
    coverage.log_entry(
        account, activity="travel", amount_minor=9_990, currency="EUR", note=NASTY[2], **done, by=by
    )


def as_csv(table: str, viewer: Viewer, **options) -> str:
    return "".join(csv_lines(TABLES[table], viewer, CsvOptions(**options)))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("table", IMPORTABLE)
def test_csv_export_comes_back_in_unchanged(bring, system, filled, table, language):
    with translation.override(language):
        content = as_csv(table, system, delimiter=";" if language == "ru" else ",")

    upload = bring(content)

    assert (upload.table, wrong(upload)) == (table, [])
    assert set(verdicts(upload)) == {"same"}


@pytest.mark.parametrize("table", IMPORTABLE)
def test_workbook_export_comes_back_in_unchanged(bring, system, filled, table, tmp_path):
    path = tmp_path / "out.xlsx"
    write_workbook(path, [TABLES[table]], system, codes=True)

    upload = bring(path.read_bytes(), name="out.xlsx", table=table)

    assert wrong(upload) == []
    assert set(verdicts(upload)) == {"same"}


def test_formulas_get_an_apostrophe_and_numbers_do_not(system, filled):
    accounts = as_csv("accounts", system, codes=True)
    lines = as_csv("order_lines", system, codes=True)

    names = {row["name"] for row in csv.DictReader(io.StringIO(accounts.removeprefix("\ufeff")))}
    amounts = {row["amount"] for row in csv.DictReader(io.StringIO(lines.removeprefix("\ufeff")))}
    assert {'\'=HYPERLINK("http://x")', "'-5", "'@SUM(A1)", "''=already", "'quoted"} <= names
    assert amounts == {"2024.99", "-12"}


def test_workbook_has_a_sheet_for_each_table_with_typed_cells(system, filled, tmp_path: Path):
    path = tmp_path / "all.xlsx"

    write_workbook(path, ALL_TABLES, system, codes=True)

    book = CalamineWorkbook.from_path(str(path))
    assert len(book.sheet_names) == len(ALL_TABLES)
    head, first, *_rest = book.get_sheet_by_name("Order lines").to_python()
    row = dict(zip(head, first, strict=True))
    assert row["on"] == date(2026, 5, 31)
    assert isinstance(row["amount"], float)
    assert isinstance(row["document_no"], str)


def test_key_account_manager_exports_only_their_accounts_and_no_costs(client_of, filled, nadia):
    PersonFactory(first_name="Hidden", cost_per_hour_minor=99_999)
    own = client_of(nadia)

    def names(table: str) -> str:
        file = own.get(reverse("exchange:export", args=[table, "csv"]))
        return b"".join(file.streaming_content).decode("utf-8-sig")

    assert "Fjord Foods" in names("accounts") and "Twin" not in names("accounts")
    assert "Ines" in names("contacts") and "Same" not in names("contacts")
    people = names("people")
    assert "Ravi" in people and "Hidden" not in people
    assert "Cost per hour" not in people
    assert own.get(reverse("exchange:export", args=["proposed_leads", "csv"])).status_code == 404


def test_manager_exports_the_costs_of_their_own_people_alone(client_of, fjord, nadia, ravi, omar):
    from counterpart.directory import services as directory

    directory.set_manager(ravi, manager=nadia, by=system())
    RoleGrant.objects.create(login=nadia.login, role=Role.EXECUTIVE)

    file = client_of(nadia).get(reverse("exchange:export", args=["people", "csv"]))
    text = b"".join(file.streaming_content).decode("utf-8-sig")

    costs = {row["First name"]: row["Cost per hour"] for row in csv.DictReader(io.StringIO(text))}
    assert costs == {"Nadia": "", "Ravi": "60", "Omar": ""}


def test_export_is_narrowed_to_one_account(ops_client, filled):
    address = reverse("exchange:export", args=["contacts", "csv"])

    file = ops_client.get(f"{address}?account={filled.pk}&headings=codes&bom=no&delimiter=tab")
    text = b"".join(file.streaming_content).decode()

    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t"))
    assert {row["first_name"] for row in rows} == {"Ines", "'=Boss"}


@pytest.mark.parametrize("ext", ["csv", "xlsx"])
@pytest.mark.parametrize("table", IMPORTABLE)
def test_template_has_the_headings_that_the_import_knows(ops_client, bring, table, ext):
    file = ops_client.get(reverse("exchange:template", args=[table, ext]))

    upload = bring(b"".join(file.streaming_content), name=f"empty.{ext}", table=table)

    assert len(upload.mapping["columns"]) == len(upload.headings)
    assert verdicts(upload) == []


def test_every_export_address_answers(ops_client, filled):
    for table in ALL_TABLES:
        for ext in ("csv", "xlsx"):
            file = ops_client.get(reverse("exchange:export", args=[table.name, ext]))
            assert file.status_code == 200
            assert b"".join(file.streaming_content)
    everything = ops_client.get(reverse("exchange:everything"))
    assert everything.status_code == 200
