"""The letters of a group, for those who facilitate it."""

import pytest
from django.conf import settings

from besace.journal.writer import WRITER
from besace.live import clock
from besace.people import invitations, timetable
from besace.people.models import Invitation, Meeting, Plan
from besace.post import drafts, links, outbox, smtp, standing
from besace.post.failures import Failure
from besace.post.models import Draft, Kind, Letter
from besace.web.letters.forms import named_in
from tests.people import cast
from tests.post import scenes
from tests.post.scenes import at

State = Letter.State


@pytest.fixture(autouse=True)
def _february():
    Letter.objects.all().delete()
    with clock.at(cast.AT):
        yield


@pytest.fixture
def sends(monkeypatch):
    """A house with a mail server; nothing leaves, since no ticker runs."""
    monkeypatch.setattr(settings, "BESACE_SMTP_SERVER", smtp.read("smtp://127.0.0.1:9"))


class Desk:
    """Fay at her letters."""

    def __init__(self) -> None:
        self.cycle, self.fay, self.peers = scenes.begun("Ana", "Bea", dates=scenes.TUESDAYS[:2])
        self.group = self.cycle.group
        self.meeting = timetable.meeting_of(self.cycle, 1)
        self.browser = scenes.browser(self.fay)
        self.base = f"/g/{self.group.id}/letters/"
        self.announcement = f"announcement/{self.meeting.id}/"

    def shows(self, path: str = "", status: int = 200) -> str:
        answer = self.browser.get(self.base + path)
        assert answer.status_code == status
        return answer.content.decode()

    def does(self, path: str, **fields: str):
        return self.browser.post(self.base + path, fields)

    def invites(self, name: str = "Sam", email: str = "sam@exmaple.org") -> Letter:
        until = cast.AT + 20 * 24 * 3600
        told = {"name": name, "email": email, "created": cast.AT, "until": until}
        made = Invitation.objects.create(group=self.group, **told)
        assert outbox.invite(made, self.fay.person)
        return Letter.objects.get(invitation=made)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def failed(letter: Letter, failure: Failure, **more: object) -> None:
    changes = {"state": State.FAILED, "failure": failure, "tries": 1, **more}
    WRITER.run(lambda: Letter.objects.filter(pk=letter.pk).update(**changes))


@pytest.mark.parametrize("path", ["", "copy/", "announcement/{}/", "announcement/{}/shown"])
def test_members_and_strangers_do_not_find_the_letters(desk, path):
    where = desk.base + path.format(desk.meeting.id)
    assert scenes.browser(desk.peers[0]).get(where).status_code == 404
    assert scenes.browser(Desk().fay).get(where).status_code == 404
    assert desk.browser.get(where).status_code == 200


def test_members_and_strangers_do_nothing_with_letters(desk, sends):
    letter = desk.invites()
    failed(letter, Failure.UNKNOWN_ADDRESS)
    for client in (scenes.browser(desk.peers[0]), scenes.browser(Desk().fay)):
        told = {"do": "correct", "letter": letter.id, "email": "other@example.org"}
        assert client.post(desk.base + "do", told).status_code == 404
    stranger = Desk()
    assert stranger.does("do", do="retry", letter=letter.id).status_code == 404
    assert Letter.objects.get(pk=letter.pk).state == State.FAILED


@pytest.mark.method("B1")
def test_what_is_to_come_stands_with_its_hour_and_its_readers(desk, sends):
    shown = desk.shows()
    assert "Announcement, and a call for subjects" in shown
    assert "Tuesday 3 March, 09:00, to 2" in shown
    assert "Monday 9 March, 09:00, to 2" in shown
    assert "Wednesday 11 March, 09:00, to 2" in shown


@pytest.mark.method("F5")
def test_that_someone_is_reminded_of_her_actions_is_nobody_elses_business(desk, sends):
    ana = desk.peers[0]
    Meeting.objects.filter(pk=desk.meeting.pk).update(ended=at(3, 10, 21))
    Plan.objects.create(meeting=desk.meeting, member=ana, sealed=b"x", remind_before=True, changed=cast.AT)
    with clock.at(at(4, 8)):
        outbox.fill(at(4, 8))
        letter = Letter.objects.get(group=desk.group, kind=Kind.ACTIONS)
        failed(letter, Failure.REFUSED)
        desk.browser = scenes.browser(desk.fay)  # no login lasts longer than thirty days
        assert not any(word in desk.shows() for word in ("actions", letter.id, "did not arrive"))
        desk.shows(f"actions/{desk.meeting.id}/", 404)
        assert desk.does("do", do="retry", letter=letter.id).status_code == 404


@pytest.mark.method("B1")
def test_a_letter_is_shown_exactly_as_it_leaves_and_runs_nothing(desk):
    answer = desk.browser.get(desk.base + desk.announcement + "shown")
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "script" not in policy
    assert "<h1" in answer.content.decode()
    ana = desk.peers[0].person
    page = desk.shows(f"{desk.announcement}?to={ana.id}")
    assert f"shown?to={ana.id}" in page
    assert "Hello Ana," in page


@pytest.mark.method("B1")
def test_words_that_were_changed_are_kept_and_ours_are_not(desk, sends):
    shown = desk.shows(desk.announcement)
    assert "Think of a subject you could bring" in shown
    told = {"day": "2026-03-02", "hour": "10:30", "words_en": "Ring at the blue door.", "do": "keep"}
    assert desk.does(desk.announcement, **told).status_code == 302
    draft = Draft.objects.get(group=desk.group)
    assert drafts.words_of(draft) == {"en": "Ring at the blue door."}
    assert draft.due == at(3, 2, 10, 30)
    assert "Monday 2 March, 10:30" in desk.shows()
    ours = "Think of a subject you could bring: a problem, a project or a concern. One sentence is enough, and it may begin with “How”. If nothing comes, come as you are."  # fmt: skip  # noqa: E501
    desk.does(desk.announcement, **{**told, "words_en": ours})
    assert drafts.words_of(Draft.objects.get(group=desk.group)) == {}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"words_en": "Bea will be late."}, "“Bea” is the name of someone in the group"),
        ({"day": "2026-01-02"}, "That is past"),
        ({"day": "2026-03-11"}, "That is too late"),
        ({"hour": ""}, "Give the day and the hour, or neither."),
        ({"words_en": "x" * 1201}, "1200"),
        ({"day": "soon"}, "Enter a valid date"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field_and_nothing_typed_is_lost(desk, changes, said):
    told = {"day": "2026-03-02", "hour": "10:30", "words_en": "Ring.", "do": "keep", **changes}
    answer = desk.does(desk.announcement, **told)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    assert told["words_en"] in shown
    assert not Draft.objects.filter(group=desk.group).exists()


def test_a_word_that_only_holds_a_name_is_no_name(desk):
    told = {"day": "2026-03-02", "hour": "10:30", "words_en": "Beans and bananas. A bea.", "do": "keep"}
    assert desk.does(desk.announcement, **told).status_code == 302


@pytest.mark.parametrize("name", ["A.a", "(Bea", "B*e", "[a-z]+", "Ana\\d", "C++", "?!x"])
def test_a_name_is_looked_for_as_it_is_written_whatever_its_signs(name):
    assert named_in(f"So says {name}, and smiles.", [name]) == name
    assert named_in("Beans and bananas. A bea, Ana7, abc, Axa.", [name]) == ""


def test_a_letter_is_held_back_and_let_go_again(desk, sends):
    told = {"day": "2026-03-03", "hour": "09:00", "words_en": ""}
    desk.does(desk.announcement, **told, do="hold")
    assert "Not sent" in desk.shows()
    assert "It does not leave." in desk.shows(desk.announcement)
    desk.does(desk.announcement, **told, do="release")
    assert "Not sent" not in desk.shows()
    assert Draft.objects.get(group=desk.group).due is None


def test_invitations_wait_for_her_word(desk, sends):
    until = cast.AT + 20 * 24 * 3600
    Invitation.objects.create(group=desk.group, name="Sam", email="sam@example.org", created=cast.AT, until=until)
    assert "To one, at your word" in desk.shows()
    desk.does("do", do="invite")
    desk.does("do", do="invite")
    assert Letter.objects.filter(group=desk.group, kind=Kind.INVITATION).count() == 1


@pytest.mark.method("B1")
def test_what_did_not_arrive_is_said_and_an_address_corrected(desk, sends):
    letter = desk.invites()
    failed(letter, Failure.UNKNOWN_ADDRESS)
    shown = desk.shows()
    assert "One did not arrive" in shown
    assert "The address is unknown." in shown
    assert "sam@exmaple.org" in shown
    wrong = desk.does("do", do="correct", letter=letter.id, email="sam at example")
    assert wrong.status_code == 422
    assert "This is no mail address" in wrong.content.decode()
    assert "sam at example" in wrong.content.decode()
    desk.does("do", do="correct", letter=letter.id, email="Sam@example.org")
    letter.refresh_from_db()
    assert letter.state == State.WAITING
    assert letter.invitation.email == "sam@example.org"


def test_the_link_that_went_to_a_wrong_address_opens_nothing_once_it_is_corrected(desk, sends):
    letter = desk.invites()
    gone, unwanted = invitations.token_of(letter.invitation), links.fewer(None, letter.invitation)
    failed(letter, Failure.CAME_BACK)
    desk.does("do", do="correct", letter=letter.id, email="sam@example.org")
    assert invitations.find(gone) is None
    cast.browser().post("/letters/", {"token": unwanted.partition("#")[2], "do": "save"})
    letter.refresh_from_db()
    assert invitations.lives(letter.invitation)
    assert outbox.still(letter, clock.now()) is not None


def test_an_invitation_that_was_taken_meanwhile_keeps_its_address(desk, sends):
    letter = desk.invites()
    failed(letter, Failure.CAME_BACK)
    Invitation.objects.filter(pk=letter.invitation_id).update(state=Invitation.State.TAKEN)
    assert desk.does("do", do="correct", letter=letter.id, email="sam@example.org").status_code == 422
    letter.invitation.refresh_from_db()
    assert letter.invitation.email == "sam@exmaple.org"


def test_an_address_that_someone_else_is_invited_at_is_refused(desk, sends):
    letter = desk.invites()
    desk.invites("Rosa", "rosa@example.org")
    failed(letter, Failure.UNKNOWN_ADDRESS)
    answer = desk.does("do", do="correct", letter=letter.id, email="ROSA@example.org")
    assert "Someone else is invited at this address." in answer.content.decode()


def test_the_address_of_someone_with_an_account_is_not_a_facilitators_to_change(desk, sends):
    with clock.at(at(3, 3)):
        outbox.fill(at(3, 3))
    letter = Letter.objects.filter(group=desk.group, kind=Kind.ANNOUNCEMENT).first()
    failed(letter, Failure.UNKNOWN_ADDRESS)
    assert desk.does("do", do="correct", letter=letter.id, email="mine@example.org").status_code == 404
    letter.person.refresh_from_db()
    assert letter.person.email != "mine@example.org"


def test_the_next_try_is_told(desk, sends):
    letter = desk.invites()
    failed(letter, Failure.MAILBOX_FULL, state=State.WAITING, tries=3, next_try=at(2, 2, 14))
    assert "Tried 3 times, next try: Monday 2 February, 14:00." in desk.shows()


def test_a_letter_that_came_back_is_marked_by_hand(desk, sends):
    letter = desk.invites()
    WRITER.run(lambda: Letter.objects.filter(pk=letter.pk).update(state=State.SENT, sent=cast.AT, tries=1))
    assert "It came back" in desk.shows("invitation/all/")
    desk.does("do", do="came-back", letter=letter.id)
    assert "It came back." in desk.shows()
    desk.does("do", do="retry", letter=letter.id)
    assert Letter.objects.get(pk=letter.pk).state == State.WAITING


def test_what_is_gone_can_be_sent_again(desk, sends):
    letter = desk.invites()
    WRITER.run(lambda: Letter.objects.filter(pk=letter.pk).update(state=State.SENT, sent=cast.AT, tries=1))
    assert "Monday 2 February, to one" in desk.shows()
    desk.does("do", do="again", letter=letter.id)
    assert Letter.objects.filter(invitation=letter.invitation).count() == 2


@pytest.mark.method("B1")
def test_without_a_mail_server_it_is_said_and_every_letter_can_be_copied(desk):
    desk.invites()
    with clock.at(at(3, 3)):
        outbox.fill(at(3, 3))
        shown = desk.shows()
        assert "This server sends no letters." in shown
        assert "2 to pass on" in shown
        copies = desk.shows("copy/")
        assert "Hello Ana," in copies
        assert copies.count("readonly") == 4
        one = Letter.objects.get(person=desk.peers[0].person)
        key = f"{one.kind} {one.occasion} {one.recipient}"
        desk.does("do", do="passed-on", letter=key)
        assert "Hello Ana," not in desk.shows("copy/")
        assert Letter.objects.get(pk=one.pk).state == State.COPIED
        assert "passed on by hand" in desk.shows(desk.announcement)


def test_an_invitation_is_copied_before_anything_was_sent(desk):
    until = cast.AT + 20 * 24 * 3600
    Invitation.objects.create(group=desk.group, name="Sam", created=cast.AT, until=until)
    assert f"{settings.BESACE_ADDRESS}/invited/#" in desk.shows("copy/")
    one = next(one for one in outbox.wanted(standing.of(desk.group), cast.AT) if one.kind is Kind.INVITATION)
    desk.does("do", do="passed-on", letter=" ".join(one.key))
    assert Letter.objects.get(kind=Kind.INVITATION).state == State.COPIED


@pytest.mark.parametrize("told", [{}, {"do": "burn"}, {"do": "retry"}, {"do": "retry", "letter": "x\x00"}])
def test_nonsense_is_not_found(desk, told):
    assert desk.does("do", **told).status_code == 404


@pytest.mark.parametrize("names", [("Ana", "Bea"), ("Ana", "Bea", "Cleo", "Dan")])
def test_the_page_asks_the_database_no_more_for_more_people(names, sends, django_assert_num_queries):
    cycle, fay, _ = scenes.begun(*names, dates=scenes.TUESDAYS[: len(names)])
    client = scenes.browser(fay)
    client.get(f"/g/{cycle.group.id}/letters/")
    with django_assert_num_queries(19):
        client.get(f"/g/{cycle.group.id}/letters/")


def test_in_french(desk):
    client = scenes.browser(desk.fay, language="fr")
    shown = client.get(desk.base).content.decode()
    assert "Annonce, et appel à sujets" in shown
    assert "mardi 3 mars, 9\u00a0h, à 2 personnes" in shown
