"""What browsers kept from happening on our pages, as they tell it (Reporting API; CSP 3, 5): counted by directive.

Nothing else of a report is looked at or kept: it has addresses, and anybody may send one.
"""

import json
import logging
from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from besace.policy import Gate
from besace.web.by_table import asks

LOG = logging.getLogger(__name__)
DIRECTIVES = frozenset(
    {
        *("script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr"),
        *("img-src", "font-src", "connect-src", "manifest-src", "worker-src", "frame-src", "media-src", "object-src"),
        *("form-action", "base-uri", "frame-ancestors", "default-src"),
        *("require-trusted-types-for", "trusted-types"),
    }
)
counts: Counter[str] = Counter()


@csrf_exempt  # a browser sends reports by itself, and nothing is changed by them
@require_POST
@asks(Gate.OPEN)
def reports(request: HttpRequest) -> HttpResponse:
    """Counts what was kept from happening, and tells the log at the 1st, 2nd, 4th, 8th … of a directive."""
    for directive in _directives(request.body):
        counts[directive] += 1
        if (counts[directive] & (counts[directive] - 1)) == 0:
            LOG.warning("a browser kept a page from breaking its policy: %s, %d in all", directive, counts[directive])
    return HttpResponse(status=204)


def _directives(body: bytes) -> list[str]:
    """The directives that were broken; what is no report, and what is no directive of ours, counts for nothing."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return []
    bodies = [one.get("body") for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    named = [one.get("effectiveDirective") for one in bodies if isinstance(one, dict)]
    return [one for one in named if isinstance(one, str) and one in DIRECTIVES]
