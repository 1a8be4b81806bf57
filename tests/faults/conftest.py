"""A real house and real browsers, as at the edge."""

from tests.edge.conftest import _fresh, comes, house

__all__ = ["_fresh", "comes", "house"]
