"""Reading scenarios: what is understood, and where and why a file is not."""

import pytest

from besace.rehearse.scenario import Check, Does, GoesOn, Look, read
from besace.rehearse.truth import differs, leaked, missing, text_of
from besace.rehearse.unreadable import Unreadable

HEAD = 'title = "T"\nfacilitator = "fay"\nparticipants = ["ana", "bea"]\n'


@pytest.fixture
def written(tmp_path):
    def write(script, head=HEAD):
        file = tmp_path / "a.toml"
        file.write_text(f"{head}script = [\n{script}\n]\n", encoding="utf-8")
        return file

    return write


def test_a_line_is_an_act_a_check_or_a_look(written):
    scenario = read(
        written(
            '{at = "0:00:05", by = "fay", act = "vote", for = "ana", first = "x", refused = "not-now"},\n'
            '{at = "1:02:03", check = {stage = "vote"}},\n'
            '{at = "1:02:03", look = "screen", sees = ["a"], hides = ["b"]},'
        )
    )

    assert scenario.names == {"fay": "Fay", "ana": "Ana", "bea": "Bea"}
    assert scenario.script == (
        Does(5, "line 5", "fay", "vote", {"first": "x"}, "ana", "not-now"),
        Check(3723, "line 6", {"stage": "vote"}),
        Look(3723, "line 7", "screen", ("a",), ("b",)),
    )


def test_a_mark_of_order_before_the_text_is_no_trouble(written):
    file = written('{at = "0:00:05", by = "fay", act = "open"},')
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

    assert len(read(file).script) == 1


@pytest.mark.parametrize(
    ("line", "where", "why"),
    [
        ('{at = "0:00:05", by = "zoe", act = "open"},', "line 5", "nobody here is called 'zoe'"),
        ('{at = "5", by = "fay", act = "open"},', "line 5", "h:mm:ss"),
        ('{at = "0:00:05", by = "fay", act = "dance"},', "line 5", "no act called 'dance'"),
        ('{at = "0:00:05", by = "fay"},', "line 5", "act, check or look"),
        ('{at = "0:00:05", by = "fay", act = "open", refused = "no"},', "line 5", "one of closed"),
        ('{at = "0:00:05", by = "fay", act = "open", unmet = ["x"]},', "line 5", "conditions"),
        ('{at = "0:00:05", check = {mood = 1}},', "line 5", "mood"),
        ('{at = "0:00:05", by = "fay", act = "admit", person = [{a = 1}]},', "line 5", "person: a key is expected"),
        ('{at = "0:00:05", check = {stage = 1}},', "line 5", "stage: a word is expected"),
        ('{at = "0:00:05", check = {round = true}},', "line 5", "round: a whole number"),
        ('{at = "0:00:05", check = {behind = 1.5}},', "line 5", "behind: a whole number"),
        ('{at = "0:00:05", check = {open = "x"}},', "line 5", "open: a list of words"),
        ('{at = "0:00:05", check = {spoken = "x"}},', "line 5", "spoken: a table of keys and whole numbers"),
        ('{at = "0:00:05", check = {contract = {question = "x"}}},', "line 5", "contract: a table of question"),
        ('{at = "0:00:05", look = "zoe", sees = ["a"]},', "line 5", "zoe"),
        ('{at = "0:00:05", look = "ana"},', "line 5", "sees, hides"),
        ('{at = "0:00:05"', "line 5", "inline table"),
    ],
)
def test_a_line_that_cannot_be_read_says_where_and_why(written, line, where, why):
    with pytest.raises(Unreadable) as told:
        read(written(line))

    assert told.value.where.startswith(where)
    assert why in told.value.why


@pytest.mark.parametrize(
    ("head", "where"),
    [
        (HEAD.replace('"ana", "bea"', '"ana", "ana"'), "participants"),
        (HEAD.replace('"ana", "bea"', ""), "participants"),
        (HEAD + 'mood = "good"\n', "head"),
        (HEAD + 'language = "de"\n', "language"),
        (HEAD + 'previous = {client = "zoe", actions = []}\n', "previous"),
        ('title = "T"\nparticipants = ["ana"]\n', "facilitator"),
    ],
)
def test_a_head_that_cannot_be_read_says_which_part(written, head, where):
    with pytest.raises(Unreadable) as told:
        read(written('{at = "0:00:00", by = "fay", act = "open"},', head))

    assert told.value.where == where


def test_a_missing_file_is_unreadable(tmp_path):
    with pytest.raises(Unreadable):
        read(tmp_path / "none.toml")


PAGE = (
    "<head><title>T</title></head><body><p>An<b>a</b> <b>signals</b>\u202fdiscomfort</p>"
    '<p hidden>Secret<br>words</p><i data-x="kept">!</i></body>'
)


def test_a_page_is_compared_as_the_text_it_shows():
    assert text_of(PAGE) == "ana signals discomfort !"
    assert missing(PAGE, ("ANA signals discomfort", "secret")) == ["secret"]


def test_what_must_be_hidden_must_not_stand_anywhere_in_the_page():
    assert leaked(PAGE, ("secret", "kept", "nothing")) == ["secret", "kept"]


def test_turns_are_compared_person_by_person_and_sets_without_order():
    assert not differs("spoken", {"ana": 1, "bea": 0}, {"ana": 1, "cleo": 2})
    assert differs("spoken", {"ana": 2}, {"ana": 1})
    assert not differs("open", ["b", "a"], {"a", "b"})
    assert not differs("tally", {"x": 3}, {"x": 3, "y": 0})
    assert differs("tally", {"x": 3}, {"x": 3, "y": 1})


HALF_DAY = """
title = "A half-day"
facilitator = "fay"
participants = ["ana", "bea"]
{head}
script = [
  {{at = "0:00:00", by = "fay", {line}}},
]
"""


@pytest.mark.parametrize(
    ("head", "line", "why"),
    [
        ("length = 75", 'act = "open"', "format: one of 180, 150, 120, 90, 45, half-day is expected"),
        ('variants = ["standing"]', 'act = "open"', "variants: a list of some of"),
        ('rotating = "gus"', 'act = "open"', "rotating: one of"),
        ("", "goes_on = false", "goes_on = true, and by whom, are expected"),
    ],
)
def test_a_length_or_a_variant_that_there_is_not_cannot_be_read(tmp_path, head, line, why):
    told = tmp_path / "told.toml"
    told.write_text(HALF_DAY.format(head=head, line=line), encoding="utf-8")

    with pytest.raises(Unreadable) as wrong:
        read(told)
    assert why in str(wrong.value)


def test_a_length_is_read_by_its_minutes_and_the_way_on_by_who_opens_it(tmp_path):
    told = tmp_path / "told.toml"
    head = 'length = "half-day"\nvariants = ["four_a"]\nrotating = "ana"'
    told.write_text(HALF_DAY.format(head=head, line="goes_on = true"), encoding="utf-8")

    found = read(told)

    assert (found.format, found.variants, found.rotating) == ("half-day", ("four_a",), "ana")
    assert found.script == (GoesOn(0, "line 9", "fay"),)
