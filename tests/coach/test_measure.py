"""How the coach is measured: precision and recall per code, and what a broken rule does to them."""

import pytest
from click.testing import CliRunner, Result

from besace.coach import books, cli
from besace.coach.cli import coach
from besace.coach.figures import figure_table, wrong_lines
from besace.coach.labelled import Labelled, labelled, measured_languages
from besace.coach.measure import Judge, Measure, measure, said_by_the_coach, said_by_the_rules

SENTENCES = (
    Labelled("en", "reaction", ("prescriptive",), "You must rest"),
    Labelled("en", "reaction", ("prescriptive",), "Sell it"),
    Labelled("en", "reaction", (), "I had to rest"),
    Labelled("en", "reaction", (), "A walk"),
    Labelled("en", "action", ("undated",), "Call Anna"),
)


def evaluated(*arguments: str) -> Result:
    return CliRunner().invoke(coach, ["--evaluate", *arguments])


def told(language: str, half: str = "development") -> list[Labelled]:
    """Gives every thirty-first sentence: how measuring goes shows on some hundreds as on all."""
    return list(labelled(language, half))[::31]


@pytest.fixture
def fewer(monkeypatch):
    """Lets the command measure those alone."""
    monkeypatch.setattr(cli, "labelled", told)


def of(measured: Measure, code: str):
    return next(tally for tally in measured.tallies if tally.code == code)


def test_precision_recall_and_f1_are_counted_within_the_kind():
    hinted = {"You must rest": ("prescriptive",), "I had to rest": ("prescriptive",), "Call Anna": ("undated",)}

    tally = of(measure(SENTENCES, judge=lambda one: hinted.get(one.text, ())), "prescriptive")

    assert (tally.positives, tally.precision, tally.recall, tally.f1) == (2, 0.5, 0.5, 0.5)
    assert [one.text for one in (*tally.wrongly, *tally.missed)] == ["I had to rest", "Sell it"]


def test_nothing_hinted_has_no_precision_and_nothing_labelled_no_recall():
    quiet = measure(SENTENCES, judge=lambda _: ())

    assert (of(quiet, "prescriptive").precision, of(quiet, "prescriptive").recall) == (None, 0.0)
    assert (of(quiet, "negative").recall, of(quiet, "negative").f1) == (None, None)


def test_the_median_and_the_slowest_of_a_hundred_are_told():
    measured = Measure((), tuple(float(n) for n in range(100, 0, -1)))

    assert (measured.slowest_but(0.5), measured.slowest_but(0.99)) == (51.0, 100.0)
    assert Measure((), ()).slowest_but(0.5) == 0.0


@pytest.fixture
def break_rule(monkeypatch):
    """Takes a rule of the questions out of its file, or puts another one there, for as long as the test lasts."""
    read = books.table

    def broken(code: str, phrases: list[str]) -> None:
        def table(language: str, name: str):
            raw = read(language, name)
            if name == "question":
                raw["hints"][code].update(fine=[], phrases=phrases, reword=[])
            return raw

        monkeypatch.setattr(books, "table", table)
        books.book.cache_clear()

    yield broken
    books.book.cache_clear()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_rule_that_says_nothing_lowers_recall(break_rule, language):
    whole = measure(told(language), said_by_the_rules)
    break_rule("judging", [])

    broken = measure(told(language), said_by_the_rules)

    assert of(broken, "judging").recall == 0.0 < of(whole, "judging").recall
    assert of(broken, "prescriptive").recall == of(whole, "prescriptive").recall


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_rule_that_hears_reproaches_everywhere_lowers_precision(break_rule, language):
    whole = of(measure(told(language), said_by_the_rules), "judging")
    break_rule("judging", ["*"])

    broken = of(measure(told(language), said_by_the_rules), "judging")

    assert broken.recall == 1.0
    assert broken.precision < whole.precision


def test_the_command_prints_a_line_a_code_for_every_language_and_exits_well(fewer):
    done = evaluated("--half", "development")

    assert done.exit_code == 0
    titles = [line for line in done.output.splitlines() if line.endswith("half")]
    assert titles == [f"{language}, development half" for language in measured_languages()]
    for code in ("no-how", "no-benefit", "negative", "answer-inside", "judging", "prescriptive", "vague", "undated"):
        assert done.output.count(f"  {code} ") == len(titles)


def test_one_language_alone_and_its_misjudged_sentences(fewer):
    done = evaluated("--lang", "fr", "--half", "development", "--wrong")

    expected = list(wrong_lines(measure(told("fr"))))
    assert [line for line in done.output.splitlines() if "\t" in line] == expected
    assert done.output.splitlines()[0] == "fr, development half"
    assert "en, development half" not in done.output


def test_the_rules_are_measured_alone_where_asked(fewer):
    done = evaluated("--lang", "fr", "--half", "development", "--rules", "--markdown")

    def rows(judge: Judge) -> list[str]:
        return [row for row in figure_table("", measure(told("fr"), judge)) if row.startswith("| ")]

    assert [line for line in done.output.splitlines() if line.startswith("| ")] == rows(said_by_the_rules)
    assert rows(said_by_the_rules) != rows(said_by_the_coach)


def test_a_table_has_a_row_a_code():
    rows = list(figure_table("en", measure(SENTENCES)))

    assert "| prescriptive | 2 | 1.000 | 1.000 | 1.000 |" in rows
    assert rows[-1].startswith("5 sentences; a sentence takes ")
