"""The room: its page on every screen, acts, and what keeps a screen right."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from besace.live import doors, presence, rooms, screens, seats
from besace.live.act import Busy
from besace.live.act import act as do_act
from besace.live.models import Seat
from besace.method.acts import Code, Refusal
from besace.method.words import SCREEN, Stage
from besace.people import trail
from besace.people.holding import group_of
from besace.policy import WAITS, Gate
from besace.web.by_table import asks
from besace.web.coaching import coached
from besace.web.compose import frame, pulse, rendered
from besace.web.forms import act_id_of, act_of, signed, typed
from besace.web.gate import Chair, key_of, seated, wants_json
from besace.web.joining import page_of
from besace.web.layout import placed
from besace.web.phrases import Sentence, phrase

BUSY = 503
UNTIMED = (Stage.GATHERING, Stage.CLOSED)


@require_safe
@asks(Gate.SEATED)
def show(request: HttpRequest, room_id: str) -> HttpResponse:
    """Shows the room as this seat may see it; to one who stood before its door, the door."""
    try:
        return shown(request, room_id)
    except Http404:
        room = rooms.find(room_id)
        if room is None or doors.standing(room, key_of(request)) is None:
            raise
        return redirect("door", room_id)


@seated
def shown(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Shows the room as this seat may see it."""
    return redirect(page_of(chair.place)) if chair.place.role == Seat.Role.SCREEN else page(request, chair)


@require_safe
@seated
def board(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Shows the common board: what everyone may see, on a screen of its own."""
    if chair.place.role != Seat.Role.SCREEN:
        if not chair.hosts:
            return redirect(chair.base)
        place = seats.take(chair.room, SCREEN, key_of(request), Seat.Role.SCREEN)
        return redirect(page_of(place))
    return page(request, chair)


@require_POST
@seated
def act(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Does one act; answers a script with JSON, and a plain form by the page itself."""
    try:
        answer = do_act(chair.room, chair.place.person, act_of(request.POST), act_id_of(request.POST))
    except Busy:
        return HttpResponse(status=BUSY) if wants_json(request) else busy(request, chair)
    said = phrase(answer.refusal, chair.session, chair.language) if answer.refusal else None
    if answer.refusal and answer.refusal.code is Code.NOT_YOURS:
        trail.note_once(trail.HOUSE, f"seat {chair.place.person}", trail.Act.ASKED, "act")
    if wants_json(request):
        refused = told(answer.refusal, said)
        return JsonResponse({"seq": answer.seq, "refused": refused}, status=409 if refused else 200)
    if said is None:
        return redirect(page_of(chair.place))
    return page(request, chair, said)


@require_safe
@seated
def view(request: HttpRequest, chair: Chair) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Gives the whole view as JSON, for screens that cannot hold a stream."""
    if chair.place.role != Seat.Role.SCREEN:
        presence.seen(chair.room.id, chair.place.person)
    return JsonResponse(frame(chair.room, chair.place, chair.language))


@require_safe
@seated
def time(request: HttpRequest, chair: Chair) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Gives the server's instant, by which a browser measures its own clock."""
    return JsonResponse(pulse(chair.room))


def busy(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Gives the words of a plain form back when too many act at once; a script tries again by itself."""
    answer = page(request, chair, Sentence(_("Many act at once just now: nothing was done. Send it once more.")))
    answer.status_code = BUSY
    return answer


def page(request: HttpRequest, chair: Chair, refused: Sentence | None = None) -> HttpResponse:
    """Renders a screen whole, from the same islands as the stream sends."""
    shown = screens.shown(chair.room, chair.place)
    html = rendered(shown, chair.language)
    regions = {
        region: [{"name": name, "html": mark_safe(signed(html[name], request, chair.place.id))} for name in names]  # noqa: S308 - our own templates
        for region, names in placed(shown.screen, html).items()
    }
    context = {
        "base": chair.base,
        "screen": shown.screen,
        "seat_id": chair.place.id,
        "stage": "" if shown.stage in UNTIMED else shown.stage,
        "title": chair.session.title,
        "practice": bool(chair.room.practice) and not chair.room.is_watched,
        "watched": chair.room.is_watched,
        "room_id": chair.room.id,
        "coached": coached(request, chair),
        "waits": " ".join(sorted(WAITS)),
        "group_id": group_of(chair.place.person),
        "regions": regions,
        **pulse(chair.room),
        "refused": refused,
        "typed": typed(request.POST) if refused else (),
    }
    return render(request, f"room/{shown.screen}.html", context, status=409 if refused else 200)


def told(refusal: Refusal | None, said: Sentence | None) -> dict[str, object] | None:
    """Puts a refusal as a script reads it."""
    if refusal is None or said is None:
        return None
    told = {"code": refusal.code, "field": refusal.field, "conditions": refusal.open}
    return {**told, "sentence": said.text, "open": list(said.open)}
