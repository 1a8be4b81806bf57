"""The pages of an account, the pages to read, and what a letter leads to without one, each in its states."""

from collections.abc import Iterator
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator
from playwright.sync_api import Page

from besace.live import seats
from besace.people import claims, timetable
from besace.people.models import Invitation, Member, Person
from besace.post import links
from tests.e2e.sights import LONG, NAMES, Do, Sight, address, cycle_of, laid, press, someone
from tests.people import cast
from tests.web.stage import ANA, FAY, opened, seat

MAIN = ".sheet .btn--main"


def of_signing_in(language: str) -> Iterator[Sight]:
    """Coming in by a code."""
    new = someone("", language)
    yield Sight("sign-in", "/account/")
    yield Sight("sign-in-late", "/account/?why=late")
    yield Sight("sign-in-no-mail", "/account/", mail=False)
    yield Sight("sign-in-wrong", "/account/", do=press(MAIN))
    yield Sight("code", "/account/", do=ask)
    yield Sight("code-no-mail", "/account/", do=ask, mail=False)
    yield Sight("code-wrong", "/account/", do=mistype)
    yield Sight("new", "/account/new/", new)
    yield Sight("new-wrong", "/account/new/", new, do=press(MAIN))


def of_an_address(language: str) -> Iterator[Sight]:
    """Changing the address one signs in with: at once for who has given none, else after showing oneself again."""
    ana, bea, here = someone("Ana", language), someone("Béatrice", language), "/me/address/"
    Person.objects.filter(pk=ana.pk).update(email=None)
    yield Sight("again", here, bea)
    yield Sight("address", here, ana)
    yield Sight("address-no-mail", here, ana, mail=False)
    yield Sight("address-wrong", here, ana, do=press(MAIN))
    yield Sight("address-code", here, ana, do=ask)
    yield Sight("address-code-wrong", here, ana, do=mistype)


def ask(page: Page) -> None:
    """Asks for a code."""
    page.locator("#id_email").fill(address("marie-antoinette.rochefoucauld"))
    press(MAIN)(page)


def mistype(page: Page) -> None:
    """Types a code that is none."""
    ask(page)
    page.locator("#c").fill("AAAABBBB")
    press(MAIN)(page)


def of_keys(language: str) -> Iterator[Sight]:
    """Passkeys and settings, where browsers make passkeys and where they make none."""
    group, fay, _ = laid(language)
    keyed = cast.member(group, someone(LONG, language), Member.Role.CO_FACILITATOR).person
    for name in ("iPhone", "The grey laptop in the kitchen, which the children also use"):
        told: dict[str, object] = {"name": name, "credential": {}}
        key = Authenticator.objects.create(user=keyed, type=Authenticator.Type.WEBAUTHN, data=told)
        Authenticator.objects.filter(pk=key.pk).update(last_used_at=datetime(2026, 1, 30, 18, tzinfo=UTC))
    firm, over_the_air = "localhost", "192.168.1.7"
    yield Sight("key-first", "/me/key/?next=/g/new/", fay.person, host=firm)
    yield Sight("key-first-open", "/me/key/?next=/g/new/", fay.person, host=over_the_air)
    yield Sight("key-use", "/me/key/?next=/g/new/", keyed, host=firm)
    yield Sight("settings", "/me/settings/", fay.person)
    yield Sight("settings-keys", "/me/settings/?done=kept", keyed, host=firm)
    yield Sight("settings-open", "/me/settings/", keyed, host=over_the_air)


def of_claims(language: str) -> Iterator[Sight]:
    """Seats taken without an account."""
    ana, noor = someone("Ana", language), someone("Noor", language)
    first, second, third = (opened(language) for _ in range(3))
    key = seat(first, ANA)
    seats.take(second, FAY, key, "facilitator")
    seats.take(third, ANA, key, "participant")
    claims.claim(ana, key, seats.seats_of(third, key)[0].id)
    yield Sight("claims", "/me/claims/?next=/sheet/", ana, device=key)
    yield Sight("claims-elsewhere", "/me/claims/", ana)
    yield Sight("claims-none", "/me/claims/", noor)
    yield Sight("settings-seats", "/me/settings/", ana, device=key)
    yield Sight("settings-seats-elsewhere", "/me/settings/", ana)


def of_reading(language: str) -> Iterator[Sight]:
    """What one reads before one joins."""
    yield from (Sight(name, f"/{name}/") for name in ("terms", "more", "privacy"))


def of_links(language: str) -> Iterator[Sight]:
    """What a letter leads to without a login."""
    group, fay, peers = laid(language, *NAMES[:2])
    meeting = timetable.meeting_of(cycle_of(group, fay, peers), 1)
    invited = Invitation.objects.create(group=group, name="Sam", created=cast.AT, until=cast.AT + 864_000)
    comes, away = links.coming(meeting, peers[0]), links.coming(meeting, peers[1], away=True)
    letters, no_more = links.fewer(peers[0].person, None), links.fewer(None, invited)
    yield Sight("coming-paste", "/coming/")
    yield Sight("coming-refused", "/coming/#broken", do=lambda page: page.locator(".refusal").wait_for())
    yield Sight("coming", path_of(comes), do=arrive)
    yield Sight("coming-away", path_of(away), do=arrive)
    yield Sight("coming-said", path_of(away), do=arrive_and("[value=no]"))
    yield Sight("fewer-paste", "/letters/")
    yield Sight("fewer", path_of(letters), do=arrive)
    yield Sight("fewer-saved", path_of(letters), do=arrive_and("[value=save]"))
    yield Sight("fewer-invited", path_of(no_more), do=arrive)
    yield Sight("fewer-declined", path_of(no_more), do=arrive_and("[value=save]"))


def path_of(link: str) -> str:
    """A link without the address of the house."""
    return "/" + link.partition("//")[2].partition("/")[2]


def arrive(page: Page) -> None:
    """Waits for a page that reads its link by itself."""
    page.locator("#main form:not(#by-link):not([hidden])").first.wait_for()


def arrive_and(selector: str) -> Do:
    """Presses a button once it has."""

    def arrived(page: Page) -> None:
        arrive(page)
        press(selector)(page)

    return arrived
