"""The pages of files, as sales operations and others meet them."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from counterpart.customers.models import Account, Contact
from counterpart.exchange.models import Import, ImportMapping
from factories import AccountFactory, FunctionFactory

CONTACTS = (
    "Id,AccountId,FirstName,LastName,Department,Title,Email\n"
    "0035g00000AbCdEAAV,0015g00000AbCdEAAV,Anna,Berg,Procurement EMEA,Buyer,anna@acme.example\n"
)


def send(client, content: str, **asked):
    data = {"file": SimpleUploadedFile("file.csv", content.encode()), **asked}
    return client.post(reverse("exchange:import_new"), data, follow=True)


def test_recognised_file_goes_straight_to_its_verdicts_and_is_brought_in(ops_client):
    page = send(ops_client, "name,city\nFjord Foods,Bergen\n", table="accounts")
    upload = Import.objects.get()

    assert page.redirect_chain[-1][0] == reverse("exchange:import", args=[upload.pk])
    assert "Bring in 1 row" in page.content.decode()
    assert not Account.objects.exists()
    ops_client.post(reverse("exchange:import_apply", args=[upload.pk]))
    assert Account.objects.get().city == "Bergen"
    page = ops_client.get(reverse("exchange:import", args=[upload.pk]))
    assert "Take it back" in page.content.decode()
    ops_client.post(reverse("exchange:import_undo", args=[upload.pk]))
    assert not Account.objects.exists()


def test_unknown_words_are_asked_for_once_and_remembered(ops_client, acme, purchasing):
    page = send(ops_client, CONTACTS)
    upload = Import.objects.get()

    assert page.redirect_chain[-1][0] == reverse("exchange:mapping", args=[upload.pk])
    assert 'value="purchasing" list="choices-function"' in page.content.decode()
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', page.content.decode()))
    fields |= {f"column-{k}": v for k, v in upload.mapping["columns"].items()}
    page = ops_client.post(page.redirect_chain[-1][0], fields, follow=True)
    assert "Bring in 1 row" in page.content.decode()
    ops_client.post(reverse("exchange:import_apply", args=[upload.pk]))
    assert Contact.objects.get().function == purchasing
    assert ImportMapping.objects.get().source_system == "salesforce"
    page = send(ops_client, CONTACTS)
    assert "Every row is here already" in page.content.decode()


def test_wrong_rows_are_shown_and_downloaded_with_their_reasons(ops_client):
    page = send(ops_client, "name,tier\nAcme,huge\nBeta,key\n", table="accounts")
    upload = Import.objects.get()

    if page.redirect_chain[-1][0] == reverse("exchange:mapping", args=[upload.pk]):
        page = ops_client.post(reverse("exchange:import_check", args=[upload.pk]), follow=True)
    assert "1 row is wrong" in page.content.decode()
    assert "“huge” is not one of" in page.content.decode()
    file = ops_client.get(reverse("exchange:wrong_rows", args=[upload.pk]))
    text = b"".join(file.streaming_content).decode("utf-8-sig")
    assert text.splitlines()[0] == "Row,What is wrong,name,tier"
    assert text.splitlines()[1].startswith("2,")
    assert len(text.splitlines()) == 2


def test_columns_of_one_name_are_asked_about_where_one_is_needed(ops_client):
    page = send(ops_client, "name,city,Name,note,note\nA,B,C,D,E\n", table="accounts")

    text = page.content.decode()
    assert page.redirect_chain[-1][0].endswith("/columns/") or "Which column is which" in text
    assert "Several columns are called “name”" in text
    assert "<option>Name (C)</option>" in text


def test_rows_are_left_out_and_columns_completed_as_the_page_says(ops_client, purchasing, oslo):
    content = "first_name,team,role,gone\nAnn,,Buyer,no\nBob,Buying,,yes\nTotal,,,1\n"
    send(ops_client, content, table="people")
    upload = Import.objects.get()
    address = reverse("exchange:mapping", args=[upload.pk])

    page = ops_client.post(
        address,
        {
            "column-first_name": "first_name",
            "column-function": "team",
            "otherwise-function": "role",
            "word-function-Buyer": "purchasing",
            "default-office": "oslo",
            "leave-1-heading": "gone",
            "leave-1-words": "retired; yes",
        },
        follow=True,
    )
    again = ops_client.get(address).content.decode()

    upload.refresh_from_db()
    assert upload.counts == {"new": 1, "changed": 0, "same": 0, "left_out": 2, "wrong": 0}
    assert "Left out" in page.content.decode()
    assert 'value="retired; yes"' in again


def test_file_that_cannot_be_read_says_the_row_and_the_next_step(ops_client):
    page = send(ops_client, "ann@example.com,12\nbob@example.com,13\n", table="accounts")

    text = page.content.decode()
    assert "Row 1:" in text
    assert "looks like data" in text
    assert "Choose the file again" in text


@pytest.mark.parametrize("state", Import.State.values)
def test_import_page_opens_in_every_state(ops_client, state):
    send(ops_client, "name,city\nFjord Foods,Bergen\n", table="accounts")
    Import.objects.update(state=state)

    page = ops_client.get(reverse("exchange:import", args=[Import.objects.get().pk]))

    assert page.status_code == 200
    assert "style=" not in page.content.decode()


def test_only_those_who_may_import_find_the_import_pages(ops_client, client_of, nadia, fjord):
    send(ops_client, "name,city\nFjord Foods,Bergen\n", table="accounts")
    upload = Import.objects.get()
    own = client_of(nadia)

    for name in ("import", "mapping", "wrong_rows"):
        assert own.get(reverse(f"exchange:{name}", args=[upload.pk])).status_code == 404
    assert own.get(reverse("exchange:import_new")).status_code == 404
    assert own.get(reverse("exchange:everything")).status_code == 404
    assert own.get(reverse("exchange:template", args=["accounts", "csv"])).status_code == 404
    for name in ("check", "apply", "undo", "discard", "read", "cancel"):
        address = reverse(f"exchange:import_{name}", args=[upload.pk])
        assert own.post(address).status_code == 404
    home = own.get(reverse("exchange:home")).content.decode()
    assert "Recent imports" not in home
    assert "Proposed leads" not in home


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_a_fixed_number_of_queries(ops_client, django_assert_max_num_queries, count):
    for number in range(count):
        AccountFactory(name=f"Account {number}")
        FunctionFactory()
        send(ops_client, f"name,city\nFjord {number},Bergen\n", table="accounts")

    with django_assert_max_num_queries(8):
        page = ops_client.get(reverse("exchange:home"))

    assert len(page.content) < 60_000


def test_verdicts_are_paged_and_filtered(ops_client):
    rows = "".join(f"Account {number},Oslo\n" for number in range(120))
    send(ops_client, f"name,city\n{rows}", table="accounts")
    address = reverse("exchange:import", args=[Import.objects.get().pk])

    first = ops_client.get(address).content.decode()
    last = ops_client.get(f"{address}?verdict=new&after=101").content.decode()

    assert "Account 49" in first and "Account 50<" not in first
    assert "after=51" in first
    assert "Account 119" in last and "Next rows" not in last
    assert len(first) < 60_000
