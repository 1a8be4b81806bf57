"""What every answer carries, whoever gives it: a page, a file, a stream, or the line itself before anything is read.

Written once, not for each answer (ASVS 5.0, 3.4). HSTS, COOP and where to report to are for https: over plain http
browsers ignore them, and complain.
"""

from collections.abc import Mapping
from functools import cache
from typing import cast

from django.conf import settings
from django.utils.csp import CSP, build_policy

REPORTS = "/reports"
OURS_TO_USE = (
    *("clipboard-write", "fullscreen", "screen-wake-lock"),
    *("publickey-credentials-create", "publickey-credentials-get"),
)
"""Of what a browser can do, what our own pages ask for: a link copied, a board over the whole screen, a phone that
stays awake, a passkey."""
NOBODYS = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "captured-surface-control", "clipboard-read"),
    *("compute-pressure", "cross-origin-isolated", "display-capture", "encrypted-media", "gamepad", "geolocation"),
    *("gyroscope", "hid", "identity-credentials-get", "idle-detection", "keyboard-map", "local-fonts"),
    *("magnetometer", "microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "serial"),
    *("storage-access", "sync-xhr", "usb", "window-management", "xr-spatial-tracking"),
)
FEATURES = ", ".join([*(f"{one}=()" for one in NOBODYS), *(f"{one}=(self)" for one in OURS_TO_USE)])


def carried(*, secure: bool) -> Mapping[str, str]:
    """The headers of every answer over https, or over plain http; an answer's own go before them."""
    return _written(secure)


def policy(*, secure: bool, **more: str) -> str:
    """What a page may load (CSP 3): ours, and nothing inline; `more` adds to it, as `frame_src="'self'"`.

    Markup reaches a page through the policy `besace` alone (Trusted Types).
    """
    whole = cast("dict[str, list[str]]", settings.SECURE_CSP)
    whole = whole | {name.replace("_", "-"): [source] for name, source in more.items()}
    return build_policy(whole | ({"report-to": ["csp"]} if secure else {}))


@cache
def as_bytes(*, secure: bool) -> tuple[tuple[bytes, bytes], ...]:
    """The same as a server sends them (ASGI)."""
    return tuple((name.lower().encode(), value.encode()) for name, value in carried(secure=secure).items())


@cache
def _written(secure: bool) -> Mapping[str, str]:
    found = {
        str(CSP.HEADER_ENFORCE): policy(secure=secure),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": FEATURES,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    if secure:
        found["Cross-Origin-Opener-Policy"] = settings.SECURE_CROSS_ORIGIN_OPENER_POLICY
        found["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
        found["Reporting-Endpoints"] = f'csp="{REPORTS}"'
    return found
