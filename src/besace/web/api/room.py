"""The room for a program: seen by the view of its person's seat, changed by her acts, and opened as from the page."""

import re
import secrets
from typing import Any

from django.http import HttpResponse, JsonResponse, QueryDict

from besace.journal.writer import WRITER
from besace.live import clock, doors, links, rooms, screens, seats, waits
from besace.live.act import Answer, Busy
from besace.live.act import act as do_act
from besace.live.models import Room, Seat
from besace.method.acts import Act, Code
from besace.people import trail
from besace.people.models import Claim
from besace.policy import Phase
from besace.web import pace
from besace.web.api import endpoints
from besace.web.api.answers import Refused, refusal
from besace.web.api.gate import Asked, known, seated, slow
from besace.web.api.plain import plain
from besace.web.forms import clean
from besace.web.gate import Chair
from besace.web.joining import seat_token
from besace.web.pages import address, said
from besace.web.phrases import phrase
from besace.web.start import StartForm, setup_of

WRONG = 422
ENTRY = re.compile(r"[0-9]{1,9}")
PAUSE = 5
"""Seconds after which to ask again where too many wait."""


@seated(endpoints.ROOM)
def view(asked: Asked, chair: Chair) -> HttpResponse:
    """Gives the islands of her screen; whoever asks `after` an entry waits for it beside Django (`live.waits`)."""
    _holds_after(asked)
    shown = screens.shown(chair.room, chair.place)
    islands = {name: plain(value) for name, value in shown.islands.items() if value is not None}
    seat = {"role": str(chair.place.role), "person": chair.place.person}
    told = {"seq": shown.seq, "screen": shown.screen, "stage": shown.stage, "language": shown.language}
    return JsonResponse({**told, **seat, "islands": islands}, headers={waits.SEQ: str(shown.seq)})


@seated(endpoints.ACT)
def act(asked: Asked, chair: Chair) -> HttpResponse:
    """Does one act, once for each id."""
    if seconds := pace.ACTS.wait(f"access {asked.access.pk}", clock.real()):
        slow(seconds)
    body = asked.body
    fields = {name: _field(value) for name, value in body.get("fields", {}).items()}
    if body["act"] == "admit" and fields.get("name") and not fields.get("person"):
        fields["person"] = secrets.token_urlsafe(9)  # as the page does: an id nobody can guess
    wanted = Act(body["act"], fields, clean(body.get("for", "")) or None)
    try:
        answer = do_act(chair.room, chair.place.person, wanted, body["id"])
    except Busy:
        return refusal(503)
    if answer.refusal and answer.refusal.code is Code.NOT_YOURS:
        trail.note_once(trail.HOUSE, f"seat {chair.place.person}", trail.Act.ASKED, "act")
    return _answered(answer, chair)


@seated(endpoints.ADMIT)
def admit(asked: Asked, chair: Chair) -> HttpResponse:
    """Lets in who knocked, by her two words."""
    return _answered(doors.admit(chair.room, asked.body["knock"], chair.place.person, asked.body["words"]), chair)


@known(endpoints.START, Phase.BEFORE)
def start(asked: Asked) -> HttpResponse:
    """Opens a room as the first page does; the program sits there, and its person finds her seat by the link."""
    if seconds := pace.wait((f"start {asked.access.pk}", pace.TRIES)):
        slow(seconds)
    form = StartForm(_as_form(asked))
    if not form.is_valid():
        name, wrongs = next(iter(form.errors.items()))
        raise Refused(refusal(WRONG, sentence=" ".join(map(str, wrongs)), field=name))
    person = seats.new_person()
    try:
        room = rooms.open_room(setup_of(form.cleaned_data), person)
    except rooms.NotOpened as refused:
        raise Refused(refusal(WRONG, sentence=said(refused.refusal), field=refused.refusal.field)) from None
    seats.take(room, person, asked.key, Seat.Role.FACILITATOR)
    WRITER.run(lambda: _claim(asked, room, person).save())
    link = address(seat_token(room, links.mint(room, Seat.Role.FACILITATOR, person)))
    return JsonResponse({"room": room.id, "link": link, "seq": rooms.folded(room).seq}, status=201)


def _holds_after(asked: Asked) -> None:
    """Refuses an `after` that is no entry's number, and one more than may wait."""
    after = asked.request.GET.get("after")
    if after is not None and not ENTRY.fullmatch(after):
        raise Refused(refusal(WRONG, field="after"))
    if getattr(asked.request, "scope", {}).get(waits.FULL):
        slow(PAUSE)


def _claim(asked: Asked, room: Room, seat: str) -> Claim:
    return Claim(person=asked.person, room=room, seat=seat, role=Seat.Role.FACILITATOR, created=clock.now())


def _as_form(asked: Asked) -> QueryDict:
    """What was sent as the page's form brings it, so that it is read by the same rules."""
    body: dict[str, Any] = {"format": "180", "place": "room", "language": asked.language, **asked.body}
    form = QueryDict(mutable=True)
    for name, value in body.items():
        if isinstance(value, list):
            form[name] = "\n".join(value)
        elif isinstance(value, bool):
            form.update({name: "on"} if value else {})
        else:
            form[name] = value
    return form


def _field(value: Any) -> Any:
    if isinstance(value, list):
        return [{name: clean(text) for name, text in row.items()} for row in value]
    return clean(value) if isinstance(value, str) else value


def _answered(answer: Answer, chair: Chair) -> HttpResponse:
    if answer.refusal is None:
        return JsonResponse({"seq": answer.seq})
    told = phrase(answer.refusal, chair.session, chair.language)
    more: dict[str, Any] = {"field": answer.refusal.field} if answer.refusal.field else {}
    sentence = {"code": str(answer.refusal.code), "sentence": told.text}
    more = {**more, "conditions": list(map(str, answer.refusal.open)), "open": list(map(str, told.open))}
    return refusal(409, **sentence, **more, seq=answer.seq)
