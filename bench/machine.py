"""The machine's shape: what a figure depends on, and nothing that says whose machine it is."""

import os
import platform
import sqlite3
import sys
import sysconfig
from pathlib import Path


def shape() -> str:
    """Cores, processor, memory, Python, SQLite, and how busy the machine was when asked, in one sentence."""
    parts = [f"{os.cpu_count()} cores ({_processor()})", f"{_memory()} GiB", platform.system()]
    parts += [f"Python {platform.python_version()}{_built()}", f"SQLite {sqlite3.sqlite_version}"]
    return f"{', '.join(parts)}; load average before the run {os.getloadavg()[0]:.1f}"


def _built() -> str:
    """What to know of this Python: one not optimised by profile is slower, and the floor, mostly kernel, hardly is."""
    how = sysconfig.get_config_var("CONFIG_ARGS") or ""
    # A system builds its own Python in its own way, and says nothing of it here.
    plain = how and "--enable-optimizations" not in how
    return " (built without optimizations)" if plain and sys.base_prefix != "/usr" else ""


def _processor() -> str:
    for line in _read("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> str:
    for line in _read("/proc/meminfo"):
        if line.startswith("MemTotal"):
            return f"{int(line.split()[1]) / 1024**2:.0f}"
    return "?"


def _read(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
