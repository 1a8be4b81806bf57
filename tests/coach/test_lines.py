"""The coach on the command line."""

import json

import pytest
from click.testing import CliRunner, Result

from besace.coach.cli import coach
from besace.coach.lines import answers, hint_lines


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(coach, arguments, input=typed)


def test_one_hint_a_line_with_its_span_and_suggestion():
    done = run("--lang", "en", "subject", "How to stop losing customers?")

    fields = [line.split("\t") for line in done.output.splitlines()]
    assert [field[:2] for field in fields] == [["no-benefit", ""], ["negative", "stop losing"]]
    assert fields[1][2] == "“How to keep customers?”"


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Call Anna tomorrow"), ("fr", "Appeler Léa demain"), ("fr", "Écrire à Léa d'ici un mois")],
)
def test_a_good_wording_gets_no_line_and_its_time_may_stand_in_it(language, text):
    done = run("--lang", language, "action", text)

    assert (done.exit_code, done.output) == (0, "")


def test_breaks_and_tabs_never_split_a_line():
    lines = list(hint_lines("en", "reaction", "You\tshould\ncall\u2028her"))

    assert [line.count("\t") for line in lines] == [2]
    assert lines[0].splitlines() == lines


def test_lines_are_answered_in_order():
    asked = [
        {"lang": "en", "kind": "subject", "text": "My prices"},
        {"lang": "fr", "kind": "reaction", "text": "J'irais voir la banque"},
        {"lang": "en", "kind": "action", "text": "Respect myself more"},
        {"lang": "en", "kind": "action", "text": "Call Anna", "when": "tomorrow"},
    ]
    done = run("--jsonl", typed="\n".join(json.dumps(line, ensure_ascii=False) for line in asked))

    assert [json.loads(line)["codes"] for line in done.output.splitlines()] == [
        ["no-how", "no-benefit"], [], ["vague", "undated"], [],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "line 2"),
        ("[]", "line 2: not an object"),
        ('{"kind": "subject", "text": ""}', "lang"),
        ('{"lang": "en", "kind": ["subject"], "text": ""}', "kind"),
        ('{"lang": "en", "kind": "subject", "text": 1}', "text"),
        ('{"lang": "en", "kind": "action", "text": "", "when": 1}', "when"),
        ("[" * 100_000, "line 2"),
    ],
    ids=lambda value: value[:40],
)
def test_a_line_that_cannot_be_read_is_named(line, why):
    with pytest.raises(ValueError, match=why):
        list(answers(["", line]))


def test_the_command_says_which_line_it_could_not_read():
    done = run("--jsonl", typed="nonsense\n")

    assert done.exit_code == 2
    assert "line 1" in done.stderr


@pytest.mark.parametrize(
    "arguments", [(), ("--lang", "en", "subject"), ("--lang", "en", "poem", "x"), ("--lang", "de", "subject", "x")]
)
def test_a_command_without_its_words_is_refused(arguments):
    assert run(*arguments).exit_code == 2
