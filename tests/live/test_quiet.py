import http.client
import logging

from django.test import override_settings

from besace.live.http import is_ours
from besace.live.quiet import Formatter
from tests.live.running import served


def test_no_failure_tells_what_was_said(capfd):
    handler = logging.StreamHandler()
    handler.setFormatter(Formatter())
    logging.getLogger().addHandler(handler)
    with override_settings(ROOT_URLCONF="tests.live.urls"), served() as port:
        link = http.client.HTTPConnection("127.0.0.1", port)
        link.request("GET", "/fail?said=canary-words")
        answer = link.getresponse()
        told = answer.read().decode()
    logging.getLogger().removeHandler(handler)
    logged = capfd.readouterr().err

    assert answer.status == 500
    assert "ValueError" in logged
    assert "canary" not in logged
    assert "canary" not in told
    assert "Traceback" not in told


def test_every_answer_carries_the_house_headers():
    with override_settings(ROOT_URLCONF="tests.live.urls"), served() as port:
        link = http.client.HTTPConnection("127.0.0.1", port)
        link.request("GET", "/nothing")
        headers = link.getresponse().headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Cross-Origin-Opener-Policy" not in headers  # browsers ignore it over plain http, and complain
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_too_long_a_body_is_refused_with_a_sentence_in_the_language_of_the_request():
    with override_settings(ROOT_URLCONF="tests.live.urls"), served() as port:
        for language, words in (("fr", "trop long"), ("en", "too long"), ("fr", "trop long")):
            link = http.client.HTTPConnection("127.0.0.1", port)
            link.request("POST", "/s/x/act", b"x" * 70_000, {"Accept-Language": language})
            answer = link.getresponse()

            assert answer.status == 413
            assert words in answer.read().decode()


def test_only_this_machines_names_are_answered():
    ours = ("localhost:8420", "127.0.0.1", "192.168.1.20:8420", "10.1.2.3", "[::1]:8420", "[fe80::1]", "laptop.local")

    assert [host for host in ours if not is_ours(host)] == []
    assert not any(map(is_ours, ("example.org", "8.8.8.8", "", "0.0.0.0", "localhost.example.org")))  # noqa: S104
