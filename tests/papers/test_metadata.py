"""What a file tells of itself before it is opened: a title that says nothing of a session, and nothing else (F4)."""

from dataclasses import replace

import pytest

from besace.papers.kit import PAPERS, kit_of, paper_of
from besace.papers.occasion import Occasion
from tests.papers.pdf import read, text_of

CANARY = "kanarie"
TOLD = replace(Occasion(), participants=2, title=f"The {CANARY} table", names=(f"{CANARY}Ana", f"{CANARY}Bea"))


def told_of_itself(content: bytes) -> str:
    file = read(content)
    xmp = file.xmp_metadata.stream.get_data().decode() if file.xmp_metadata else ""
    return f"{dict(file.metadata or {})} {file.outline} {xmp} {file.attachments}"


@pytest.mark.method("F4")
@pytest.mark.parametrize("name", [*PAPERS, "kit"])
def test_no_paper_tells_whose_session_it_is_for(name):
    content = kit_of(TOLD, "en", "a4") if name == "kit" else paper_of(name, TOLD, "en", "a4")
    told = told_of_itself(content)
    assert CANARY not in told
    assert read(content).metadata
    assert "/Author" not in told
    assert "/Keywords" not in told


def test_what_is_looked_for_does_stand_on_the_paper():
    assert CANARY in text_of(kit_of(TOLD, "en", "a4"))
