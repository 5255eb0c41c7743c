"""Response curves and where they come from.

1. Sales never fall with effort, and lie between floor and saturation.
2. The inverse brings back the effort.
3. Slope and elasticity equal the numeric derivative.
4. A scaled curve sells in proportion and keeps its elasticity.
5. Through judgements: exact at none, today's and saturation (closed form); judging a curve's own
   values gives the curve back (both ways); doubling the judgements doubles the sales.
6. A panel's range holds everybody's curve, its spread everybody's judgement.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from counterpart.coverage.engine import (
    CLOSED_FORM,
    LEAST_SQUARES,
    PRIORS,
    Adbudg,
    Curve,
    Gompertz,
    Judgement,
    Logistic,
    ModifiedExponential,
    Panel,
    Power,
    SalesResponse,
    is_unusually_elastic,
    judged_curve,
    prior,
)
from counterpart.kernel.faults import ProblemError

often = settings(max_examples=150, deadline=None, derandomize=True)


def between(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


@st.composite
def adbudgs(draw: st.DrawFn) -> Adbudg:
    floor = draw(between(0, 0.9))
    rise = draw(between(0.1, 3))
    return Adbudg(floor, floor + rise, draw(between(0.3, 5)), draw(between(0.05, 5)))


def curves() -> st.SearchStrategy[Curve]:
    return st.one_of(
        adbudgs(),
        st.builds(Power, between(0.2, 3), between(0.05, 1.5)),
        st.builds(ModifiedExponential, between(0, 0.9), between(0.1, 3), between(0.1, 3)),
        st.builds(Logistic, between(0, 0.9), between(0.1, 3), between(-4, 1), between(0.2, 3)),
        st.builds(
            Gompertz, between(0, 0.9), between(0.1, 3), between(0.02, 0.8), between(0.1, 0.9)
        ),
    )


@st.composite
def judgements(draw: st.DrawFn, judge: str = "") -> Judgement:
    none = draw(between(0, 0.5))
    half = draw(between(none + 0.02, 0.95))
    more = draw(between(1.02, 1.6))
    return Judgement("fjord", none, half, 1.0, more, draw(between(more + 0.02, 2.5)), judge)


@often
@given(curves(), between(0, 8), between(0, 8))
def test_1_sales_never_fall_with_effort(curve, one, other):
    low, high = sorted([one, other])

    assert curve.floor - 1e-9 <= curve.value(low) <= curve.value(high) + 1e-12
    assert curve.value(high) <= curve.saturation
    assert curve.value(0) == pytest.approx(curve.floor)


@often
@given(curves(), between(0.05, 4))
def test_2_the_inverse_brings_back_the_effort(curve, effort):
    sales = curve.value(effort)
    assume(curve.floor < sales < curve.saturation and curve.slope(effort) > 1e-4)

    assert curve.inverse(sales) == pytest.approx(effort, rel=1e-6)


def test_2_the_ends_of_a_curve_and_beyond():
    curve = Adbudg(0.2, 1.5, 2.0, 0.625)

    assert curve.inverse(0.2) == 0
    assert curve.inverse(1.5) == math.inf
    assert curve.value(math.inf) == 1.5
    with pytest.raises(ProblemError, match=r"no effort brings 1\.6; .* between 0\.2 and 1\.5"):
        curve.inverse(1.6)


@often
@given(curves(), between(0.1, 4))
def test_3_slope_and_elasticity_equal_the_numeric_derivative(curve, effort):
    step = 1e-5 * effort
    numeric = (curve.value(effort + step) - curve.value(effort - step)) / (2 * step)

    assert curve.slope(effort) == pytest.approx(numeric, rel=1e-5, abs=1e-7)
    elasticity = numeric * effort / curve.value(effort)
    assert curve.elasticity(effort) == pytest.approx(elasticity, rel=1e-5, abs=1e-7)


def test_3_elasticity_of_littles_curve_at_todays_effort():
    curve = Adbudg(0.2, 1.5, 2.6, 0.625)

    by_hand = 2.6 * (1.5 - 0.2) * 0.625 / (0.625 + 1) ** 2 / curve.value(1)
    assert curve.elasticity() == pytest.approx(by_hand)


def test_3_the_slope_where_effort_begins():
    assert Adbudg(0.2, 1.2, 2.0, 0.5).slope(0) == 0
    assert Adbudg(0.2, 1.2, 1.0, 0.5).slope(0) == 2
    assert Adbudg(0.2, 1.2, 0.5, 0.5).slope(0) == math.inf
    assert [Power(2.0, c).slope(0) for c in (0.5, 1.0, 2.0)] == [math.inf, 2.0, 0.0]


@often
@given(curves(), between(0.1, 10), between(0.1, 4))
def test_4_a_scaled_curve_sells_in_proportion(curve, factor, effort):
    scaled = curve.scaled(factor)

    assert scaled.value(effort) == pytest.approx(factor * curve.value(effort))
    assert scaled.elasticity(effort) == pytest.approx(curve.elasticity(effort))


@often
@given(judgements())
def test_5_the_closed_form_is_exact_at_three_points(judgement):
    try:
        curve = judged_curve(judgement, CLOSED_FORM)
    except ProblemError:
        assume(False)

    assert curve.value(0) == judgement.none
    assert curve.value(1) == pytest.approx(1)
    assert curve.saturation == judgement.saturation


@often
@given(adbudgs())
def test_5_judging_a_curves_own_values_gives_it_back(curve):
    sales = {effort: curve.value(effort) for effort in (0.0, 0.5, 1.0, 1.5, math.inf)}
    assume(curve.elasticity() > 0.02 and sales[1.5] < curve.ceiling * 0.999)

    found = judged_curve(Judgement.of("fjord", sales))

    for field in ("bottom", "ceiling", "shape", "half"):
        assert getattr(found, field) == pytest.approx(getattr(curve, field), rel=1e-6)


@often
@given(between(0.05, 0.6), between(1.2, 2.0), between(0.8, 4), between(0.3, 3))
def test_5_least_squares_find_a_curve_that_fits_perfectly(floor, ceiling, shape, half):
    true = Adbudg(floor, ceiling, shape, half)
    sales = {effort: true.value(effort) for effort in (0.0, 0.5, 1.0, 1.5)}
    sales[math.inf] = true.value(10)

    found = judged_curve(Judgement.of("fjord", sales), LEAST_SQUARES)

    for effort in (0.25, 0.75, 1.25, 2.0, 5.0):
        assert found.value(effort) == pytest.approx(true.value(effort), abs=2e-4)


def test_5_the_two_ways_differ():
    judgement = Judgement("fjord", 0.3, 0.62, 1, 1.3, 1.5)

    assert judged_curve(judgement, CLOSED_FORM) != judged_curve(judgement, LEAST_SQUARES)


@pytest.mark.parametrize(
    ("sales", "words"),
    [
        ((0.3, 0.2, 1, 1.3, 1.5), "account 'fjord', judged by 'nadia': sales fall from 0.3 at no"),
        ((0.3, 0.6, 1, 1.0, 1.0), "saturation, 1, is not above today's 1; say what"),
        ((-0.1, 0.6, 1, 1.3, 1.5), "no effort is judged at -0.1; sales are numbers and not neg"),
        ((0.3, 0.6, math.nan, 1.3, 1.5), "today's effort is judged at nan"),
        ((1.0, 1.0, 1, 1.3, 1.5), "no effort sells as much as today's, 1; if effort moves"),
    ],
)
def test_5_judgements_that_make_no_sense_are_refused(sales, words):
    with pytest.raises(ProblemError) as refused:
        Judgement("fjord", *sales, judge="nadia")

    assert words in str(refused.value)


def test_5_too_few_judgements_are_refused_naming_those_missing():
    with pytest.raises(ProblemError, match="also give sales at half the effort, saturation"):
        Judgement.of("fjord", {0.0: 0.3, 1.0: 1.0, 1.5: 1.3})


def test_5_a_step_has_no_closed_form_but_least_squares():
    step = Judgement("fjord", 0.3, 0.3, 1, 1.3, 1.5)

    with pytest.raises(ProblemError, match="move them apart, or fit the curve by least squares"):
        judged_curve(step, CLOSED_FORM)
    assert judged_curve(step, LEAST_SQUARES).value(1) == pytest.approx(1, abs=0.1)


def test_5_no_movement_at_half_and_one_and_a_half_is_refused():
    with pytest.raises(ProblemError, match="both sell what today's does; move one of them"):
        judged_curve(Judgement("fjord", 0.3, 1, 1, 1, 1.5))


@settings(often, max_examples=40)
@given(st.lists(judgements(), min_size=1, max_size=5), between(0, 3))
def test_6_a_panels_range_holds_everybodys_curve(said, effort):
    named = tuple(replace(each, judge=f"judge {n}") for n, each in enumerate(said))
    panel = Panel(named, method=LEAST_SQUARES)

    low, high = panel.range_at(effort)

    assert all(low <= curve.value(effort) <= high for curve in panel.curves)
    assert all(spread.low <= spread.middle <= spread.high for spread in panel.said)


def test_6_the_middle_is_the_median_or_the_mean_of_what_was_said():
    said = [(0.2, 0.5, 1, 1.2, 1.4), (0.3, 0.6, 1, 1.3, 1.5), (0.7, 0.85, 1, 1.1, 1.3)]
    named = tuple(Judgement("fjord", *sales, judge=str(n)) for n, sales in enumerate(said))

    assert Panel(named).curve.floor == 0.3
    assert Panel(named, middle="mean").curve.floor == pytest.approx(0.4)
    assert [spread.high for spread in Panel(named).said] == [0.7, 0.85, 1, 1.3, 1.5]


def test_6_a_panel_of_two_accounts_or_a_judge_twice_is_refused():
    one = Judgement("fjord", 0.2, 0.5, 1, 1.2, 1.4, judge="nadia")

    with pytest.raises(ProblemError, match="these judge 'alta', 'fjord'"):
        Panel((one, Judgement("alta", 0.2, 0.5, 1, 1.2, 1.4)))
    with pytest.raises(ProblemError, match="these judge none"):
        Panel(())
    with pytest.raises(ProblemError, match="account 'fjord': 'nadia' judged 2 times"):
        Panel((one, one))


def test_a_negative_effort_and_the_elasticity_of_no_effort_are_refused():
    curve = Power(1.0, 0.3)

    with pytest.raises(ProblemError, match="effort: -1 is negative; give 0 or more"):
        curve.value(-1)
    with pytest.raises(ProblemError, match="an elasticity is asked of an effort above 0"):
        curve.elasticity(0)


def test_an_account_sells_in_its_own_units():
    fjord = SalesResponse("fjord", Adbudg(0.5, 1.5, 2.0, 1.0), effort=4, sales=10_000, method="m")

    assert fjord.sales_at(0) == 5_000
    assert fjord.sales_at(4) == 10_000
    assert fjord.effort_for(10_000) == pytest.approx(4)


@pytest.mark.parametrize(
    ("effort", "sales", "words"),
    [(0, 100, "'fjord': today's effort is above 0"), (4, 0, "'fjord': today's sales are above 0")],
)
def test_an_account_without_effort_or_sales_is_refused(effort, sales, words):
    with pytest.raises(ProblemError, match=words):
        SalesResponse("fjord", Power(1, 0.3), effort, sales, "m")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Adbudg(0.5, 0.5, 1, 1), "curve, ceiling: saturation lies above"),
        (lambda: Adbudg(-0.1, 0.5, 1, 1), "curve, bottom"),
        (lambda: Adbudg(0.1, 0.5, 0, 1), "curve, shape"),
        (lambda: Adbudg(0.1, 0.5, 1, math.inf), "curve, half"),
        (lambda: Power(1, -0.2), "curve, exponent"),
        (lambda: ModifiedExponential(0, 1, 0), "curve, rate"),
        (lambda: Logistic(0, 1, math.nan, 1), "curve, start"),
        (lambda: Gompertz(0, 1, 0.5, 1.0), "curve, decay"),
    ],
)
def test_a_curve_that_falls_or_has_no_end_is_refused(make, words):
    with pytest.raises(ProblemError, match=words):
        make()


@pytest.mark.parametrize("each", PRIORS, ids=lambda each: each.name)
def test_a_prior_is_a_marked_curve_within_its_published_range(each):
    response = each.response("fjord", effort=4, sales=10_000)

    assert response.method == f"prior: {each.name}"
    assert response.curve.elasticity() == pytest.approx(each.elasticity)
    assert each.low <= each.elasticity <= each.high
    assert response.sales_at(4) == 10_000
    assert each.curves[0].value(2) <= each.curve.value(2) <= each.curves[1].value(2)
    assert prior(each.name) is each


@pytest.mark.parametrize("saturation", [1.5, 2.0, 3.0])
def test_a_prior_to_a_saturation_keeps_the_elasticity_and_stays_below(saturation):
    each = prior("personal selling")
    curve, (low, high) = each.saturating(saturation), each.saturating_range(saturation)

    assert curve.value(1.0) == pytest.approx(1.0)
    assert curve.elasticity() == pytest.approx(each.elasticity)
    assert curve.value(1e9) == pytest.approx(saturation)
    assert low.value(2) < curve.value(2) < high.value(2)
    assert low.value(0.5) > curve.value(0.5) > high.value(0.5)


@pytest.mark.parametrize("saturation", [0.4, 1.0, 1.1, 1.3])
def test_an_account_that_all_is_sold_to_answers_less_than_the_mean_of_studies(saturation):
    curve = prior("personal selling").saturating(saturation)

    assert curve.value(1.0) == pytest.approx(1.0)
    assert 0 < curve.elasticity() < 0.31
    assert 0 <= curve.floor < 1 < curve.saturation


def test_an_unknown_prior_is_refused_and_a_steep_curve_flagged():
    with pytest.raises(ProblemError, match="no 'selling'; choose one of 'personal selling'"):
        prior("selling")
    assert is_unusually_elastic(Adbudg(0.1, 2.0, 4.0, 1.0))
    assert not is_unusually_elastic(prior("personal selling").curve)


def test_values_come_at_once_for_many_efforts():
    curve = Gompertz(0.1, 1.4, 0.2, 0.4)

    efforts = np.array([0.0, 0.5, 2.0])
    assert curve.values(efforts) == pytest.approx([curve.value(each) for each in efforts])
