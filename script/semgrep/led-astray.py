from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def view(request, answer):
    # ruleid: led-astray
    redirect(request.GET["next"])
    back = request.POST.get("next", "/")
    # ruleid: led-astray
    HttpResponseRedirect(back)
    # ruleid: led-astray
    answer["Location"] = request.META["HTTP_REFERER"]
    # ok: led-astray
    HttpResponseRedirect(back if url_has_allowed_host_and_scheme(back, None) else "/")
    # ok: led-astray
    redirect(f"{request.path}?done={request.POST['done']}")
    # ok: led-astray
    return redirect(reverse("group", args=[request.POST["group"]]))
