"""Names and addresses as people paste them: what can be read is read, what cannot is named."""

import pytest

from besace.people.pasted import Known, Why, address_in, read

NOBODY = Known()
FIVE = """Jo Adler; jo@example.org
Kim; kim@example.org
Lou Marchetti\tlou@example.org
Max;
Nina Oyelaran, nina@example.org"""


def people(text: str, known: Known = NOBODY) -> list[tuple[str, str]]:
    return [(row.name, row.address) for row in read(text, known).good]


def refused(text: str, known: Known = NOBODY) -> list[tuple[int, Why]]:
    return [(bad.line, bad.why) for bad in read(text, known).bad]


def test_good_rows_are_all_read_and_the_bad_one_is_named_with_its_line():
    reading = read(FIVE, NOBODY)

    assert [row.name for row in reading.good] == ["Jo Adler", "Kim", "Lou Marchetti", "Nina Oyelaran"]
    assert [(bad.line, bad.text, bad.why) for bad in reading.bad] == [(4, "Max;", Why.MISSING)]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("jo@example.org", ("", "jo@example.org")),
        ("Jo <jo@example.org>", ("Jo", "jo@example.org")),
        ("Jo Adler jo@example.org", ("Jo Adler", "jo@example.org")),
        ('"Adler, Jo" <jo@example.org>', ("Adler, Jo", "jo@example.org")),
        ('"Adler, Jo";jo@example.org', ("Adler, Jo", "jo@example.org")),
        ("Jo;Adler;jo@example.org;06 12 34 56 78", ("Jo Adler", "jo@example.org")),
        ("3;Jo Adler;jo@example.org", ("Jo Adler", "jo@example.org")),
        ("jo@example.org, Jo Adler", ("Jo Adler", "jo@example.org")),
        ("JO@Example.ORG", ("", "jo@example.org")),
        ("mailto:jo@example.org", ("", "jo@example.org")),
        ("  Zoé\u00a0Müller ;  zoe@example.org  ", ("Zoé Müller", "zoe@example.org")),
        ("\ufeffJo;jo@example.org", ("Jo", "jo@example.org")),
    ],
)
def test_a_row_is_read_in_whatever_form_it_comes(line, who):
    assert people(line) == [who]


@pytest.mark.parametrize(
    "heading",
    ["Nom;Adresse", "\ufeffPrénom,Nom,Courriel", "Name\tE-mail", '"First name","Last name","Email address"', "Email"],
)
def test_a_row_of_headings_is_no_person(heading):
    assert read(f"{heading}\nJo,jo@example.org", NOBODY).bad == ()
    assert people(f"{heading}\nJo,jo@example.org") == [("Jo", "jo@example.org")]


def test_the_heading_of_a_letter_holds_several_people():
    assert people("Jo <jo@example.org>, Kim <kim@example.org>; lou@example.org".replace(";", ",")) == [
        ("Jo", "jo@example.org"),
        ("Kim", "kim@example.org"),
        ("", "lou@example.org"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Max", Why.MISSING),
        ("kim@", Why.INVALID),
        ("kim@example", Why.INVALID),
        ("Kim; kim@exa mple.org", Why.INVALID),
        ("Kim; kim@example.org; kim@work.example.org", Why.SEVERAL),
        ("x" * 41 + ";kim@example.org", Why.LONG),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(text, why):
    assert refused(f"Jo; jo@example.org\n\n{text}") == [(3, why)]


@pytest.mark.method("G2")
def test_what_is_known_of_the_group_is_said_of_each_row():
    known = Known(members={"ana@example.org"}, invited={"bea@example.org"}, chairs=2)
    text = "ana@example.org\nbea@example.org\njo@example.org\nJO@example.org\nkim@example.org\nlou@example.org"

    assert refused(text, known) == [(1, Why.MEMBER), (2, Why.INVITED), (4, Why.TWICE), (6, Why.BEYOND)]


def test_what_was_ready_before_is_read_anew_with_what_is_pasted_now():
    reading = read("Jo; jo@example.org", Known(chairs=9), ["Kim <kim@example.org>", "Jo <jo@example.org>", "forged@"])

    assert [str(row) for row in reading.good] == ["Kim <kim@example.org>", "Jo <jo@example.org>"]
    assert [bad.why for bad in reading.bad] == [Why.INVALID, Why.TWICE]


@pytest.mark.parametrize("text", ["", "Jo", "jo@", "jo@example.org, kim@example.org", "a@example.org\nb@example.org"])
def test_where_one_address_is_asked_nothing_else_is_taken(text):
    assert address_in(text) is None


@pytest.mark.parametrize(
    "text", ['"', '"jo@example.org', "@", "<>", "<@>", ";;;", '";,\t', "\x00\u2028@\u2029", "@@@ @@"]
)
def test_nothing_that_is_pasted_breaks_the_reading(text):
    reading = read(text, NOBODY)

    assert all(bad.why in Why for bad in reading.bad)
