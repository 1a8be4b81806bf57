import asyncio
import gc
import http.client
import io
import logging
import re
import sys
import threading
import warnings
from collections.abc import Callable

import pytest
from django.test import override_settings

from besace.live import quiet
from besace.live.http import is_ours
from besace.live.quiet import Formatter, Handler
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


CANARY = "canary-words"


def heard(speak: Callable[[], object], formatter: logging.Formatter | None = None) -> str:
    """What a log holds after something spoke into it."""
    kept = io.StringIO()
    handler = Handler(kept)
    handler.setFormatter(formatter or Formatter())
    logging.getLogger().addHandler(handler)
    try:
        speak()
    finally:
        logging.getLogger().removeHandler(handler)
    return kept.getvalue()


def library_line() -> None:
    logging.getLogger("some.library").error("cannot read %s in %d bytes", CANARY, 3)


def library_line_put_together() -> None:
    logging.getLogger("some.library").error(f"cannot read {CANARY}")  # noqa: G004 - as libraries do


def failing_task() -> None:
    async def fail() -> None:
        async def inner() -> None:
            raise ValueError(CANARY)

        task = asyncio.ensure_future(inner())
        await asyncio.sleep(0)
        del task
        gc.collect()

    asyncio.run(fail())


def failing_chain() -> None:
    try:
        try:
            dict[str, str]()[CANARY]
        except KeyError:
            int(CANARY)
    except ValueError:
        logging.getLogger("besace.test").exception("it broke")


@pytest.mark.parametrize("speak", [library_line, library_line_put_together, failing_task, failing_chain])
def test_no_line_of_a_log_holds_a_value(speak, capfd):
    told = heard(speak) + capfd.readouterr().err
    assert CANARY not in told
    assert re.search(r"ERROR (some\.library|asyncio|besace\.test) ", told)


@pytest.mark.parametrize("speak", [library_line, library_line_put_together, failing_task, failing_chain])
def test_without_our_way_of_writing_each_of_them_would(speak):
    assert CANARY in heard(speak, logging.Formatter())


@pytest.mark.parametrize(("kind", "leaks"), [(Handler, False), (logging.StreamHandler, True)])
def test_a_value_that_does_not_fit_its_line_is_not_shown_either(kind, leaks, capfd):
    kind(io.StringIO()).handle(logging.LogRecord("besace.test", logging.ERROR, __file__, 1, "%d", (CANARY,), None))
    assert (CANARY in capfd.readouterr().err) == leaks


def test_a_pattern_and_a_place_are_all_that_is_told_of_a_library():
    assert "test_quiet.py:" in heard(library_line_put_together)
    assert "cannot read … in … bytes" in heard(library_line)


@pytest.fixture
def installed():
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook, logging.raiseExceptions)
    quiet.install()
    yield
    logging.captureWarnings(capture=False)
    sys.excepthook, threading.excepthook, sys.unraisablehook, logging.raiseExceptions = hooks


@pytest.mark.usefixtures("installed")
def test_threads_finalisers_warnings_and_the_end_of_a_process_go_the_same_way(capfd):
    def fail() -> None:
        raise ValueError(CANARY)

    class Unfinished:
        def __del__(self) -> None:
            fail()

    def speak() -> None:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
        del_me = Unfinished()
        del del_me
        warnings.showwarning(CANARY, UserWarning, "somewhere.py", 3)
        try:
            fail()
        except ValueError as failure:
            sys.excepthook(ValueError, failure, failure.__traceback__)

    told = heard(speak)
    assert CANARY not in told + capfd.readouterr().err
    assert [
        line for line in ("a thread stopped", "could not be put away", "py.warnings", "stopped") if line not in told
    ] == []
