"""The token a page opened from a letter was given: read from the fragment by the page, or out of a link typed in."""

from django.http import HttpRequest

from besace.web.forms import clean

LONGEST = 200


def token_in(request: HttpRequest) -> str:
    """Gives the posted token; of a whole link, what stands after its `#`."""
    return clean(request.POST.get("token", ""))[: LONGEST * 4].rpartition("#")[2].strip()[:LONGEST]
