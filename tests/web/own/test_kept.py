"""What is kept, and until when: the page each member has, with the days, and what those who facilitate choose."""

import re
from html import unescape

import pytest

from besace.live import clock
from besace.people import keeping, retention
from besace.people.keeping import DAY, Times
from besace.people.models import Keeping, Member, Trace
from tests.people import cast
from tests.people.held import BEGINS, kept, table

pytestmark = pytest.mark.method("F4")


@pytest.fixture(autouse=True)
def _march():
    with clock.at(BEGINS + DAY):
        yield


def said(answer) -> str:
    """What a page says, without its markup."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(text).split())


def page(at, of: Member, language: str = "en") -> str:
    answer = cast.browser(of.person, language=language).get(f"/g/{at.group.id}/kept/")
    assert answer.status_code == 200
    return said(answer)


@pytest.mark.parametrize(
    ("language", "until", "at_most", "ended"),
    [
        ("en", "or 45 days have passed", "session 1, of 5 March 2026: on 19 April 2026 at the latest",
         "The words of session 1, of 5 March 2026, ended on 20 April 2026."),
        ("fr", "ou après 45 jours", "séance 1 du 5 mars 2026 : le 19 avril 2026 au plus tard",
         "Les mots de la séance 1 du 5 mars 2026 ont disparu le 20 avril 2026."),
    ],
)  # fmt: skip
def test_the_day_is_said_before_and_after_it_came(language, until, at_most, ended):
    at = kept(table(language))
    before = page(at, at.bea, language)
    assert until in before
    assert at_most in before.replace("\u202f", " ")
    assert ended not in before
    with clock.at(BEGINS + 46 * DAY):
        retention.sweep(clock.now())
        after = page(at, at.bea, language)
    assert ended in after
    assert at_most not in after.replace("\u202f", " ")


def test_nothing_that_was_said_is_on_it():
    at = kept(table())
    for one in (at.ana, at.bea, at.fay):
        told = page(at, one)
        others = {"Ana", "Bea", "Fay"} - {one.person.name}
        assert not [words for words in ("chairs", "accountant", "Sundays", *others) if words in told.split()]


def test_whoever_has_left_still_reads_what_is_kept_of_her():
    at = kept(table())
    Member.objects.filter(pk=at.cleo.pk).update(left_at=BEGINS + DAY)
    told = page(at, at.cleo)
    assert "session 1, of 5 March 2026" in told
    assert "Choose other times" not in told


def change(at, who: Member, **fields):
    stands = {"words": 45, "pages": 30, "attendance": 12, "number": len(keeping.choices(at.group.id))}
    return cast.browser(who.person).post(f"/g/{at.group.id}/kept/times/", {**stands, **fields})


def test_whoever_facilitates_chooses_and_everyone_is_told():
    at = kept(table())
    assert change(at, at.fay, words=20).status_code == 302
    assert keeping.now(at.group.id) == Times(20, 30, 12)
    for one in (at.ana, at.fay):
        told = page(at, one)
        assert "or 20 days have passed" in told
        assert "since 6 March 2026" in told
    assert "chosen how long things are kept" in said(cast.browser(at.ana.person).get(f"/g/{at.group.id}/"))
    with clock.at(BEGINS + 16 * DAY):
        assert "chosen how long" not in said(cast.browser(at.ana.person).get(f"/g/{at.group.id}/"))


def test_a_member_cannot_choose_and_that_she_tried_is_noted():
    at = kept(table())
    assert change(at, at.ana, words=20).status_code == 404
    assert cast.browser(at.ana.person).get(f"/g/{at.group.id}/kept/times/").status_code == 404
    assert not Keeping.objects.filter(group=at.group).exists()
    lines = Trace.objects.filter(scope=at.group.id, act="asked")
    assert list(lines.values_list("part", "what", "outcome")) == [("participant", "keeping", "refused")]


@pytest.mark.parametrize(
    "fields", [{"words": 6}, {"words": 91}, {"pages": -1}, {"attendance": 2}, {"attendance": ""}, {"words": "many"}]
)
def test_what_is_out_of_limits_is_refused_and_what_was_typed_stays(fields):
    at = kept(table())
    answer = change(at, at.fay, **fields)
    assert answer.status_code == 422
    [(name, value)] = fields.items()
    assert "A whole number, from" in said(answer)
    if value:
        assert f'name="{name}" value="{value}"' in answer.content.decode()
    assert not Keeping.objects.filter(group=at.group).exists()


def test_what_would_end_at_once_is_said_first():
    at = kept(table())
    with clock.at(BEGINS + 20 * DAY):
        asked = change(at, at.fay, words=10)
        assert asked.status_code == 422
        assert "ends at once and for good" in said(asked)
        assert not Keeping.objects.filter(group=at.group).exists()
        assert change(at, at.fay, words=10, sure="on").status_code == 302
        retention.sweep(clock.now())
        assert "ended on 25 March 2026" in page(at, at.ana)


def test_the_second_of_two_is_told_and_loses_nothing():
    at = kept(table())
    assert change(at, at.fay, words=20).status_code == 302
    late = change(at, at.fay, words=33, number=0)
    assert late.status_code == 409
    assert "They now stand at 20 days, 30 days and 12 months." in said(late)
    assert 'name="words" value="33"' in late.content.decode()
    assert keeping.now(at.group.id).words == 20
