"""What a phone keeps of the house to stand without a line: the worker, what installs it, and the one page of no line.

The shell alone is kept, never content: the worker takes files of this very release, and pages of no line, both of which
know nobody; whatever is `no-store` it leaves alone (Service Workers; Web App Manifest).
"""

from collections.abc import Mapping

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from besace.languages import LANGUAGES, SOURCE
from besace.policy import Gate
from besace.web.by_table import asks

GROUND: Mapping[str, str] = {"light": "#dfe4df", "dark": "#171c1e"}
"""The blotter of the design, by day and in the evening, as those read it who know no stylesheet (tokens.css)."""
BESIDE = ("css/tokens.css", "css/besace.css", "css/room.css", "css/pages.css", "mark.svg", "icons.svg")
SCRIPTS = ("offline", "chest", "sealed", "unsealed", "late")
ICONS = (("192", "any"), ("512", "any"), ("maskable-512", "maskable"))
"""Each from our own mark, by `script/icons`."""


@require_safe
@asks(Gate.OPEN)
def worker(request: HttpRequest) -> HttpResponse:
    """Gives the worker, which is another one with each release: a browser that finds it changed takes it at once."""
    parts = [static(f"besace/{part}") for part in (*BESIDE, *(f"js/{name}.js" for name in SCRIPTS))]
    pages = {language: reverse("offline", args=(language,)) for language in LANGUAGES}
    told = {"release": settings.STATIC_URL, "parts": parts, "pages": pages, "source": SOURCE}
    return render(request, "shell/worker.js", {"told": told}, content_type="text/javascript; charset=utf-8")


@require_safe
@asks(Gate.OPEN)
def manifest(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Gives what a browser asks of a page that can be put on the first screen of a phone.

    Raises:
        Http404: no such language.
    """
    with override(_known(language)):
        told = {
            "id": "/",
            "name": "Besace",
            "short_name": "Besace",
            "description": _("Professional co-development sessions, live, on every screen in the room."),
            "lang": language,
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": GROUND["light"],
            "theme_color": GROUND["light"],
            "icons": [_icon(name, purpose) for name, purpose in ICONS],
        }
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
@asks(Gate.OPEN)
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """Shows what a phone shows in place of a page it cannot have: what is up, and that what waits is kept.

    Raises:
        Http404: no such language.
    """
    with override(_known(language)):
        answer = render(request, "shell/offline.html", {"here": reverse("offline", args=(language,))})
    answer["Cache-Control"] = "no-cache"
    return answer


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise Http404
    return language


def _icon(name: str, purpose: str) -> Mapping[str, str]:
    side = name.rpartition("-")[2]
    address = static(f"besace/icons/{name}.png")
    return {"src": address, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
