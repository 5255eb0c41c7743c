"""Choosing key accounts by points, beside what they contribute."""

from datetime import date

import pytest
from django.urls import reverse

from counterpart.coverage import services
from counterpart.coverage.models import AccountRating, Scorecard, ScoreTotal
from counterpart.coverage.queries.scoring import ScoreFilter, scores_for
from counterpart.coverage.services import CriterionFacts
from coverage_room.conftest import order
from factories import AccountFactory

TODAY = date(2026, 11, 23)


@pytest.fixture
def accounts(models):
    """Three accounts by sales: a large one that loses money, a middle one, a small one."""
    made = {}
    for name, minor, percent in (("Large", 90_000_000, 101), ("Middle", 9_000_000, 50),
                                 ("Small", 900_000, 50)):  # fmt: skip
        account = AccountFactory(name=name, tier="standard", currency="EUR")
        order(account, f"{name}-1", minor, minor * percent // 100, date(2026, 3, 2))
        made[name] = account
    services.work_out_results(today=TODAY)
    return made


@pytest.fixture
def card(accounts, system):
    """Half by revenue, half by judgement; strength is judged alone."""
    wished = [
        CriterionFacts("attractive", "Size", 50, "revenue"),
        CriterionFacts("attractive", "Stability", 50),
        CriterionFacts("strength", "Reputation", 100),
    ]
    return services.save_card(Scorecard(name="Ours"), wished, by=system)


def rate(account, card, system, **ratings):
    by_name = {each.name: each for each in card.criteria.all()}
    found = {by_name[name]: value for name, value in ratings.items()}
    services.rate_account(account, found, by=system)


def test_points_are_ratings_by_weight_and_ranks_of_data(accounts, card, system):
    rate(accounts["Middle"], card, system, Stability=6, Reputation=4)

    total = ScoreTotal.objects.get()
    assert total.attractiveness == pytest.approx((0.5 * 5 + 0.5 * 6) * 10)  # second of three
    assert (total.strength, total.known_percent) == (40, 100)
    assert total.place == "develop"


def test_what_is_not_rated_leaves_the_rest_to_count(accounts, card, system):
    rate(accounts["Large"], card, system, Reputation=9)

    total = ScoreTotal.objects.get()
    assert (total.attractiveness, total.strength, total.known_percent) == (100, 90, 75)
    assert total.place == "key"


def test_where_score_and_money_disagree_is_told(accounts, card, system):
    rate(accounts["Large"], card, system, Stability=9, Reputation=9)
    rate(accounts["Small"], card, system, Stability=2, Reputation=2)
    rate(accounts["Middle"], card, system, Stability=0, Reputation=2)

    disputes = dict(ScoreTotal.objects.values_list("account__name", "dispute"))
    assert disputes == {"Large": "costly", "Middle": "overlooked", "Small": ""}
    listed = scores_for(system, ScoreFilter(disputed=True))
    assert {row.account.name for row in listed} == {"Large", "Middle"}


def test_a_rating_that_is_taken_away_counts_no_longer(accounts, card, system):
    rate(accounts["Large"], card, system, Reputation=9)
    rate(accounts["Large"], card, system, Reputation=None)

    assert not AccountRating.objects.exists()
    assert not ScoreTotal.objects.exists()  # nothing is known of our strength


def test_weights_that_do_not_add_up_and_two_of_a_name_are_refused(card, system):
    wrong = [
        CriterionFacts("attractive", "Size", 60, "revenue"),
        CriterionFacts("strength", "Reputation", 100),
    ]
    with pytest.raises(services.WeightsDoNotAddUp, match="add up to 60"):
        services.save_card(card, wrong, by=system)
    twice = [
        CriterionFacts("attractive", "Size", 100, "revenue"),
        CriterionFacts("strength", "Size", 100),
    ]
    with pytest.raises(services.CriterionTwice, match="“Size”"):
        services.save_card(card, twice, by=system)
    assert card.criteria.count() == 3


def test_the_published_card_adds_up(system, db):
    card = services.take_ready_made_card(by=system)

    assert {
        axis: sum(each.weight for each in card.criteria.filter(axis=axis))
        for axis in ("attractive", "strength")
    } == {"attractive": 100, "strength": 100}


def test_taking_the_published_card_leaves_the_card_in_use_alone(accounts, card, system):
    rate(accounts["Middle"], card, system, Reputation=4)

    assert services.take_ready_made_card(by=system) == card

    assert AccountRating.objects.get().rating == 4


def test_the_card_is_changed_on_screen(card, ops_client):
    path = reverse("coverage:scorecard")
    sent = {"name": "Ours", "attractive_from": 55, "strong_from": 50, "source": ""}
    for at, row in enumerate(card.criteria.all()):
        fields = {"pk": row.pk, "axis": row.axis, "name": row.name, "weight": row.weight,
                  "origin": row.origin}  # fmt: skip
        sent |= {f"{at}-{name}": value for name, value in fields.items()}
    for at in (3, 4, 5):
        sent |= {f"{at}-axis": "strength", f"{at}-origin": "judged"}

    assert ops_client.post(path, {**sent, "0-weight": 40}).status_code == 422
    assert ops_client.post(path, {**sent, "0-name": "Bulk"}).url == reverse("coverage:choice")

    assert card.criteria.filter(name="Bulk").exists()


def test_an_account_is_rated_on_screen_and_the_list_shows_it(accounts, card, ops_client):
    reputation = card.criteria.get(name="Reputation")
    path = reverse("coverage:rating", args=[accounts["Large"].pk])

    assert ops_client.post(path, {f"rating_{reputation.pk}": 8}).url == path
    assert ops_client.post(path, {f"rating_{reputation.pk}": 11}).status_code == 422

    page = ops_client.get(reverse("coverage:choice")).content.decode()
    assert "Large" in page
    assert "loses money" in page
    assert "<circle" in page


def test_an_empty_choice_says_what_to_do_first(ops_client):
    page = ops_client.get(reverse("coverage:choice")).content.decode()

    assert "Take the published card" in page
