"""What is printed: nothing is cut off, and colours that mean something stay."""

PAPER = {"width": 688, "height": 1016}  # A4 at 96 dots an inch, less the margins


def test_prices_are_printed_with_their_colours_and_whole(demo):
    address = next(path for path in demo.addresses["staffing:plan"] if "view=prices" in path)
    page = demo.open(address, "operations")
    page.set_viewport_size(PAPER)
    page.emulate_media(media="print")

    colours = page.locator(".heat td").evaluate_all(
        "cells => [...new Set(cells.map(cell => getComputedStyle(cell).printColorAdjust))]"
    )
    widest = page.locator("main table").evaluate_all(
        "tables => Math.max(...tables.map(table => table.getBoundingClientRect().right))"
    )
    assert colours == ["exact"]
    assert widest <= PAPER["width"]
    assert not page.get_by_role("navigation").first.is_visible()
