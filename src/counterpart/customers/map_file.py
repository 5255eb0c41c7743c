"""The map as a file by itself: what the style sheet does on the page, attributes do here."""

from __future__ import annotations

from xml.etree import ElementTree

FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
INK, MUTED, LINE, STRONG_LINE, ACCENT = "#151a23", "#566074", "#e3e7ed", "#8a94a6", "#2343ab"
# The light colours of the design system, by class, in the order in which they are put on.
PAINT: dict[str, dict[str, str]] = {
    "map": {"font-family": FONT, "font-size": "11"},
    "map-ground": {"fill": "#ffffff"},
    "map-band": {"fill": "#f7f8fa"},
    "map-line": {"stroke": LINE, "fill": "none"},
    "map-label": {
        "fill": INK,
        "font-size": "12",
        "font-weight": "600",
        "text-anchor": "middle",
    },
    "map-muted": {"fill": MUTED, "font-size": "11.5"},
    "map-small": {"fill": MUTED},
    "map-report": {"stroke": STRONG_LINE, "fill": "none"},
    "map-box": {"fill": "#ffffff", "stroke": STRONG_LINE},
    "map-name": {"fill": INK, "font-size": "13", "font-weight": "600"},
    "map-pill": {"fill": "#ebf0ff"},
    "map-letter": {
        "fill": ACCENT,
        "font-size": "10.5",
        "font-weight": "600",
        "text-anchor": "middle",
    },
    "map-track": {"fill": LINE},
    "map-influence": {"fill": "#4a6ee0"},
    "map-tie": {"stroke": ACCENT, "fill": "none", "stroke-opacity": "0.75"},
    "map-head": {"fill": ACCENT},
    "strength-1": {"stroke-width": "1"},
    "strength-2": {"stroke-width": "2"},
    "strength-3": {"stroke-width": "3"},
    "is-blocker": {"fill": "#b3261e"},
    "is-critic": {"fill": "#875200"},
    "is-neutral": {"fill": MUTED},
    "is-supporter": {"fill": "#2b50c8"},
    "is-champion": {"fill": "#13703f"},
}


def painted(picture: str) -> bytes:
    """The picture with light colours and letters as attributes, for slides and other programs."""
    ElementTree.register_namespace("", "http://www.w3.org/2000/svg")
    root = ElementTree.fromstring(picture)  # noqa: S314 (our own template made it)
    for element in root.iter():
        for name in element.attrib.pop("class", "").split():
            element.attrib.update(PAINT.get(name, {}))
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
