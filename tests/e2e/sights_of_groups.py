"""The pages of a group, of those who join it, and of its letters, each in its states."""

from collections.abc import Iterator

from playwright.sync_api import Page

from besace.people import invitations, leaving, ties, timetable
from besace.people.invitations import Asked
from besace.people.models import Group, Invitation, Member
from besace.people.ties import Kind, Named
from besace.post import links, outbox
from besace.post.failures import Failure
from besace.post.models import Letter
from tests.e2e.sights import LONG, NAMES, Sight, address, cycle_of, laid, press, someone, unfold
from tests.people import cast

MAIN = "main .btn--main"
State = Letter.State


def of_founding(language: str) -> Iterator[Sight]:
    """A group before anybody is in it."""
    group, fay, _ = laid(language)
    yield Sight("group-new", "/g/new/", fay.person)
    yield Sight("group-new-wrong", "/g/new/", fay.person, do=press("[name=do]"))
    yield Sight("group-new-read", "/g/new/", fay.person, do=paste)
    yield Sight("table-empty", f"/g/{group.id}/table/", fay.person)


def of_tables(language: str) -> Iterator[Sight]:
    """A table with members, invited ones, a tie, and people who wait."""
    group, fay, (al, marie, be) = laid(language, *NAMES[:3], seats=8)
    guy = cast.member(group, someone("Guy", language), Member.Role.CO_FACILITATOR)
    ties.name(marie, [Named(al, Kind.BUSINESS, "we share a workshop and a van, and a loan of thirty thousand")])
    Member.objects.filter(pk=be.pk).update(terms=0)
    asked = [Asked(address("rosa"), "Rosa"), Asked(address("a-rather-long-address-before-the-sign"))]
    expire(invitations.invite(group, asked, fay.person)[1])
    invitations.invite(group, [Asked(address("guénaëlle"), LONG)], fay.person, Member.Role.CO_FACILITATOR)
    invitations.lay_link(group, fay.person)
    for name in ("Tom", ""):
        invitations.keep_in_mind(group, Asked(address(f"tom{name}"), name), fay.person)
    table, edit = f"/g/{group.id}/table/", f"/g/{group.id}/edit/"
    yield Sight("table", table, fay.person)
    yield Sight("table-unfolded", table, fay.person, do=unfold)
    yield Sight("table-no-mail", table, fay.person, mail=False)
    yield Sight("table-co", table, guy.person)
    yield Sight("table-paste", table, fay.person, do=paste)
    yield Sight("edit", edit, fay.person)
    yield Sight("edit-wrong", edit, fay.person, do=unname)
    yield Sight("edit-overtaken", edit, fay.person, do=lambda page: overtake(page, group))


def unname(page: Page) -> None:
    """Sends a form without a name in it."""
    page.locator("#id_name").fill("")
    press(MAIN)(page)


def paste(page: Page) -> None:
    """Pastes people to invite, one of them wrong."""
    page.evaluate("document.querySelector('#paste').closest('details')?.setAttribute('open', '')")
    page.locator("#paste").fill("Rosa Adler; rosa@example.org\nJo, jo@\nTom Rosenfeld-Vandenberghe\ttom@example.org")
    press("[name=read]")(page)


def overtake(page: Page, group: Group) -> None:
    """Saves a group that somebody else has changed meanwhile."""
    page.locator("#id_name").fill("Another name")
    Group.objects.filter(pk=group.pk).update(edition=group.edition + 7, minutes=120)
    press(MAIN)(page)


def expire(invitation: Invitation) -> None:
    """Lets an invitation expire."""
    Invitation.objects.filter(pk=invitation.pk).update(until=cast.AT - 60)


def of_a_full_table(language: str) -> Iterator[Sight]:
    """Nine who have their seats, and a tenth."""
    group, fay, peers = laid(language, *NAMES)
    cast.member(group, someone("Guy", language), Member.Role.CO_FACILITATOR)
    cycle_of(group, fay, peers)
    yield Sight("table-full", f"/g/{group.id}/table/", fay.person)
    yield Sight("table-tenth", f"/g/{group.id}/table/", fay.person, do=invite_one_more)


def invite_one_more(page: Page) -> None:
    """Invites someone at a table that is full."""
    page.locator("#address").fill("Rosa Adler, rosa.adler-vandenberghe@example.org")
    press("[name=act][value=invite]")(page)


def of_invitations(language: str) -> Iterator[Sight]:
    """What an invitation opens, and why it does not."""
    group, fay, _ = laid(language, *NAMES[:4], seats=9)
    zoe, guy = someone("Zoé", language), someone("Guy", language)

    def asks(email: str, role: Member.Role = Member.Role.PARTICIPANT) -> Invitation:
        return invitations.invite(group, [Asked(email, "Rosa")], fay.person, role)[0]

    new, known, old = (asks(one) for one in (address("rosa"), str(zoe.email), address("old")))
    co, link = asks(str(guy.email), Member.Role.CO_FACILITATOR), invitations.lay_link(group, fay.person)
    expire(old)
    yield Sight("invited-paste", "/invited/")
    yield Sight("invited", to(new), do=arrive)
    yield Sight("invited-wrong", to(new), do=unname)
    yield Sight("invited-link", to(link), do=arrive)
    yield Sight("invited-known", to(known), do=arrive)
    yield Sight("invited-in", to(known), zoe, arrive)
    yield Sight("invited-co", to(co), guy, arrive)
    yield Sight("invited-expired", to(old), do=arrive)
    yield Sight("invited-broken", to(old)[:-3], do=arrive)


def arrive(page: Page) -> None:
    """Waits for a page that reads its link by itself."""
    page.locator("#t").wait_for(state="detached")


def to(invitation: Invitation) -> str:
    """The path of an invitation."""
    return "/invited/" + links.invited(invitation).partition("/invited/")[2]


def of_joining(language: str) -> Iterator[Sight]:
    """The terms, and ties."""
    group, *_ = laid(language, *NAMES[:5], seats=9)
    alone, *_ = laid(language)
    new = cast.member(group, someone("Ana", language), settled=False).person
    halfway, first = (cast.member(one, someone("Ina", language)) for one in (group, alone))
    Member.objects.filter(pk__in=(halfway.pk, first.pk)).update(ties_at=None)
    join, tie = f"/g/{group.id}/join/", f"/g/{group.id}/join/ties/"
    yield Sight("join", join, new)
    yield Sight("join-refused", join, new, do=send_unread)
    yield Sight("ties", tie, halfway.person)
    yield Sight("ties-refused", tie, halfway.person, do=tick)
    yield Sight("ties-first", f"/g/{alone.id}/join/ties/", first.person)


def send_unread(page: Page) -> None:
    """Sends the terms past the browser's own questions, and waits for the page that answers."""
    with page.expect_navigation():
        page.evaluate("document.forms.join.submit()")


def tick(page: Page) -> None:
    """Ticks a tie, without saying which."""
    page.locator("[name=tie]").nth(1).check()
    press(".tie__tell")(page)


def of_letters(language: str) -> Iterator[Sight]:
    """The letters of a group whose cycle has begun, and of one in which nothing is yet."""
    group, fay, peers = laid(language, *NAMES)
    meeting = timetable.meeting_of(cycle_of(group, fay, peers), 1)
    leaving.remove(peers[8], fay.person)
    (asked,) = invitations.invite(group, [Asked(address("sam"), "Sam")], fay.person)
    outbox.invite(asked, fay.person)
    become(Letter.objects.get(invitation=asked), State.FAILED, failure=Failure.UNKNOWN_ADDRESS, tries=1)
    empty, hal, _ = laid(language)
    base, letter = f"/g/{group.id}/letters/", f"/g/{group.id}/letters/announcement/{meeting.id}/"
    yield Sight("letters", base, fay.person)
    yield Sight("letters-unfolded", base, fay.person, do=unfold)
    yield Sight("letters-no-mail", base, fay.person, mail=False)
    yield Sight("letters-empty", f"/g/{empty.id}/letters/", hal.person)
    yield Sight("letter", letter, fay.person)
    yield Sight("letter-unfolded", letter, fay.person, do=unfold)
    yield Sight("letter-wrong", letter, fay.person, do=name_someone)
    yield Sight("copy-empty", f"/g/{empty.id}/letters/copy/", hal.person)


def of_letters_sent(language: str) -> Iterator[Sight]:
    """Letters of which one waits, one has failed, and one is gone."""
    group, fay, peers = laid(language, *NAMES[:4])
    outbox.ask_to_confirm(cycle_of(group, fay, peers, begins=False), fay.person)
    full, unsure, sent = group.letters.order_by("recipient")
    become(full, State.WAITING, failure=Failure.MAILBOX_FULL, tries=2, next_try=cast.AT + 3_600)
    become(unsure, State.FAILED, failure=Failure.UNSURE, tries=2)
    become(sent, State.SENT, tries=1, sent=cast.AT)
    base = f"/g/{group.id}/letters/"
    yield Sight("letters-failed", f"{base}?done=sent", fay.person)
    yield Sight("letter-sent", f"{base}dates/all/", fay.person)
    yield Sight("copy", f"{base}copy/", fay.person)
    yield Sight("copy-unfolded", f"{base}copy/", fay.person, do=unfold)


def become(letter: Letter, state: State, **more: object) -> None:
    """Brings a letter to a state."""
    Letter.objects.filter(pk=letter.pk).update(state=state, **more)


def name_someone(page: Page) -> None:
    """Writes a name into a letter."""
    page.locator("#edit textarea").first.fill("Jean-Christophe")
    press("#edit .btn--main")(page)
