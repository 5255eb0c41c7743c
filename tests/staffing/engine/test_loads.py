"""What one person would take at given prices, against trying every set of posts.

1. The best load is worth what the best of all sets is, and is one of them.
2. Near loads are all sets within the slack, each once; that of the plan at hand is left out.
3. Prices that nobody has settled prove a bound too.
"""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from counterpart.staffing.engine import MaxSeconds
from counterpart.staffing.engine.solvers import brute_force
from counterpart.staffing.engine.solvers.instance import instance_of
from counterpart.staffing.engine.solvers.knapsack import best_load
from counterpart.staffing.engine.solvers.near_loads import loads_of_people
from counterpart.staffing.engine.solvers.packed import packed_of, some_of
from counterpart.staffing.engine.solvers.prices import PriceSearch

from .problems import problems
from .test_solvers import few

MOST = 200


def possible_loads(packed, person, margin, joining):
    """Every set of the person's rows within their limits, with what it earns."""
    groups = range(packed.first_group[person], packed.first_group[person + 1])
    rows = [
        row
        for group in groups
        for row in range(packed.first_row[group], packed.first_row[group + 1])
    ]
    found = {}
    for load in chain.from_iterable(combinations(rows, size) for size in range(len(rows) + 1)):
        chosen = list(load)
        joined = sorted({int(packed.group_of_row[row]) for row in load})
        hours = packed.true_hours[chosen].sum() + packed.true_setup[joined].sum()
        if (
            hours <= packed.true_capacity[person]
            and len(joined) <= packed.most_teams[person]
            and packed.lead[chosen].sum() <= packed.most_led[person]
        ):
            found[load] = float(margin[chosen].sum() - joining[joined].sum())
    return found


def margins(packed, data):
    """Whole margins, so that sums are exact in any order."""
    amounts = st.integers(-4, 12)
    rows, groups = len(packed.post), len(packed.account)
    margin = data.draw(st.lists(amounts, min_size=rows, max_size=rows))
    joining = data.draw(st.lists(st.integers(0, 6), min_size=groups, max_size=groups))
    return np.array(margin, dtype=np.float64), np.array(joining, dtype=np.float64)


@few
@given(problems(most_contacts=4), st.data())
def test_1_the_best_load_is_the_best_of_all_sets(problem, data):
    packed = packed_of(instance_of(problem))
    margin, joining = margins(packed, data)
    taken = np.zeros(len(packed.post), dtype=np.bool_)
    for person in range(packed.people):
        worth = best_load(packed, person, packed.capacity[person], margin, joining, taken)

        every = possible_loads(packed, person, margin, joining)
        begin, end = packed.first_row[packed.first_group[person : person + 2]]
        load = tuple((begin + np.flatnonzero(taken[begin:end])).tolist())
        assert worth == max(every.values()) == every[load]


@few
@given(problems(most_contacts=4), st.integers(0, 12), st.data())
def test_2_near_loads_are_all_sets_within_the_slack(problem, slack, data):
    packed = packed_of(instance_of(problem))
    margin, joining = margins(packed, data)
    reach, nothing = np.full(packed.people, 100.0), np.zeros(len(packed.post), dtype=np.bool_)

    whose, begins, rows, complete = loads_of_people(
        packed, margin, joining, float(slack), reach, MOST, nothing
    )

    assert complete
    listed = [tuple(sorted(rows[begins[at] : begins[at + 1]].tolist())) for at in range(len(whose))]
    for person in range(packed.people):
        every = possible_loads(packed, person, margin, joining)
        near = {load for load, worth in every.items() if worth >= max(every.values()) - slack}
        mine = [load for load, who in zip(listed, whose, strict=True) if who == person]
        assert sorted(mine) == sorted(near - {()})


@few
@given(problems(most_contacts=4), st.data())
def test_2_the_load_at_hand_is_left_out(problem, data):
    packed = packed_of(instance_of(problem))
    margin, joining = margins(packed, data)
    assume(packed.people and len(packed.post))
    every = possible_loads(packed, 0, margin, joining)
    mine = data.draw(st.sampled_from(sorted(every)))
    taken = np.zeros(len(packed.post), dtype=np.bool_)
    taken[list(mine)] = True

    whose, begins, rows, _ = loads_of_people(
        packed, margin, joining, 100.0, np.full(packed.people, 200.0), MOST, taken
    )

    listed = {
        tuple(sorted(rows[begins[at] : begins[at + 1]].tolist()))
        for at in np.flatnonzero(whose == 0)
    }
    assert listed == set(every) - {mine, ()}


@few
@given(problems(), st.integers(0, 30))
def test_3_any_prices_prove_a_bound(problem, sweeps):
    pricing = PriceSearch.of(instance_of(problem))
    pricing.improve(sweeps + 1)

    assert pricing.bound >= brute_force.solve(problem, stop=MaxSeconds(20)).value - 1e-6


@few
@given(problems(most_contacts=4), st.data())
def test_some_people_keep_their_rows_at_free_posts(problem, data):
    packed = packed_of(instance_of(problem))
    people = data.draw(st.permutations(range(packed.people)))[:2]
    posts = data.draw(st.lists(st.booleans(), min_size=problem.posts, max_size=problem.posts))
    free = np.array(posts, dtype=np.bool_)

    some = some_of(packed, np.array(people, dtype=np.int64), free)

    for number, person in enumerate(people):
        assert _rows_of(some, number) == [row for row in _rows_of(packed, person) if free[row[0]]]


def _rows_of(packed, person):
    """(post, hours, gain, account, price, capacity) of each of the person's rows."""
    return [
        (
            int(packed.post[row]),
            int(packed.hours[row]),
            float(packed.gain[row]),
            int(packed.account[group]),
            float(packed.price[group]),
            int(packed.capacity[person]),
        )
        for group in range(packed.first_group[person], packed.first_group[person + 1])
        for row in range(packed.first_row[group], packed.first_row[group + 1])
    ]
