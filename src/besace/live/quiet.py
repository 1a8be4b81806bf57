"""Logs that tell where something failed and never what was said: no messages of exceptions, bodies or addresses.

What our own code says was written to hold no content. What libraries say was not: of theirs, only the pattern of a
message stands, or the place it came from. Python's warnings, threads and finalisers that fail go the same way (ASVS
16.2.5, 16.5.1).
"""

import logging
import re
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

from django.http import HttpRequest

from besace.live import troubles

type ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

OURS = "besace"
VALUES = re.compile(r"%(\(\w+\))?[-#0 +]*[\d*]*(\.[\d*]+)?[diouxXeEfFgGcrsa]")
LOG = logging.getLogger(__name__)


class Formatter(logging.Formatter):
    """One line of when, how grave, whence and what; an exception as its type and the places it went through."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        bare = logging.makeLogRecord(record.__dict__)
        bare.exc_text = bare.stack_info = None
        if isinstance(getattr(record, "request", None), HttpRequest) or record.name.startswith("django.security"):
            bare.msg, bare.args = f"answered {getattr(record, 'status_code', 400)}", ()
        elif record.name.partition(".")[0] != OURS:
            bare.msg, bare.args = _pattern(record), ()
        elif record.exc_info:
            bare.msg, bare.args = str(record.msg).splitlines()[0], _without_values(record.args)
        return super().format(bare)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        kind, failure, _ = ei
        if kind is None or failure is None:
            return ""
        frames = traceback.extract_tb(failure.__traceback__)
        places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return "\n".join([kind.__qualname__, *places])


class Handler(logging.StreamHandler[Any]):
    """Writes the lines, and has what failed counted by its kind (`troubles`)."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR and record.exc_info and record.exc_info[1]:
            troubles.keep(record.exc_info[1])
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Says nothing: logging's own way shows the values that did not fit the message."""


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
