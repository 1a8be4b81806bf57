"""The papers of a session, read back as PDFs: their pages, words, letters, and what a file says of itself."""

import re
from datetime import time
from math import ceil

import pytest

from besace.languages import LANGUAGES
from besace.method.formats import FORMATS, total
from besace.method.words import TIMED
from besace.papers.kit import PAPERS, copies, kit_in, kit_of, paper_in, paper_of, sheets_in
from besace.papers.occasion import Occasion
from besace.papers.press import SIZES, TYPESET
from tests.papers.pdf import fonts_of, read, size_of, text_of

PEOPLE = ("Ana", "Béatrice", "Cléo", "Dora", "Eve", "Flo", "Gwen", "Hana")
THURSDAY = Occasion(FORMATS["180"], 8, time(18), "room", "The Thursday table", 2, PEOPLE)
POINTS = {"a4": (595, 842), "letter": (612, 792)}

each_paper = pytest.mark.parametrize("name", list(PAPERS))
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_size = pytest.mark.parametrize("size", list(SIZES))


@pytest.mark.method("B5")
@each_size
@each_language
@pytest.mark.parametrize("length", list(FORMATS))
def test_the_six_step_sheet_is_one_page(length, language, size):
    content = paper_of("six-steps", Occasion(FORMATS[length]), language, size)

    assert len(read(content).pages) == 1
    assert size_of(content) == {POINTS[size]}


@pytest.mark.method("B5", "S0")
def test_the_six_step_sheet_says_in_french_what_belongs_to_which_step():
    words = text_of(paper_of("six-steps", Occasion(), "fr", "a4"))

    steps = ("Présentation", "Clarification", "Contrat", "Réactions", "Synthèse et plan d’action", "Conclusion")
    assert [words.index(step) for step in steps] == sorted(words.index(step) for step in steps)
    assert "Je garde pour l’étape 2" in words
    assert "Je garde pour l’étape 4" in words
    assert re.search(r"« J’ai fait… »", words.replace("\u202f", " "))


@pytest.mark.method("B5")
def test_the_six_step_sheet_carries_no_name_and_no_title():
    words = text_of(paper_of("six-steps", THURSDAY, "en", "a4"))

    assert not [word for word in (*PEOPLE, THURSDAY.title) if word in words]


@each_size
@each_language
@each_paper
def test_each_paper_is_one_page_of_that_size(name, language, size):
    content = paper_of(name, THURSDAY, language, size)

    assert len(read(content).pages) == 1
    assert size_of(content) == {POINTS[size]}


@each_language
@each_paper
def test_letters_are_inside_and_are_ours(name, language):
    described = list(fonts_of(paper_of(name, THURSDAY, language, "a4")))

    families = {re.sub(r"/[A-Z]{6}\+|-.*", "", str(one["/FontName"])) for one in described}
    assert families == {"RadioCanada", "Alegreya"}
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & one.keys() for one in described)


@each_language
@each_paper
def test_a_file_says_its_language_and_what_it_is_and_can_be_read_aloud(name, language):
    reader = read(paper_of(name, THURSDAY, language, "a4"))
    root = reader.trailer["/Root"]

    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    assert reader.metadata
    assert reader.metadata.title in reader.pages[0].extract_text()


@pytest.mark.method("F4")
@each_paper
def test_a_file_says_nothing_of_the_session_nor_of_the_machine(name):
    content = paper_of(name, THURSDAY, "en", "a4")
    reader = read(content)
    about = str(dict(reader.metadata or {})) + reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()

    assert not [word for word in (*PEOPLE, "Thursday", str(TYPESET.parent)) if word in about]
    assert str(TYPESET.parent).encode() not in content
    assert set(reader.metadata or {}) <= {"/Title", "/Creator", "/Producer"}


@each_paper
def test_the_same_paper_is_the_same_bytes(name):
    assert paper_of(name, THURSDAY, "fr", "letter") == paper_of(name, THURSDAY, "fr", "letter")


@pytest.mark.parametrize("length", list(FORMATS))
def test_the_running_order_has_the_times_of_this_session(length):
    occasion = Occasion(FORMATS[length], 4, time(22, 30))
    words = text_of(paper_of("running-order", occasion, "en", "a4"))

    starts = [sum(occasion.minutes[stage] for stage in TIMED[:n]) for n in range(len(TIMED) + 1)]
    assert starts[-1] == total(occasion.minutes)
    clocks = [f"{(22 * 60 + 30 + n) // 60 % 24:02}:{(30 + n) % 60:02}" for n in starts]
    assert re.findall(r"\b\d\d:\d\d\b", words) == clocks


@pytest.mark.method("G7")
def test_the_running_order_of_ones_own_minutes_counts_from_the_opening():
    minutes = dict(zip(TIMED, (10, 5, 20, 5, 40, 12, 8), strict=True))
    words = text_of(paper_of("running-order", Occasion(minutes, 4), "fr", "a4"))

    assert re.findall(r"\b\d:\d\d\b", words) == ["0:00", "0:10", "0:15", "0:35", "0:40", "1:20", "1:32", "1:40"]
    assert "Écoulé" in words


@pytest.mark.method("R1", "R2")
def test_the_running_order_of_a_first_session_begins_otherwise():
    first = text_of(paper_of("running-order", Occasion(number=1), "en", "a4"))
    later = text_of(paper_of("running-order", Occasion(number=2), "en", "a4"))

    assert "first name" in first
    assert "previous client" not in first
    assert "previous client" in later


@pytest.mark.method("B4")
def test_the_room_is_made_ready_by_a_list_with_its_chairs_and_sheets():
    words = text_of(paper_of("checklist", Occasion(participants=7), "en", "a4"))

    for thing in ("closed place", "never an open space", "7 chairs, and mine", "pencils", "whiteboard", "clock"):
        assert thing in words
    assert "7 six-step sheets, one each" in words
    assert "hot or cold to drink" in words


@pytest.mark.method("B4")
def test_a_session_at_a_distance_has_its_own_list():
    words = text_of(paper_of("checklist", Occasion(place="remote"), "en", "a4"))

    assert all(thing in words for thing in ("The link", "quiet, closed place for each", "camera", "Headphones"))
    assert "chair" not in words


@pytest.mark.method("R5")
def test_ballots_ask_for_three_favourites_in_order():
    words = text_of(paper_of("ballots", Occasion(), "en", "a4"))

    assert re.findall(r"[321] sticks?", words) == ["3 sticks", "2 sticks", "1 stick"] * 6


@pytest.mark.method("S5")
def test_the_plan_has_room_for_three_terms_and_their_times():
    words = text_of(paper_of("action-plan", Occasion(), "fr", "a4"))

    assert all(term in words for term in ("Court terme", "Moyen terme", "Long terme"))
    assert words.count("Quand") == 4


@pytest.mark.method("S6")
def test_a_card_asks_what_was_learned_enjoyed_and_will_be_applied():
    words = text_of(paper_of("cards", Occasion(), "en", "a4"))

    assert words.count("What did I learn?") == words.count("What will I apply?") == 4


@pytest.mark.method("B4", "B5")
@pytest.mark.parametrize("participants", [1, 4, 6, 7, 9])
def test_the_kit_has_enough_of_each_paper(participants):
    occasion = Occasion(participants=participants)
    reader = read(kit_of(occasion, "en", "a4"))
    titles = [page.extract_text().splitlines()[0] for page in reader.pages]

    assert len(titles) == sheets_in(occasion)
    assert titles.count("The six steps") == participants
    assert titles.count("Ballots") == ceil(participants / 6)
    assert titles.count("Learned, enjoyed, will apply") == ceil(participants / 4)
    assert titles.count("Action plan") == 2
    assert titles.count("Running order") == titles.count("Before they come in") == 1


MOST_A_LINE = 120
"""Letters that fit between the margins, at our smallest size."""
ODD = [
    '#panic("x") *b* _i_ $x^2$ ] [ `c` <l> @r // c /* d */ "q" \\ \' ~ = - + #sys.inputs.given',
    "]}) #let x = 1; #{",
    "word " * 59 + "last.",
    "w" * 300,
    "קבוצת יום חמישי",
    "مجموعة الخميس",
    "Ωmega Жанна Łódź Șerban",
]


@pytest.mark.parametrize("title", ODD)
def test_what_people_typed_is_printed_as_they_typed_it(title):
    content = paper_of("running-order", Occasion(participants=9, title=title, names=(title[:40],) * 9), "en", "a4")

    assert len(read(content).pages) == 1
    assert sorted(letters(title)) == sorted(letters(text_of(content).split("Running order")[1].split("One session")[0]))


@pytest.mark.parametrize("title", ODD)
def test_nothing_that_was_typed_leaves_its_sheet(title):
    for name in ("running-order", "contract"):
        occasion = Occasion(participants=9, title=title, names=(title[:40],) * 9)
        (page,) = read(paper_of(name, occasion, "fr", "letter")).pages
        assert all(30 < x < 612 - 30 and 20 < y < 792 - 20 for x, y in starts_of(page))
        assert max(len(line) for line in page.extract_text().splitlines()) < MOST_A_LINE


@pytest.mark.parametrize("name", ["Ana 🌻", "日本語", "👩‍👩‍👧"])
def test_a_sign_that_no_letter_draws_spoils_nothing_else(name):
    content = paper_of("contract", Occasion(participants=2, names=(name, "Béatrice")), "fr", "a4")

    assert len(read(content).pages) == 1
    assert "Béatrice" in text_of(content)
    assert read(content).trailer["/Root"]["/Lang"] == "fr"


def letters(words: str) -> str:
    return "".join(words.split())


def starts_of(page) -> list[tuple[float, float]]:
    """Where each piece of text begins, in points from the lower left."""
    found: list[tuple[float, float]] = []

    def visited(text, matrix, placed, _font, _size):
        if text.strip():
            x, y = placed[4], placed[5]
            found.append((matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]))

    page.extract_text(visitor_text=visited)
    assert found
    return found


@pytest.mark.method("B5")
def test_what_each_holds_in_hand_is_in_their_own_language_and_the_rest_in_the_facilitators():
    readers = {"en": 5, "fr": 3}
    words = text_of(kit_in(THURSDAY, readers, "en", "a4"))

    assert words.count("I keep this for step 2") == 5
    assert words.count("Je garde pour l’étape 2") == 3
    assert "What did I learn?" in words
    assert "Qu’ai-je appris" in words.replace("\u2060", "")
    assert "Running order" in words
    assert "Déroulé" not in words


@pytest.mark.method("B5")
@each_paper
def test_as_many_sheets_are_printed_as_were_said(name):
    readers = {"en": 5, "fr": 3}

    assert len(read(paper_in(name, THURSDAY, readers, "fr", "a4")).pages) == copies(name, readers)
    assert sum(copies(one, {"en": 8}) for one in PAPERS) == sheets_in(THURSDAY)
