"""The square code: what is drawn is what the code says, and nothing is styled inline."""

import re
import xml.etree.ElementTree as ET

import pytest
import segno

from besace.papers.qr import QUIET, square_of, svg_of, terminal_of

ADDRESS = "https://besace.example/join/#0123456789abcdefghijkl"


def drawn(path: str) -> set[tuple[int, int]]:
    """The dark modules of a path of horizontal runs."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
    return {(int(x) + i, int(y)) for x, y, n in runs for i in range(int(n))}


def test_the_drawing_has_every_dark_module_and_no_other():
    matrix = segno.make(ADDRESS, error="m", micro=False).matrix
    dark = {(x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    square = square_of(ADDRESS)

    assert drawn(square.path) == dark
    assert square.side == len(matrix) + 2 * QUIET


def test_the_svg_needs_no_style_of_its_own():
    svg = ET.fromstring(svg_of(ADDRESS, 'The "way" in'))  # noqa: S314 - our own
    attributes = {name for one in svg.iter() for name in one.attrib}

    assert attributes == {"class", "viewBox", "role", "aria-label", "d"}
    assert svg.get("aria-label") == 'The "way" in'


def test_the_terminal_shows_a_line_for_two_rows():
    side = len(segno.make(ADDRESS, error="m", micro=False).matrix)
    lines = terminal_of(ADDRESS).rstrip("\n").splitlines()

    assert abs(len(lines) - (side + 2 * QUIET) / 2) <= 3
    assert any("█" in line for line in lines)


def test_another_address_is_another_code():
    assert square_of(ADDRESS) != square_of(ADDRESS + "x")


def test_what_cannot_be_a_square_code_is_refused():
    with pytest.raises(ValueError, match="too large"):
        square_of("x" * 5000)
