"""How long these proofs look, and where they say what they found."""

import json
from collections.abc import Callable

import pytest

from tests.faults.frame import PROPERTY, Figure


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[float, float], float]:
    """Chooses between the number of an ordinary run and that of a nightly one."""
    nightly = request.config.getoption("--rounds") == "nightly"
    return lambda quick, full: full if nightly else quick


@pytest.fixture
def figure(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Figure:
    """Says what was found, in one line, under the test's own fault; a second word tells two of one fault apart."""
    marker = request.node.get_closest_marker("fault")

    def said(found: str, which: str = "") -> None:
        record_property(PROPERTY, json.dumps([f"{marker.args[0]} {which}".strip(), found]))

    return said
