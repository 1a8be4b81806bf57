"""Lays out what the site of the documentation is built from, where relative links lead as they do in the project."""

import re
import shutil
from pathlib import Path

STAGED = Path("build/pages")
WHOLE = ("docs", "deploy", "examples")
ALONE = ("LICENSE", "requirements.lock")
HELP = Path("src/besace/web/help")
FONTS = Path("src/besace/web/static/besace/fonts")
MARK = Path("src/besace/web/static/besace/mark.svg")
DECISIONS = Path("docs/decisions")
FOLDER_LINK = re.compile(r"(\((?:docs/)?decisions/)\)")


def stage(to: Path = STAGED) -> None:
    """Copies pages, pictures and fonts afresh; what leads to the folder of decisions leads to a list of them."""
    shutil.rmtree(to, ignore_errors=True)
    for folder in WHOLE:
        shutil.copytree(folder, to / folder)
    for path in [*Path().glob("*.md"), *map(Path, ALONE), *HELP.rglob("*.md"), MARK, *FONTS.glob("*.woff2")]:
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to / path)
    (to / DECISIONS / "README.md").write_text(decisions(), encoding="utf-8")
    for page in to.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(FOLDER_LINK.sub(r"\1README.md)", text), encoding="utf-8")


def decisions() -> str:
    """Gives the page that names every decision, in order."""
    titles = [(path.name, path.read_text(encoding="utf-8").split("\n")[0]) for path in sorted(DECISIONS.glob("*.md"))]
    lines = [f"- [{title.removeprefix('# ')}]({name})" for name, title in titles]
    return "\n".join(
        ["# Decisions", "", "What was chosen, and at what price. Superseded, never rewritten.", "", *lines, ""]
    )


if __name__ == "__main__":
    stage()
