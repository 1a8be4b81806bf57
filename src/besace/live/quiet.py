"""Logs that tell where something failed and never what was said: no messages of exceptions, bodies or addresses.

What our own code says was written to hold no content. What libraries say was not: of theirs, only the pattern of a
message stands, or the place it came from. Python's warnings, threads and finalisers that fail go the same way (ASVS
16.2.5, 16.5.1).
"""

import json
import logging
import re
import sys
import threading
import time
import traceback
from types import TracebackType
from typing import Any

from django.http import HttpRequest

from besace.live import happenings, troubles


class Unreadable(ValueError):  # noqa: N818 - what is wrong, in one word
    """A setting cannot be used; the message says what to write."""


type ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

OURS = "besace"
HAPPENING = happenings.LOG.name
VALUES = re.compile(r"%(\(\w+\))?[-#0 +]*[\d*]*(\.[\d*]+)?[diouxXeEfFgGcrsa]")
LOG = logging.getLogger(__name__)
FORMS = ("", "plain", "json")


class Formatter(logging.Formatter):
    """One line of when (UTC), how grave, whence and what; an exception as its type and the places it went through."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")

    def format(self, record: logging.LogRecord) -> str:
        bare = self.bare(record)
        line = super().format(bare)
        counts = " ".join(f"{name}={value}" for name, value in counts_of(bare).items())
        return f"{line} {counts}" if counts else line

    def bare(self, record: logging.LogRecord) -> logging.LogRecord:
        """The record without whatever could be somebody's words."""
        bare = logging.makeLogRecord(record.__dict__)
        bare.exc_text = bare.stack_info = None
        if isinstance(getattr(record, "request", None), HttpRequest) or record.name.startswith("django.security"):
            bare.msg, bare.args = f"answered {getattr(record, 'status_code', 400)}", ()
        elif record.name.partition(".")[0] != OURS:
            bare.msg, bare.args = _pattern(record), ()
        elif record.exc_info:
            bare.msg, bare.args = str(record.msg).splitlines()[0], _without_values(record.args)
        return bare

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        kind, failure, _ = ei
        if kind is None or failure is None:
            return ""
        frames = traceback.extract_tb(failure.__traceback__)
        places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return "\n".join([kind.__qualname__, *places])


class Json(Formatter):
    """The same as one JSON object a line, for programs that gather logs (`BESACE_LOG=json`)."""

    def format(self, record: logging.LogRecord) -> str:
        bare = self.bare(record)
        told: dict[str, Any] = {
            "time": self.formatTime(bare, self.datefmt),
            "level": bare.levelname.lower(),
            "part": bare.name,
            "event": bare.getMessage(),
            **counts_of(bare),
        }
        if bare.exc_info and bare.exc_info[0]:
            told["failure"], *places = self.formatException(bare.exc_info).split("\n")
            told["places"] = [place.strip() for place in places]
        return json.dumps(told, ensure_ascii=False)


def counts_of(record: logging.LogRecord) -> dict[str, Any]:
    """The counts beside a happening (`happenings`); of what others log, nothing."""
    counts: dict[str, Any] = getattr(record, "counts", {}) if record.name == HAPPENING else {}
    return counts


class Handler(logging.StreamHandler[Any]):
    """Writes the lines, and has what failed counted by its kind (`troubles`)."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR and record.exc_info and record.exc_info[1]:
            troubles.keep(record.exc_info[1])
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Says nothing: logging's own way shows the values that did not fit the message."""


def read(told: str) -> str:
    """Reads BESACE_LOG: how lines are written.

    Raises:
        Unreadable: it is neither of the two.
    """
    if told not in FORMS:
        raise Unreadable("BESACE_LOG cannot be used: write plain (one line for people), json, or leave it empty.")
    return told


def refused(sentence: str, form: str) -> str:
    """A setting that cannot be used, as the log says it: the sentence, which never repeats the setting's value."""
    if form != "json":
        return sentence
    record = happenings.LOG.makeRecord(HAPPENING, logging.ERROR, "", 0, happenings.Happening.SETTING_REFUSED, (), None)
    record.counts = {"says": sentence}
    return Json().format(record)


def install() -> None:
    """Has whatever Python itself would print of this process go through the log, without its words."""
    logging.raiseExceptions = False
    logging.captureWarnings(capture=True)
    sys.excepthook = _stopped
    threading.excepthook = _thread_stopped
    sys.unraisablehook = _not_finished


def _stopped(kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    LOG.critical("stopped", exc_info=(kind, failure, trace))


def _thread_stopped(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
        LOG.error("a thread stopped", exc_info=(told.exc_type, told.exc_value, told.exc_traceback))


def _not_finished(told: Any) -> None:
    if told.exc_value is not None:
        LOG.error("something could not be put away", exc_info=(told.exc_type, told.exc_value, told.exc_traceback))


def _pattern(record: logging.LogRecord) -> str:
    """What a library says, its values left out; where it was put together beforehand, only whence."""
    place = f"{record.filename}:{record.lineno}"
    words = VALUES.sub("…", str(record.msg).splitlines()[0]) if record.args and record.msg else ""
    return f"{place} {words}" if words.strip(" …") else place


def _without_values(args: Any) -> tuple[str, ...]:
    return tuple("…" for _ in args) if isinstance(args, tuple) else ()
