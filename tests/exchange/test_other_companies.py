"""Files of companies that keep their data otherwise than we do."""

from __future__ import annotations

import pytest
import xlsxwriter
from django.urls import reverse

from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.exchange import services
from counterpart.exchange.headings.recognise import recognise
from counterpart.exchange.importing.verdicts import all_verdicts
from counterpart.ledger.models import OrderLine
from exchange.helpers import verdicts, wrong
from exchange.test_commands import call
from factories import AccountFactory

USERS = (
    "Id,Username,FirstName,LastName,Department,Title,ManagerId,IsActive\n"
    "0055g00000AAAA1AAA,ann,Ann,Lee,,Purchasing,0055g00000AAAA2AAA,true\n"
    "0055g00000AAAA2AAA,bob,Bob,Moe,Catering,Buyer,,FALSE\n"
)


def test_people_who_are_not_active_stay_out_and_the_title_says_a_missing_function(
    bring, system, purchasing, oslo
):
    first = bring(USERS)
    upload = bring(USERS, mapping={"defaults": {"office": "oslo"}})
    services.apply_import(upload, by=system)

    assert first.table == "people"
    assert upload.counts == {"new": 1, "changed": 0, "same": 0, "left_out": 1, "wrong": 0}
    (out,) = all_verdicts(upload.verdicts_path, verdict="left_out")
    assert (out.row, str(out.problems[0])) == (
        3,
        "Left out, because the column “IsActive” says “FALSE”.",
    )
    ann = Person.objects.get(first_name="Ann")
    assert (ann.function, ann.manager) == (purchasing, None)
    assert not Person.objects.filter(first_name="Bob").exists()


def test_a_manager_who_is_here_stays_the_manager_when_left_out(bring, system, purchasing, oslo):
    active = USERS.replace("FALSE", "true").replace("Catering", "Purchasing")
    given = {"defaults": {"office": "oslo"}}
    services.apply_import(bring(active, mapping=given), by=system)

    upload = bring(USERS, mapping=given)

    assert upload.counts == {"new": 0, "changed": 0, "same": 1, "left_out": 1, "wrong": 0}


def test_deals_that_are_not_won_are_no_orders(bring, db):
    AccountFactory(name="Acme", source_system="salesforce", source_id="0015g00000AbCdEAAV")
    upload = bring(
        "Id,AccountId,StageName,Amount,CloseDate,CurrencyIsoCode,IsWon\n"
        "0065g00000AAAA1AAA,0015g00000AbCdEAAV,Closed Won,10.00,2026-01-02,EUR,true\n"
        "0065g00000AAAA2AAA,0015g00000AbCdEAAV,Negotiation,10.00,2026-01-02,EUR,false\n",
        mapping={"values": {"document_kind": {"closed won": "contract"}}},
    )

    assert verdicts(upload) == ["new", "left_out"], wrong(upload)


def test_the_customers_own_revenue_is_not_taken_for_their_value(tmp_path, db, capsys):
    headings = "Id,Name,ParentId,BillingCity,AnnualRevenue,CurrencyIsoCode"
    path = tmp_path / "Account.csv"
    path.write_text(f"{headings}\n0015g00000AbCdEAAV,Acme,,Oslo,900000000,EUR\n")

    assert call("import", path) == 0
    out = capsys.readouterr().out
    call("import", path, "--column", "annual_value=AnnualRevenue", "--apply")

    assert "annual_value" not in recognise(headings.split(",")).columns
    assert "AnnualRevenue is the customer's own revenue" in out
    assert Account.objects.get().annual_value_minor == 90_000_000_000
    assert "own revenue" not in capsys.readouterr().out


def test_a_column_called_customer_may_hold_names_or_ids_of_any_known_system(
    bring, system, purchasing
):
    AccountFactory(name="Müller", source_system="sap", source_id="2b1f0a52-1111-5e9c-9d3b")
    content = (
        "ID,Kunde,Nachname,Vorname,Abteilung\n"
        "7,2b1f0a52-1111-5e9c-9d3b,Weiß,Eva,Purchasing\n"
        "8,Müller,Groß,Ida,Purchasing\n"
        "9,2b1f0a52-2222,Noll,Udo,Purchasing\n"
    )

    upload = bring(content, table="contacts")

    assert verdicts(upload) == ["new", "new", "wrong"]
    assert wrong(upload)[0][1] == "account"


def test_a_column_meant_for_ids_may_hold_names(bring, acme, purchasing):
    upload = bring(
        "first_name,account_id,function\nEva,Acme,purchasing\nIda,Nobody,purchasing\n",
        table="contacts",
    )

    assert verdicts(upload) == ["new", "wrong"]


def test_columns_of_one_name_stop_only_what_is_read_from_them(bring, db):
    unused = bring("name,city,Phone,Phone\nAcme,Oslo,1,2\n", table="accounts")
    used = bring("name,city,City\nAcme,Oslo,Bergen\n", table="accounts")
    chosen = bring(
        "name,city,City\nAcme,Oslo,Bergen\n",
        table="accounts",
        mapping={"columns": {"name": "name", "city": "City (C)"}},
    )

    assert (unused.state, chosen.state) == ("checked", "checked")
    assert used.state == "failed"
    assert used.failure["params"]["names"] == "city (B), City (C)"


def test_the_line_of_totals_is_left_out_unless_it_is_to_be_read(tmp_path, db, capsys):
    path = tmp_path / "file.csv"
    path.write_text("name,city,country\nAcme,Oslo,NO\nTotal,,\n")

    assert call("import", path, "--table", "accounts") == 0
    assert "1 new, 0 changed, 0 same, 1 left out, 0 wrong" in capsys.readouterr().out
    call("import", path, "--table", "accounts", "--take-totals", "--apply")
    assert Account.objects.filter(name="Total").exists()


def test_rows_may_be_left_out_by_any_word_on_the_line(tmp_path, acme, purchasing, capsys):
    path = tmp_path / "file.csv"
    path.write_text(
        "first_name,account,function,IsDeleted,kind\n"
        "Eva,Acme,purchasing,1,x\nIda,Acme,purchasing,0,Robot\nUwe,Acme,purchasing,0,\n"
    )

    call("import", path, "--table", "contacts", "--leave-out", "IsDeleted=",
         "--leave-out", "kind=robot", "--apply")  # fmt: skip

    assert set(Contact.objects.values_list("first_name", flat=True)) == {"Eva", "Uwe"}


CONTACTS = (
    "Name,Account,Function,Reports to\n"
    "Eva Holm,Acme,purchasing,\n"
    "Ida Vik,Acme,juggling,\n"
    "Uwe Lund,Acme,purchasing,Ida Vik\n"
)


def test_the_wrong_rows_of_one_file_may_be_left_out(bring, system, acme, purchasing):
    upload = bring(CONTACTS, table="contacts", mapping={"columns": {
        "full_name": "Name", "account": "Account", "function": "Function",
        "reports_to": "Reports to"}})  # fmt: skip
    assert verdicts(upload) == ["new", "wrong", "new"]

    services.leave_wrong_rows_out(upload)
    services.dry_run(upload, by=system)
    services.apply_import(upload, by=system)

    assert verdicts(upload) == ["new", "left_out", "left_out"]
    reasons = [str(v.problems[0]) for v in all_verdicts(upload.verdicts_path, verdict="left_out")]
    assert reasons[1] == "Row 3, to which this one refers, is left out."
    assert [c.first_name for c in Contact.objects.all()] == ["Eva"]
    assert verdicts(bring(CONTACTS, table="contacts")) == ["same", "wrong", "new"]


def test_the_page_leaves_wrong_rows_out_and_the_mapping_takes_them_back(
    bring, ops_client, acme, purchasing
):
    upload = bring("first_name,account,function\nEva,Acme,purchasing\nIda,No,purchasing\n",
                   table="contacts")  # fmt: skip
    page = reverse("exchange:import", args=[upload.pk])

    assert "Leave 1 wrong row out" in ops_client.get(page).content.decode()
    ops_client.post(reverse("exchange:import_check", args=[upload.pk]), {"leave_wrong_out": "yes"})

    upload.refresh_from_db()
    assert upload.counts == {"new": 1, "changed": 0, "same": 0, "left_out": 1, "wrong": 0}


def test_the_command_line_brings_the_others_in_without_the_wrong_rows(
    tmp_path, acme, purchasing, capsys
):
    path = tmp_path / "file.csv"
    path.write_text("first_name,account,function\nEva,Acme,purchasing\nIda,No,purchasing\n")

    assert call("import", path, "--table", "contacts", "--apply") == 1
    assert "--leave-wrong brings the others in" in capsys.readouterr().out
    assert call("import", path, "--table", "contacts", "--leave-wrong", "--apply") == 0

    assert [c.first_name for c in Contact.objects.all()] == ["Eva"]


def test_what_new_rows_will_lack_is_said_before_they_are_brought_in(
    bring, ops_client, purchasing, oslo
):
    accounts = bring("name\nBeta\n", table="accounts")
    keyed = bring("name\nBeta\n", table="accounts", mapping={"defaults": {"tier": "key"}})
    people = bring("first_name,function,office\nEva,purchasing,oslo\n", table="people")

    def said(upload):
        return ops_client.get(reverse("exchange:import", args=[upload.pk])).content.decode()

    assert "new accounts will be “Standard”" in said(accounts)
    assert "new accounts will be “Standard”" not in said(keyed)
    assert "staffing cannot propose them" in said(people)
    assert "could lead an account" in said(people)


def test_hours_and_fitness_may_be_given_for_all_new_people(bring, system, purchasing, oslo):
    given = {"hours_per_month": "60", "lead_fitness_percent": "80", "cost_per_hour": "55.5",
             "cost_currency": "TND", "office": "oslo", "function": "purchasing"}  # fmt: skip
    upload = bring("first_name\nEva\n", table="people", mapping={"defaults": given})

    services.apply_import(upload, by=system)

    eva = Person.objects.get()
    assert (eva.hours_per_month, eva.lead_fitness_percent) == (60, 80)
    assert (eva.cost_per_hour_minor, eva.cost_currency) == (55_500, "TND")


@pytest.mark.parametrize(
    ("headings", "table", "columns"),
    [
        ("Record ID,Deal Name,Deal Stage,Amount,Deal owner,Associated Company IDs,Close Date",
         "order_lines", {"document_no": "Record ID", "account_id": "Associated Company IDs"}),
        ("Номер,Дата,Контрагент,Номенклатура,Количество,Сумма,Валюта",
         "order_lines", {"account": "Контрагент", "amount": "Сумма", "currency": "Валюта"}),
        ("N° client,Raison sociale,Ville,Pays",
         "accounts", {"source_id": "N° client", "name": "Raison sociale", "country": "Pays"}),
        ("Matricule,Nom complet,Service,Site",
         "people", {"source_id": "Matricule", "function": "Service", "office": "Site"}),
        ("N° facture,Ligne,N° client,Date,Montant HT,Devise",
         "order_lines", {"line_no": "Ligne", "account": "N° client", "amount": "Montant HT"}),
        ("opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
         "order_lines", {"account": "account", "seller": "sales_agent", "on": "close_date",
                         "document_kind": "deal_stage", "amount": "close_value"}),
        ("Imię,Nazwisko,Kontrahent,Stanowisko,Dział",
         "contacts", {"account": "Kontrahent", "last_name": "Nazwisko", "function": "Dział"}),
    ],
)  # fmt: skip
def test_headings_of_other_countries_say_what_is_in_the_file(headings, table, columns):
    found = recognise(headings.split(","))

    assert found.table == table
    assert columns.items() <= dict(found.columns).items()


def test_a_list_of_contacts_with_who_looks_after_them_is_todays_coverage():
    headings = ["Ссылка", "ФИО", "Контрагент", "Должность", "Ответственный"]

    asked = recognise(headings, table="coverage")
    by_itself = recognise(headings)

    assert dict(asked.columns) == {
        "contact_id": "Ссылка", "contact": "ФИО", "account": "Контрагент",
        "person": "Ответственный",
    }  # fmt: skip
    assert by_itself.table == "contacts"


def test_a_deal_is_an_order_of_one_line(bring, system):
    AccountFactory(name="Acme", source_system="hubspot", source_id="17")
    upload = bring(
        "Record ID,Deal Name,Deal Stage,Amount,Associated Company IDs,Close Date,Currency\n"
        "5001,Deal,Closed won,70.50,17;99,3/15/2026 2:30 PM,EUR\n"
        "5002,Deal,Contract sent,70.50,17,3/15/2026 2:30 PM,EUR\n",
        mapping={"values": {"document_kind": {"closed won": "contract"}}},
    )

    services.leave_wrong_rows_out(upload)
    services.dry_run(upload, by=system)
    assert verdicts(upload) == ["new", "left_out"]
    services.apply_import(upload, by=system)
    services.dry_run(upload, by=system)

    assert verdicts(upload) == ["same", "left_out"]
    assert OrderLine.objects.get().document_kind == "contract"


def test_what_is_chosen_for_all_rows_tells_them_apart_the_second_time(bring, system, acme):
    content = "document_no,account,on,amount,currency\n7,Acme,2026-01-02,10,EUR\n"
    given = {"defaults": {"document_kind": "invoice", "line_no": "1"}}

    services.apply_import(bring(content, table="order_lines", mapping=given), by=system)

    assert OrderLine.objects.get().document_kind == "invoice"
    assert verdicts(bring(content, table="order_lines")) == ["same"]


def test_the_sheets_of_a_workbook_are_named(tmp_path, db, capsys):
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, city in (("Kunden", "Oslo"), ("Alte Kunden", "Bergen")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["name", "city", "country"])
            sheet.write_row(1, 0, [f"Acme {city}", city, "NO"])

    call("import", path, "--table", "accounts")
    assert "Read was the sheet “Kunden”. The workbook has: Kunden, Alte Kunden" in (
        capsys.readouterr().out
    )
    call("import", path, "--table", "accounts", "--sheet", "Alte Kunden", "--apply")
    assert Account.objects.get().city == "Bergen"


def test_a_list_of_customers_with_their_managers_serves_as_the_leads():
    headings = ["Код", "Наименование", "ИНН", "Основной менеджер", "Оборот за год"]

    found = recognise(headings, table="leads")

    assert found.columns == {
        "account_id": "Код",
        "account": "Наименование",
        "person": "Основной менеджер",
    }
    assert recognise(headings).table == "accounts"
