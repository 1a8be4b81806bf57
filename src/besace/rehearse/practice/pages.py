"""The pages of practice: choosing a scenario and a part, what is heard and awaited meanwhile, and looking back."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from besace.live import ending, seats
from besace.policy import Gate
from besace.rehearse.practice import opening, phrases, stagehand
from besace.rehearse.practice.aloud import heard
from besace.rehearse.practice.company import awaited
from besace.rehearse.practice.debrief import debrief
from besace.rehearse.practice.form import PracticeForm
from besace.rehearse.practice.opening import Mark
from besace.rehearse.practice.stagehand import Playing
from besace.web.by_table import asks
from besace.web.gate import Chair, key_of, seated, wants_json
from besace.web.joining import page_of
from besace.web.pages import named

FULL = 503


@require_http_methods(["GET", "HEAD", "POST"])
@asks(Gate.OPEN)
def practice(request: HttpRequest) -> HttpResponse:
    """Asks which practice and which part, and begins it."""
    language = get_language() or "en"
    form = PracticeForm(request.POST or None, language=language)
    if request.method == "POST" and form.is_valid():
        if stagehand.has_room():
            return _begun(request, form)
        form.add_error(None, _("As many practise here just now as this house can hold. Try again in some minutes."))
        return render(request, "practice/choose.html", _choices(request, form), status=FULL)
    status = 422 if request.method == "POST" else 200
    return render(request, "practice/choose.html", _choices(request, form), status=status)


def _begun(request: HttpRequest, form: PracticeForm) -> HttpResponse:
    found, key = form.cleaned_data, key_of(request) or seats.new_key()
    place = opening.begin(Mark(found["scenario"], found["part"], found["pace"]), key)
    answer = redirect(page_of(place))
    seats.remember(answer, key, secure=request.is_secure())
    return answer


def _choices(request: HttpRequest, form: PracticeForm) -> Mapping[str, object]:
    key = key_of(request)
    rooms = [(room, place) for room in opening.of_device(key) for place in seats.seats_of(room, key)]
    under_way = [{**named(room, place), "id": room.id, "over": room.closed} for room, place in rooms]
    return {"form": form, "under_way": under_way}


@require_safe
@seated
def look_back(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Shows what became of a practice, as far as it went."""
    company = opening.company_of(chair.room)
    if company is None:
        raise Http404
    scene = company.scene(0)
    context = {
        "base": page_of(chair.place),
        "scenario": company.scenario,
        "part": opening.mark_of(chair.room),
        "over": chair.room.closed,
        "room_id": chair.room.id,
        "back": debrief(scene, chair.room.rate),
    }
    return render(request, "practice/debrief.html", context)


@require_safe
@seated
def note(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Tells what is heard at the table and what is awaited; asking has the others play on."""
    playing = _playing(chair)
    scene = playing.scene()
    if not wants_json(request):
        told = {"heard": heard(scene), "note": phrases.awaited(scene, awaited(scene)), "base": page_of(chair.place)}
        return render(request, "practice/note.html", told)
    said = [{"name": one.name, "text": one.text} for one in heard(scene)]
    return JsonResponse({"heard": said, "note": phrases.awaited(scene, awaited(scene)), "over": chair.room.closed})


@require_POST
@seated
def do(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Has what is awaited of her done for her, once, or throws the practice away."""
    if request.POST.get("what") == "throw":
        if opening.mark_of(chair.room) is None:
            raise Http404
        stagehand.let_go(chair.room.id)
        ending.end(chair.room)
        return redirect("practice")
    playing = _playing(chair)
    wanted = awaited(playing.scene())
    done = wanted is not None and stagehand.do(playing, wanted)
    return JsonResponse({"done": done}) if wants_json(request) else redirect(page_of(chair.place))


def _playing(chair: Chair) -> Playing:
    """Who plays in this room.

    Raises:
        Http404: it is no practice.
    """
    playing = stagehand.look_in(chair.room)
    if playing is None:
        raise Http404
    return playing
