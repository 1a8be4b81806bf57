"""The commands as they are typed: what they print, where they point, and their exit codes."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import environment_in, serve

HEAD = 'title = "Thursday"\nfacilitator = "fay"\nparticipants = ["ana", "bea"]\nscript = [\n'
OPEN = '{at = "0:00:00", by = "fay", act = "open"},\n'


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return environment_in(tmp_path / "data")


def besace(environment: dict[str, str], *words: str, said: bytes = b"") -> tuple[int, str, str]:
    """Types a command; its exit code and what it said, aloud and of trouble."""
    command = [sys.executable, "-m", "besace.cli", *words]
    done = subprocess.run(command, input=said, env=environment, capture_output=True, timeout=60, check=False)
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def written(folder: Path, script: str, head: str = HEAD) -> str:
    file = folder / "told.toml"
    file.write_text(f"{head}{script}]\n", encoding="utf-8")
    return str(file)


def test_a_scenario_that_holds_ends_well(environment, tmp_path):
    code, said, _ = besace(environment, "rehearse", written(tmp_path, OPEN))

    assert code == 0
    assert re.search(r"✓ 0:00:00 fay · open", said)
    assert not (tmp_path / "data").exists()  # a rehearsal leaves nothing in the house


def test_one_that_does_not_ends_with_one_and_says_which_line(environment, tmp_path):
    code, said, _ = besace(
        environment,
        "rehearse",
        "--quiet",
        written(tmp_path, OPEN + '{at = "0:00:01", check = {stage = "contract"}},\n'),
    )

    assert code == 1
    assert "line 6: stage: expected 'contract', was 'reception'" in said
    assert "✓" not in said


UNREADABLE = [
    (OPEN + '{at = "0:00:01", by = "zoe", act = "open"},\n', "line 6: by: nobody here is called 'zoe'"),
    (OPEN + '{at = "0:00:01", by = "fay", act = []},\n', "line 6: act, for: words are expected"),
    (OPEN + '{at = "0:00:01", by = "fay", act = "ask", for = 5},\n', "line 6: act, for: words are expected"),
    (OPEN + '{at = "0:00:01", by = "fay", act = "open", unmet = [[]]},\n', "line 6: unmet: conditions"),
    (OPEN + '{at = "0:00:01", by = "fay", act = "copy_plan", actions = ["a"]},\n', "line 6: actions: words"),
    (OPEN + '{at = "0:00:01", by = "fay", act = "ask", text = {a = 1}},\n', "line 6: text: words"),
    (OPEN + "{at = \n", "line 6, column"),
    (OPEN + "]\nmood = [\n", "mood"),
]


@pytest.mark.parametrize(("script", "why"), UNREADABLE)
def test_one_that_cannot_be_read_ends_with_two_its_line_and_the_reason(environment, tmp_path, script, why):
    code, _, trouble = besace(environment, "rehearse", file := written(tmp_path, script))

    assert code == 2
    assert trouble.startswith(f"{file}: ")
    assert why in trouble


@pytest.mark.parametrize(
    ("head", "why"),
    [
        (HEAD.replace('"bea"', '"ana"'), "line 3: participants: the same key stands twice"),
        (HEAD.replace('title = "Thursday"', "names = 5"), "line 1: names: a table"),
        (HEAD.replace('title = "Thursday"', 'mood = "good"'), "line 1: head: unknown key: mood"),
        (HEAD.replace("Thursday", "Thurs\x00day"), "line 1"),
    ],
)
def test_a_head_that_cannot_be_read_too(environment, tmp_path, head, why):
    code, _, trouble = besace(environment, "rehearse", written(tmp_path, OPEN, head))

    assert code == 2
    assert why in trouble


def test_every_file_that_cannot_be_read_is_named_and_none_is_played(environment, tmp_path):
    (tmp_path / "latin.toml").write_bytes(b'title = "T"\n# caf\xe9\n')
    files = [str(tmp_path), str(tmp_path / "none.toml"), str(tmp_path / "latin.toml"), written(tmp_path, OPEN)]
    code, said, trouble = besace(environment, "rehearse", *files)

    assert (code, said, len(trouble.splitlines())) == (2, "", 3)
    assert "latin.toml: line 2: it is not UTF-8 text" in trouble


def test_a_part_nobody_plays_cannot_be_taken(environment, tmp_path):
    code, _, trouble = besace(environment, "rehearse", "--live", "--me", "zoe", written(tmp_path, OPEN))

    assert code == 2
    assert "Nobody is called zoe" in trouble


def test_a_part_is_taken_over_in_a_running_server_only(environment, tmp_path):
    code, _, trouble = besace(environment, "rehearse", "--me", "ana", written(tmp_path, OPEN))

    assert code == 2
    assert "add --live" in trouble


def test_a_server_that_is_not_there_is_said(environment, tmp_path):
    code, _, trouble = besace(
        environment, "rehearse", "--live", "--server", "http://127.0.0.1:9", written(tmp_path, OPEN)
    )

    assert code == 1
    assert "Besace does not answer at http://127.0.0.1:9" in trouble


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[str]:
    """`besace serve`, as it is started."""
    with serve(environment) as address:
        yield address


def test_a_server_that_keeps_another_folder_is_said(environment, server, tmp_path):
    elsewhere = {**environment, "BESACE_DATA": str(tmp_path / "elsewhere")}
    code, _, trouble = besace(elsewhere, "rehearse", "--live", "--server", server, written(tmp_path, OPEN))

    assert code == 1
    assert "Give both the same BESACE_DATA" in trouble
    assert len(trouble.splitlines()) == 1


@pytest.mark.e2e
def test_a_live_rehearsal_hands_over_a_part_by_a_link(environment, server, tmp_path, browser):
    script = (
        '{at = "0:00:00", look = "bea", sees = ["never looked for"]},\n'
        + OPEN
        + '{at = "0:00:10", by = "ana", act = "check_in"},\n'
        '{at = "0:00:20", by = "bea", act = "check_in"},\n{at = "0:00:30", by = "fay", act = "advance"},\n'
    )
    words = ["rehearse", "--live", "--server", server, "--speed", "200", "--me", "bea", written(tmp_path, script)]
    code, said, trouble = besace(environment, *words)
    assert (code, trouble) == (0, "")
    assert ("✓ ana · check_in" in said, "bea · check_in" in said) == (True, False)
    link = re.search(rf"Your part, Bea: ({server}/join/#seat\.\S+)", said)
    assert link

    page = browser.new_page(locale="en-GB")
    page.goto(link[1])
    page.wait_for_selector("body.page--phone")
    page.get_by_role("button", name="Raise my hand").click()
    page.get_by_role("button", name="My hand is up").wait_for(timeout=3_000)
    page.close()


def test_the_coach_answers_a_line_a_hint(environment):
    leading = "Didn't you think about going to an accountant?"
    code, said, _ = besace(environment, "coach", "--lang", "en", "question", leading)

    assert code == 0
    assert [len(line.split("\t")) for line in said.splitlines()] == [3] * len(said.splitlines())
    assert said.startswith("answer-inside\tDidn't you think about")
    assert besace(environment, "coach", "--lang", "en", "question", "What would help?") == (0, "", "")


@pytest.mark.parametrize(
    "text", ["-why did you not ask her?", "- Why did you not ask her?", "--have you tried hiring?"]
)
def test_a_wording_may_begin_with_a_dash(environment, text):
    code, said, trouble = besace(environment, "coach", "--lang", "en", "question", text)

    assert (code, trouble) == (0, "")
    assert said.startswith(("judging\t", "answer-inside\t"))


@pytest.mark.parametrize(
    "words", [(), ("--lang", "de", "question", "x"), ("--lang", "en", "mood", "x"), ("question", "x")]
)
def test_a_question_to_the_coach_that_lacks_something_ends_with_two(environment, words):
    code, said, trouble = besace(environment, "coach", *words)

    assert (code, said) == (2, "")
    assert "Usage" in trouble


GOOD = json.dumps({"lang": "fr", "kind": "question", "text": "N’avez-vous pas pensé à un comptable ?"}).encode()


@pytest.mark.parametrize(
    "bad", [b"{", b"[]", b'{"lang": "de", "kind": "question", "text": "x"}', b'{"lang": "en"}', b"\xff", b"[" * 10_000]
)
def test_a_bad_line_ends_with_two_its_number_and_the_good_ones_before_it_answered(environment, bad):
    code, said, trouble = besace(environment, "coach", "--jsonl", said=GOOD + b"\n\n" + bad + b"\n" + GOOD)

    assert code == 2
    assert [json.loads(line) for line in said.splitlines()] == [{"codes": ["answer-inside"]}]
    assert trouble.startswith("line 3: ")


PRACTICE = Path(__file__).parents[2] / "src/besace/rehearse/scenarios/founders.en.toml"


def test_a_practice_is_rehearsed_with_a_facilitator_who_handles_everything_well(environment):
    code, said, _ = besace(environment, "rehearse", str(PRACTICE))

    assert code == 0
    assert "cleo · advice-in-question · spoken-to" in said


def test_a_practice_whose_difficulty_never_comes_up_does_not_hold(environment, tmp_path):
    file = tmp_path / "never.toml"
    file.write_text(PRACTICE.read_text(encoding="utf-8").replace(', plants = "accountant"', ""), encoding="utf-8")

    code, said, _ = besace(environment, "rehearse", "--quiet", str(file))

    assert code == 1
    assert "difficulty accountant: it never came up" in said
