"""Syntex Laboratories: Lodish, Curtis, Ness and Simpson (1988), Interfaces 18(1).

AL-3, grade gold: parameters as in the course material of github.com/rkaahean/pycuan. AL-4 and
AL-5, grade silver: optima of those curves by an exact method. The eight products are the course's;
its columns Nipro and Pironil are not in the case of the Harvard Business School. AL-6, grade
bronze: the row of Naprosyn is remembered.
"""

import numpy as np
import pytest

from counterpart.coverage.engine import LEAST_SQUARES, Adbudg, Judgement, judged_curve

from .sharing_out import best_sharing

# Judgements at 0, 50, 100, 150 % and saturation; margin; revenue in $M; people.
PRODUCTS = {
    "Naprosyn": ((0.30, 0.45, 1.00, 1.40, 1.60), 0.70, 214.4, 96.8),
    "Nipro": ((0.47, 0.68, 1.05, 1.26, 1.52), 0.80, 210.1, 97.2),
    "Anaprox": ((0.15, 0.48, 1.04, 1.20, 1.35), 0.55, 36.5, 142.4),
    "Norinyl": ((0.31, 0.63, 1.03, 1.15, 1.25), 0.72, 21.2, 52.7),
    "Pironil": ((0.45, 0.70, 1.01, 1.05, 1.10), 0.72, 37.2, 24.1),
    "Lidex": ((0.56, 0.80, 1.02, 1.11, 1.20), 0.62, 38.0, 27.3),
    "Synalar": ((0.59, 0.76, 1.02, 1.07, 1.11), 0.53, 14.6, 29.7),
    "Nasalide": ((0.15, 0.61, 1.07, 1.46, 1.76), 0.52, 11.2, 56.8),
}
CLASSIC = {name: row for name, row in PRODUCTS.items() if name != "Nipro"}
CLASSIC["Naprosyn"] = ((0.47, 0.68, 1.0, 1.26, 1.52), 0.70, 214.4, 96.8)
COST_PER_PERSON = 0.057
PARAMETERS = {
    "Naprosyn": (0.3093, 1.6070, 3.4627, 0.8418),
    "Nipro": (0.4694, 1.5241, 2.2644, 0.8260),
    "Anaprox": (0.1482, 1.3426, 2.8173, 0.3612),
    "Norinyl": (0.3096, 1.2480, 2.6184, 0.3119),
    "Pironil": (0.4496, 1.0918, 3.2544, 0.1624),
    "Lidex": (0.5600, 1.2022, 2.0893, 0.3944),
    "Synalar": (0.5896, 1.1058, 3.2459, 0.2120),
    "Nasalide": (0.1570, 1.7812, 2.0454, 0.6767),
}
CURVES = {
    name: judged_curve(Judgement(name, *said), LEAST_SQUARES)
    for name, (said, *_) in PRODUCTS.items()
}


def profits(name: str, people: np.ndarray) -> np.ndarray:
    _, margin, revenue, present = PRODUCTS[name]
    return margin * revenue * CURVES[name].values(people / present) - COST_PER_PERSON * people


@pytest.mark.parametrize("name", PRODUCTS)
def test_al_3_parameters_of_least_squares(name):
    curve = CURVES[name]

    assert isinstance(curve, Adbudg)
    found = (curve.bottom, curve.ceiling, curve.shape, curve.half)
    assert found == pytest.approx(PARAMETERS[name], abs=5.1e-5)


def test_al_3_the_present_527_people_earn_399_641():
    present = [profits(name, np.array([row[3]]))[0] for name, row in PRODUCTS.items()]

    assert round(sum(present), 3) == 399.641


def test_al_4_each_product_by_itself():
    best = {}
    for name in PRODUCTS:
        people = np.arange(0, 500, 0.01)
        earned = profits(name, people)
        best[name] = (people[earned.argmax()], earned.max())

    assert [round(people, 2) for people, _ in best.values()] == pytest.approx(
        [270.51, 330.05, 171.69, 71.33, 36.88, 50.01, 30.66, 71.16], abs=0.011
    )
    assert [round(profit, 3) for _, profit in best.values()] == [
        221.194,
        228.620,
        12.952,
        13.212,
        26.469,
        23.958,
        6.168,
        3.488,
    ]


@pytest.mark.parametrize(
    ("most", "profit", "people"),
    [
        (527, 510.4918, [204, 220, 0, 45, 27, 31, 0, 0]),
        (700, 524.2500, [220, 246, 117, 52, 30, 35, 0, 0]),
        (900, 534.2973, [245, 288, 147, 62, 33, 43, 27, 55]),
        (1_100, 536.0607, [271, 330, 172, 71, 37, 50, 31, 71]),
    ],
)
def test_al_5_whole_people_under_a_limit(most, profit, people):
    tables = [profits(name, np.arange(most + 1)).tolist() for name in PRODUCTS]

    found, sharing = best_sharing(tables, most)

    assert found == pytest.approx(profit, abs=2e-4)
    assert sharing == people


def test_al_6_the_classic_seven_products_by_the_closed_form():
    now, best, size = 0.0, 0.0, 0.0
    people = np.arange(0, 500, 0.02)
    for name, ((low, half, _, more, high), margin, revenue, present) in CLASSIC.items():
        curve = judged_curve(Judgement(name, low, half, 1.0, more, high))
        earned = margin * revenue * curve.values(people / present) - COST_PER_PERSON * people
        now += margin * revenue - COST_PER_PERSON * present
        best += earned.max()
        size += people[earned.argmax()]

    assert round(sum(row[3] for row in CLASSIC.values()), 1) == 429.8
    assert round(now, 3) == 224.826
    assert round(best, 3) == 287.192
    assert size == pytest.approx(771.6, abs=0.1)


@pytest.mark.parametrize(
    ("most", "profit"), [(430, 273.798), (500, 278.981), (600, 283.668), (700, 286.583)]
)
def test_al_6_whole_people_under_a_limit(most, profit):
    tables = []
    for name, ((low, half, _, more, high), margin, revenue, present) in CLASSIC.items():
        curve = judged_curve(Judgement(name, low, half, 1.0, more, high))
        people = np.arange(most + 1)
        earned = margin * revenue * curve.values(people / present) - COST_PER_PERSON * people
        tables.append(earned.tolist())

    assert best_sharing(tables, most)[0] == pytest.approx(profit, abs=5.1e-4)


def test_al_5_adding_people_one_by_one_where_they_add_most_stops_at_a_poor_plan():
    tables = {name: profits(name, np.arange(528)) for name in PRODUCTS}
    people = dict.fromkeys(PRODUCTS, 0)
    for _ in range(527):
        most = max(PRODUCTS, key=lambda name: np.diff(tables[name])[people[name]])
        people[most] += 1

    greedy = sum(tables[name][people[name]] for name in PRODUCTS)

    best, _ = best_sharing([table.tolist() for table in tables.values()], 527)
    assert greedy < 0.99 * best


def test_al_5_a_product_without_people_still_sells():
    _, margin, revenue, _ = PRODUCTS["Synalar"]

    assert profits("Synalar", np.array([0]))[0] == pytest.approx(
        margin * revenue * 0.5896, rel=1e-4
    )
