"""Keeping what a running Besace holds in memory — keys, and what is being said — out of files and other programs."""

import os
from contextlib import suppress
from ctypes import CDLL

PR_SET_DUMPABLE = 4
LOOKED_INTO = "BESACE_LOOKED_INTO"


def keep_to_itself() -> None:
    """Has the system write no core dump of this process, and let no other program of this user read its memory.

    Root is not kept out, nor is swap. Where a system knows none of it, nothing is done; `BESACE_LOOKED_INTO=1` leaves
    it out, for a debugger or the bench. (setrlimit(2), prctl(2): PR_SET_DUMPABLE.)
    """
    if os.environ.get(LOOKED_INTO) == "1":
        return
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(AttributeError, OSError, TypeError):
        CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
