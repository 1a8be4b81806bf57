"""What is answered when nothing else can be: calm pages that give nothing away."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers what could not be read: 413 for a body over the limit, 400 for the rest."""
    large = isinstance(exception, RequestDataTooBig)
    status = 413 if large else 400
    if "application/json" in request.headers.get("Accept", ""):
        sentence = _("That is too long to take in.") if large else _("This could not be read.")
        return JsonResponse({"sentence": sentence}, status=status)
    return render(request, "400.html", {"large": large}, status=status)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answers a form that this browser does not vouch for."""
    if "application/json" in request.headers.get("Accept", ""):
        sentence = _("This page has grown old. Look again, then send it once more.")
        return JsonResponse({"sentence": sentence}, status=403)
    return render(request, "403.html", status=403)
