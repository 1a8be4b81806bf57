"""Setting a card of the console aside, and bringing it back: the facilitator's alone, beside the session (F1 to F3)."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from besace.live import cards as set_aside
from besace.live import rooms
from besace.live.act import Answer
from besace.people import cards as kept
from besace.web.door import back
from besace.web.gate import Chair, hosting

LATER, NEVER, BACK = "later", "never", "back"


@require_POST
@hosting
def card(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Sets the card of a kind aside for this once or for good, or shows its kind again; for an account, everywhere."""
    code, wish = request.POST.get("code", ""), request.POST.get("do", "")
    if code not in set_aside.CODES or wish not in (LATER, NEVER, BACK):
        return HttpResponseBadRequest()
    if wish == LATER:
        set_aside.put_off(chair.room, chair.session, chair.at, code)
    elif wish == NEVER:
        set_aside.put_away(chair.room, [code])
        kept.put_away(chair.room, chair.place.device, code)
    else:
        set_aside.bring_back(chair.room, code)
        kept.bring_back_at(chair.room, chair.place.device, code)
    return back(request, chair, Answer(rooms.folded(chair.room).seq))
