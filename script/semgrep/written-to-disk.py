import os
import tempfile
from pathlib import Path


def keep(words, file: Path):
    # ruleid: written-to-disk
    open("notes.txt", "w").write(words)
    # ruleid: written-to-disk
    file.open("a").write(words)
    # ruleid: written-to-disk
    file.write_text(words)
    # ruleid: written-to-disk
    tempfile.mkstemp()
    # ruleid: written-to-disk
    os.open(file, os.O_CREAT)
    # ok: written-to-disk
    open("notes.txt").read()
    # ok: written-to-disk
    file.open("rb").read()
    # ok: written-to-disk
    return file.read_text()
