"""Whose file it is, and which heading is which of our columns."""

from __future__ import annotations

import pytest

from counterpart.exchange import services
from counterpart.exchange.headings.guesses import guessed_function
from counterpart.exchange.headings.recognise import recognise
from counterpart.exchange.tables import TABLES
from exchange.helpers import verdicts, wrong
from factories import ContactFactory, FunctionFactory

SALESFORCE_CONTACT = (
    "Id,IsDeleted,AccountId,LastName,FirstName,Salutation,Name,Phone,MobilePhone,ReportsToId,Email,"
    "Title,Department,LeadSource,OwnerId,CreatedDate,Custom_Field__c"
)
CASES = [
    ("Id,Name,Type,ParentId,BillingCity,BillingCountry,AnnualRevenue,Industry,OwnerId",
     "accounts", "salesforce"),
    ("Account ID,Account Name,Parent Account,Billing City,Industry,Account Owner",
     "accounts", "salesforce"),
    (SALESFORCE_CONTACT, "contacts", "salesforce"),
    ("Contact ID,Account Name,First Name,Last Name,Title,Department,Email",
     "contacts", "salesforce"),
    ("Id,Username,LastName,FirstName,Email,Title,Department,ManagerId,IsActive,ProfileId",
     "people", "salesforce"),
    ("Record ID,Company name,Website URL,Company owner,Create Date", "accounts", "hubspot"),
    ("Record ID,First Name,Last Name,Email,Phone Number,Job Title,Associated Company IDs",
     "contacts", "hubspot"),
    ("Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Create Date,"
     "Last Modified Date,Contact Type,Lifecycle Stage,Lead Source,Stage of Journey,"
     "Next appointment date,Associated Deal,Associated Company,Associated Deal IDs",
     "contacts", "hubspot"),
    ("Owner ID,First Name,Last Name,Email,Main team", "people", "hubspot"),
    ("account,sector,year_established,revenue,employees,office_location,subsidiary_of",
     "accounts", ""),
    ("Название;Группа;Город;Выручка", "accounts", ""),
    ("ФИО;Должность;Компания;Эл. почта", "contacts", ""),
    ("顧客ID,会社名,国,都市,親会社,通貨,年間取引額", "accounts", ""),
    ("ID;Kunde;Nachname;Vorname;Abteilung;Position;Telefon", "contacts", ""),
    ("Номер документа;Строка;Дата;Контрагент;Сумма;Валюта", "order_lines", ""),
    ("Id,AccountId,Name,StageName,Amount,CloseDate,CurrencyIsoCode,OwnerId,IsWon",
     "order_lines", "salesforce"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "table", "system"), CASES)
def test_exports_are_recognised(line, table, system):
    found = recognise(line.split(";" if ";" in line else ","))

    assert (found.table, found.system) == (table, system)


def test_salesforce_contacts_arrive_with_account_line_and_function(bring, system, acme):
    FunctionFactory(code="procurement", name="Procurement", name_ru="Закупки")
    content = (
        "Id,AccountId,FirstName,LastName,Title,Department,ReportsToId,Email\n"
        "0035g00000AbCdEAAV,0015g00000AbCdE,,Payables,,Procurement,0035g00000ZzZzZAAV,\n"
        "0035g00000ZzZzZAAV,0015g00000AbCdEAAV,Anna,Berg,CPO,procurement,,anna@acme.example\n"
    )

    upload = bring(content)
    services.apply_import(upload, by=system)

    clerk, anna = acme.contacts.order_by("source_id")
    assert (clerk.first_name, clerk.last_name, clerk.reports_to) == ("Payables", "", anna)
    assert verdicts(bring(content)) == ["same", "same"]


def test_hubspot_contact_of_several_companies_goes_to_the_first_we_know(bring, system, acme):
    FunctionFactory(code="it", name="IT")
    accounts = bring("Record ID,Company name,Website URL,Company owner\n17,Beta,beta.example,Ann\n")
    services.apply_import(accounts, by=system)

    upload = bring(
        "Record ID,First Name,Last Name,Email,Job Title,Associated Company IDs\n"
        "5,Anna,Berg,anna@beta.example,IT,99;17\n6,Boris,Ek,boris@beta.example,IT,98\n"
    )

    assert verdicts(upload) == ["new", "wrong"]
    assert wrong(upload)[0][1] == "account_id"


def test_source_key_of_one_system_is_kept_when_another_names_the_row(
    bring, system, acme, logistics
):
    ContactFactory(
        account=acme, function=logistics, email="a@x.example",
        source_system="salesforce", source_id="0035g00000AbCdEAAV",
    )  # fmt: skip

    upload = bring(
        "source_id,account,first_name,email,title\n5,Acme,Anna,a@x.example,CPO\n",
        table="contacts",
        system="hubspot",
        mapping={"columns": {"source_id": "source_id", "email": "email", "title": "title"}},
    )

    assert verdicts(upload) == ["changed"]
    services.apply_import(upload, by=system)
    assert acme.contacts.get().source_system == "salesforce"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Procurement EMEA", "purchasing"),
        ("Отдел снабжения", "purchasing"),
        ("Head of Supply Chain", "logistics"),
        ("Логистика", "logistics"),
        ("IT", "it"),
        ("Waiter", None),
        ("Chief Financial Officer", "finance"),
    ],
)
def test_functions_are_guessed_from_departments_and_titles(db, word, code):
    functions = [
        FunctionFactory(code="purchasing", name="Purchasing", name_ru="Закупки"),
        FunctionFactory(code="logistics", name="Logistics", name_ru="Логистика"),
        FunctionFactory(code="finance", name="Finance", name_ru="Финансы"),
        FunctionFactory(code="it", name="Information technology", name_ru="ИТ"),
    ]

    found = guessed_function(word, functions)

    assert (found.code if found else None) == code


def test_accounts_of_another_company_come_in_through_the_mapping(bring, system):
    content = (
        "account,sector,year_established,revenue,employees,office_location,subsidiary_of\n"
        "Bluth Company,technolgy,1993,1242.32,3027,United States,Acme Corporation\n"
        "Acme Corporation,technolgy,1996,1100.04,2822,United States,\n"
        "Conecom,technolgy,2005,1520.66,1806,Korea,\n"
        "Bioholding,medical,2012,587.34,1356,Philipines,\n"
    )

    first = bring(content, system="pipeline")
    second = bring(
        content,
        system="pipeline",
        mapping={
            "values": {"country": {"philipines": "PH"}},
            "defaults": {"tier": "Key account", "currency": "USD"},
        },
    )
    services.apply_import(second, by=system)
    third = bring(content, system="pipeline")

    assert [(row, column) for row, column, _text in wrong(first)] == [(5, "country")]
    assert second.counts == {"new": 4, "changed": 0, "same": 0, "wrong": 0}
    assert verdicts(third) == ["same"] * 4
    bluth = TABLES["accounts"].model.objects.get(name="Bluth Company")
    assert (bluth.parent.name, bluth.country, bluth.tier) == ("Acme Corporation", "US", "key")
    assert (bluth.annual_value_minor, bluth.currency) == (124_232, "USD")


def test_fields_a_company_added_to_salesforce_are_known_by_our_labels():
    line = "Id,Username,LastName,FirstName,Department,ManagerId,Hours_per_Month__c,Languages__c"

    found = recognise(line.split(","))

    assert found.columns["hours_per_month"] == "Hours_per_Month__c"
    assert found.columns["languages"] == "Languages__c"


@pytest.mark.parametrize(
    ("line", "account", "person"),
    [
        ("Id,Name,ParentId,BillingCity,OwnerId", "Id", "OwnerId"),
        ("Record ID,Company name,Company owner,City", "Record ID", "Company owner"),
    ],
)
def test_owners_of_accounts_are_the_leads_only_when_leads_are_asked_for(line, account, person):
    headings = line.split(",")

    found = recognise(headings, table="leads")

    assert recognise(headings).table == "accounts"
    assert found.columns["account_id"] == account
    assert person in (found.columns.get("person_id"), found.columns.get("person"))


def test_a_file_that_was_leads_once_is_accounts_when_nothing_is_said(bring, system, acme):
    content = "Id,Name,ParentId,BillingCity,OwnerId\n0015g00000AbCdEAAV,Acme,,Oslo,\n"
    bring(content)
    bring(content, mapping={"defaults": {}})
    bring(content, mapping={"defaults": {}}, table="leads")

    assert bring(content).table == "accounts"


def test_a_file_of_which_the_headings_say_nothing_asks_what_is_in_it(bring, db):
    upload = bring("Foo,Bar,Baz\n1,2,3\n")

    assert upload.state == "failed"
    assert "Foo, Bar, Baz" in upload.failure["params"]["headings"]
    assert bring("Foo,Bar,Baz\n1,2,3\n", table="accounts").state != "failed"


def test_deals_not_won_do_not_become_orders(bring, acme):
    upload = bring(
        "Id,AccountId,StageName,Amount,CloseDate,CurrencyIsoCode\n"
        "0065g1,0015g00000AbCdEAAV,Closed Won,100,2026-05-01,EUR\n"
        "0065g2,0015g00000AbCdEAAV,Negotiation,900,2026-05-01,EUR\n",
        mapping={"values": {"document_kind": {"closed won": "contract"}}},
    )

    assert [found[0] for found in wrong(upload)] == [3]
