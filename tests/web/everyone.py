"""A house with everybody in it: two groups, a programme, a session held, one under way, words that must stay hidden."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import URLResolver, reverse

from besace import urls
from besace.cycles.poll import Answer
from besace.live import clock
from besace.people import debriefs, holding, invitations, leaving, notebook, places, polling, preparing, subjects, ties
from besace.people.invitations import Asked
from besace.people.models import (
    Attendance,
    Change,
    Checklist,
    Confirmation,
    Cycle,
    Debrief,
    Group,
    Invitation,
    Meeting,
    Member,
    Page,
    Person,
    Plan,
    Poll,
    PollAnswer,
    Programme,
    Subject,
    Tie,
)
from besace.people.programmes import FACILITATOR, add, create
from besace.people.ties import Named
from besace.post import drafts
from besace.post.models import Draft, Kind, Letter
from tests.people import cast
from tests.people.cycling import DATES, Begun, begun, held

SUBJECT = "How can I brave canary-subject, to sing?"
NOTE, LEARNED = "canary-note", "canary-learned"
DEBRIEF, TIE, OWN_LINE, DRAFT = "canary-debrief", "canary-tie", "canary-own-line", "canary-draft"
ACTION, QUESTION = "Write to two former colleagues", "How can I rest?"

ACTS: Mapping[str, tuple[str, str]] = {
    "table": ("act", "invite invite-many invite-co withdraw correct lay-link remove settle hand"),
    "dates": ("do", "lay propose begin"),
    "poll-new": ("do", "ask"),
    "poll-dates": ("do", "each set"),
    "meeting": ("do", "come away move cancel promise stand-in reserve"),
    "confirm-dates": ("do", "rest later"),
    "letters-do": ("do", "invite confirm again retry came-back passed-on correct"),
    "letter": ("do", "keep hold release sample"),
    "prepare": ("kind", "room remote"),
    "programme-people": ("role", "organiser facilitator"),
    "key-change": ("do", "drop rename"),
}


@dataclass(frozen=True)
class House:
    """Who is who: `stranger` is signed in nowhere; Ivy is invited, Lea has left; Bo and Gil are of another group."""

    ours: Begun
    programme: Programme
    invitation: Invitation
    tie: Tie
    subject: str
    people: dict[str, Person | None]

    @property
    def first(self) -> Meeting:
        """The session that was held, with Ana as its client; Cleo was absent."""
        return self.ours.meeting(1)

    def browser(self, name: str) -> Client:
        return cast.browser(self.people[name])


def house() -> House:
    """Fay facilitates Ana, Bea and Cleo, Cora with her; Olga organises; it is the week before the second session."""
    programme = create(cast.person("Olga"), "Starting alone", "")
    ours = begun("Ana", "Bea", "Cleo", programme=programme, own_terms="We speak low")
    add(programme, FACILITATOR, ours.fay.person.email or "")
    cora = cast.member(ours.group, cast.person("Cora"), Member.Role.CO_FACILITATOR)
    _, gil, (bo,) = cast.facilitated("Bo", name="The other table")
    held(ours, 1, ours.peers[0], absent=(ours.peers[2],))
    ivy, lea = cast.person("Ivy"), cast.member(ours.group, cast.person("Lea"))
    leaving.remove(lea)
    with clock.at(int(DATES[1].begins.timestamp()) - 6 * 24 * 3600):
        tie = _words(ours)
        invitation = invitations.invite(ours.group, [Asked(ivy.email or "", "Ivy")], ours.fay.person, cora.role)[0]
        poll = polling.ask(ours.group, DATES[3:6], 2, None, ours.fay.person)
        polling.answer(poll, ours.peers[0], {0: Answer.NO})
        holding.open_room(ours.meeting(2), ours.fay)
    members = {"ana": ours.peers[0], "bea": ours.peers[1], "cleo": ours.peers[2], "lea": lea}
    members |= {"fay": ours.fay, "cora": cora, "bo": bo, "gil": gil}
    people: dict[str, Person | None] = {name: one.person for name, one in members.items()}
    people |= {"stranger": None, "ivy": ivy, "olga": programme.roles.get(role="organiser").person}
    return House(ours, programme, invitation, tie, subjects.of(ours.peers[0])[0].id, people)


def _words(ours: Begun) -> Tie:
    ana, bea, _ = ours.peers
    first = ours.meeting(1)
    subjects.keep(ana, SUBJECT, "problem")
    notebook.write(ana, first, learned=LEARNED, notes=(notebook.Note(NOTE),))
    debriefs.write(first, ours.fay, {"reception": debriefs.Looking(DEBRIEF)})
    preparing.add(ours.meeting(2), places.where(ours.meeting(2)).kind, OWN_LINE)
    drafts.keep(ours.group, Kind.REMINDER, ours.meeting(2).id, {"en": DRAFT}, None)
    ties.name(bea, [Named(ana, ties.Kind.FAMILY, TIE)])
    return Tie.objects.get(member=bea)


def address(of: House, name: str, **more: str) -> str:
    """The address of a page by its name, of Fay's group, of the session that was held or of the one under way."""
    group, second = of.ours.group.id, of.ours.meeting(2)
    number = 2 if name in {"meeting", "session-entry", "prepare", "meeting-kit", "meeting-paper"} else 1
    ids = {"group_id": group, "programme_id": of.programme.id, "subject_id": of.subject, "meeting_id": of.first.id}
    room = {"number": number, "action": 1, "room_id": str(second.room_id), "kind": "reminder", "about": second.id}
    paper = {"language": "en", "size": "a4", "name": "six-steps", "token": "nobody.nothing"}
    paper |= {"leaf": "method", "stage": "clarification", "webhook_id": "none"}
    told: dict[str, object] = {**ids, **room, **paper, **more}
    return reverse(name, kwargs={key: told[key] for key in PARTS[name]})


def _parts(patterns: Iterable[Any], over: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in patterns:
        named = (*over, *one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from _parts(one.url_patterns, named)
        else:
            yield str(one.name), named


PARTS = dict(_parts(urls.urlpatterns))
"""Every address of the house by its name, and what it names."""


def kept(group: Group) -> list[object]:
    """All that is kept of a group, of its people's parts in it, its cycle and its letters."""
    parts: tuple[Any, ...] = (Member, Invitation, Cycle, Poll, Checklist, Letter, Draft)
    below: dict[Any, str] = {
        Tie: "member",
        Subject: "member",
        Meeting: "cycle",
        Change: "cycle",
        Page: "member",
        Plan: "member",
    }
    below |= {Debrief: "member", Confirmation: "cycle", PollAnswer: "poll", Attendance: "member"}
    rows = [list(kind.objects.filter(group=group).order_by("pk").values()) for kind in parts]
    rows += [list(kind.objects.filter(**{f"{by}__group": group}).order_by("pk").values()) for kind, by in below.items()]
    return [*rows, list(Group.objects.filter(pk=group.pk).values())]
