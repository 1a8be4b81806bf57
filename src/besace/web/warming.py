"""Reading ahead, so that the first screen is not the slowest: the template of every island.

The words of the coach are read once a room is opened that speaks their language (`live.wording`).
"""

from pathlib import Path
from threading import Thread

from django.template.loader import get_template

ISLANDS = Path(__file__).parent / "templates" / "room" / "islands"


def warm_soon() -> None:
    """Reads ahead beside what is served already; whoever comes before it is done waits for her own part alone."""
    Thread(target=warm, name="besace-warming", daemon=True).start()


def warm() -> None:
    """Reads the templates."""
    for file in sorted(ISLANDS.glob("*.html")):
        get_template(f"room/islands/{file.name}")
