"""The addresses of the house, and a door to come in by for strangers."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def door(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("the door")


urlpatterns = [path("", include("besace.urls")), path("door/", door, name="account_login")]
