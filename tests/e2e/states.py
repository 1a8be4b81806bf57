"""A group in each state of its cycle, with names of two letters and of forty, and who looks at which of its pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from besace.cycles import turns
from besace.cycles.poll import Answer
from besace.cycles.wall import WallTime
from besace.live import clock
from besace.people import polling, programmes, subjects, timetable
from besace.people.models import Group, Person
from besace.people.timetable import slot_of
from tests.people import cast
from tests.people.cycling import Begun, begun, held

NAMES = (
    *("Al", "Marie-Bénédicte de La Rochefoucauld-Vigny", "Élodie", "Jean-François", "Bo"),
    *("Gwenaëlle", "Hana", "Maximilien-Alexandre Charpentier-Duval", "Iris"),
)
LONG = "Le cercle des directrices et directeurs d’école de Loire-Atlantique"
NOW = date(2026, 4, 15)
"""A day on which two of the sessions have been held."""


@dataclass(frozen=True)
class Seen:
    """A page as one person opens it; `press` is the button to press there first."""

    who: Person
    path: str
    press: str = ""


def every_page() -> Iterator[Seen]:
    """The pages of each state, as whoever looks at them finds them."""
    with clock.at(cast.AT):
        yield from (*before_dates(), *asked(), *asked_in_vain(), *proposed(), *under_way(), *of_nobody())


def evenings(count: int) -> list[WallTime]:
    return [WallTime(date(2026, 6, 3) + timedelta(weeks=2 * n), time(18), "Europe/Paris") for n in range(count)]


def before_dates() -> Iterator[Seen]:
    empty, alone, _ = cast.facilitated()
    yield Seen(alone.person, f"/g/{empty.id}/")
    group, fay, (al, *_) = cast.facilitated(*NAMES)
    at = f"/g/{group.id}/"
    yield from (Seen(who.person, at) for who in (fay, al))
    yield from (Seen(fay.person, f"{at}dates/", press) for press in ("", "lay"))
    yield from (Seen(fay.person, f"{at}poll/new/", press) for press in ("", "look"))
    yield from (Seen(al.person, f"{at}{page}") for page in ("dates/confirm/", "notebook/", "subject/"))


def asked() -> Iterator[Seen]:
    group, fay, people = cast.facilitated(*NAMES)
    poll = polling.ask(group, evenings(12), 9, NOW + timedelta(days=5), fay.person)
    for n, one in enumerate(people[:7]):
        said = {i: Answer.NO if (i + n) % 5 == 0 else Answer.YES for i in range(12)}
        polling.answer(poll, one, said | {n: Answer.IF_NEED_BE})
    at = f"/g/{group.id}/"
    yield from (Seen(fay.person, f"{at}{page}") for page in ("", "poll/dates/"))
    yield from (Seen(people[8].person, f"{at}{page}") for page in ("", "poll/"))


def asked_in_vain() -> Iterator[Seen]:
    group, fay, _ = cast.facilitated(*NAMES[:3])
    polling.ask(group, evenings(6), 3, NOW + timedelta(days=5), fay.person)
    yield Seen(fay.person, f"/g/{group.id}/poll/dates/")


def proposed() -> Iterator[Seen]:
    group, fay, (al, marie, elodie, *_) = cast.facilitated(*NAMES[:4])
    dates = evenings(4)
    cycle = timetable.propose(group, dates, 0)
    for one in (al, marie):
        timetable.confirm(cycle, one, {slot_of(when): True for when in dates})
    timetable.confirm(cycle, elodie, {slot_of(dates[0]): False})
    at = f"/g/{group.id}/"
    yield from (Seen(fay.person, f"{at}{page}") for page in ("", "dates/"))
    yield from (Seen(elodie.person, f"{at}{page}") for page in ("", "dates/confirm/"))
    yield Seen(elodie.person, f"{at}dates/confirm/", "seat")


def under_way() -> Iterator[Seen]:
    made = _changed()
    fay, al, hana = made.fay.person, made.peers[0].person, made.peers[6].person
    at = f"/g/{made.group.id}/"
    last = len(timetable.sessions_of(made.cycle))
    yield from (Seen(who, path) for who in (fay, al, hana) for path in (at, "/me/", f"{at}3/"))
    yield from (Seen(who, f"{at}{number}/") for who in (fay, al) for number in (1, 4, 5, last))
    yield Seen(fay, f"{at}3/prepare/")
    yield Seen(fay, f"{at}1/on-paper/")
    yield Seen(al, f"{at}consent/?kept")


def _changed() -> Begun:
    """Nine at the table: two have been client, one session is cancelled, one moved, one has no date yet."""
    olga = cast.person("Olga")
    made = begun(*NAMES, address="Maison des associations, 12 rue des Carmes, 44000 Nantes")
    Group.objects.filter(pk=made.group.pk).update(name=LONG, programme=programmes.create(olga, LONG, ""))
    for number in (1, 2):
        held(made, number, made.peers[number - 1])
    timetable.confirm(made.cycle, made.peers[3], {slot_of(made_when(made, 3)): False})
    for change in (
        lambda now: turns.cancel(now, 4, NOW, None),
        lambda now: turns.move(now, 5, replace(made_when(made, 5), start=time(18, 30)), NOW),
    ):
        timetable.change(made.cycle, change(timetable.folded(made.cycle)), made.fay.person, made.cycle.edition)
        made.cycle.refresh_from_db()
    return made


def made_when(made: Begun, number: int) -> WallTime:
    when = next(one.when for one in timetable.sessions_of(made.cycle) if one.number == number)
    assert when
    return when


def of_nobody() -> Iterator[Seen]:
    olga, solo = cast.person("Olga"), cast.person("Solène")
    programme = programmes.create(olga, "Nouveau", "")
    yield from (Seen(olga, path) for path in ("/me/", "/programmes/new/", f"/programmes/{programme.id}/"))
    yield from (Seen(solo, path) for path in ("/me/", "/me/notebook/"))
    group, _, (bea,) = cast.facilitated("Bea")
    for n in range(5):
        subjects.keep(bea, f"How can I do thing {n}, to move forward?", "problem")
    yield Seen(bea.person, f"/g/{group.id}/subject/")
