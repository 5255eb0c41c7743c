"""The mirror's geometry.

Properties:
1. Everybody is on the picture exactly once: contacts, our people, gaps.
2. No two cards overlap, and all lie inside the picture.
3. Lines begin at the contact's card and end at the card of whoever faces them.
4. In a row, ours stand in the order of those they face, so that few lines cross.
5. The same mirror gives the same text; the text is well-formed and escaped.
"""

from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.teams.mirror import Mirror, Ours, Row, Theirs
from counterpart.teams.mirror_layout import layout_of
from counterpart.teams.mirror_shapes import WIDTH
from counterpart.teams.mirror_svg import Links, mirror_svg
from counterpart.teams.svg import cut, text_width

TODAY = date(2026, 11, 23)
LINKS = Links(
    contact=lambda pk: f"/contacts/{pk}/",
    person=lambda pk: f"/people/{pk}/",
    gap=lambda pk: f"/contacts/{pk}/counterpart/",
)


@st.composite
def mirrors(draw):
    """From none to sixty contacts in a few rows, with up to a dozen of ours."""
    number = draw(st.integers(0, 12))
    people = {
        pk: Ours(
            person_id=pk,
            name=draw(st.sampled_from(["Nadia Berg", "Ravi <Iyer>", "Ольга & Ко", "X"])),
            title=draw(st.sampled_from(["", "Head of logistics and customs, Northern Europe"])),
            function="Logistics",
            place="Oslo",
            local_time="",
            hours=Decimal(draw(st.integers(0, 120))),
            limit=Decimal(draw(st.sampled_from([0, 80]))),
            level=draw(st.integers(1, 5)),
            is_lead=pk == 1,
            away=draw(st.sampled_from(["", "Holiday"])),
            away_until=date(2026, 12, 1),
        )
        for pk in range(1, number + 1)
    }
    rows, contact_id = [], 0
    for row in range(draw(st.integers(0, 6))):
        contacts = []
        for _ in range(draw(st.integers(1, 10))):
            contact_id += 1
            primary = draw(st.sampled_from([None, *people]))
            backup = draw(st.sampled_from([None, *(pk for pk in people if pk != primary)]))
            contacts.append(
                Theirs(
                    contact_id=contact_id,
                    name=f"Ines {contact_id}",
                    title="Buyer",
                    level=draw(st.integers(1, 5)),
                    influence=draw(st.integers(0, 100)),
                    attitude=draw(st.integers(-2, 2)),
                    roles=tuple(draw(st.sets(st.sampled_from(["Decider", "Buyer", "User"])))),
                    hours=Decimal(4),
                    primary=primary,
                    backup=backup if primary else None,
                )
            )
        contacts.sort(key=lambda contact: -contact.influence)
        rows.append(Row(row + 1, f"Function {row}", tuple(contacts)))
    return Mirror(
        account_id=1,
        account="Fjord <Foods> & Søn",
        on=TODAY,
        rows=tuple(rows),
        people=people,
        lead=people.get(1),
        hours=Decimal(12),
        earlier_change=None,
        later_change=None,
    )


def our_cards(layout):
    return [*layout.ours, *([layout.lead] if layout.lead else [])]


@settings(max_examples=60, deadline=None)
@given(mirrors())
def test_1_everybody_is_there_once(mirror):
    layout = layout_of(mirror)

    assert [card.who for card in layout.theirs] == list(mirror.contacts)
    assert sorted(card.who.person_id for card in our_cards(layout)) == sorted(mirror.people)
    assert {gap.contact for gap in layout.gaps} == set(mirror.gaps)
    assert len(layout.gaps) == len(mirror.gaps)


@settings(max_examples=60, deadline=None)
@given(mirrors())
def test_2_no_cards_overlap(mirror):
    layout = layout_of(mirror)

    boxes = [card.box for card in (*layout.theirs, *our_cards(layout), *layout.gaps)]
    for one, other in combinations(boxes, 2):
        assert (
            one.x + one.width <= other.x
            or other.x + other.width <= one.x
            or one.bottom <= other.y + 0.01
            or other.bottom <= one.y + 0.01
        )
    for box in boxes:
        assert box.x >= 0 and box.x + box.width <= WIDTH
        assert box.y >= 0 and box.bottom <= layout.height


@settings(max_examples=60, deadline=None)
@given(mirrors())
def test_3_lines_join_the_right_cards(mirror):
    layout = layout_of(mirror)

    theirs = {card.who.contact_id: card.box for card in layout.theirs}
    ours = {card.who.person_id: card.box for card in our_cards(layout)}
    gaps = {gap.contact.contact_id: gap.box for gap in layout.gaps}
    expected = []
    for contact in mirror.contacts:
        expected += [(contact.contact_id, contact.primary, False)]
        expected += [(contact.contact_id, contact.backup, True)] if contact.backup else []
    drawn = [(t.contact_id, t.person_id, t.is_backup) for t in layout.threads]
    assert sorted(drawn, key=str) == sorted(expected, key=str)
    for thread in layout.threads:
        start = theirs[thread.contact_id]
        end = gaps[thread.contact_id] if thread.person_id is None else ours[thread.person_id]
        assert thread.x1 == start.x + start.width and start.y <= thread.y1 <= start.bottom
        assert thread.x2 == end.x and end.y <= thread.y2 <= end.bottom


@settings(max_examples=60, deadline=None)
@given(mirrors())
def test_4_ours_stand_in_the_order_of_those_they_face(mirror):
    layout = layout_of(mirror)

    heights = {card.who.contact_id: card.box.y for card in layout.theirs}

    def pull(person_id):
        faced = [c for c in mirror.contacts if c.primary == person_id]
        faced = faced or [c for c in mirror.contacts if c.backup == person_id]
        weights = [c.influence + 1 for c in faced]
        return sum(heights[c.contact_id] * w for c, w in zip(faced, weights, strict=True)) / sum(
            weights
        )

    for band in layout.bands:
        if not band.name:
            continue
        inside = [c for c in layout.ours if band.box.y <= c.box.y <= band.box.bottom]
        inside.sort(key=lambda card: card.box.y)
        pulls = [pull(card.who.person_id) for card in inside]
        assert all(a <= b + 0.01 for a, b in pairwise(pulls))


@settings(max_examples=40, deadline=None)
@given(mirrors())
def test_5_text_is_whole_and_the_same_each_time(mirror):
    for links in (None, LINKS):
        text = mirror_svg(mirror, links)
        root = ElementTree.fromstring(text)  # noqa: S314 our own text
        names = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}

        assert text == mirror_svg(mirror, links)
        assert "Fjord <Foods> & Søn" in names
        assert {contact.name for contact in mirror.contacts} <= names
        assert root.get("role") == ("group" if links else "img")


def test_page_gets_its_colours_from_the_style_sheet_and_the_file_has_its_own():
    mirror = Mirror(
        1, "Fjord Foods", TODAY, (), {}, None, Decimal(0), earlier_change=None, later_change=None
    )

    assert 'fill="#566074"' in mirror_svg(mirror)
    assert 'fill="#566074"' not in mirror_svg(mirror, LINKS)
    assert "style=" not in mirror_svg(mirror)


def test_long_texts_are_cut_to_their_width():
    text = cut("Vice president of purchasing and operations, Europe", 200, 12)

    assert text.endswith("…")
    assert text_width(text, 12) <= 200 + 12
    assert cut("Buyer", 200, 12) == "Buyer"
