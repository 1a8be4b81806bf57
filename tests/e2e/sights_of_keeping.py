"""What is kept, for how long, what was done, and all that is one's own: each page in its states."""

from collections.abc import Iterator

from playwright.sync_api import Page

from besace.live import clock
from besace.people import aftermath, holding, invitations, keeping, retention, timetable, trail
from besace.people.invitations import Asked
from besace.people.keeping import DAY, Times
from besace.people.models import Deed, Group, Member
from tests.e2e.sights import LONG, NAMES, Sight, address, cycle_of, laid, press, someone, unfold
from tests.people import cast, sessions

MAIN = "main .btn--main"
WHEN = {"en": "tomorrow", "fr": "demain"}


def of_keeping(language: str) -> Iterator[Sight]:
    """A group in which one session has ended, one can still be read, and other times were chosen."""
    group, fay, peers = laid(language, *NAMES[:4])
    cycle = cycle_of(group, fay, peers)
    page, times, done = (f"/g/{group.id}/{name}/" for name in ("kept", "kept/times", "trail"))
    yield Sight("kept-usual", page, peers[0].person)
    yield Sight("trail-empty", done, fay.person)
    actions = [{"text": "Appeler Al", "when": WHEN[language], "term": term} for term in ("short", "medium", "long")]
    for number in (1, 2):
        with clock.at(cast.AT - (60, 10)[number - 1] * DAY):
            room = holding.open_room(timetable.meeting_of(cycle, number), fay)
            holding.enter(timetable.meeting_of(cycle, number), fay, f"{group.id}-{number}")
            sessions.whole(room, fay.id, [one.id for one in peers[number:] + peers[:number]], actions)
            aftermath.settle(cycle)
            cycle.refresh_from_db()
    keeping.choose(group, Times(90, 0, 24), 0, fay.person)
    retention.sweep(cast.AT)
    for kind, count in ((Deed.Kind.PAGES, 17), (Deed.Kind.TIES, 2), (Deed.Kind.ATTENDANCE, 36)):
        Deed.objects.create(group=group, kind=kind, count=count, at=cast.AT, cycle=cycle)
    yield Sight("kept", page, peers[0].person)
    yield Sight("kept-host", page, fay.person)
    yield Sight("group-told", f"/g/{group.id}/", peers[0].person)
    yield Sight("times", times, fay.person)
    yield Sight("times-wrong", times, fay.person, do=unfit)
    yield Sight("times-at-once", times, fay.person, do=shorten)
    yield Sight("times-overtaken", times, fay.person, do=lambda one: overtake(one, group, fay))
    _busy(group, fay, peers)
    yield Sight("trail", done, fay.person)
    yield Sight("privacy-member", "/privacy/", peers[0].person)
    yield Sight("own", f"/g/{group.id}/own/", peers[0].person, do=unfold)


def of_data(language: str) -> Iterator[Sight]:
    """All that is one's own; the account that cannot be closed yet, and the one that is."""
    _, fay, (al, marie) = laid(language, "Al", LONG)
    yield Sight("data", "/me/data/", al.person)
    yield Sight("data-untick", "/me/data/", al.person, do=press(MAIN))
    yield Sight("data-host", "/me/data/", fay.person)
    yield Sight("settings-data", "/me/settings/", marie.person)
    marie.person.email = None  # who has no address and no key has nothing to show herself by, and is asked for nothing
    marie.person.save()
    yield Sight("closed", "/me/data/", marie.person, do=close)


def unfit(page: Page) -> None:
    """Asks for more than there is."""
    page.locator("#id_words").fill("400")
    press(MAIN)(page)


def shorten(page: Page) -> None:
    """Asks for so little that something would end now."""
    page.locator("#id_words").fill("7")
    press(MAIN)(page)


def overtake(page: Page, group: Group, fay: Member) -> None:
    """Saves times after somebody else has."""
    page.locator("#id_words").fill("60")
    keeping.choose(group, Times(80, 10, 20), len(keeping.choices(group.id)), fay.person)
    press(MAIN)(page)


def close(page: Page) -> None:
    """Closes the account."""
    page.locator("#id_sure").check()
    press(MAIN)(page)


def _busy(group: Group, fay: Member, peers: list[Member]) -> None:
    co = Member.Role.CO_FACILITATOR
    invitations.invite(group, [Asked(address("zoe"))], fay.person, co)
    invitations.lay_link(group, fay.person)
    trail.note_once(group.id, peers[0].person, trail.Act.ASKED, "table")
    trail.note(group.id, None, trail.Act.LETTER, "reminder", outcome=trail.Outcome.FAILED)
    trail.note(group.id, someone("Xenia", "en"), trail.Act.JOINED, co)
    for _ in range(60):
        trail.note(group.id, peers[0].person, trail.Act.EXPORTED, "pdf")
