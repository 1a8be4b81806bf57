"""What the system knows of this process, under the names that Prometheus gives it; nothing where it does not say."""

import os
from contextlib import suppress
from pathlib import Path

from besace.metrics.kinds import Gauge, Total

ABOUT = Path("/proc/self")


def memory() -> int | None:
    """Bytes resident in memory."""
    with suppress(OSError, ValueError, IndexError):
        return int((ABOUT / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return None


def began() -> float | None:
    """When the process began, in seconds since 1970."""
    with suppress(OSError, ValueError, StopIteration, IndexError):
        lines = (ABOUT.parent / "stat").read_text().splitlines()
        boot = int(next(line for line in lines if line.startswith("btime ")).split()[1])
        ticks = int((ABOUT / "stat").read_text().rpartition(")")[2].split()[19])
        return boot + ticks / os.sysconf("SC_CLK_TCK")
    return None


def files() -> int | None:
    """Files and lines it holds open."""
    with suppress(OSError):
        return len(list((ABOUT / "fd").iterdir()))
    return None


def _seconds() -> float:
    told = os.times()
    return told.user + told.system


Gauge("process_resident_memory_bytes", "Memory this process holds.", memory)
Gauge("process_start_time_seconds", "When this process began, in seconds since 1970.", began)
Gauge("process_open_fds", "Files and lines this process holds open.", files)
Total("process_cpu_seconds_total", "Seconds of a processor that this process has used.", _seconds)
