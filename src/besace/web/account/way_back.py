"""Where one is led after signing in: to the page one came for, if it is one of ours, else home."""

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode


def back_of(request: HttpRequest) -> str:
    """The page of ours that a request says to go to afterwards; empty where it names none, or someone else's."""
    return ours(request, request.POST.get("next") or request.GET.get("next") or "")


def ours(request: HttpRequest, address: str) -> str:
    """An address if it lies here, else an empty one."""
    here = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if here and address.startswith("/") else ""


def home() -> str:
    """A person's own first page."""
    try:
        return reverse("home")
    except NoReverseMatch:
        return reverse("welcome")


def leading_to(name: str, back: str = "", **more: str) -> str:
    """The address of a page that leads to another one afterwards."""
    told = {key: value for key, value in {"next": back, **more}.items() if value}
    return reverse(name) + (f"?{urlencode(told)}" if told else "")
