"""Logs that tell where something failed and never what was said: no messages of exceptions, bodies or addresses."""

import logging
import traceback
from types import TracebackType
from typing import Any

from django.http import HttpRequest

type ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Formatter(logging.Formatter):
    """One line of when, how grave, whence and what; an exception as its type and the places it went through."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        bare = logging.makeLogRecord(record.__dict__)
        bare.exc_text = None
        if isinstance(getattr(record, "request", None), HttpRequest) or record.name.startswith("django.security"):
            bare.msg, bare.args = f"answered {getattr(record, 'status_code', 400)}", ()
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


def _without_values(args: Any) -> tuple[str, ...]:
    return tuple("…" for _ in args) if isinstance(args, tuple) else ()
