"""The map of a buying center, whatever its people.

1. Everybody is on the map exactly once, inside its frame.
2. No two cards overlap.
3. The same people, in any order, give the same map.
4. Higher levels stand above lower ones; a function's people stay in its column.
5. More influence is never a narrower card.
6. Names are cut to the card and never longer than they were.
7. With many functions the map is turned: a row for each, and seniority from left to right.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.customers.map_layout import lay_out
from counterpart.customers.map_lines import Box
from counterpart.customers.map_shapes import NAME_CHARACTER, Seat, card_width

LEVELS = {1: "Junior", 2: "Specialist", 3: "Senior", 4: "Head of a function", 5: "Director"}
COLUMNS = [(10, "Purchasing"), (20, "Logistics"), (20, "Planning and expediting"), (30, "IT")]
MANY = [(place * 10, f"Function {place}") for place in range(1, 9)]
words = st.text(st.characters(codec="utf-8", categories=("L", "Zs")), min_size=1, max_size=90)


@st.composite
def centers(draw, functions=COLUMNS):
    size = draw(st.integers(1, 60))
    seats = [
        Seat(
            key=key,
            name=draw(words),
            title=draw(st.just("") | words),
            column=draw(st.sampled_from(functions)),
            row=draw(st.integers(1, 5)),
            influence_percent=draw(st.integers(0, 100)),
            reports_to=draw(st.none() | st.integers(0, size)),
        )
        for key in range(size)
    ]
    people = st.integers(0, size)
    ties = draw(st.lists(st.tuples(people, people, st.integers(1, 3)), max_size=20))
    return seats, ties


def drawn(center):
    seats, ties = center
    return lay_out(seats, ties, row_labels=LEVELS)


@given(centers())
@settings(max_examples=40, deadline=None)
def test_1_everybody_is_on_the_map_once(center):
    layout = drawn(center)

    assert sorted(card.key for card in layout.cards) == [seat.key for seat in center[0]]
    for card in layout.cards:
        assert card.box.x >= 0
        assert card.box.y >= 0
        assert card.box.right <= layout.width
        assert card.box.bottom <= layout.height


@given(centers())
@settings(max_examples=40, deadline=None)
def test_2_no_two_cards_overlap(center):
    boxes = [card.box for card in drawn(center).cards]

    assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.overlaps(b)]


@given(centers(), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_3_order_of_the_people_does_not_matter(center, shuffle):
    seats, ties = list(center[0]), list(center[1])
    shuffle.shuffle(seats)
    shuffle.shuffle(ties)

    assert drawn((seats, ties)) == drawn(center)


@given(centers())
@settings(max_examples=25, deadline=None)
def test_4_levels_go_down_and_functions_stay_in_their_column(center):
    layout = drawn(center)
    seats = {seat.key: seat for seat in center[0]}
    columns = {band.key: band for band in layout.columns}
    rows = {band.key: band for band in layout.rows}

    assert [band.key for band in layout.rows] == sorted(rows, reverse=True)
    for card in layout.cards:
        column, row = columns[seats[card.key].column], rows[seats[card.key].row]
        assert column.start <= card.box.x <= card.box.right <= column.start + column.length
        assert row.start <= card.box.y <= card.box.bottom <= row.start + row.length


@given(st.integers(0, 100), st.integers(0, 100))
def test_5_more_influence_is_a_wider_card(one, other):
    assert (card_width(one) <= card_width(other)) or one > other


@given(centers())
@settings(max_examples=25, deadline=None)
def test_6_names_fit_their_cards(center):
    names = {seat.key: seat.name for seat in center[0]}
    for card in drawn(center).cards:
        assert len(card.name) * NAME_CHARACTER <= card.box.width
        assert card.name == names[card.key] or card.name.endswith("…")


@given(centers(functions=MANY))
@settings(max_examples=40, deadline=None)
def test_7_many_functions_turn_the_map(center):
    layout = drawn(center)
    seats = {seat.key: seat for seat in center[0]}
    functions, levels = (
        (layout.rows, layout.columns)
        if layout.is_turned
        else (
            layout.columns,
            layout.rows,
        )
    )
    boxes = [card.box for card in layout.cards]

    assert layout.is_turned == (len(functions) > max(4, len(levels)))
    assert [band.key for band in functions] == sorted({s.column for s in seats.values()})
    assert [band.key for band in levels] == sorted({s.row for s in seats.values()}, reverse=True)
    assert not [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.overlaps(b)]
    assert all(box.right <= layout.width and box.bottom <= layout.height for box in boxes)


def seat(key: int, **facts) -> Seat:
    plain = {
        "name": f"Contact {key}",
        "title": "",
        "column": (10, "Purchasing"),
        "row": 2,
        "influence_percent": 50,
    }
    return Seat(key=key, **(plain | facts))


def test_lines_run_between_those_who_are_there():
    seats = [seat(1, row=5), seat(2, reports_to=1), seat(3, reports_to=99)]

    layout = lay_out(seats, [(2, 1, 3), (2, 99, 1), (1, 2, 1)], row_labels=LEVELS)

    assert [(line.manager, line.report) for line in layout.reports] == [(1, 2)]
    assert [(a.listener, a.speaker, a.strength) for a in layout.arrows] == [(1, 2, 1), (2, 1, 3)]
    assert len({arrow.path for arrow in layout.arrows}) == 2


def test_long_function_names_are_cut_and_kept_in_full():
    long = "Procurement of raw materials, packaging and maintenance services worldwide"
    (band,) = lay_out([seat(1, column=(1, long))], [], row_labels=LEVELS).columns

    assert (band.full_label, len(band.lines), band.lines[-1][-1]) == (long, 2, "…")


def test_a_function_name_of_several_words_stands_in_two_lines():
    (band,) = lay_out(
        [seat(1, column=(1, "Procurement of raw materials"))], [], row_labels=LEVELS
    ).columns

    assert band.lines == ("Procurement of raw", "materials")
    assert not band.is_cut


def test_lines_of_a_turned_map_run_from_left_to_right():
    boss = seat(1, row=5, column=MANY[0])
    others = [seat(key, column=MANY[key], reports_to=1) for key in range(2, 7)]

    layout = lay_out([boss, *others], [], row_labels=LEVELS)

    boxes = {card.key: card.box for card in layout.cards}
    assert layout.is_turned
    for line in layout.reports:
        assert line.path.startswith(f"M{boxes[1].right:.1f},")
        assert line.path.endswith(f"H{boxes[line.report].x:.1f}")


def test_boxes_that_touch_do_not_overlap():
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 10, 10))
    assert Box(0, 0, 10, 10).overlaps(Box(9, 9, 10, 10))
