"""The figures of docs/coach.md, measured on the held-out sentences and written between its two marks."""

from collections.abc import Iterator
from pathlib import Path

from besace.coach.figures import figure_table
from besace.coach.labelled import labelled, measured_languages
from besace.coach.measure import measure

PAGE = Path("docs/coach.md")
HALF = "held-out"
BEGIN = "<!-- script/figures -->"
END = "<!-- end -->"


def written(page: str) -> str:
    """Gives the page with the figures of today between its marks; all else stays as it is."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{'\n'.join(_tables())}\n{END}{after}"


def _tables() -> Iterator[str]:
    for number, language in enumerate(measured(HALF)):
        yield from [""] * bool(number)
        yield from figure_table(f"{language}, {HALF} half", measure(labelled(language, HALF)))


def measured(half: str) -> tuple[str, ...]:
    """Gives the languages that have sentences in a half."""
    return tuple(language for language in measured_languages() if labelled(language, half))


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
