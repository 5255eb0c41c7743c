"""What is written is found, by those who may see it, until it is gone."""

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpart.access.viewer import Viewer
from counterpart.customers.models import Account, Contact
from counterpart.directory.models import Person
from counterpart.history import services as history
from counterpart.search import services as search
from counterpart.search.index import Asked, matching
from counterpart.search.models import Document
from counterpart.search.queries import find
from counterpart.search.registry import kind_of, register
from factories import AccountFactory, ContactFactory, NeedFactory


def labels(typed, viewer):
    return {
        group.kind.split(".")[1]: [hit.label for hit in group.hits] for group in find(typed, viewer)
    }


@pytest.mark.parametrize(
    "typed",
    [
        "ines",
        "INES dahl",
        "da",
        "dahl fjord",
        "ines@fjord.example",
        "fjord.exam",
        "логистику ines",
        "logistic dahl",
    ],
)
def test_contact_is_found_by_any_of_its_words(fjord, ines, system, typed):
    assert labels(typed, system)["contact"] == ["Ines Dahl"]


@pytest.mark.parametrize(
    "typed", ["ines nobody", "nes", "", "  ", "a", '" OR *', "dahl AND ines NOT x"]
)
def test_every_word_must_be_there(fjord, ines, system, typed):
    assert "contact" not in labels(typed, system)


def test_word_forms_and_yo_make_no_difference(system, logistics):
    account = AccountFactory(name="Берёзовые двери", note="Долгие переговоры")
    NeedFactory(account=account, title="Сократить сроки поставки")

    assert labels("березовых переговоров", system) == {"account": ["Берёзовые двери"]}
    assert labels("поставка срок", system) == {"need": ["Сократить сроки поставки"]}


@pytest.mark.parametrize(
    "typed", ["みらい", "ミライ", "電子", "電", "株式会社", "みらい電子 東京", "株式会社みらい電子"]
)
def test_any_part_of_a_japanese_name_finds_it(system, typed):
    AccountFactory(name="株式会社みらい電子", city="東京")
    AccountFactory(name="北海製作所", city="札幌")

    assert labels(typed, system) == {"account": ["株式会社みらい電子"]}


@pytest.mark.parametrize("typed", ["山田", "花子", "山", "山田花子", "花子 山田", "やまだ 山田 "])
def test_japanese_person_is_found_by_either_name_and_by_both_in_one(fjord, system, typed):
    contact = ContactFactory(account=fjord, first_name="花子", last_name="山田", title="やまだ課長")
    ContactFactory(account=fjord, first_name="花", last_name="高橋")

    assert labels(typed, system)["contact"] == [str(contact)]


@pytest.mark.parametrize("stored", ["Müller", "Mueller", "Muller"])
@pytest.mark.parametrize("typed", ["müller", "Mueller", "muller", "muel", "müll", "muller "])
def test_umlauts_are_found_written_out_and_without_dots(fjord, system, stored, typed):
    ContactFactory(account=fjord, first_name="Jörg", last_name=stored)

    assert labels(typed, system) == {"contact": [f"Jörg {stored}"]}


def test_words_kept_by_an_earlier_version_are_kept_anew_once(fjord, system):
    Document.objects.update(stems="old")

    assert search.reindex_if_outdated()
    assert labels("fjord", system)["account"] == ["Fjord Foods"]
    assert not search.reindex_if_outdated()


def test_index_follows_changes_removals_and_renamed_owners(fjord, ines, system):
    ines.last_name = "Solberg"
    history.save(ines, by=system)
    assert labels("dahl", system) == {}
    assert labels("solberg", system) == {"contact": ["Ines Solberg"]}

    fjord.name = "Nordic Fish"
    history.save(fjord, by=system)
    assert labels("solberg nordic", system) == {"contact": ["Ines Solberg"]}
    assert labels("foods solberg", system) == {}

    history.remove(fjord.teams.get(), by=system)
    history.remove(fjord, by=system, batch="gone")
    assert labels("nordic", system) == {}
    history.undo_batch("gone", by=system)
    assert labels("nordic", system) == {
        "account": ["Nordic Fish"],
        "contact": ["Ines Solberg"],
    }


def test_one_finds_only_what_one_may_see(fjord, ines, nadia, ravi, omar, system):
    mine, others = (Viewer.of(person.login, today=system.today) for person in (nadia, omar))

    assert labels("fjord", mine) == {"account": ["Fjord Foods"], "contact": ["Ines Dahl"]}
    assert labels("ravi", mine) == {"person": ["Ravi Iyer"]}
    assert labels("fjord", others) == {}
    assert labels("ravi", others) == {}


def test_what_is_secret_cannot_be_registered():
    with pytest.raises(ValueError, match=r"Person\.cost_per_hour_minor is secret"):
        register(Person, texts=("first_name", "cost_per_hour_minor"), href=str)


def test_names_come_before_other_words(system, logistics):
    account = AccountFactory(name="Dahl & Sons")
    for number in range(12):
        ContactFactory(account=account, function=logistics, first_name=f"Aa{number}")
    ContactFactory(account=account, function=logistics, first_name="Zoe", last_name="Dahl")

    group = next(group for group in find("dahl", system) if group.kind == "customers.contact")

    assert group.hits[0].label == "Zoe Dahl"
    assert (len(group.hits), group.has_more) == (10, True)


def test_indexing_anew_gives_the_same_and_forgets_what_is_gone(fjord, ines, system):
    before = set(Document.objects.values_list("id", "stems"))
    Document.objects.filter(pk=kind_of(Contact).document_id(ines.pk)).delete()
    Document.objects.create(pk=kind_of(Contact).document_id(999_999), stems="ghost")
    told = []

    search.reindex_all(lambda kind, done: told.append((kind, done)))

    assert set(Document.objects.values_list("id", "stems")) == before
    assert ("customers.contact", 1) in told


NAMES = st.sampled_from(["Ada", "Ёлка", "Müller", "Fjord Foods", "данные", "x1", ""])


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 3), NAMES, NAMES), max_size=12))
def test_index_equals_a_fresh_one_after_any_writes(system, steps):
    """Incremental indexing and indexing anew agree, and so do the rows that are found."""
    for step, one, other in steps:
        first = Account.objects.order_by("pk").first()
        if step == 0 or first is None:
            history.create_many([Account(name=one or "New", city=other)], by=system)
        elif step == 1:
            first.name, first.note = other or "Old", one
            history.save(first, by=system)
        elif step == 2:
            history.remove(Account.objects.order_by("pk").last(), by=system)
        else:
            history.create(
                Account(name="Child", parent=first), by=system
            ) if not first.parent else 0
    kept = set(Document.objects.values_list("id", "stems"))
    search.reindex_all()
    assert set(Document.objects.values_list("id", "stems")) == kept
    for word in ("ada", "елка", "muller", "foods", "данных"):
        kind = kind_of(Account)
        found = set(Account.objects.filter(pk__in=matching(kind, Asked((word,)))).values_list("pk"))
        assert found == {
            (pk - kind.first_id,)
            for pk, stems in kept
            if kind.first_id <= pk <= kind.last_id
            and set(stems.split()) & {word, *search.stems_of([word]).split()[1:]}
        }
    for account in Account.objects.order_by("-pk"):
        history.remove(account, by=system)


def test_words_are_looked_up_in_the_index_not_in_the_rows(fjord, ines, system):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # which a table this small would take
            cursor.execute("EXPLAIN SELECT id FROM search_document WHERE words @@ 'ines'::tsquery")
            plan = str(cursor.fetchall())
    else:
        found = matching(kind_of(Contact), Asked.of("ines"))
        plan = Contact.objects.filter(pk__in=found).order_by().explain()

    assert "search_words" in plan


@pytest.mark.parametrize("count", [1, 3])
def test_finding_costs_the_same_for_one_and_for_three_hits(
    fjord, ines, nadia, system, logistics, django_assert_num_queries, count
):
    for _ in range(count):
        ContactFactory(account=fjord, function=logistics, last_name="Solberg")
        NeedFactory(account=fjord, title="Solberg")
    viewer = Viewer.of(nadia.login, today=system.today)

    with django_assert_num_queries(5):  # one a kind that a team member may see
        find("solberg", viewer)


def test_page_groups_hits_and_leads_to_all_of_a_kind(fjord, logistics, ops_client):
    for number in range(61):
        ContactFactory(account=fjord, function=logistics, first_name=f"C{number}")
    url = reverse("search:results")

    page = ops_client.get(url, {"q": "kunde"}).content.decode()
    assert "kind=customers.contact" in page
    assert page.count("<li>") > 10

    seen, following = 0, f"{url}?q=kunde&kind=customers.contact"
    while following:
        shown = ops_client.get(following).context["page"]
        seen, following = seen + len(shown), shown.next_url
    assert seen == 61
    assert ops_client.get(url, {"q": "kunde", "kind": "access.login"}).status_code == 404


def test_list_under_the_box_is_a_piece_of_a_page(fjord, ines, ops_client):
    url = reverse("search:results")
    piece = ops_client.get(url, {"q": "ines"}, headers={"HX-Target": "search-found"})

    assert "Ines Dahl" in piece.content.decode()
    assert "<html" not in piece.content.decode()
    none = ops_client.get(url, {"q": "zzz"}, headers={"HX-Target": "search-found"})
    assert "Nothing found for “zzz”" in none.content.decode()


def test_empty_and_fruitless_searches_say_what_to_do(ops_client):
    url = reverse("search:results")
    assert "What are you looking for?" in ops_client.get(url).content.decode()
    assert "Try fewer words" in ops_client.get(url, {"q": "zzz"}).content.decode()
    russian = ops_client.get(url, {"q": "zzz"}, headers={"accept-language": "ru"})
    assert "ничего не найдено" in russian.content.decode()
