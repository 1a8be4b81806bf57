from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from besace.live import rooms, seats
from besace.live.act import act
from besace.method.acts import Act
from besace.policy import Gate
from besace.web.by_table import asks


@csrf_exempt
@asks(Gate.SEATED)
def do(request: HttpRequest, room_id: str) -> HttpResponse:
    room = rooms.find(room_id)
    place = seats.seat_for(room, seats.key_in(request.COOKIES, secure=False)) if room else None
    if room is None or place is None:
        return HttpResponse(status=404)
    fields = {name: str(value) for name, value in request.POST.items() if name not in {"act", "id"}}
    answer = act(room, place.person, Act(request.POST["act"], fields), request.POST["id"])
    return JsonResponse({"seq": answer.seq}, status=409 if answer.refusal else 200)


@asks(Gate.OPEN)
def fail(request: HttpRequest) -> HttpResponse:
    raise ValueError("canary " + request.GET.get("said", ""))


urlpatterns = [
    path("s/<room_id>/act", do, name="act"),
    path("fail", fail, name="welcome"),
    path("", include("besace.web.urls")),
]
handler400 = "besace.web.errors.bad_request"
