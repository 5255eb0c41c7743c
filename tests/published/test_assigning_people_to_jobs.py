"""Lilien, Kotler and Moorthy, "Marketing Models", page 404, exercise 83. AL-9, grade silver.

Data as in the R package "Teaching Marketing Engineering"; the optimum is ours. Taking the largest
entry first gives 274: that is the trap.
"""

from itertools import permutations

from counterpart.staffing.engine import MaxSeconds
from counterpart.staffing.engine.gap_file import problem_from_gap
from counterpart.staffing.engine.solvers import exact

WORTH = {"A": (100, 90, 80), "B": (92, 92, 85), "C": (102, 95, 75)}
"""People by jobs OE, WD, PR."""


def test_al_9_the_best_assignment_is_worth_280():
    costs = " ".join(str(-worth) for row in WORTH.values() for worth in row)
    problem = problem_from_gap(f"3 3 {costs} {'1 ' * 9} 1 1 1")

    plan = exact.solve(problem, stop=MaxSeconds(20)).plan

    chosen = [int(person) for person in plan.person_of_post[:3]]
    assert chosen == [0, 2, 1]  # A to OE, C to WD, B to PR
    assert sum(list(WORTH.values())[person][job] for job, person in enumerate(chosen)) == 280


def test_al_9_the_other_five_are_worth_less():
    rows = list(WORTH.values())
    totals = sorted(
        sum(rows[person][job] for job, person in enumerate(people))
        for people in permutations(range(3))
    )

    assert totals == [257, 267, 267, 274, 277, 280]
