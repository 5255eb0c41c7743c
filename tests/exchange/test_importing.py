"""From a file to verdicts, and from verdicts to rows: all of them or none."""

from __future__ import annotations

import unicodedata

import pytest
from django.utils import translation

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.exchange import services
from counterpart.exchange.importing.faults import (
    AlreadyBroughtIn,
    NothingToDo,
    RowsAreWrong,
    VerdictsHaveChanged,
)
from counterpart.exchange.importing.wording import problem_text
from counterpart.exchange.models import Import
from counterpart.exchange.tables import TABLES
from counterpart.history import services as history
from counterpart.history.models import Change
from exchange.helpers import changes, history_length, verdicts, wrong
from factories import AccountFactory, ContactFactory, PersonFactory

FJORD = "name,tier,country,city,annual value\nFjord Foods,Key account,Norway,Bergen,1250000.50\n"


def applied(bring, by, content, /, **asked) -> Import:
    upload = bring(content, **asked)
    assert wrong(upload) == []
    return services.apply_import(upload, by=by)


def test_ids_under_a_heading_for_names_find_their_rows(bring, system, purchasing, oslo):
    boss, other = "0a4fbf7b-f7df-5a31-b90b-efb03b425bb5", "b52beec0-3a7e-5d47-8d97-e3b62d7f8e35"
    head = "source_id,full name,function,office,manager\n"
    rows = f"{other},Jürgen Groß,Purchasing,Oslo,{boss}\n{boss},佐藤 健,Purchasing,Oslo,\n"

    applied(bring, system, head + rows, table="people", system="SAP")

    person = Person.objects.get(source_id=other)
    assert (str(person), str(person.manager)) == ("Jürgen Groß", "佐藤 健")
    assert verdicts(bring(head + rows, table="people", system="SAP")) == ["same", "same"]
    strangers = bring(head + rows.replace(",\n", f",{boss[:-1]}6\n"), table="people", system="SAP")
    assert [column for _row, column, _text in wrong(strangers)] == ["manager"]


@pytest.mark.parametrize("typed", ["田中 太郎", "田中太郎", "太郎 田中", "田中　太郎"])
def test_japanese_names_are_found_however_they_are_written(bring, system, typed):
    PersonFactory(first_name="太郎", last_name="田中")
    AccountFactory(name="Zürich Präzision")
    decomposed = unicodedata.normalize("NFD", "Zürich Präzision")

    upload = bring(f"account,lead,since\n{decomposed},{typed},2026-01-01\n", table="leads")

    assert wrong(upload) == []


def test_new_rows_are_written_in_one_batch_and_found_the_second_time(bring, system):
    content = (
        "source_id,name,parent_id,tier,country,annual_value,currency\n"
        "2,Fjord Foods,1,Key account,Норвегия,1 250 000.50,NOK\n"
        "1,Fjord Group,,,NO,,\n"
    )
    upload = applied(bring, system, content, table="accounts", system="erp")
    again = bring(content, table="accounts", system="erp")

    fjord = Account.objects.get(name="Fjord Foods")
    assert (fjord.parent.name, fjord.tier, fjord.country) == ("Fjord Group", "key", "NO")
    assert (fjord.annual_value_minor, fjord.currency) == (125_000_050, "NOK")
    assert (fjord.source_system, fjord.source_id) == ("erp", "2")
    assert Change.objects.filter(batch=upload.batch).count() == 2
    assert verdicts(again) == ["same", "same"]
    with pytest.raises(NothingToDo):
        services.apply_import(again, by=system)


def test_dry_run_changes_nothing_and_says_what_would_change(bring, acme):
    before = history_length()

    upload = bring(
        "Account ID,Account Name,Billing City\n0015g00000AbCdE,Acme Ltd,Oslo\n",
        table="accounts",
        system="Salesforce",
    )

    assert verdicts(upload) == ["changed"]
    assert changes(upload) == [("name", "Acme", "Acme Ltd"), ("city", "", "Oslo")]
    acme.refresh_from_db()
    assert acme.name == "Acme"
    assert history_length() == before


def test_source_ids_differ_by_case(bring, system):
    content = "source_id,name\n001a,First\n001A,Second\n"

    applied(bring, system, content, table="accounts", system="erp")

    assert dict(Account.objects.values_list("source_id", "name")) == {
        "001a": "First",
        "001A": "Second",
    }


def test_matching_goes_by_source_id_then_email_then_name_at_the_account(bring, system, logistics):
    account = AccountFactory(name="Fjord Foods")
    other = AccountFactory(name="Alpen AG")
    by_source = ContactFactory(
        account=account, function=logistics, source_system="erp", source_id="7"
    )
    by_email = ContactFactory(account=account, function=logistics, email="Ines@Fjord.example")
    by_name = ContactFactory(
        account=account, function=logistics, first_name="Юлия", last_name="Петрова"
    )
    ContactFactory(account=other, function=logistics, first_name="Юлия", last_name="Петрова")

    upload = bring(
        "source_id,account,first_name,last_name,email,function,title\n"
        "7,Fjord Foods,Renamed,Person,,logistics,one\n"
        ",Fjord Foods,Other,Name,ines@fjord.EXAMPLE,logistics,two\n"
        ",fjord  foods,ЮЛИЯ,петрова,,logistics,three\n"
        ",Fjord Foods,Someone,New,,logistics,four\n",
        table="contacts",
        system="erp",
    )
    services.apply_import(upload, by=system)

    assert verdicts(upload) == ["changed", "changed", "changed", "new"]
    titles = {pk: title for pk, title in Contact.objects.values_list("pk", "title") if title}
    assert [titles[c.pk] for c in (by_source, by_email, by_name)] == ["one", "two", "three"]


def test_rows_that_may_mean_several_are_wrong_and_name_the_candidates(bring, logistics):
    AccountFactory(name="Sparkasse", city="Köln")
    AccountFactory(name="Sparkasse", city="Bonn")

    upload = bring("name,city,industry\nSparkasse,,Banking\nSparkasse,Bonn,Banking\n",
                   table="accounts")  # fmt: skip

    assert verdicts(upload) == ["wrong", "changed"]
    assert wrong(upload)[0][2].startswith("Several are called so: Sparkasse (")


def test_account_of_the_same_name_in_another_city_is_another_account(bring):
    AccountFactory(name="Sparkasse", city="Köln")

    upload = bring("name,city\nSparkasse,Bonn\n", table="accounts")

    assert verdicts(upload) == ["new"]


def test_rows_may_refer_to_rows_below_them_and_circles_are_refused(bring, system, fjord, logistics):
    good = (
        "account,first_name,function,reports_to\n"
        "Fjord Foods,Anna,logistics,Boris\nFjord Foods,Boris,logistics,Chen\n"
        "Fjord Foods,Chen,logistics,\n"
    )
    circle = good.replace("Chen,logistics,\n", "Chen,logistics,Anna\n")

    refused = bring(circle, table="contacts")
    applied(bring, system, good, table="contacts")

    assert verdicts(refused) == ["wrong"] * 3
    assert "Anna → Boris → Chen → Anna" in wrong(refused)[0][2]
    anna = Contact.objects.get(first_name="Anna")
    assert anna.reports_to.reports_to.first_name == "Chen"


def test_people_come_with_managers_in_any_order_and_a_line_path(bring, system, logistics, oslo):
    content = (
        "email,full_name,function,office,manager,cost_per_hour,languages\n"
        'a@x.example,Anna Berg,logistics,oslo,b@x.example,62.50,"English; норвежский"\n'
        "b@x.example,Boris Ek,Логистика,Oslo,,70,de\n"
    )

    applied(bring, system, content, table="people")

    anna, boris = Person.objects.order_by("email")
    assert (anna.first_name, anna.last_name, anna.manager) == ("Anna", "Berg", boris)
    assert anna.line_path == f"/{boris.pk}/{anna.pk}/"
    assert anna.cost_per_hour_minor == 6250
    assert anna.languages == ["en", "no"] or anna.languages == ["en", "nb"]


def test_wrong_cells_are_named_with_row_column_and_reason(bring, purchasing):
    AccountFactory(name="Acme")
    upload = bring(
        "account;first_name;function;influence_percent;email;left_on;languages\n"
        "Acme;Anna;purchasing;130;anna@x.example;;\n"
        "Acme;Boris;surgery;50;boris;31.02.2026;\n"
        "Nobody;Chen;purchasing;abc;;2026-05-31;klingon\n"
        "Acme;=1+1;purchasing;50;;;\n"
        "Acme;;purchasing;;;;\n",
        table="contacts",
    )

    assert [(row, column) for row, column, _text in wrong(upload)] == [
        (2, "influence_percent"),
        (3, "email"),
        (3, "left_on"),
        (4, "influence_percent"),
        (4, "languages"),
        (5, "first_name"),
        (6, "first_name"),
    ]
    assert wrong(upload)[0][2] == "“130” is more than 100."
    with pytest.raises(RowsAreWrong) as refused:
        services.apply_import(upload, by=Viewer.system("tests"))
    assert refused.value.params == {"count": 5, "row": 2}


def test_reasons_are_in_the_language_of_the_reader(bring):
    from counterpart.exchange.importing.verdicts import read_verdicts

    upload = bring("name,tier\nAcme,huge\n", table="accounts")
    problem = read_verdicts(upload.verdicts_path)[0].problems[0]

    with translation.override("ru"):
        said = problem_text(problem, TABLES["accounts"])

    assert said.startswith("«huge» — не одно из")


def test_duplicates_inside_the_file_are_named(bring, acme):
    upload = bring(
        "source_id,name\n1,One\n1,Two\n,Three\n,three\n2,Acme\n3,Acme\n",
        table="accounts",
        system="erp",
    )

    assert verdicts(upload)[:4] == ["new", "wrong", "new", "wrong"]
    assert wrong(upload)[0] == (3, "", "Row 2 already has the source id 1.")
    assert wrong(upload)[1] == (5, "", "This row means the same as row 4. Keep one of them.")


def test_missing_column_is_said_with_its_name(bring, system):
    upload = bring("name,tier\nAcme,key\n", table="accounts")
    upload.mapping = {**upload.mapping, "columns": {"name": "title"}}
    upload.save()

    services.dry_run(upload, by=system)

    assert upload.state == Import.State.FAILED
    assert upload.failure["row"] == 1
    assert upload.failure["params"]["heading"] == "title"


def test_new_row_without_what_it_needs_is_wrong(bring, acme):
    upload = bring("account,first_name\nAcme,Anna\n", table="contacts")

    assert [(row, column) for row, column, _message in wrong(upload)] == [(2, "function")]
    assert "a new row needs it" in wrong(upload)[0][2]


def test_default_fills_what_new_rows_lack(bring, system, acme, purchasing):
    upload = bring(
        "account,first_name\nAcme,Anna\n",
        table="contacts",
        mapping={"defaults": {"function": "purchasing"}},
    )
    services.apply_import(upload, by=system)

    assert Contact.objects.get().function == purchasing


def test_empty_cells_leave_what_is_there_unless_they_are_to_clear_it(bring):
    AccountFactory(name="Acme", city="Oslo", industry="Food")

    kept = bring("name,industry\nAcme,\n", table="accounts")
    cleared = bring("name,industry\nAcme,\n", table="accounts", mapping={"clears_empty": True})

    assert verdicts(kept) == ["same"]
    assert changes(cleared) == [("industry", "Food", "")]


def test_nothing_is_written_when_it_fails_in_the_middle(bring, system, monkeypatch, acme):
    upload = bring("name\nOne\nTwo\nAcme Two\n", table="accounts")
    before = history_length()
    real = history.create_many

    def fails_after(rows, **kept):
        real(rows, **kept)
        raise RuntimeError("the machine stops")

    monkeypatch.setattr(history, "create_many", fails_after)
    with pytest.raises(RuntimeError):
        services.apply_import(upload, by=system)

    upload.refresh_from_db()
    assert upload.state == Import.State.CHECKED
    assert list(Account.objects.values_list("name", flat=True)) == ["Acme"]
    assert history_length() == before


def test_data_that_changed_since_the_dry_run_is_noticed(bring, system, acme):
    upload = bring("name,city\nAcme,Oslo\n", table="accounts")
    acme.city = "Bergen"
    history.save(acme, by=system)

    with pytest.raises(VerdictsHaveChanged):
        services.apply_import(upload, by=system)

    upload.refresh_from_db()
    assert upload.state == Import.State.CHECKED
    assert verdicts(upload) == ["new"]
    acme.refresh_from_db()
    assert acme.city == "Bergen"


@pytest.mark.parametrize(
    ("checked", "written"),
    [("name,city\nBeta,Oslo\n", "name,city\nBeta,Bergen\n"),
     ("name,city\nAcme,Oslo\n", "name,city\nAcme,Bergen\n")],
    ids=["new", "changed"],
)  # fmt: skip
def test_only_the_facts_that_were_checked_are_written(bring, system, acme, checked, written):
    upload = bring(checked, table="accounts")
    upload.path.write_text(written)

    with pytest.raises(VerdictsHaveChanged):
        services.apply_import(upload, by=system)

    assert not Account.objects.filter(city="Bergen").exists()


def test_the_same_import_is_written_once_however_often_it_is_asked_for(bring, system):
    upload = bring("name,city\nAcme,Oslo\n", table="accounts")
    pressed_twice = Import.objects.get(pk=upload.pk)
    services.apply_import(upload, by=system)

    with pytest.raises(AlreadyBroughtIn):
        services.apply_import(pressed_twice, by=system)

    upload.refresh_from_db()
    assert upload.state == Import.State.APPLIED
    assert Account.objects.count() == 1


def test_data_that_changes_while_the_plan_is_drawn_up_is_noticed(bring, system, acme, monkeypatch):
    from counterpart.exchange.importing import running

    upload = bring("name,city\nAcme,Oslo\n", table="accounts")
    drawn = running.draw_up_plan

    def drawn_too_early(*args, **kept):
        plan = drawn(*args, **kept)
        monkeypatch.setattr(running, "draw_up_plan", drawn)
        acme.city = "Bergen"
        history.save(acme, by=system)
        return plan

    monkeypatch.setattr(running, "draw_up_plan", drawn_too_early)
    with pytest.raises(VerdictsHaveChanged):
        services.apply_import(upload, by=system)

    assert list(Account.objects.values_list("name", "city")) == [("Acme", "Bergen")]


def test_import_can_be_taken_back(bring, system, acme):
    upload = applied(bring, system, "name,city\nAcme,Oslo\nBeta,Bonn\n", table="accounts")

    services.undo_import(upload, by=system, why="wrong file")

    assert upload.state == Import.State.UNDONE
    assert list(Account.objects.values_list("name", "city")) == [("Acme", "")]


def test_coverage_of_today_is_brought_in_and_stays_for_the_others(bring, system, ines, ravi, omar):
    PersonFactory(first_name="Lena", email="lena@example.com")
    content = "account,contact,person\nFjord Foods,Ines Dahl,ravi@x\n".replace("ravi@x", ravi.email)

    first = applied(bring, system, content, table="coverage")
    again = bring(content, table="coverage")
    swapped = bring(content.replace(ravi.email, omar.email), table="coverage")

    assert first.counts["new"] == 1
    assert verdicts(again) == ["same"]
    assert changes(swapped)[0][0] == "person"
    assert [p.person for p in ines.pairings.all()] == [ravi]


def test_leads_of_today_are_changed(bring, system, fjord, nadia, omar):
    content = f"account,person\nFjord Foods,{omar.email}\n"

    upload = applied(bring, system, content, table="leads")

    assert upload.counts["changed"] == 1
    assert verdicts(bring(content, table="leads")) == ["same"]


def test_order_lines_are_posted_once_and_never_changed(bring, system):
    AccountFactory(name="Acme")
    content = (
        "document_no,line_no,on,account,amount,currency\n"
        "SO1,1,31.05.2026,Acme,2024.99,EUR\nSO1,2,31.05.2026,Acme,-12,EUR\n"
    )
    applied(bring, system, content, table="order_lines", system="erp")

    again = bring(content, table="order_lines", system="erp")
    other = bring(content.replace("2024.99", "2025"), table="order_lines", system="erp")

    assert verdicts(again) == ["same", "same"]
    assert verdicts(other) == ["wrong", "same"]
    assert "posted already" in wrong(other)[0][2]


def test_offices_and_functions_make_an_empty_installation_ready(bring, system):
    applied(bring, system, "code,name,week\nno,Norway,mon-fri 09:00-17:00\n", table="calendars")
    applied(
        bring,
        system,
        "code,name,country,time_zone,calendar\noslo,Oslo,Norway,Europe/Oslo,no\n",
        table="offices",
    )
    applied(bring, system, "code,name,is_ours\nplanning,Planning,да\n", table="functions")
    applied(
        bring, system, "ours,theirs,fit_percent\nplanning,planning,80%\n", table="function_matches"
    )
    bad = bring("code,name,time_zone,calendar\nrome,Rome,Italy,no\n", table="offices")

    assert "Italy" in wrong(bad)[0][2]


def test_one_person_cannot_take_the_email_of_another(bring, nadia, ravi):
    upload = bring(f"counterpart_id,email\n{_id(nadia)},{ravi.email.upper()}\n", table="people")

    assert wrong(upload)[0][1] == "email"


def _id(thing) -> str:
    from counterpart.exchange.own_ids import own_id

    return own_id(thing.pk)


def test_taking_people_back_puts_their_reporting_line_back(bring, system):
    boss = PersonFactory(email="boss@example.com", source_system="hr", source_id="1")
    other = PersonFactory(email="other@example.com", source_system="hr", source_id="2")
    clerk = PersonFactory(
        email="clerk@example.com", source_system="hr", source_id="3", manager=boss
    )
    upload = applied(bring, system, "source_id,manager_id\n3,2\n", table="people", system="hr")
    assert Person.objects.get(pk=clerk.pk).line_path == f"/{other.pk}/{clerk.pk}/"

    services.undo_import(upload, by=system)

    assert Person.objects.get(pk=clerk.pk).line_path == f"/{boss.pk}/{clerk.pk}/"
