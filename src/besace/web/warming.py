"""Reading ahead, so that the first act is not the slowest: the coach's words, and the template of every island."""

from pathlib import Path
from threading import Thread

from django.template.loader import get_template

from besace.live import wording

ISLANDS = Path(__file__).parent / "templates" / "room" / "islands"


def warm_soon() -> None:
    """Reads ahead beside what is served already; whoever comes before it is done waits for her own part alone."""
    Thread(target=warm, name="besace-warming", daemon=True).start()


def warm() -> None:
    """Reads the templates, then the words of the coach."""
    for file in sorted(ISLANDS.glob("*.html")):
        get_template(f"room/islands/{file.name}")
    wording.read_ahead()
