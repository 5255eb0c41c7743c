"""Lines of command, whatever their shape.

1. `in_waves` names everybody exactly once, nobody before the one above.
2. `cycle_through` finds a circle exactly where walking up comes back to the start.
"""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from counterpart.customers.services.cycles import cycle_through, in_waves, levels_above

forests = st.integers(1, 30).flatmap(
    lambda size: st.lists(st.integers(0, 29), min_size=size, max_size=size).map(
        lambda raw: {i: pick % i for i, pick in enumerate(raw) if i and pick % 3}
    )
)
graphs = st.dictionaries(st.integers(0, 8), st.integers(0, 8))


@given(forests, st.randoms(use_true_random=False))
def test_1_everybody_comes_after_the_one_above(above, shuffle):
    keys = sorted({*above, *above.values(), 99})
    shuffle.shuffle(keys)

    waves = in_waves(keys, above)

    flat = [key for wave in waves for key in wave]
    assert sorted(flat) == sorted(keys)
    assert all(flat.index(upper) < flat.index(lower) for lower, upper in above.items())
    assert all(levels_above(key, above) == i for i, wave in enumerate(waves) for key in wave)


@given(graphs, st.integers(0, 8))
def test_2_a_circle_is_found_where_the_way_up_comes_back(above, start):
    way, step = [], start
    for _ in range(20):
        step = above.get(step)
        way.append(step)

    cycle = cycle_through(start, above)

    assert bool(cycle) == (start in way)
    if cycle:
        assert cycle[0] == cycle[-1] == start
        assert all(above[a] == b for a, b in itertools.pairwise(cycle))
