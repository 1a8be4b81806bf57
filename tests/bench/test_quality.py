"""What is measured of pages: verdicts, what Lighthouse told, and what axe was seen to look at."""

from types import SimpleNamespace

from bench.quality import lighthouse, survey
from bench.quality.seen import NAME, Eye, Look
from bench.quality.verdict import FIGURES, HEAD, LIGHTHOUSE, PAGE, Figure, written
from bench.table import put_into
from tests.e2e.looks import CONTRAST, VIOLATIONS


def verdict(figure: Figure) -> dict[str, str]:
    return dict(zip(HEAD, figure.cells(), strict=True))


def report(**audits: float | None) -> dict[str, object]:
    """What Lighthouse tells, as far as it is read; a mark of each category is that of its one audit."""
    named = {name.replace("_", "-"): mark for name, mark in audits.items()}
    categories = {
        name: {"score": mark, "auditRefs": [{"id": f"about-{name}", "weight": 1}]} for name, mark in named.items()
    }
    return {"audits": {f"about-{name}": {"score": mark} for name, mark in named.items()}, "categories": categories}


def test_a_figure_is_met_up_to_its_budget_and_missed_beyond():
    assert [verdict(Figure("paint", value, 1_500, "ms"))["verdict"] for value in (1_500, 1_501)] == ["met", "missed"]
    assert verdict(Figure("shift", 0.02, 0)) == {
        "what": "shift",
        "measured": "0.02",
        "budget": "≤ 0",
        "verdict": "missed",
    }


def test_what_was_not_measured_says_why_and_has_no_verdict():
    assert verdict(Figure("axe", None, 0, note="the tests did not begin")) == {
        "what": "axe",
        "measured": "the tests did not begin",
        "budget": "≤ 0",
        "verdict": "–",
    }


def test_the_page_has_a_place_for_each_table():
    page = PAGE.read_text(encoding="utf-8")
    for part in (FIGURES, LIGHTHOUSE):
        assert "measured anew" in put_into(page, f"{written([Figure('x', 1, 2)])}measured anew\n", part)


def test_a_page_that_is_nowhere_is_not_judged_by_what_searches_want():
    told = report(performance=1, accessibility=0.98, best_practices=0.96, seo=0.6)
    nowhere, welcome = (lighthouse.marks(page, "phone", told) for page in ("not here (404)", "welcome"))
    lines = lighthouse.written([nowhere, welcome]).splitlines()

    assert lines[2] == "| not here (404) | phone | 100 | 98 | 96 | 60 | met |"
    assert lines[3] == "| welcome | phone | 100 | 98 | 96 | 60 | missed |"
    assert lines[5:] == ["- not here (404): about-seo", "- welcome: about-seo"]


def test_looks_are_counted_by_page_state_width_scheme_and_language():
    one = Look("g/…/", "", "", "The table", 320, "en", "light", whole=True)
    figure = survey.counted(
        [one, one, Look("s/…/", "contract", "phone", "Step 3", 390, "fr", "dark", whole=False)], failed=1
    )

    assert (figure.value, verdict(figure)["verdict"]) == (1, "missed")
    assert figure.note == (
        "3 looks (2 light and 1 dark; 2 by all rules, the others at contrast alone) at 2 pages and states; en, fr;"
        " 320, 390 px wide"
    )


def test_an_address_is_noted_without_the_name_of_a_room():
    assert NAME.sub("…", "s/9hLqq1jb13zl/board/") == "s/…/board/"
    assert NAME.sub("…", "account/settings/") == "account/settings/"


def test_the_tests_that_have_axe_look_are_found():
    named = {path.name for path in survey.looking()}

    assert named >= {"test_serenity.py", "test_looks.py", "test_coming_in.py", "test_cards_live.py"}
    assert named.isdisjoint({"test_keyboard.py", "test_axe.py"})


def test_a_look_at_contrast_alone_is_told_from_one_by_all_rules():
    eye, page = Eye(), SimpleNamespace(url="http://127.0.0.1:1/join/")
    told = {"stage": "", "screen": "", "title": "", "width": 320, "language": "en", "scheme": "dark"}
    for asked in (VIOLATIONS, CONTRAST):
        eye.note(page, asked, told)

    assert [one.whole for one in eye.looks] == [True, False]
