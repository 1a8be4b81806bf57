"""Each letter as its one reader gets it, from a real server, in both languages; and what none of them ever says."""

import re
from datetime import date, time
from email.message import EmailMessage

import pytest
from django.utils.translation import override
from icalendar import Calendar

from besace.cycles import turns
from besace.cycles.wall import WallTime
from besace.languages import LANGUAGES
from besace.live import clock
from besace.people import polling, sealed, timetable
from besace.people.models import Invitation, Meeting, Plan, Subject
from besace.post import drafts, outbox, standing, ticker
from besace.post.due import PAUSE, wanted
from besace.post.models import Kind, Letter
from tests.people import cast
from tests.post import scenes
from tests.post.scenes import at

CANARIES = ("Wolfram", "Quitterie", "Zephyrin", "Ombeline", "Tourmaline", "Burnout", "Marmelade")
"""Names of others, of the group and of a subject."""


@pytest.fixture(params=LANGUAGES)
def story(request, post_office, postman):
    """A group from its first invitation to the last reminder: everything Ana is ever sent."""
    language = request.param
    told = {"name": "Tourmaline Burnout", "in_common": "Burnout of bakers", "own_terms": "Marmelade first"}
    cycle, fay, (ana, bea) = scenes.proposed("Ana", "Quitterie", dates=scenes.TUESDAYS[:2], **told)
    scenes.only(cycle.group)
    fay.person.name, ana.person.language = "Wolfram", language
    fay.person.save()
    ana.person.save()
    invited = {"created": cast.AT, "until": at(3, 1), "language": language, "by": fay.person}
    Invitation.objects.create(group=cycle.group, name="Ana", email="ana.invited@example.org", **invited)
    Invitation.objects.create(group=cycle.group, name="Zephyrin", email="zephyrin@example.org", **invited)
    outbox.invite_all(cycle.group, fay.person)
    polling.ask(cycle.group, scenes.TUESDAYS, 2, None, fay.person)
    outbox.ask_to_answer(cycle.group, fay.person)
    outbox.ask_to_confirm(cycle, fay.person)
    ticker.turn()
    for one in (ana, bea):
        timetable.confirm(cycle, one, {timetable.slot_of(when): True for when in scenes.TUESDAYS[:2]})
    timetable.begin(cycle, fay.person, cycle.edition)
    blob = sealed.close(cycle.group.id, sealed.GROUP, "people_subject.sealed", ["x"], {"title": "Ombeline"})
    Subject.objects.create(member=bea, sealed=blob, created=cast.AT, changed=cast.AT)
    _lived(cycle, ana)
    with override(language):
        yield postman, ana.person.email.casefold(), language


def _lived(cycle, ana) -> None:
    def turn(now: int) -> None:
        with clock.at(now):
            ticker.turn()

    turn(at(3, 3))
    turn(at(3, 9))
    meeting = timetable.meeting_of(cycle, 1)
    Meeting.objects.filter(pk=meeting.pk).update(ended=at(3, 10, 21), opened=at(3, 10, 18))
    Plan.objects.create(meeting=meeting, member=ana, sealed=b"Ombeline", remind_before=True, changed=at(3, 10))
    turn(at(3, 11))
    later = WallTime(date(2026, 4, 21), time(18), scenes.PARIS)
    with clock.at(at(4, 1)):
        timetable.change(cycle, turns.move(timetable.folded(cycle), 2, later, date(2026, 4, 1)), None, cycle.edition)
    turn(at(4, 1) + PAUSE)
    turn(at(4, 14))
    with clock.at(at(4, 15)):
        timetable.change(cycle, turns.cancel(timetable.folded(cycle), 2, date(2026, 4, 15)), None, cycle.edition)
    turn(at(4, 15) + PAUSE)


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content()).replace("\r\n", "\n")


def whole(mail: EmailMessage) -> str:
    """Everything in a mail, decoded: its headers and each of its parts."""
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join([*map(str, mail.items()), *(part if isinstance(part, str) else part.decode() for part in parts)])


@pytest.mark.method("B1", "F4")
def test_no_letter_says_the_name_of_another_or_anything_of_the_group(story):
    postman, ana, _ = story
    hers = [mail for to, mail in postman.letters if to.startswith("ana.")]
    assert set(Letter.objects.filter(state=Letter.State.SENT).values_list("kind", flat=True)) == set(Kind)
    assert len(hers) == len(SUBJECTS["en"])
    for mail in hers:
        assert [word for word in CANARIES if word.casefold() in whole(mail).casefold()] == []
    assert {mail["To"] for mail in hers} == {ana, "ana.invited@example.org"}


@pytest.mark.method("B1")
def test_each_letter_is_plain_text_and_html_to_one_reader_and_says_that_a_machine_wrote_it(story):
    postman, _, language = story
    for to, mail in postman.letters:
        assert [address.addr_spec for address in mail["To"].addresses] == [to]
        assert mail["Cc"] is None
        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["List-Unsubscribe"].strip().startswith("<https://besace.example/letters/#")
        html = mail.get_body(("html",))
        assert html
        page = html.get_content()
        if to.startswith("ana."):
            assert f'<html lang="{language}">' in page
            assert ("Fewer letters:" in plain(mail)) == ("Hello" in page) == (language == "en")
            assert ("Menos cartas:" in plain(mail)) == (language == "es")
        assert not re.search(r"<(?:img|script|link|iframe|form)\b|url\(|@import", page)
        assert set(re.findall(r'(?:src|href)="(https?://[^/"]+)', page)) == {"https://besace.example"}
        for link in re.findall(r"https://\S+", plain(mail)):
            assert link in page


SUBJECTS = {
    "en": [
        "A seat is kept for you",
        "Which days suit you?",
        "Dates to confirm",
        "Tuesday 10 March, 18:00",
        "Tomorrow, 18:00",
        "Thank you for having been there",
        "Changed: Tuesday 21 April, 18:00",
        "Tuesday 21 April, 18:00",
        "Your page, before the next session",
        "Cancelled: Tuesday 21 April, 18:00",
    ],
    "fr": [
        "Une place vous attend",
        "Quels jours vous conviennent ?",
        "Des dates à confirmer",
        "mardi 10 mars, 18 h",
        "Demain, 18 h",
        "Vous étiez là, et cela compte",
        "Changement : mardi 21 avril, 18 h",
        "mardi 21 avril, 18 h",
        "Votre page, avant la prochaine séance",
        "Annulation : mardi 21 avril, 18 h",
    ],
    "es": [
        "Hay un lugar guardado para ti",
        "¿Qué días te van bien?",
        "Fechas por confirmar",
        "martes 10 de marzo, 18:00",
        "Mañana, 18:00",
        "Gracias por haber estado",
        "Cambio: martes 21 de abril, 18:00",
        "martes 21 de abril, 18:00",
        "Tu página, antes de la próxima sesión",
        "Anulada: martes 21 de abril, 18:00",
    ],
}


@pytest.mark.method("B1", "F5")
def test_a_whole_cycle_writes_these_letters_in_this_order(story):
    postman, _, language = story
    got = [re.sub(r"\s", " ", str(mail["Subject"])) for to, mail in postman.letters if to.startswith("ana.")]
    assert sorted(got) == sorted(SUBJECTS[language])


@pytest.mark.method("B1")
def test_the_calendar_follows_a_session_from_its_announcement_to_its_end(story):
    postman, ana, _ = story
    entries = []
    for mail in postman.to(ana):
        for part in mail.walk():
            if part.get_content_type() == "text/calendar" and part.get_filename():
                calendar = Calendar.from_ical(part.get_content())
                assert part.get_param("method") == calendar["METHOD"]
                (event,) = calendar.walk("VEVENT")
                entries.append(
                    (str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"]), event.decoded("DTSTART"))
                )
    second = [entry for entry in entries if entry[1] == entries[-1][1]]
    assert [entry[0] for entry in second] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [entry[2] for entry in second] == [1, 1, 2]
    assert {entry[3].strftime("%d %H") for entry in second} == {"21 18"}
    assert len({entry[1] for entry in entries}) == 2


@pytest.mark.method("B1")
def test_her_own_words_take_the_place_of_ours_and_the_facts_stay(post_office, postman):
    cycle, _, (ana, bea) = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
    scenes.only(cycle.group)
    bea.person.language = "fr"
    bea.person.save()
    meeting = timetable.meeting_of(cycle, 1)
    words = {"en": "The quay gate is closed:\nring at the blue door.\n\nBring <b>nothing</b>."}
    kept = drafts.keep(cycle.group, Kind.ANNOUNCEMENT, meeting.id, words, None)
    assert b"blue door" not in bytes(kept.sealed)
    with clock.at(at(3, 3)):
        ticker.turn()
    for one in (ana, bea):
        text = plain(postman.to(one.person.email)[0])
        assert "The quay gate is closed: ring at the blue door.\n\nBring <b>nothing</b>." in text
        assert "Think of a subject" not in text
        assert "10 mar" in text.casefold()
        assert "Old customs house" in text
        assert "&lt;b&gt;nothing" in postman.to(one.person.email)[0].get_body(("html",)).get_content()


def test_a_letter_that_is_held_back_does_not_leave_and_another_hour_is_kept(post_office, postman):
    cycle, _, (ana, _) = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
    scenes.only(cycle.group)
    meeting = timetable.meeting_of(cycle, 1)
    drafts.hold(cycle.group, Kind.ANNOUNCEMENT, meeting.id, held=True)
    drafts.keep(cycle.group, Kind.REMINDER, meeting.id, {}, at(3, 8, 20))
    for now in (at(3, 3), at(3, 8, 19, 59)):
        with clock.at(now):
            ticker.turn()
    assert postman.letters == []
    with clock.at(at(3, 8, 20)):
        ticker.turn()
    assert len(postman.to(ana.person.email)) == 1


def test_a_letter_asked_for_again_is_another_and_its_reader_the_same(post_office, postman):
    cycle, fay, (ana, _) = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
    scenes.only(cycle.group)
    with clock.at(at(3, 3)):
        ticker.turn()
        first = Letter.objects.get(person=ana.person)
        assert outbox.again(first, fay.person)
        ticker.turn()
        ticker.turn()
    got = postman.to(ana.person.email)
    assert len(got) == 2
    assert got[0]["Message-ID"] != got[1]["Message-ID"]


def test_a_facilitator_can_have_one_first(post_office, postman):
    cycle, fay, (ana, _) = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
    scenes.only(cycle.group)
    one = next(one for one in wanted(standing.of(cycle.group), cast.AT) if one.kind is Kind.REMINDER)
    outbox.sample(one, fay.person)
    ticker.turn()
    assert len(postman.to(fay.person.email)) == 1
    assert postman.to(ana.person.email) == []
    assert "Hello Fay," in plain(postman.letters[0][1])


def test_what_a_letter_told_is_checked_again_when_it_leaves(post_office, postman):
    cycle, _, _ = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
    scenes.only(cycle.group)
    with clock.at(at(3, 3)):
        outbox.fill(at(3, 3))
        timetable.change(cycle, turns.cancel(timetable.folded(cycle), 1, date(2026, 3, 3)), None, cycle.edition)
        ticker.turn()
    assert postman.letters == []
    assert {one.state for one in Letter.objects.all()} == {Letter.State.SKIPPED}


def test_over_a_distance_the_link_and_whose_clock_it_is_stand_in_the_letter(post_office, postman):
    told = {"place": "remote", "link": "https://meet.example.org/quay"}
    cycle, _, (ana, _) = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2], **told)
    scenes.only(cycle.group)
    with clock.at(at(3, 9)):
        ticker.turn()
    text = plain(postman.to(ana.person.email)[0])
    assert "https://meet.example.org/quay" in text
    assert "(time of Paris)" in text
    assert "customs house" not in text


def test_who_has_no_address_is_shown_to_be_told_otherwise():
    cycle, _, (ana, _) = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
    ana.person.email = None
    ana.person.save()
    scenes.only(cycle.group)
    outbox.fill(at(3, 3))
    assert Letter.objects.get(person=ana.person).failure == "no-address"
