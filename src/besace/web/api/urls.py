"""The addresses of the interface for programs. What answers there is read in when it is first asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from besace.policy import Gate
from besace.web.api.addresses import ANSWERED, BASE, DESCRIPTION, PATHS
from besace.web.by_table import asks


def later(name: str) -> Callable[..., Any]:
    """The view of that name, which asks what its row says. No token of forms: no cookie is believed here."""
    module, _, function = ANSWERED[name].partition(".")

    @csrf_exempt
    @asks(Gate.OPEN if name == DESCRIPTION else Gate.BEARER)
    def answered(request: HttpRequest, **named: str) -> HttpResponseBase:
        view: Callable[..., HttpResponseBase] = getattr(import_module(f"besace.web.api.{module}"), function)
        return view(request, **named)

    return answered


urlpatterns = [path(BASE + where, later(name), name=name) for name, where in PATHS.items()]
