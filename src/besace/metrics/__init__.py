"""What this process counts of itself, for whoever watches it: numbers, and words from closed lists. Never content."""

from besace.metrics import process
from besace.metrics.kinds import Counter, Gauge, Histogram, Metric, everything
from besace.metrics.text import CONTENT_TYPE, written

__all__ = ["CONTENT_TYPE", "Counter", "Gauge", "Histogram", "Metric", "everything", "process", "written"]
